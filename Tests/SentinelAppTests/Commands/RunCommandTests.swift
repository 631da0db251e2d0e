import Foundation
import SentinelEngine
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelApp

@Suite struct RunCommandTests {
    private static let head = """
        version: 1
        database: {url: "echo://db"}
        receivers:
          ops: {type: recorder, url: "https://example.com/ops"}
          later: {type: recorder, url: "https://example.com/later"}
          refuse: {type: recorder, url: "https://example.com/refuse"}
        alerts:

        """

    /// One alert with the query `status=…`.
    private static func alert(
        _ name: String, _ query: String, notify: String = "", more: String = ""
    ) -> String {
        "  - {name: \(name), query: \"\(query)\", schedule: \"@daily\", notify: [\(notify)]\(more)}\n"
    }

    private func harness(_ alerts: String...) throws -> CommandHarness {
        var harness = try CommandHarness()
        harness.terminal = TerminalTraits(isTerminal: false, columns: nil)
        try harness.write(Self.head + alerts.joined())
        return harness
    }

    @Test(
        arguments: [
            (["ok"], [], 0), (["alert"], [], 1), (["error"], [], 3), (["ok", "alert", "error"], [], 3),
            (["alert"], ["--exit-zero-on-alert"], 0), (["alert", "error"], ["--exit-zero-on-alert"], 3),
            (["refused"], [], 4), (["refused", "error"], [], 4), (["refused"], ["--exit-zero-on-alert"], 4),
            (["refused"], ["--dry-run"], 1), (["disabled"], [], 0), (["disabled"], ["--alert", "disabled"], 1),
            (["late"], ["--deliver-timeout", "100ms"], 4), (["ok"], ["--alert", "absent"], 2),
        ] as [([String], [String], Int32)])
    func `the highest reason gives the exit code`(alerts: [String], options: [String], code: Int32) async throws {
        let known = [
            "ok": Self.alert("ok", "status=OK"), "alert": Self.alert("alert", "status=ALERT"),
            "error": Self.alert("error", "fail:query:no such table"),
            "refused": Self.alert("refused", "status=ALERT", notify: "refuse"),
            "late": Self.alert("late", "status=ALERT", notify: "later"),
            "disabled": Self.alert("disabled", "status=ALERT", notify: "refuse", more: ", enabled: false"),
        ]
        let harness = try harness(alerts.compactMap { known[$0] }.joined())
        let outcome = await harness.run(["run", "alerts.yaml"] + options)
        #expect(outcome.code == code, "\(outcome.output)\(outcome.errors)")
    }

    @Test func `JSON has the promised shape`() async throws {
        let harness = try harness(
            Self.alert(
                "hot", "status=ALERT actual_value=12345678901234567890.5 threshold=NULL region=eu n=7", notify: "ops",
                more: ", severity: critical"))
        let outcome = await harness.run("run", "alerts.yaml", "-o", "json")
        let run = try #require(outcome.json["runs"]?[0])
        guard case .object(let members) = run else { return #expect(Bool(false)) }
        #expect(
            members.map(\.key) == [
                "id", "alert", "trigger", "fire_at", "started_at", "duration_ms", "status", "outcome", "actual_value",
                "threshold", "severity", "context", "transition", "instances", "notifications", "error",
            ])
        #expect(run["trigger"] == "manual")
        #expect(run["fire_at"] == .null)
        #expect(run["started_at"]?.stringValue?.hasSuffix("Z") == true)
        #expect(run["status"] == "ALERT")
        #expect(run["actual_value"] == .number("12345678901234567890.5"))
        #expect(run["threshold"] == .null)
        #expect(run["severity"] == "critical")
        #expect(run["context"] == ["region": "eu", "n": 7])
        #expect(run["transition"]?["seq"] == 1)
        #expect(run["transition"]?["kind"] == "firing")
        #expect(run["instances"]?[0]?["identity"] == .object([]))
        #expect(run["instances"]?[0]?["condition"] == "firing")
        #expect(run["instances"]?[0]?["transition"]?["to"] == "firing")
        let notification = try #require(run["notifications"]?[0])
        #expect(notification["receiver"] == "ops")
        #expect(notification["event"] == "firing")
        #expect(notification["decision"] == "notify")
        #expect(notification["reason"] == "transition")
        #expect(notification["delivery"] == "sent")
        #expect(notification["message_id"]?.stringValue?.count == 36)
        #expect(run["error"] == .null)
        #expect(outcome.json["summary"]?["alert"] == 1)
        #expect(outcome.json["summary"]?["delivered"] == 1)
        #expect(harness.deliveries.lines == ["https://example.com/ops firing"])
    }

