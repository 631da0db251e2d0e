import Foundation
import SentinelModels
import SentinelStore
import SentinelTesting
import Testing

@testable import SentinelApp

/// `status` and `history` after runs on a real state database.
@Suite struct StateCommandTests {
    private func configuration(hot: String = "status=ALERT actual_value=5.50 threshold=3") -> String {
        """
        version: 1
        database: {url: "echo://db"}
        state: {url: "sqlite:///state.db"}
        receivers:
          ops: {type: recorder, url: "https://example.com/ops"}
          later: {type: recorder, url: "https://example.com/later"}
        alerts:
          - {name: Daily revenue, query: "\(hot)", schedule: "0 9 * * *", notify: [ops, later]}
          - {name: Orders, query: "status=OK actual_value=12", schedule: {every: 5m}, labels: {team: sales}}
          - {name: Broken, query: "fail:query:no such table", schedule: "@daily"}
          - {name: Paused, query: "status=OK", schedule: "@daily", enabled: false}
        """
    }

    private func harness() throws -> CommandHarness {
        var harness = try CommandHarness()
        harness.clock = CommandHarness.SetClock()
        harness.terminal = TerminalTraits(isTerminal: true, columns: 80)
        harness.variables["NO_COLOR"] = "1"
        try harness.write(configuration())
        return harness
    }

    private let silence = Silence(
        id: "s1", matchers: [.init("team", .equal, "sales")], startsAt: Timestamp(seconds: 1_795_420_000),
        endsAt: Timestamp(seconds: 1_795_430_000), author: "a", comment: "c")

    @Test func `before the first run nothing is known and nothing is created`() async throws {
        let harness = try harness()
        let status = await harness.run("status", "-o", "json")
        #expect(status.code == 0)
        #expect(status.json["alerts"]?.arrayValue?.map { $0["display"] } == ["never", "never", "never", "paused"])
        #expect(status.json["alerts"]?[0]?["condition"] == .null)
        #expect(await harness.run("history", "-o", "json").json["runs"] == [])
        let history = await harness.run("history")
        #expect(history.output.isEmpty)
        #expect(history.errors == "there is no state yet at sqlite:///DIR/state.db; the first run makes it\nno runs\n")
        #expect(try harness.folder.contents().keys.sorted() == ["alerts.yaml"])
    }

    @Test func `status shows how alerts stand`() async throws {
        let harness = try harness()
        #expect(await harness.run("run", "--deliver-timeout", "100ms").code == 4)
        let store = try SQLStateStore.open("sqlite:///" + harness.folder.file("state.db"), clock: harness.clock)
        try await store.add(silence, scope: .default, by: Actor(.operatorCLI, name: "test"))
        await store.close()
        let outcome = await harness.run("status", "-o", "json")
        let alerts = try #require(outcome.json["alerts"]?.arrayValue)
        guard case .object(let members) = alerts[0] else { return #expect(Bool(false)) }
        #expect(
            members.map(\.key) == [
                "alert", "enabled", "display", "condition", "health", "since", "last_run_at", "silenced_until",
                "next_fire_at", "outbox_pending",
            ])
        for (key, value) in [
            ("alert", "Daily revenue"), ("enabled", true), ("display", "firing"), ("condition", "firing"),
            ("health", "answering"), ("silenced_until", nil), ("next_fire_at", "2026-11-24T09:00:00Z"),
            ("outbox_pending", 1),
        ] as [(String, JSONValue)] {
            #expect(alerts[0][key] == value, "\(key)")
        }
        #expect(alerts[0]["since"]?.stringValue?.hasPrefix("2026-11-23T09:0") == true)
        #expect(alerts[0]["since"] == alerts[0]["last_run_at"])
        #expect(alerts[1]["silenced_until"] == "2026-11-23T10:33:20Z")
        #expect(alerts[1]["next_fire_at"] == "2026-11-23T09:05:00Z")
        #expect(alerts[2]["health"] == "failing")
        #expect(alerts[2]["display"] == "error")
        #expect(alerts[3]["enabled"] == false)
        #expect(alerts[3]["next_fire_at"] == .null)
        var later = harness
        later.clock = CommandHarness.StoppedClock(time: Timestamp(seconds: 1_795_424_400 + 600))
        try Golden.check(await later.run("status").output, "status")
        let one = await harness.run("status", "--alert", "Orders", "-o", "json")
        #expect(one.json["alerts"]?.arrayValue?.count == 1)
        #expect(await harness.run("status", "--alert", "Order").code == 2)
    }

