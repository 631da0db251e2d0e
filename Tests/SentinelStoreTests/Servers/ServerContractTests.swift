import SentinelEngine
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelStore

@Suite("SQLStateStore on servers", .serialized, .enabled(if: ServerKind.areInstalled, ServerKind.absence))
struct ServerContractTests {
    /// One database for each kind, emptied between tests: making the tables takes longer than most clauses.
    private static let postgreSQL = Result { try ServerKind.postgreSQL.database() }
    private static let mariaDB = Result { try ServerKind.mariaDB.database() }

    private func emptyDatabase(_ kind: ServerKind) async throws -> ServerDatabase {
        let database = try (kind == .postgreSQL ? Self.postgreSQL : Self.mariaDB).get()
        await (try database.open(ManualClock())).close()
        try database.clear()
        return database
    }

    @Test("keeps the contract of the seam", arguments: ServerKind.allCases, StateStoreContract.all)
    func contract(_ kind: ServerKind, _ clause: StateStoreContract) async throws {
        let database = try await emptyDatabase(kind)
        let clock = ManualClock()
        let store = try database.open(clock)
        try await clause.check(
            StateStoreHarness(
                store: store, clock: clock, reopen: { try database.open(clock) },
                audit: { try await store.auditEntries(scope: .default) }))
        await store.close()
    }

    private static let pooler = Result {
        try PgBouncer(before: PostgreSQLServer.shared.get(), size: 4)
    }

    @Test(
        "keeps it through a pooler that changes sessions between transactions",
        .enabled(if: PgBouncer.isInstalled, "PgBouncer is not installed here"), arguments: StateStoreContract.all)
    func pooledContract(_ clause: StateStoreContract) async throws {
        let database = try await emptyDatabase(.postgreSQL)
        let port = try Self.pooler.get().port
        let clock = ManualClock()
        let store = try database.open(clock, port: port)
        try await clause.check(
            StateStoreHarness(
                store: store, clock: clock, reopen: { try database.open(clock, port: port) },
                audit: { try await store.auditEntries(scope: .default) }))
        await store.close()
    }

    @Test("answers conversations as the memory does", arguments: ServerKind.allCases, 0..<6 as Range<UInt64>)
    func conversation(_ kind: ServerKind, _ seed: UInt64) async throws {
        let database = try await emptyDatabase(kind)
        let clocks = [ManualClock(), ManualClock()]
        let server = try database.open(clocks[1])
        var answers: [[AnyHashable]] = []
        for (store, clock) in zip([InMemoryStateStore(clock: clocks[0]), server] as [any StateStore], clocks) {
            var conversation = Conversation(seed: seed, store: store, clock: clock)
            try await conversation.talk(steps: 60)
            answers.append(conversation.answers)
        }
        let index = zip(answers[0], answers[1]).map { $0 == $1 }.firstIndex(of: false)
        #expect(index == nil, "seed \(seed), answer \(index ?? -1) of \(answers[0].count)")
        #expect(answers[0].count == answers[1].count, "seed \(seed)")
        #expect(try await server.check().filter { ![.lapsedLease, .durability].contains($0.kind) }.isEmpty)
        await server.close()
    }

    @Test(
        "answers alike whatever tenants, batches, values and filters there are", arguments: ServerKind.allCases,
        0..<3 as Range<UInt64>)
    func broadConversation(_ kind: ServerKind, _ seed: UInt64) async throws {
        let database = try await emptyDatabase(kind)
        let clocks = [ManualClock(), ManualClock()]
        let server = try database.open(clocks[1])
        var answers: [[AnyHashable]] = []
        for (store, clock) in zip([InMemoryStateStore(clock: clocks[0]), server] as [any StateStore], clocks) {
            var conversation = BroadConversation(seed: seed, store: store, clock: clock)
            try await conversation.talk(steps: 40)
            answers.append(conversation.answers)
        }
        let index = zip(answers[0], answers[1]).map { $0 == $1 }.firstIndex(of: false)
        #expect(index == nil, "seed \(seed), answer \(index ?? -1) of \(answers[0].count)")
        #expect(answers[0].count == answers[1].count, "seed \(seed)")
        await server.close()
    }