    @Test func `a dry run decides the same, sends nothing and opens no writer`() async throws {
        var harness = try harness(Self.alert("hot", "status=ALERT", notify: "ops"))
        harness.layers.openState = { _, access, _ throws(SentinelError) in
            guard access == .readOnly else { throw SentinelError(.store, "opened for writing") }
            return nil
        }
        let outcome = await harness.run("run", "alerts.yaml", "--dry-run", "-o", "json")
        #expect(outcome.code == 1)
        #expect(outcome.json["dry_run"] == true)
        let notification = outcome.json["runs"]?[0]?["notifications"]?[0]
        #expect(notification?["decision"] == "notify")
        #expect(notification?["delivery"] == .null)
        #expect(notification?["message_id"] == .null)
        #expect(harness.deliveries.lines.isEmpty)
        #expect(try harness.folder.contents().keys.sorted() == ["alerts.yaml"])
    }

    @Test func `people see what was decided and why`() async throws {
        var harness = try harness(
            Self.alert(
                "Daily revenue of all shops", "status=ALERT actual_value=5250.75 threshold=10000", notify: "ops"),
            Self.alert("Orders", "status=OK actual_value=12 threshold=10"),
            Self.alert("Refused", "status=ALERT", notify: "refuse"),
            Self.alert("Broken", "fail:query:no such table: nope", notify: "ops", more: ", on_error: {after: 1}"),
            Self.alert("Night shift", "status=OK", more: ", enabled: false"))
        harness.terminal = TerminalTraits(isTerminal: true, columns: 80)
        harness.variables["NO_COLOR"] = "1"
        harness.clock = CommandHarness.StoppedClock()
        let outcome = await harness.run("run", "alerts.yaml")
        try Golden.check(outcome.output, "run")
        let dry = await harness.run("run", "alerts.yaml", "--dry-run", "--alert", "Orders", "--alert", "Refused")
        try Golden.check(dry.output, "run-dry")
        #expect(dry.errors.contains("dry run: nothing is stored"))
        #expect(!(await harness.run("run", "alerts.yaml", "-q", "--dry-run")).errors.contains("dry run:"))
    }

    @Test func `progress is shown on a terminal only`() async throws {
        var harness = try harness(Self.alert("a", "status=OK"), Self.alert("b", "status=ALERT", notify: "ops"))
        #expect(await harness.run("run", "alerts.yaml").errors.isEmpty)
        harness.terminal = TerminalTraits(isTerminal: true, columns: 80)
        let shown = await harness.run("run", "alerts.yaml", "--state-db", "sqlite:///other.db").errors
        #expect(shown.contains("2 of 2 alerts run: 1 ALERT, 0 ERROR"))
        #expect(shown.contains("waiting for 1 message to be accepted"))
        #expect(shown.hasSuffix("\r\u{1B}[K"))
        #expect(await harness.run("run", "alerts.yaml", "-q").errors.isEmpty)
    }

    @Test func `an unknown name is refused with what there is`() async throws {
        let harness = try harness(Self.alert("Revenue", "status=OK"), Self.alert("Orders", "status=OK"))
        let near = await harness.run("run", "alerts.yaml", "--alert", "Revenu")
        #expect(near.errors.contains("no alert is named 'Revenu'"))
        #expect(near.errors.contains("did you mean 'Revenue'?"))
        let far = await harness.run("run", "alerts.yaml", "--alert", "x")
        #expect(far.errors.contains("available alerts: Revenue, Orders"))
    }

