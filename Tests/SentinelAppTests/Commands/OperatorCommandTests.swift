import Foundation
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelApp

/// The commands by which an operator silences, mends and looks: silence, outbox, healthcheck, metrics, notify test.
@Suite struct OperatorCommandTests {
    private func harness(refusing: Bool = false) throws -> CommandHarness {
        var harness = try CommandHarness()
        harness.clock = CommandHarness.SetClock()
        harness.variables = ["NO_COLOR": "1", "USER": "ada"]
        let place = refusing ? "refuse" : "ops"
        try harness.write(
            """
            version: 1
            database: {url: "echo://db"}
            state: {url: "sqlite:///state.db"}
            receivers:
              ops: {type: recorder, url: "https://example.com/\(place)"}
            alerts:
              - name: Daily revenue
                query: status=ALERT actual_value=5.50 threshold=3 region=eu
                schedule: "0 9 * * *"
                notify: [ops]
                labels: {team: sales}
              - {name: Orders, query: "status=OK actual_value=12", schedule: {every: 5m}}
            """)
        return harness
    }

    @Test func `a silenced alert tells nobody, and is told when the silence is ended`() async throws {
        let harness = try harness()
        let made = await harness.run(
            "silence", "alerts.yaml", "--alert", "Daily revenue", "--duration", "2", "--comment", "move", "-o", "json")
        #expect(made.code == 0)
        let silence = made.json["silences"]?[0]
        #expect(silence?["matchers"] == ["alertname=Daily revenue"])
        #expect(silence?["author"] == "ada")
        #expect(silence?["comment"] == "move")
        let start = Timestamp(silence?["starts_at"]?.stringValue ?? "")
        let end = Timestamp(silence?["ends_at"]?.stringValue ?? "")
        #expect(start.flatMap { start in end.map { start.duration(to: $0) } } == .seconds(7200))

        let run = await harness.run("run", "-o", "json")
        #expect(run.code == 1)
        #expect(run.json["runs"]?[0]?["notifications"]?[0]?["reason"] == "silenced")
        #expect(harness.deliveries.lines == [])
        #expect(await harness.run("silence", "--list").output.contains("alertname=Daily"))

        let ended = await harness.run("unsilence", "alerts.yaml", "--alert", "Daily revenue")
        #expect(ended.output == "✓ 1 silence ended\n")
        #expect(await harness.run("silence", "--list").errors == "nothing is silenced\n")
        _ = await harness.run("run")
        #expect(harness.deliveries.lines == ["https://example.com/ops firing"])
        #expect(await harness.run("unsilence", "--alert", "Daily revenue").output == "nothing was silenced\n")
    }