    @Test func `history lists runs newest first, with filters`() async throws {
        // The time stands still, so that lengths of time are the same whenever this runs; nothing may have to wait.
        var harness = try harness()
        let refusing = { (text: String) in text.replacingOccurrences(of: "com/later", with: "com/refuse") }
        try harness.write(refusing(configuration()))
        for (minute, name) in ["Daily revenue", "Orders", "Broken"].enumerated() {
            harness.clock = CommandHarness.StoppedClock(time: Timestamp(seconds: 1_795_424_400 + Int64(minute) * 60))
            _ = await harness.run("run", "--alert", name)
        }
        try harness.write(refusing(configuration(hot: "status=OK actual_value=1")))
        var later = harness
        later.clock = CommandHarness.StoppedClock(time: Timestamp(seconds: 1_795_428_000))
        _ = await later.run("run", "--alert", "Daily revenue")

        let all = await later.run("history", "-o", "json").json
        #expect(all["runs"]?.arrayValue?.count == 4)
        #expect(all["runs"]?[0]?["alert"] == "Daily revenue")
        #expect(all["runs"]?[0]?["status"] == "OK")
        #expect(all["runs"]?[0]?["transition"]?["kind"] == "resolved")
        #expect(all["summary"] == ["total": 4, "ok": 2, "alert": 1, "error": 1, "no_data": 0, "not_run": 0])
        for (arguments, count) in [
            (["--alert", "Daily revenue"], 2), (["--status", "alert"], 1),
            (["--status", "OK", "--status", "ERROR"], 3),
            (["--since", "30m"], 1), (["--since", "2026-11-23T09:00:00Z"], 4), (["--limit", "0"], 0),
            (["--limit", "-1"], 4), (["--limit", "3"], 3), (["--limit", "3", "--offset", "3"], 1),
            (["--alert", "nope"], 0), (["absent.yaml", "--state-db", "sqlite:///state.db"], 4),
        ] {
            let outcome = await later.run(["history", "-o", "json"] + arguments)
            #expect(outcome.code == 0, "\(arguments) \(outcome.errors)")
            #expect(outcome.json["runs"]?.arrayValue?.count == count, "\(arguments)")
        }
        #expect(all["runs"]?.arrayValue?.last { $0["alert"] == "Daily revenue" }?["actual_value"] == .number("5.50"))
        try Golden.check(await later.run("history").output, "history")
        try Golden.check(await later.run("history", "--stats").output, "history-stats")
        let stats = await later.run("history", "--stats", "-o", "json").json["stats"]
        let revenue = stats?.arrayValue?.first { $0["alert"] == "Daily revenue" }
        #expect(revenue?["runs"] == 2)
        #expect(revenue?["alerts"] == 1)
        #expect(revenue?["duration_ms"] == ["min": 0, "mean": 0, "max": 0])
    }

    @Test func `a run delivers what an earlier run left behind`() async throws {
        let harness = try harness()
        #expect(await harness.run("run", "--alert", "Daily revenue", "--deliver-timeout", "100ms").code == 4)
        #expect(harness.deliveries.lines == ["https://example.com/ops firing"])
        try harness.write(
            configuration(hot: "status=ALERT").replacingOccurrences(of: "com/later", with: "com/again"))
        var later = harness
        later.clock = CommandHarness.SetClock(Timestamp(seconds: 1_795_424_460))
        #expect(await later.run("run", "--alert", "Orders").code == 0)
        #expect(harness.deliveries.lines == ["https://example.com/ops firing", "https://example.com/again firing"])
    }

    @Test func `init makes the database that the others use`() async throws {
        let harness = try harness()
        #expect(await harness.run("init", "--state-db", "sqlite:///made.db").code == 0)
        #expect(try harness.folder.contents().keys.contains("made.db"))
        #expect(await harness.run("init", "--state-db", "sqlite:///made.db").code == 0)
    }
}
