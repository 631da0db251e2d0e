import SentinelModels
import SentinelSQL
import SentinelTesting
import Synchronization
import Testing

@testable import SentinelStore

@Suite("A copy of a state", .serialized, .enabled(if: ServerKind.areInstalled, ServerKind.absence))
struct StateCopyTests {
    private let folder: StateFolder
    private let clock = ManualClock()

    init() throws {
        folder = try StateFolder()
    }

    /// Rows in nearly all tables: long conversations, and contents with everything a text can hold.
    private func fill(_ url: String) async throws {
        let store = try SQLStateStore.open(url, clock: clock)
        var conversation = BroadConversation(seed: 7, store: store, clock: clock)
        try await conversation.talk(steps: 120)
        var random = RandomContent(seed: 11)
        for number in 0..<30 {
            let alert = AlertDefinition.fixture("random \(number)")
            let claimed = try await StoreSteps(store, clock).claim(alert, "random \(number)")
            _ = try await store.commit([
                RunCommit(
                    run: claimed.run, baseRevision: claimed.snapshot.revision,
                    record: random.record(id: "random \(number)", alert: alert), state: random.state(), events: [],
                    decisions: [])
            ])
        }
        await store.close()
    }

    @Test("is equal, round through all databases and back")
    func round() async throws {
        let (postgreSQL, mariaDB) = (try ServerKind.postgreSQL.database(), try ServerKind.mariaDB.database())
        let places = [folder.url("a.db"), postgreSQL.url(), mariaDB.url(), folder.url("b.db")]
        try await fill(places[0])
        var summaries: [StateCopySummary] = []
        for (source, target) in zip(places, places.dropFirst()) {
            summaries.append(try SQLStateStore.copy(from: source, to: target, clock: clock))
        }
        #expect(Set(summaries.map(\.digest)).count == 1)
        #expect(Set(summaries.map(\.tables)).count == 1)
        #expect(summaries[0].rows > 300)
        #expect(summaries[0].tables.filter { $0.rows == 0 }.count < 9)
        let stores = try places.map { try #require(try SQLStateStore.openForReading($0, clock: clock)) }
        var histories: [[RunRecord]] = []
        var findings: [Set<StateFinding>] = []
        for store in stores {
            histories.append(try await store.history(HistoryQuery(limit: nil)))
            findings.append(Set(try await store.check().filter { $0.kind != .durability }))
            await store.close()
        }
        // What such a conversation says contradicts itself here and there; a copy does so in the same places.
        #expect(Set(findings).count == 1 && !findings[0].contains { $0.kind == .auditLog || $0.kind == .unreadable })
        #expect(histories[1] == histories[2] && histories[2] == histories[3])
        #expect(histories[0].map(\.id) == histories[1].map(\.id))
        // The copy is used like any other: numbers go on.
        let store = try SQLStateStore.open(places[1], clock: clock)
        try await StoreSteps(store, clock).run("new", runID: "new")
        await store.close()
    }

    @Test("leaves no table out")
    func tables() async throws {
        await (try SQLStateStore.open(folder.url("a.db"), clock: clock)).close()
        let connection = try SQLiteStoreConnection(path: folder.file("a.db"), access: .readOnly)
        defer { connection.close() }
        let tables = try connection.all("SELECT name FROM sqlite_master WHERE type = 'table'", []) { $0.text(at: 0) }
        #expect(Set(tables) == Set(CopiedTable.all.map(\.name) + [Table.meta]))
    }

    @Test("goes into an empty database only, and never onto itself")
    func refused() async throws {
        try await fill(folder.url("a.db"))
        try await StoreSteps(SQLStateStore.open(folder.url("b.db"), clock: clock), clock).run("b")
        func code(_ body: () throws -> Void) -> SentinelError.Code? {
            do { try body() } catch { return (error as? SentinelError)?.code }
            return nil
        }
        #expect(code { _ = try SQLStateStore.copy(from: folder.url("a.db"), to: folder.url("b.db")) } == .conflict)
        #expect(code { _ = try SQLStateStore.copy(from: folder.url("a.db"), to: folder.url("a.db")) } == .configuration)
        #expect(
            code { _ = try SQLStateStore.copy(from: folder.url("none.db"), to: folder.url("c.db")) } == .schemaVersion)
        #expect(!folder.names.contains("c.db"), "nothing is made for a source that is not there")
    }

    #if FaultPoints
        @Test("that is interrupted keeps the target from being used, and is begun anew", arguments: ServerKind.allCases)
        func interrupted(_ kind: ServerKind) async throws {
            try await fill(folder.url("a.db"))
            let target = try kind.database()
            let plan = FaultPlan(text: nil)
            let passes = Mutex(0)
            plan.set { point in
                guard point == .beforeCopyCommit else { return nil }
                return passes.withLock { count in
                    count += 1
                    return count == 5 ? .error : nil
                }
            }
            FaultPlan.$ofTask.withValue(plan) {
                #expect(throws: SentinelError.self) {
                    try SQLStateStore.copy(from: folder.url("a.db"), to: target.url(), clock: clock)
                }
            }
            for open in [{ _ = try target.open(clock) }, { _ = try SQLStateStore.openForReading(target.url()) }]
                as [() throws -> Void]
            {
                #expect { try open() } throws: { ("\($0)").contains("interrupted copy") }
            }
            let again = try SQLStateStore.copy(from: folder.url("a.db"), to: target.url(), clock: clock)
            #expect(again.isRestarted)
            let other = try SQLStateStore.copy(from: target.url(), to: folder.url("b.db"), clock: clock)
            #expect(other.digest == again.digest && !other.isRestarted)
            await (try target.open(clock)).close()
        }
    #endif
}
