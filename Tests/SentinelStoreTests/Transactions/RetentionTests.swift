import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelStore

@Suite("Retention")
struct RetentionTests {
    private let folder: StateFolder
    private let clock = ManualClock()
    private let store: SQLStateStore

    init() throws {
        folder = try StateFolder()
        store = try SQLStateStore.open(folder.url(), clock: clock)
    }

    private func retain(batch: Int = 1000) async throws -> Int {
        try await store.retain(RetentionPolicy(runsBefore: clock.now(), batch: batch), scope: .default)
    }

    private func count(_ table: String) throws -> Int64? {
        try RawDatabase(folder.file()).number("SELECT COUNT(*) FROM sqlsentinel_\(table)")
    }

    /// A run that fires, its message sent with a reference, and the run that ends the problem.
    private func story(_ name: String, outcome: Settlement.Outcome = .sent(DeliveryReceipt(reference: "ref")))
        async throws
    {
        let steps = StoreSteps(store, clock)
        try await steps.fire(name, runID: "\(name)-1", notices: ["\(name)-m"])
        for taken in try await store.take(TakeRequest(owner: OwnerID("a"))) { try await steps.settle(taken, outcome) }
        let alert = AlertDefinition.fixture(name)
        var end = steps.plain(alert, try await steps.claim(alert, "\(name)-2"))
        end.state.instances[.single] = InstanceState(condition: .ok, since: clock.now())
        end.state.ledger = [:]
        _ = try await store.commit([end])
    }

    @Test("takes a run with all that belongs to it, and leaves no stray rows")
    func everything() async throws {
        try await story("a")
        clock.advance(by: .seconds(1))
        #expect(try await retain() == 2)
        for table in ["run", "event", "intent", "message", "delivery_attempt", "receiver_ref", "episode"] {
            #expect(try count(table) == 0, "\(table)")
        }
        let staying = [
            ("alert", 1), ("alert_state", 1), ("instance_state", 1), ("receiver_health", 0), ("query", 1),
        ]
        for (table, rows) in staying {
            #expect(try count(table) == Int64(rows), "\(table)")
        }
        #expect(try await store.check().isEmpty)
        #expect(try await store.snapshots(of: [AlertKey("a")], scope: .default).count == 1, "what is remembered stays")
        await store.close()
    }

    @Test("the time decides, to the microsecond", arguments: [(0, 0), (1, 2)])
    func boundary(_ microseconds: Int64, _ deleted: Int) async throws {
        try await story("a")
        clock.advance(by: .microseconds(microseconds))
        #expect(try await retain() == deleted)
        await store.close()
    }

    /// The row counts of everything that retention may touch.
    private func counts() throws -> [Int64?] {
        try ["run", "episode", "silence", "query", "audit_log"].map(count)
    }

    /// Three alerts with a story each, silences that end at different times, and texts that nobody uses any more.
    private func past() async throws -> RetentionPolicy {
        for name in ["a", "b", "c"] { try await story(name) }
        for (id, seconds) in [("s1", 1), ("s2", 5), ("s3", 3600)] {
            let silence = Silence(
                id: id, matchers: [.init("team", .equal, "x")], startsAt: clock.now(),
                endsAt: clock.now().advanced(by: .seconds(seconds)), author: "ann", comment: "c")
            try await store.add(silence, scope: .default, by: .init(.api, name: "bob"))
        }
        for number in 0..<3 {
            var alert = AlertDefinition.fixture("changing")
            alert.query = "SELECT \(number)"
            let steps = StoreSteps(store, clock)
            _ = try await store.commit([steps.plain(alert, try await steps.claim(alert, "q\(number)"))])
            clock.advance(by: .seconds(1))
        }
        return RetentionPolicy(runsBefore: clock.now(), auditBefore: clock.now())
    }

