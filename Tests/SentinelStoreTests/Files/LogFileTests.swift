import Foundation
import SentinelModels
import SentinelSQL
import SentinelTesting
import Testing

@testable import SentinelStore

@Suite("The log beside the database")
struct LogFileTests {
    private let folder: StateFolder
    private let clock = ManualClock()

    init() throws {
        folder = try StateFolder()
    }

    private func size(_ name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(name))
        return attributes[.size] as? Int ?? 0
    }

    @Test(
        "is folded into the file when the store is closed, also if it was read: a copy of the file has everything",
        arguments: [false, true])
    func closing(_ isRead: Bool) async throws {
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        try await StoreSteps(store, clock).fire("a", notices: ["m1"])
        if isRead { #expect(try await store.history(HistoryQuery()).count == 1) }
        await store.close()
        #expect(folder.names == ["state.db"])
        try FileManager.default.copyItem(atPath: folder.file(), toPath: folder.file("copy.db"))
        let copy = try #require(try SQLStateStore.openForReading(folder.url("copy.db"), clock: clock))
        #expect(try await copy.history(HistoryQuery()).map(\.id) == ["r1"])
        #expect(try await copy.messages(MessageQuery()).map(\.id) == ["m1"])
        await copy.close()
    }

    @Test("does not grow with the number of commits")
    func steady() async throws {
        var opening = try SQLiteOpening(path: folder.file(), clock: clock)
        opening.linger = GroupWriter.Linger(idle: .zero, urgentIdle: .zero)
        let store = try opening.open()
        let steps = StoreSteps(store, clock)
        var largest = 0
        for number in 0..<400 {
            try await steps.run("alert \(number % 5)", runID: "r\(number)")
            if number % 20 == 0 { largest = max(largest, try size("state.db-wal")) }
        }
        // 1,000 pages of 4 KiB, and what one commit adds before it is copied back.
        #expect(largest < 1_200 * 4_120, "\(largest)")
        #expect(largest > 0)
        await store.close()
    }

    @Test("grows while somebody else reads for long, never stops the writer, and is cut when they are done")
    func longReader() async throws {
        var opening = try SQLiteOpening(path: folder.file(), clock: clock)
        opening.linger = GroupWriter.Linger(idle: .zero, urgentIdle: .zero)
        let store = try opening.open()
        try await store.writer().perform { session throws(SentinelError) in
            try session.connection.execute("PRAGMA wal_autocheckpoint = 50; PRAGMA journal_size_limit = 400000")
        }
        let steps = StoreSteps(store, clock)
        let reader = try SQLiteConnection(path: folder.file(), access: .readOnly)
        try reader.begin(.deferred)
        #expect(try reader.scalar("SELECT COUNT(*) FROM sqlsentinel_run") == .integer(0))
        for number in 0..<60 { try await steps.fire("a\(number)", runID: "r\(number)", notices: ["m\(number)"]) }
        let grown = try size("state.db-wal")
        #expect(grown > 1_000_000)
        #expect(
            try reader.scalar("SELECT COUNT(*) FROM sqlsentinel_run") == .integer(0),
            "the reader's moment has not moved")
        #expect(try await store.history(HistoryQuery(limit: nil)).count == 60, "others see everything")
        try reader.commit()
        for number in 0..<30 { try await steps.run("b\(number)", runID: "s\(number)") }
        #expect(try size("state.db-wal") <= 500_000)
        await store.close()
    }

    @Test("of a process that was killed is read by the next one, also by one that only reads")
    func leftBehind() async throws {
        let kept = try StateFolder()
        let store = try SQLStateStore.open(kept.url(), clock: clock)
        try await StoreSteps(store, clock).fire("a", notices: ["m1"])
        for name in ["state.db", "state.db-wal"] {
            try FileManager.default.copyItem(atPath: kept.file(name), toPath: folder.file(name))
        }
        await store.close()
        let reader = try #require(try SQLStateStore.openForReading(folder.url(), clock: clock))
        #expect(try await reader.history(HistoryQuery()).map(\.id) == ["r1"])
        await reader.close()
    }
}
