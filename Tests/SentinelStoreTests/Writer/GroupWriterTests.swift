import SentinelModels
import SentinelTesting
import Synchronization
import Testing

@testable import SentinelStore

@Suite("Group commit")
struct GroupWriterTests {
    private let folder: StateFolder
    private let clock = ManualClock()

    init() throws {
        folder = try StateFolder()
    }

    /// A store whose groups wait long enough for every caller of a test.
    private func open(idle: Duration = .milliseconds(100)) throws -> SQLStateStore {
        var opening = try SQLiteOpening(path: folder.file(), clock: clock)
        opening.linger = GroupWriter.Linger(
            routine: .seconds(2), urgent: .seconds(2), idle: idle, urgentIdle: idle, enough: 64, most: 256)
        return try opening.open()
    }

    @Test("operations that arrive together share commits")
    func sharing() async throws {
        let store = try open()
        let steps = StoreSteps(store, clock)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<64 {
                group.addTask { try await steps.run("alert \(index)", runID: "r\(index)") }
            }
            try await group.waitForAll()
        }
        let counts = store.writeCounts
        #expect(counts.operations == 128, "a claim and a commit each")
        #expect(counts.commits < 40, "\(counts.commits) commits")
        #expect(try await store.history(HistoryQuery(limit: nil)).count == 64)
        await store.close()
    }

    @Test("results handed in together go into as few transactions as groups allow", arguments: [1, 64, 256, 600])
    func batches(_ count: Int) async throws {
        let store = try open(idle: .zero)
        let steps = StoreSteps(store, clock)
        let claims = (0..<count).map {
            RunClaim(runID: "r\($0)", alert: .fixture("a\($0)"), trigger: .manual, owner: OwnerID("a"))
        }
        var commits: [RunCommit] = []
        for (claim, result) in zip(claims, try await store.claim(claims)) {
            guard case .granted(let run, let snapshot) = result else { continue }
            commits.append(steps.plain(claim.alert, (run, snapshot)))
        }
        #expect(commits.count == count)
        let results = try await store.commit(commits)
        #expect(results.count == count)
        #expect(store.writeCounts.commits == 1 + (count + 255) / 256)
        await store.close()
    }

    @Test("one operation that fails does not spoil its group")
    func failure() async throws {
        let store = try open()
        let steps = StoreSteps(store, clock)
        var commits: [RunCommit] = []
        for index in 0..<3 {
            let alert = AlertDefinition.fixture("a\(index)")
            commits.append(
                steps.firing(alert, try await steps.claim(alert, "r\(index)"), notices: ["m\(index)"]))
        }
        // The second one breaks a key of the database: two decisions for one event and route.
        commits[1].decisions.append(commits[1].decisions[0])
        let results = try await store.commit(commits)
        guard case .committed = results[0], case .failed(let error) = results[1], case .committed = results[2] else {
            Issue.record("\(results)")
            return
        }
        #expect(error.code == .store && !error.isRetryable && error.message.contains("UNIQUE"))
        #expect(Set(try await store.history(HistoryQuery(limit: nil)).map(\.id)) == ["r0", "r2"])
        #expect(Set(try await store.messages(MessageQuery()).map(\.id)) == ["m0", "m2"])
        #expect(try await store.snapshots(of: [AlertKey("a1")], scope: .default).isEmpty)
        commits[1].decisions.removeLast()
        let again = try await store.commit(commits)
        #expect(again.count == 3)
        #expect(try await store.history(HistoryQuery(limit: nil)).count == 3)
        await store.close()
    }

    @Test("nothing to store costs no transaction")
    func nothing() async throws {
        let store = try open()
        #expect(try await store.commit([]).isEmpty)
        #expect(store.writeCounts.commits == 0)
        await store.close()
    }

    @Test("a store that is closed while others write answers them all")
    func closing() async throws {
        let store = try open(idle: .milliseconds(1))
        let steps = StoreSteps(store, clock)
        let answered = await withTaskGroup(of: Bool.self) { group in
            for index in 0..<20 {
                group.addTask {
                    do {
                        try await steps.run("a\(index)", runID: "r\(index)")
                        return true
                    } catch {
                        // Closed, or its slot was given back by the closing.
                        return [.store, .conflict].contains((error as? SentinelError)?.code)
                    }
                }
            }
            await store.close()
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(answered == 20)
    }

    @Test("a full disk fails what it hits, and nothing else; with space again all goes on")
    func full() async throws {
        var opening = try SQLiteOpening(path: folder.file(), clock: clock)
        await (try opening.open()).close()
        let limit = Mutex<Int?>(Int(try RawDatabase(folder.file()).number("PRAGMA page_count") ?? 0) + 12)
        opening.maxPages = { limit.withLock(\.self) }
        let store = try opening.open()
        let steps = StoreSteps(store, clock)
        var stored = 0
        var failure: SentinelError?
        for index in 0..<200 where failure == nil {
            do {
                try await steps.fire("alert \(index)", runID: "r\(index)", notices: ["m\(index)"])
                stored += 1
            } catch {
                failure = error as? SentinelError
            }
        }
        #expect(failure?.code == .store)
        #expect(failure?.isRetryable == true)
        #expect(failure?.message.contains("no disk space") == true)
        #expect(stored > 0)
        #expect(try await store.history(HistoryQuery(limit: nil)).count == stored, "what was answered is there")
        #expect(try await store.messages(MessageQuery()).count == stored, "and nothing by halves")
        limit.withLock { $0 = nil }
        try await steps.fire("after", runID: "after", notices: ["after"])
        #expect(try await store.check().filter { $0.kind != .lapsedLease }.isEmpty)
        await store.close()
    }

    @Test("another program's lock is waited for; one that stays is a clear error that may pass")
    func locked() async throws {
        let store = try open(idle: .zero)
        try await store.writer().perform { session throws(SentinelError) in
            try session.connection.execute("PRAGMA busy_timeout = 1")
        }
        let other = try RawDatabase(folder.file())
        try other.execute("BEGIN IMMEDIATE")
        let steps = StoreSteps(store, clock)
        await #expect {
            try await steps.run("a")
        } throws: {
            ($0 as? SentinelError)?.code == .busy && ($0 as? SentinelError)?.isRetryable == true
        }
        try other.execute("ROLLBACK")
        try await steps.run("a")
        await store.close()
    }
}