    @Test(arguments: [
        (["silence", "--alert", "Daily revenu"], "did you mean 'Daily revenue'?"),
        (["silence", "--alert", "Orders", "--duration", "0"], "Silence duration must be positive"),
        (["silence", "--alert", "Orders", "--duration", "soon"], "soon"), (["silence"], "--match"),
        (["silence", "--match", "team"], "team"), (["silence", "--match", "team=~["], "team=~["),
        (["unsilence"], "--all"), (["unsilence", "--alert", "Nobody"], "no alert is named 'Nobody'"),
        (["outbox", "retry"], "--all-dead"), (["outbox", "show", "nope"], "no message has the id 'nope'"),
        (["notify", "test", "op"], "did you mean 'ops'?"), (["notify", "test", "zzz"], "there are ops"),
    ])
    func `wrong usage is told and ends with 2`(_ arguments: [String], _ part: String) async throws {
        let outcome = await (try harness()).run(arguments)
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains(part), "\(outcome.errors)")
    }

    @Test(arguments: [
        ("team=sales", true), ("team=~s.*", true), ("team!=sales", false), (#"team="sales""#, true), ("team!~x", true),
    ])
    func `silences by label`(_ matcher: String, _ holds: Bool) async throws {
        let harness = try harness()
        let made = await harness.run("silence", "-c", "alerts.yaml", "--match", matcher, "-d", "30m")
        #expect(made.output.hasPrefix("✓ Alerts with team"))
        _ = await harness.run("run", "--alert", "Daily revenue")
        #expect(harness.deliveries.lines.isEmpty == holds)
        let list = await harness.run("silence", "--list", "-o", "json")
        let id = list.json["silences"]?[0]?["id"]?.stringValue ?? ""
        if holds {
            let kept = await harness.run("unsilence", "--alert", "Daily revenue")
            #expect(kept.code == 0)
            #expect(kept.errors.contains("silence \(id) also covers it and stays"))
        }
        #expect(await harness.run("unsilence", "--id", id, "-o", "json").json == ["ended": 1])
    }

    @Test func `dead messages are listed, shown, retried and dropped`() async throws {
        let harness = try harness(refusing: true)
        #expect(await harness.run("outbox").errors.hasSuffix("no such message\n"))
        #expect(await harness.run("run").code == 4)
        let list = await harness.run("outbox", "list", "-o", "json").json
        let message = list["messages"]?[0]
        #expect(list["messages"]?.arrayValue?.count == 1)
        #expect(message?["state"] == "dead")
        #expect(message?["last_error"]?["code"] == "rejected")
        let id = message?["id"]?.stringValue ?? ""

        let table = await harness.run("outbox", "list", "alerts.yaml", "--state", "all", "--alert", "Daily revenue")
        #expect(table.output.contains(id))
        #expect(await harness.run("outbox", "list", "--receiver", "nobody").output == "")
        let shown = await harness.run("outbox", "show", String(id.dropLast(2)))
        #expect(shown.output.contains("Last error: rejected: it said no"))
        #expect(shown.output.contains("region:     eu"))
        let full = await harness.run("outbox", "show", id, "-o", "json").json
        #expect(full["content"]?["actual_value"] == .number("5.50"))
        #expect(full["content"]?["context"] == ["region": "eu"])

        #expect(await harness.run("outbox", "retry", "--all-dead").output == "1 of 1 message made due\n")
        #expect(await harness.run("outbox", "show", id).output.contains("pending"))
        #expect(await harness.run("outbox", "drop", id, "-o", "json").json == ["changed": 1, "asked": 1])
        let dropped = await harness.run("outbox", "show", id, "-o", "json").json
        #expect(dropped["last_error"]?["code"] == "dropped")
        #expect(await harness.run("outbox", "drop", id).code == 3)
    }

    @Test func `healthcheck has the original's shape and tells of receivers`() async throws {
        let harness = try harness(refusing: true)
        let fresh = await harness.run("healthcheck", "alerts.yaml", "--output", "json")
        #expect(fresh.code == 0)
        #expect(fresh.json["status"] == "healthy")
        #expect(fresh.json["checks"]?["alert_database"]?["status"] == "healthy")
        #expect(fresh.json["checks"]?["notifications"]?["channels"]?["recorder"]?["status"] == "healthy")
        #expect(fresh.json["receivers"]?[0]?["breaker"] == "closed")
        #expect(fresh.json["receivers"]?[0]?["last_delivery_at"] == .null)

        _ = await harness.run("run")
        let after = await harness.run("healthcheck", "-o", "json")
        #expect(after.json["status"] == "degraded")
        #expect(after.json["checks"]?["notifications"]?["dead_messages"] == 1)
        #expect(after.json["receivers"]?[0]?["last_error"]?["message"] == "it said no")
        let text = await harness.run("healthcheck").output
        #expect(text.contains("1 undeliverable message"))

        let config = try harness.read("alerts.yaml")
        try harness.write(config.replacingOccurrences(of: "echo://db", with: "echo://db/broken"))
        let broken = await harness.run("healthcheck", "-o", "json")
        #expect(broken.code == 1)
        #expect(broken.json["checks"]?["alert_database"]?["status"] == "unhealthy")
        try harness.write("nonsense: 1")
        let wrong = await harness.run("healthcheck", "-o", "json")
        #expect(wrong.code == 1)
        #expect(wrong.json["error"]?["code"] == "configuration")
    }

    @Test func `metrics are Prometheus text or JSON`() async throws {
        let harness = try harness()
        _ = await harness.run("run")
        let text = await harness.run("metrics", "alerts.yaml").output
        for line in [
            "# TYPE sqlsentinel_alerts_total counter",
            #"sqlsentinel_alerts_total{alert_name="Daily revenue",status="ALERT"} 1"#,
            #"sqlsentinel_notifications_total{channel="ops",status="sent"} 1"#, "sqlsentinel_outbox_pending 0",
            #"sqlsentinel_alert_state{alert_name="Orders",state="ok"} 1"#,
            #"sqlsentinel_alert_duration_seconds_count{alert_name="Orders"} 1"#,
        ] {
            #expect(text.contains(line + "\n") || text.hasSuffix(line), "\(line)")
        }
        let json = await harness.run("metrics", "-o", "json").json
        #expect(json["metrics"]?.arrayValue?.compactMap { $0["name"]?.stringValue }.count == 6)
        let escaped = MetricFamily(
            name: "a", type: "gauge", help: "h", samples: [.init(labels: [("l", "x\"\\\n")], value: "1")])
        #expect(escaped.exposition.hasSuffix(#"a{l="x\"\\\n"} 1"#))
    }

    @Test func `notify test says what the receiver answered and stores nothing`() async throws {
        let harness = try harness()
        let accepted = await harness.run("notify", "test", "ops", "-c", "alerts.yaml")
        #expect(accepted.code == 0)
        #expect(accepted.output == "✓ ops accepted the message: ok\n")
        #expect(harness.deliveries.lines == ["https://example.com/ops firing"])
        #expect(try harness.folder.contents().keys.sorted() == ["alerts.yaml"])
        let refused = await (try self.harness(refusing: true)).run("notify", "test", "ops", "-o", "json")
        #expect(refused.code == 4)
        #expect(refused.json["accepted"] == false)
        #expect(refused.json["code"] == "rejected")
    }
}