    @Test func `a source that cannot be made is an error of its alerts only`() async throws {
        let harness = try harness(
            Self.alert("good", "status=OK"), Self.alert("bad", "status=OK", more: ", source: down"))
        let text = try harness.read("alerts.yaml")
            .replacingOccurrences(of: "receivers:", with: "sources: {down: {url: \"echo://db/broken\"}}\nreceivers:")
        try harness.write(text)
        let outcome = await harness.run("run", "alerts.yaml", "-o", "json")
        #expect(outcome.code == 3)
        #expect(outcome.json["runs"]?[0]?["status"] == "OK")
        #expect(outcome.json["runs"]?[1]?["status"] == "ERROR")
        #expect(outcome.json["runs"]?[1]?["error"]?["code"] == "connection")
    }

    @Test func `the database of the command line wins`() async throws {
        let harness = try harness(Self.alert("a", "status=OK"))
        let outcome = await harness.run("run", "alerts.yaml", "--database-url", "echo://db/broken")
        #expect(outcome.code == 3)
        try harness.write("alerts: [{name: a, query: \"status=OK\", schedule: \"@daily\"}]")
        #expect(await harness.run("run", "alerts.yaml", "--database-url", "echo://db").code == 0)
        #expect(await harness.run("run", "alerts.yaml").code == 2)
    }

    @Test func `a store that fails is a failure of the command`() async throws {
        var harness = try harness(Self.alert("a", "status=OK"))
        harness.layers.openState = { _, _, _ throws(SentinelError) in
            throw SentinelError(.schemaVersion, "the state database belongs to a newer version")
        }
        let outcome = await harness.run("run", "alerts.yaml")
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("hint: use the version of sentinel"))
    }

    @Test func `cancelling stops a query that hangs and stores no result`() async throws {
        let harness = try harness(Self.alert("slow", "hang"))
        let work = Task { await harness.run("run", "alerts.yaml", "-o", "json") }
        work.cancel()
        let outcome = await work.value
        #expect(outcome.json["runs"]?[0]?["error"]?["code"] == "cancelled")
        #expect(outcome.json["runs"]?[0]?["id"] == .null)
        #expect(outcome.code == 3)
    }

    @Test func `secrets of receivers and URLs do not appear in errors`() async throws {
        let harness = try harness(
            Self.alert("leaky", "fail:query:at https://example.com/ops with hunter2-password"))
        let text = try harness.read("alerts.yaml")
            .replacingOccurrences(of: "echo://db", with: "echo://u:hunter2-password@db")
        try harness.write(text)
        let outcome = await harness.run("run", "alerts.yaml", "-v")
        #expect(outcome.output.contains("at <secret> with <secret>"))
        #expect(!(outcome.output + outcome.errors).contains("hunter2"))
    }

    @Test func `logs go where the variables say`() async throws {
        var harness = try harness(Self.alert("a", "status=ALERT", notify: "ops"), Self.alert("b", "fail:query:x"))
        harness.variables = ["LOG_LEVEL": "INFO", "LOG_FORMAT": "json", "LOG_FILE": "log.jsonl"]
        let outcome = await harness.run("run", "alerts.yaml")
        #expect(outcome.errors.isEmpty)
        let lines = try harness.read("log.jsonl").split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        #expect(lines.contains { $0["message"] == "alert run" && $0["alert"] == "a" && $0["status"] == "ALERT" })
        #expect(lines.allSatisfy { $0["level"]?.stringValue != nil && $0["timestamp"]?.stringValue != nil })
        harness.variables = [:]
        let verbose = await harness.run("run", "alerts.yaml", "--verbose")
        #expect(verbose.errors.contains(#"info alert run alert="a""#))
    }
}