    @Test("forgets what a file forgets, of every kind", arguments: ServerKind.allCases, [11, 12] as [UInt64])
    func retention(_ kind: ServerKind, _ seed: UInt64) async throws {
        let database = try await emptyDatabase(kind)
        let folder = try StateFolder()
        let clocks = [ManualClock(), ManualClock()]
        var summaries: [[RetentionSummary]] = []
        var findings: [Set<StateFinding>] = []
        for (store, clock) in zip(
            [try SQLStateStore.open(folder.url(), clock: clocks[0]), try database.open(clocks[1])], clocks)
        {
            var conversation = BroadConversation(seed: seed, store: store, clock: clock)
            try await conversation.talk(steps: 60)
            for number in 0..<20 { try await StoreSteps(store, clock).run("well \(number)", runID: "well \(number)") }
            for number in 0..<3 {
                let silence = Silence(
                    id: "old \(number)", matchers: [.init("alertname", .equal, "a")], startsAt: clock.now(),
                    endsAt: clock.now().advanced(by: .seconds(1)), author: "a", comment: "c")
                try await store.add(silence, scope: .default, by: Actor(.operatorCLI, name: "test"))
            }
            clock.advance(by: .seconds(3600))
            let policy = RetentionPolicy(runsBefore: clock.now(), auditBefore: clock.now(), batch: 7)
            let expected = try await store.retainable(policy, scope: .default)
            let done = try await store.retain(policy, scope: .default, by: Actor(.operatorCLI, name: "test"))
            #expect(try await store.retainable(policy, scope: .default).runs == 0)
            findings.append(Set(try await store.check().filter { $0.kind != .durability }))
            summaries.append([expected, done])
            await store.close()
        }
        #expect(summaries[0] == summaries[1], "seed \(seed)")
        #expect(findings[0] == findings[1] && !findings[0].contains { $0.kind == .auditLog }, "seed \(seed)")
        let done = summaries[1][1]
        #expect(done.runs >= 20 && done.silences >= 3 && done.auditEntries >= 2, "seed \(seed): \(done)")
    }

    @Test("keeps states and runs exactly", arguments: ServerKind.allCases, 0..<4 as Range<UInt64>)
    func roundTrip(_ kind: ServerKind, _ seed: UInt64) async throws {
        let database = try await emptyDatabase(kind)
        var random = RandomContent(seed: seed)
        let clock = ManualClock()
        let store = try database.open(clock)
        let alert = AlertDefinition.fixture("a")
        var records: [String: RunRecord] = [:]
        for number in 0..<15 {
            let claimed = try await StoreSteps(store, clock).claim(alert, "r\(number)")
            let record = random.record(id: "r\(number)", alert: alert)
            let state = random.state()
            let commit = RunCommit(
                run: claimed.run, baseRevision: claimed.snapshot.revision, record: record, state: state, events: [],
                decisions: [])
            guard case .committed = try await store.commit([commit])[0] else {
                Issue.record("seed \(seed): not committed")
                return
            }
            let kept = try await store.snapshots(of: [alert.key], scope: .default)[alert.key]?.state
            #expect(kept == state, "seed \(seed), run \(number)")
            records[record.id] = record
        }
        let history = try await store.history(HistoryQuery(limit: nil))
        #expect(history.count == records.count)
        for run in history { #expect(run == records[run.id], "seed \(seed), \(run.id)") }
        await store.close()
    }

    @Test("goes by the server's clock unless it is given one", arguments: ServerKind.allCases)
    func clock(_ kind: ServerKind) async throws {
        let database = try await emptyDatabase(kind)
        let store = try database.open(SystemClock())
        let before = SystemClock().now()
        let claim = RunClaim(runID: "r1", alert: .fixture("a"), trigger: .manual, owner: OwnerID("a"))
        guard case .granted = try await store.claim([claim])[0] else {
            Issue.record("the slot is free")
            return
        }
        let after = SystemClock().now()
        let lease = Timestamp(microseconds: Int64(try database.number("SELECT lease_until FROM sqlsentinel_run")))
        // Server and test are on one machine.
        #expect(lease > before.advanced(by: .seconds(29)) && lease < after.advanced(by: .seconds(31)))
        #expect(store.dialect.clockExpression != nil)
        await store.close()
        #expect(try database.number("SELECT COUNT(*) FROM sqlsentinel_run") == 0, "closing gives leases back at once")
        #expect(try database.number("SELECT COUNT(*) FROM sqlsentinel_writer") == 0, "and takes the mark away")
    }
}
