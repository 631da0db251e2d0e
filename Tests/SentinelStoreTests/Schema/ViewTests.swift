import SentinelModels
import SentinelStore
import SentinelTesting
import Testing

@Suite("Views with the original's names")
struct ViewTests {
    private let folder: StateFolder
    private let clock = ManualClock()

    init() throws {
        folder = try StateFolder()
    }

    @Test("show runs, state and definitions as the original wrote them")
    func all() async throws {
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        let harness = StateStoreHarness(store: store, clock: clock)
        let steps = StoreSteps(harness)
        try await steps.fire("Revenue", notices: ["m1", "m2"])
        let taken = try await store.take(TakeRequest(owner: OwnerID("a")))
        try await steps.settle(taken[0], .sent(DeliveryReceipt()))
        let failure = RunFailure(code: .rejected, message: "HTTP 404")
        try await steps.settle(taken[1], .dead(failure))
        let silence = Silence(
            id: "s1", matchers: [.init("alertname", .equal, "Quiet")], startsAt: clock.now(),
            endsAt: clock.now().advanced(by: .seconds(3600)), author: "ann", comment: "deploy")
        try await store.add(silence, scope: .default, by: .engine)
        await store.close()

        let database = try RawDatabase(folder.file())
        #expect(
            try database.rows("SELECT * FROM sqlsentinel_executions").map { $0.joined(separator: "|") } == [
                "1|Revenue|2026-11-23 09:00:00.000000|12.5|ALERT|500.25|10000.0|SELECT 1|-|MANUAL|1|HTTP 404|"
                    + #"{"region":"eu","total":12345678901234567890.12}"#
            ])
        #expect(
            try database.rows("SELECT * FROM sqlsentinel_state ORDER BY alert_name").map { $0.joined(separator: "|") }
                == [
                    "Quiet|-|-|-|0|0|-|2026-11-23 10:00:00.000000|0|0|-|2026-11-23 09:00:00.000000",
                    "Revenue|2026-11-23 09:00:00.000000|2026-11-23 09:00:00.000000|-|1|0|ALERT|-|0|0|-"
                        + "|2026-11-23 09:00:00.000000",
                ])
        #expect(
            try database.rows("SELECT id, alert_name, length(config_hash), loaded_at, active FROM sqlsentinel_configs")
                == [["1", "Revenue", "64", "2026-11-23 09:00:00.000000", "1"]])
    }

    @Test("have the original's columns in its order")
    func columns() async throws {
        await (try SQLStateStore.open(folder.url(), clock: clock)).close()
        let original = try RawDatabase(folder.file("original.db"))
        try original.execute(OriginalDatabase.schema)
        let ours = try RawDatabase(folder.file())
        for name in ["executions", "state", "configs"] {
            let sql = "SELECT name FROM pragma_table_info('sqlsentinel_\(name)') ORDER BY cid"
            #expect(try ours.rows(sql) == original.rows(sql), "\(name)")
        }
    }

    @Test(
        "an outcome is one of the original's words",
        arguments: [
            (RunOutcome.ok, "OK"), (.alert, "ALERT"), (.error, "ERROR"), (.noData, "ERROR"), (.overBudget, "ERROR"),
            (.skippedMisfire, nil), (.notRun, nil), (.cancelled, nil),
        ] as [(RunOutcome, String?)])
    func outcomes(_ outcome: RunOutcome, _ status: String?) async throws {
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        try await StoreSteps(StateStoreHarness(store: store, clock: clock)).run("a", outcome: outcome)
        await store.close()
        let database = try RawDatabase(folder.file())
        #expect(
            try database.rows("SELECT status FROM sqlsentinel_executions", column: 0) == [status].compactMap(\.self))
    }
}