    @Test("dry and real are the same, in any size of batch", arguments: [1, 2, 1000])
    func summaries(_ batch: Int) async throws {
        var policy = try await past()
        policy.batch = batch
        let before = try counts()
        let planned = try await store.retainable(policy, scope: .default)
        #expect(try counts() == before, "looking changes nothing")
        #expect(
            [planned.runs, planned.episodes, planned.silences, planned.queries, planned.auditEntries]
                == [9, 3, 1, 2, 2])
        #expect(try await store.retainable(policy, scope: TenantScope(tenant: "other")).isEmpty)
        #expect(try await store.retain(policy, scope: .default, by: Actor(.operatorCLI, name: "ann")) == planned)
        let after = try counts()
        #expect(after == [0, 0, 2, (before[3] ?? 0) - 2, 2], "the newest entry, and that of the deletion")
        // The newest entry has become an old one by the entry of the deletion.
        policy.auditBefore = nil
        #expect(try await store.retainable(policy, scope: .default).isEmpty)
        #expect(try await store.retain(policy, scope: .default, by: .engine).isEmpty)
        #expect(try counts() == after, "what deletes nothing leaves no entry")
        let entry = try #require(try await store.auditEntries(scope: .default).last)
        #expect(entry.action == .stateRetained && entry.actor.name == "ann")
        #expect(entry.detail == "9 runs, 3 episodes, 1 silences, 2 queries, 2 audit entries")
        #expect(try await store.check().isEmpty)
        await store.close()
    }

    @Test("episodes of an alert with a problem stay, and those whose run stays", arguments: [false, true])
    func episodes(_ isAlertWell: Bool) async throws {
        _ = try await past()
        let database = try RawDatabase(folder.file())
        try database.execute(
            isAlertWell
                ? "UPDATE sqlsentinel_run SET started_at = started_at + 3600000000 WHERE id = 'b-1'"
                : "UPDATE sqlsentinel_alert_state SET health = 'failing' WHERE alert_id = 2")
        database.close()
        #expect(try await retain() == (isAlertWell ? 8 : 7))
        let left = try RawDatabase(folder.file()).rows("SELECT alert_id FROM sqlsentinel_episode", column: 0)
        #expect(left == ["2"])
        await store.close()
    }

    @Test(
        "a text that a run begins to use while it is looked for stays", arguments: ["new", "under way", "definition"])
    func racingQuery(_ kind: String) async throws {
        let policy = try await past()
        let steps = StoreSteps(store, clock)
        if kind == "under way" { _ = try await steps.claim(.fixture("held"), "held") }
        #expect(try await retain() == 9)
        let hash = Digest.sha256("SELECT 7 -- unused")
        try await store.writer().perform { session throws(SentinelError) in
            _ = try session.keep("SELECT 7 -- unused", tenant: "default")
        }
        let text = RetentionText(tenant: "default", before: policy.runsBefore)
        let unused = try await store.reader.read { connection throws(SentinelError) in
            try UnusedQueries(text, limit: 100, on: connection)
        }
        #expect(unused.hashes.contains(hash))
        let database = try RawDatabase(folder.file())
        switch kind {
        case "new":
            try await steps.run("late", runID: "late")
            try database.execute("UPDATE sqlsentinel_run SET query_hash = '\(hash)' WHERE id = 'late'")
        case "under way":
            try database.execute("UPDATE sqlsentinel_run SET query_hash = '\(hash)', state = 'done' WHERE id = 'held'")
        default: try database.execute("UPDATE sqlsentinel_alert SET identity_hash = '\(hash)' WHERE alert_id = 1")
        }
        database.close()
        let deleted = try await store.writer().perform { session throws(SentinelError) in
            try session.retain(unused, tenant: "default")
        }
        #expect(deleted == unused.hashes.count - 1)
        #expect(
            try RawDatabase(folder.file()).number("SELECT COUNT(*) FROM sqlsentinel_query WHERE query_hash = '\(hash)'")
                == 1)
        await store.close()
    }

    @Test("a message that cannot be read does not keep its run")
    func unreadableMessage() async throws {
        try await story("a")
        clock.advance(by: .seconds(1))
        let database = try RawDatabase(folder.file())
        try database.execute("UPDATE sqlsentinel_message SET content_json = '{'")
        database.close()
        #expect(try await retain() == 2)
        #expect(try count("message") == 0)
        await store.close()
    }

    #if FaultPoints
        @Test(
            "a deletion that fails at any point deletes whole batches only, and the next one goes on",
            arguments: [FaultPoint.beforeRetainCommit, .afterRetainCommit], 1...8)
        func faults(_ point: FaultPoint, _ nth: Int) async throws {
            var policy = try await past()
            policy.batch = 2
            let planned = try await store.retainable(policy, scope: .default)
            let plan = FaultPlan(text: "\(point.rawValue):\(nth):error")
            let error = await FaultPlan.$ofTask.withValue(plan) {
                await #expect(throws: SentinelError.self) { try await store.retained(policy, scope: .default) }
            }
            #expect(error?.message == "fault point \(point.rawValue)")
            let runs = try #require(try count("run"))
            #expect((runs == 0 || (9 - runs) % 2 == 0) && runs >= 0)
            let left = try await store.retainable(policy, scope: .default)
            #expect(
                left.runs == runs && left.runs + left.episodes < planned.runs + planned.episodes + (nth == 1 ? 1 : 0))
            #expect(try await store.check().isEmpty)
            #expect(try await store.retained(policy, scope: .default).runs == runs)
            #expect(try await store.retainable(policy, scope: .default).isEmpty)
            #expect(try await store.check().isEmpty)
            await store.close()
        }
    #endif

    private static let live = [
        "UPDATE sqlsentinel_alert_state SET health = 'failing'",
        "UPDATE sqlsentinel_alert_state SET health = 'no_data'",
        "UPDATE sqlsentinel_alert_state SET health_episode_id = 'e', health_episode_at = 1",
        "UPDATE sqlsentinel_instance_state SET condition_state = 'firing'",
        "UPDATE sqlsentinel_instance_state SET condition_state = 'pending'",
        "UPDATE sqlsentinel_instance_state SET condition_state = 'recovering'",
        "UPDATE sqlsentinel_instance_state SET episode_id = 'e', episode_at = 1",
    ]

    @Test("an alert with a problem, or an end that is still owed, keeps everything", arguments: live)
    func liveAlerts(_ statement: String) async throws {
        try await story("a")
        clock.advance(by: .seconds(1))
        let database = try RawDatabase(folder.file())
        try database.execute(statement)
        database.close()
        #expect(try await retain() == 0)
        #expect(try count("run") == 2 && count("message") == 1)
        await store.close()
    }

    @Test(
        "a message that is not settled keeps its run", arguments: ["pending", "sending", "sent", "superseded", "dead"])
    func messages(_ state: String) async throws {
        try await story("a")
        clock.advance(by: .seconds(1))
        let database = try RawDatabase(folder.file())
        try database.execute("UPDATE sqlsentinel_message SET state = '\(state)'")
        database.close()
        let isOpen = ["pending", "sending"].contains(state)
        #expect(try await retain() == (isOpen ? 1 : 2), "the run without messages goes either way")
        #expect(try count("message") == (isOpen ? 1 : 0))
        #expect(try count("intent") == (isOpen ? 1 : 0))
        await store.close()
    }

    @Test("a message that another run's decision speaks of stays until that run goes")
    func sharedMessage() async throws {
        try await story("a")
        let database = try RawDatabase(folder.file())
        try database.execute(
            """
            INSERT INTO sqlsentinel_intent SELECT tenant, alert_id, seq, 'another', target, rank_no, 'a-2', receiver_key, decision, reason,
            silence_id, message_id FROM sqlsentinel_intent
            """)
        try database.execute("UPDATE sqlsentinel_run SET started_at = started_at + 10 WHERE id = 'a-2'")
        database.close()
        clock.advance(by: .microseconds(5))
        #expect(try await retain() == 1)
        #expect(try count("message") == 1 && count("delivery_attempt") == 1 && count("receiver_ref") == 1)
        clock.advance(by: .seconds(1))
        #expect(try await retain() == 1)
        #expect(try count("message") == 0 && count("delivery_attempt") == 0 && count("receiver_ref") == 0)
        await store.close()
    }

    @Test("runs under way and other tenants are not touched")
    func others() async throws {
        let steps = StoreSteps(store, clock)
        _ = try await steps.claim(.fixture("a"), "held")
        try await steps.run("b", runID: "b1")
        clock.advance(by: .seconds(1))
        #expect(
            try await store.retain(RetentionPolicy(runsBefore: clock.now()), scope: TenantScope(tenant: "other")) == 0)
        #expect(try await retain() == 1)
        #expect(try count("run") == 1)
        await store.close()
    }

    @Test(
        "any size of batch deletes the same, each batch in a transaction of its own",
        arguments: [-1, 0, 1, 3, 10, 1000])
    func batches(_ batch: Int) async throws {
        let steps = StoreSteps(store, clock)
        for number in 0..<10 { try await steps.run("a", runID: "r\(number)") }
        clock.advance(by: .seconds(1))
        let before = store.writeCounts.commits
        #expect(try await retain(batch: batch) == 10)
        #expect(store.writeCounts.commits - before == 10 / max(1, batch) + 1)
        #expect(try await retain(batch: batch) == 0)
        await store.close()
    }

    @Test("a fire whose row is forgotten is not run again")
    func forgottenFire() async throws {
        let alert = AlertDefinition.fixture("a")
        let steps = StoreSteps(store, clock)
        let fire = clock.now()
        let claim = { (id: String) in
            RunClaim(runID: id, alert: alert, trigger: .schedule, fireAt: fire, owner: OwnerID("a"))
        }
        guard case .granted(let run, let snapshot) = try await store.claim([claim("r1")])[0] else {
            Issue.record("the slot is free")
            return
        }
        var commit = steps.plain(alert, (run, snapshot))
        commit.state.lastFireAt = fire
        _ = try await store.commit([commit])
        clock.advance(by: .seconds(1))
        #expect(try await retain() == 1)
        guard case .superseded = try await store.claim([claim("r2")])[0] else {
            Issue.record("the fire was served")
            return
        }
        await store.close()
    }

    @Test("while others write, takes only what is old", .serialized, arguments: 0..<2)
    func concurrently(_ round: Int) async throws {
        let steps = StoreSteps(store, clock)
        for number in 0..<20 { try await steps.run("old \(number)", runID: "old\(number)") }
        let limit = clock.now().advanced(by: .microseconds(1))
        clock.advance(by: .seconds(10))
        let deleted = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<20 {
                group.addTask {
                    try await steps.run("new \(number)", runID: "new\(number)")
                    return 0
                }
            }
            group.addTask { try await store.retain(RetentionPolicy(runsBefore: limit, batch: 3), scope: .default) }
            return try await group.reduce(0, +)
        }
        #expect(deleted == 20)
        let left = try await store.history(HistoryQuery(limit: nil)).map(\.id)
        #expect(Set(left) == Set((0..<20).map { "new\($0)" }))
        await store.close()
    }
}
