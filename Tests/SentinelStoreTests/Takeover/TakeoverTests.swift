import SentinelModels
import SentinelStore
import SentinelTesting
import Testing

@Suite("Take-over of the Python original's database")
struct TakeoverTests {
    private let folder: StateFolder
    /// 2026-11-23T09:00:00Z.
    private let clock = ManualClock()

    init() throws {
        folder = try StateFolder()
    }

    private func open() throws -> SQLStateStore {
        try SQLStateStore.open(folder.url(), clock: clock)
    }

    @Test("history keeps times, values, errors and context")
    func history() async throws {
        try OriginalDatabase.make(at: folder.file())
        let store = try open()
        let runs = try await store.history(HistoryQuery(alert: "Revenue", limit: nil))
        #expect(runs.map(\.outcome) == [.alert, .error, .alert, .ok])
        #expect(runs.map(\.trigger) == [.manual, .schedule, .schedule, .manual])
        #expect(runs[2].actualValue == .double(500.5))
        #expect(runs[2].duration == .microseconds(250_250))
        #expect(
            runs[2].context == [
                ContextValue("region", .text("eu")), ContextValue("orders", .integer(7)),
                ContextValue("share", .double(0.25)), ContextValue("note", .null),
            ])
        #expect(runs[1].error?.message == "no such table: orders")
        #expect(runs[0].query == "SELECT 1")
        await store.close()
    }

    @Test("a firing alert goes on firing, and one that was fine stays fine")
    func state() async throws {
        try OriginalDatabase.make(at: folder.file())
        let store = try open()
        let keys = ["Revenue", "Quality", "Never run"].map(AlertKey.init)
        let snapshots = try await store.snapshots(of: keys, scope: .default)
        #expect(Set(snapshots.keys) == Set(keys.prefix(2)))
        let revenue = try #require(snapshots[keys[0]]?.state)
        #expect(revenue.condition == .firing)
        #expect(revenue.alertStreak == 2)
        #expect(revenue.lastAlertAt == Timestamp("2026-11-22 10:00:01"))
        // The episode began with the first ALERT after the last OK.
        #expect(revenue.instances[.single]?.episode?.openedAt == Timestamp("2026-11-21 09:00:01.250000"))
        let quality = try #require(snapshots[keys[1]]?.state)
        #expect(quality.condition == .ok)
        #expect(quality.okStreak == 1)
        #expect(quality.instances[.single]?.episode == nil)
        await store.close()
    }

    @Test("silences are kept, also ended ones and those of alerts that never ran")
    func silences() async throws {
        try OriginalDatabase.make(at: folder.file())
        let store = try open()
        let now = try await store.silences(scope: .default, includingEnded: false)
        #expect(now.map(\.matchers) == [[.init("alertname", .equal, "Revenue")]])
        #expect(now.map(\.endsAt) == [Timestamp("2026-11-23 12:00:00")])
        let all = try await store.silences(scope: .default, includingEnded: true)
        #expect(all.count == 2)
        await store.close()
    }

    @Test("the views show what the tables showed, and the tables are kept")
    func views() async throws {
        try OriginalDatabase.make(at: folder.file())
        let executions = "SELECT * FROM sqlsentinel_executions ORDER BY id"
        let states = """
            SELECT alert_name, last_executed_at, last_alert_at, last_ok_at, consecutive_alerts, consecutive_oks,
            current_status, silenced_until, escalation_count, notification_failures, last_notification_channel
            FROM sqlsentinel_state ORDER BY alert_name
            """
        let before = try RawDatabase(folder.file())
        let (oldExecutions, oldStates) = (try before.rows(executions), try before.rows(states))
        before.close()
        await (try open()).close()
        let after = try RawDatabase(folder.file())
        // JSON is written without the blanks that Python puts after commas and colons.
        let compact = oldExecutions.map {
            $0.map { $0.hasPrefix("{") ? $0.replacing(": ", with: ":").replacing(", ", with: ",") : $0 }
        }
        #expect(try after.rows(executions) == compact)
        #expect(try after.rows(states) == oldStates)
        #expect(try after.rows("SELECT * FROM sqlsentinel_v0_executions ORDER BY id") == oldExecutions)
        #expect(
            try after.rows("SELECT type, name FROM sqlite_master WHERE name LIKE 'sqlsentinel_v0%' ORDER BY name")
                .map { $0.joined(separator: " ") } == [
                    "table sqlsentinel_v0_configs", "table sqlsentinel_v0_executions", "table sqlsentinel_v0_state",
                ])
    }

    @Test("new runs go on counting where the original stopped")
    func numbers() async throws {
        try OriginalDatabase.make(at: folder.file())
        let store = try open()
        let alert = AlertDefinition.fixture("Revenue")
        let claim = RunClaim(runID: "r1", alert: alert, trigger: .manual, owner: OwnerID("a"))
        guard case .granted(let run, let snapshot) = try await store.claim([claim])[0] else {
            Issue.record("the slot is free")
            return
        }
        #expect(snapshot.revision == 1)
        #expect(snapshot.silences.count == 1)
        let record = RunRecord(
            id: "r1", alert: alert.key, alertName: alert.name, trigger: .manual, startedAt: clock.now(), outcome: .ok,
            query: alert.query)
        let commit = RunCommit(
            run: run, baseRevision: 1, record: record, state: snapshot.state, events: [], decisions: [])
        _ = try await store.commit([commit])
        await store.close()
        let database = try RawDatabase(folder.file())
        #expect(try database.rows("SELECT id FROM sqlsentinel_executions ORDER BY id DESC LIMIT 1") == [["9"]])
    }

    @Test("an import from another file adds everything once")
    func importing() async throws {
        try OriginalDatabase.make(at: folder.file("old.db"))
        let store = try open()
        let first = try await store.importOriginal(folder.url("old.db"), by: .init(.operatorCLI, name: "ann"))
        #expect(first.runs == 5)
        #expect(first.states == 2)
        #expect(first.silences == 2)
        let second = try await store.importOriginal(folder.url("old.db"), by: .init(.operatorCLI, name: "ann"))
        #expect(second == ImportSummary())
        #expect(try await store.history(HistoryQuery(limit: nil)).count == 5)
        #expect(try await store.auditEntries(scope: .default).map(\.action) == [.stateImported, .stateImported])
        #expect(try await store.check().isEmpty)
        await store.close()
        let old = try RawDatabase(folder.file("old.db"))
        #expect(try old.number("SELECT COUNT(*) FROM sqlsentinel_executions") == 5)
    }

    @Test("an import keeps the state that an alert has here")
    func importingOverState() async throws {
        try OriginalDatabase.make(at: folder.file())
        try OriginalDatabase.make(at: folder.file("old.db"))
        let store = try open()
        let before = try await store.snapshots(of: [AlertKey("Revenue")], scope: .default)
        let summary = try await store.importOriginal(folder.url("old.db"), by: .engine)
        #expect(summary.states == 0)
        #expect(try await store.snapshots(of: [AlertKey("Revenue")], scope: .default) == before)
        await store.close()
    }

    @Test("what is no database of the original is refused", arguments: ["missing", "empty"])
    func refused(_ name: String) async throws {
        if name == "empty" { try RawDatabase(folder.file("empty.db")).execute("CREATE TABLE t (a)") }
        let store = try open()
        await #expect {
            try await store.importOriginal(folder.url("\(name).db"), by: .engine)
        } throws: {
            ($0 as? SentinelError)?.code == .notFound
        }
        #expect(try await store.auditEntries(scope: .default).isEmpty)
        await store.close()
    }
}
