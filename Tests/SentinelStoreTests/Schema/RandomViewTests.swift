import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelStore

@Suite("The original's views at random")
struct RandomViewTests {
    private let folder: StateFolder
    private let clock = ManualClock()

    init() throws {
        folder = try StateFolder()
    }

    /// As the original writes times.
    private static func text(_ time: Timestamp) -> String {
        let civil = CivilDateTime(utc: time)
        func padded(_ number: Int, _ count: Int) -> String {
            String(repeating: "0", count: max(0, count - "\(number)".count)) + "\(number)"
        }
        let clock = [civil.hour, civil.minute, civil.second].map { padded($0, 2) }.joined(separator: ":")
        return "\(civil.date) \(clock).\(padded(civil.microsecond, 6))"
    }

    @Test("show every run with the original's words, times and numbers", arguments: 0..<6 as Range<UInt64>)
    func executions(_ seed: UInt64) async throws {
        var random = RandomContent(seed: seed)
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        var expected: [[String]] = []
        for number in 1...20 {
            let alert = AlertDefinition.fixture("alert \(number % 3)")
            clock.advance(by: .microseconds(Int64(random.number(1...100_000_000))))
            let claim = RunClaim(
                runID: "r\(number)", alert: alert, trigger: random.pick([.manual, .schedule, .api]),
                fireAt: nil, owner: OwnerID("a"))
            guard case .granted(let run, let snapshot) = try await store.claim([claim])[0] else {
                Issue.record("the slot is free")
                return
            }
            var record = random.record(id: "r\(number)", alert: alert)
            record.query = alert.query
            record.context = [ContextValue("n", .integer(Int64(number))), ContextValue("s", .text("x\"y"))]
            record.outcome = random.pick([.ok, .alert, .error, .noData, .overBudget])
            record.actualValue = random.pick([
                nil, .integer(Int64(number)), .double(0.5), .bool(true), .decimal("12.50"), .text("no number"),
            ])
            let commit = RunCommit(
                run: run, baseRevision: snapshot.revision, record: record, state: snapshot.state, events: [],
                decisions: [])
            _ = try await store.commit([commit])
            let numbers: [SQLValue?: String] = [
                .integer(Int64(number)): "\(number).0", .double(0.5): "0.5", .bool(true): "1.0",
                .decimal("12.50"): "12.5",
            ]
            let status: [RunOutcome: String] = [.ok: "OK", .alert: "ALERT"]
            let words: [RunTrigger: String] = [.schedule: "CRON", .api: "API"]
            expected.append([
                "\(number)", alert.name, Self.text(clock.now()), status[record.outcome] ?? "ERROR",
                numbers[record.actualValue] ?? "-", alert.query, record.error?.message ?? "-",
                words[claim.trigger] ?? "MANUAL", "0", "-",
                #"{"n":\#(number),"s":"x\"y"}"#,
            ])
        }
        await store.close()
        let rows = try RawDatabase(folder.file()).rows(
            """
            SELECT id, alert_name, executed_at, status, actual_value, query, error_message, triggered_by, notification_sent,
            notification_error, context_data FROM sqlsentinel_executions ORDER BY id
            """)
        for (row, line) in zip(rows, expected) { #expect(row == line, "seed \(seed)") }
        #expect(rows.count == expected.count)
    }

    @Test(
        "a run whose messages were sent in part is sent, as in the original, with the last failure's words",
        arguments: [
            (["sent", "sent"], "1", "-"), (["sent", "dead"], "1", "words 2"), (["dead", "sent"], "1", "words 1"),
            (["dead", "dead"], "0", "words 2"), (["pending", "pending"], "0", "-"),
            (["retry", "pending"], "0", "words 1"),
            ([], "0", "-"),
        ])
    func notifications(_ outcomes: [String], _ isSent: String, _ words: String) async throws {
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        let steps = StoreSteps(store, clock)
        try await steps.fire("a", notices: outcomes.indices.map { "m\($0 + 1)" })
        for claimed in try await store.take(TakeRequest(owner: OwnerID("a"))) {
            let number = claimed.message.id.dropFirst()
            let failure = RunFailure(code: .rejected, message: "words \(number)")
            switch outcomes[Int(number)! - 1] {
            case "sent": try await steps.settle(claimed, .sent(DeliveryReceipt()))
            case "dead": try await steps.settle(claimed, .dead(failure))
            case "retry": try await steps.settle(claimed, .retry(at: clock.now(), failure))
            default: break
            }
        }
        await store.close()
        let row = try RawDatabase(folder.file()).rows(
            "SELECT notification_sent, notification_error FROM sqlsentinel_executions")
        #expect(row == [[isSent, words]])
    }

    @Test("show the default tenant only, and runs that ended only")
    func tenants() async throws {
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        let claim = RunClaim(
            runID: "r1", alert: .fixture("theirs"), trigger: .manual, owner: OwnerID("a"),
            scope: TenantScope(tenant: "other"))
        guard case .granted(let run, let snapshot) = try await store.claim([claim])[0] else { return }
        _ = try await store.commit([StoreSteps(store, clock).plain(.fixture("theirs"), (run, snapshot))])
        _ = try await StoreSteps(store, clock).claim(.fixture("under way"), "r2")
        let silence = Silence(
            id: "s", matchers: [.init("alertname", .equal, "theirs")], startsAt: clock.now(),
            endsAt: clock.now().advanced(by: .seconds(9)),
            author: "ann", comment: "")
        try await store.add(silence, scope: TenantScope(tenant: "other"), by: .engine)
        let database = try RawDatabase(folder.file())
        #expect(try database.rows("SELECT * FROM sqlsentinel_executions").isEmpty)
        #expect(try database.rows("SELECT * FROM sqlsentinel_state").isEmpty)
        #expect(try database.rows("SELECT alert_name FROM sqlsentinel_configs", column: 0) == ["under way"])
        await store.close()
    }

    @Test(
        "only a silence over one alert by its name is that alert's `silenced_until`, and of several the last to end",
        arguments: [
            ([Silence.Matcher("alertname", .equal, "a")], true), ([.init("alertname", .matches, "a")], false),
            ([.init("alertname", .notEqual, "b")], false), ([.init("team", .equal, "a")], false), ([], false),
            ([.init("alertname", .equal, "a"), .init("team", .equal, "x")], false),
        ])
    func silences(_ matchers: [Silence.Matcher], _ isShown: Bool) async throws {
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        try await StoreSteps(store, clock).run("a")
        for (id, seconds) in [("s1", 60), ("s2", 120), ("s3", 30)] {
            let silence = Silence(
                id: id, matchers: matchers, startsAt: clock.now(), endsAt: clock.now().advanced(by: .seconds(seconds)),
                author: "ann",
                comment: "")
            try await store.add(silence, scope: .default, by: .engine)
        }
        await store.close()
        let until = Self.text(clock.now().advanced(by: .seconds(120)))
        #expect(
            try RawDatabase(folder.file()).rows("SELECT silenced_until FROM sqlsentinel_state WHERE alert_name = 'a'")
                == [[isShown ? until : "-"]])
    }
}
