import Foundation
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelApp

/// Silences by name, label and both; who made them; and how they end.
@Suite struct SilenceCommandTests {
    private func harness() throws -> CommandHarness {
        var harness = try CommandHarness()
        harness.clock = CommandHarness.SetClock()
        harness.variables = ["NO_COLOR": "1", "USER": "ada"]
        try harness.write(
            """
            version: 1
            database: {url: "echo://db"}
            state: {url: "sqlite:///state.db"}
            receivers: {ops: {type: recorder, url: "https://example.com/ops"}}
            defaults: {notify: [ops]}
            alerts:
              - {name: Sales EU, query: "status=ALERT", schedule: "@daily", labels: {team: sales, region: eu}}
              - {name: Sales US, query: "status=ALERT", schedule: "@daily", labels: {team: sales, region: us}}
              - {name: Data, query: "status=ALERT", schedule: "@daily", labels: {team: data}}
            """)
        return harness
    }

    /// The alerts that tell nobody after these options of `silence`.
    private func silenced(by options: [String]) async throws -> [String] {
        let harness = try harness()
        let made = await harness.run(["silence"] + options)
        #expect(made.code == 0, "\(made.errors)")
        let run = await harness.run("run", "-o", "json").json
        let runs = run["runs"]?.arrayValue ?? []
        return runs.filter { $0["notifications"]?[0]?["reason"] == "silenced" }.compactMap { $0["alert"]?.stringValue }
    }

    @Test(
        arguments: [
            (["--alert", "Data"], ["Data"]), (["--alert", "Data", "--alert", "Sales US"], ["Sales US", "Data"]),
            (["--match", "team=sales"], ["Sales EU", "Sales US"]),
            (["--match", "team=sales", "--match", "region=us"], ["Sales US"]),
            (["--match", "team!=sales"], ["Data"]), (["--match", "region=~e."], ["Sales EU"]),
            (["--match", "region=~e"], []), (["--match", "region!~e.*"], ["Sales US", "Data"]),
            (["--match", "alertname=Data"], ["Data"]), (["--match", "alertname=~Sales.*"], ["Sales EU", "Sales US"]),
            (["--alert", "Sales EU", "--match", "region=us"], []),
            (["--alert", "Sales EU", "--match", "region=eu"], ["Sales EU"]), (["--match", "region="], ["Data"]),
            (["--match", "nolabel=x"], []),
        ] as [([String], [String])])
    func `exactly the alerts that match tell nobody`(options: [String], names: [String]) async throws {
        #expect(try await silenced(by: options) == names)
    }

    @Test(
        arguments: [
            (["--author", "grace"], "grace"), ([], "ada"),
        ] as [([String], String)])
    func `the author is the option's or the user`(options: [String], author: String) async throws {
        let made = await (try harness()).run(["silence", "--alert", "Data", "-o", "json"] + options)
        #expect(made.json["silences"]?[0]?["author"] == .string(author))
    }

    @Test func `without a user the operator is the author`() async throws {
        var harness = try harness()
        harness.variables = [:]
        let made = await harness.run("silence", "--alert", "Data", "-o", "json")
        #expect(made.json["silences"]?[0]?["author"] == "operator")
    }

    @Test func `several alerts get a silence each, which ends on its own`() async throws {
        let harness = try harness()
        let made = await harness.run("silence", "--alert", "Data", "--alert", "Sales US", "-d", "1d", "-o", "json")
        #expect(made.json["silences"]?.arrayValue?.count == 2)
        #expect(await harness.run("unsilence", "--alert", "Data", "-o", "json").json == ["ended": 1])
        let list = await harness.run("silence", "--list", "-o", "json").json["silences"]
        #expect(list?.arrayValue?.map { $0["matchers"]?[0] } == ["alertname=Sales US"])
        #expect(await harness.run("unsilence", "--all", "-o", "json").json == ["ended": 1])
        #expect(await harness.run("unsilence", "--all", "-o", "json").json == ["ended": 0])
    }

    @Test func `the words name what is silenced and until when`() async throws {
        var harness = try harness()
        harness.clock = CommandHarness.StoppedClock()
        #expect(
            await harness.run("silence", "--alert", "Data", "-d", "90m").output
                == "✓ Alert 'Data' silenced until 2026-11-23T10:30:00Z\n")
        #expect(
            await harness.run("silence", "--match", "team=sales", "--match", "region!=eu").output
                == "✓ Alerts with team=sales, region!=eu silenced until 2026-11-23T10:00:00Z\n")
        #expect(
            await harness.run("silence", "--alert", "Data", "--match", "team=data").output
                == "✓ Alerts with alertname=Data, team=data silenced until 2026-11-23T10:00:00Z\n")
        #expect(await harness.run("unsilence", "--all").output == "✓ 3 silences ended\n")
    }

    @Test func `an ended silence is not listed, and one that covers more is named and stays`() async throws {
        var harness = try harness()
        harness.clock = CommandHarness.StoppedClock()
        let made = await harness.run("silence", "--match", "team=sales", "-d", "1h", "-o", "json")
        let id = try #require(made.json["silences"]?[0]?["id"]?.stringValue)
        let kept = await harness.run("unsilence", "--alert", "Sales EU", "--alert", "Sales US")
        #expect(kept.output == "nothing was silenced\n")
        #expect(kept.errors == "sentinel: warning: silence \(id) also covers it and stays; end it with --id\n")
        harness.clock = CommandHarness.StoppedClock(time: Timestamp(seconds: 1_795_424_400 + 3600))
        let later = await harness.run("silence", "--list")
        #expect(later.output.isEmpty)
        #expect(later.errors == "nothing is silenced\n")
    }

    @Test func `status shows the latest end of several silences`() async throws {
        var harness = try harness()
        harness.clock = CommandHarness.StoppedClock()
        _ = await harness.run("silence", "--alert", "Data", "-d", "1h")
        _ = await harness.run("silence", "--match", "team=data", "-d", "3h")
        let alerts = await harness.run("status", "-o", "json").json["alerts"]
        #expect(alerts?[2]?["silenced_until"] == "2026-11-23T12:00:00Z")
        #expect(alerts?[0]?["silenced_until"] == .null)
        #expect(await harness.run("status").output.contains("SILENCED UNTIL"))
    }

    @Test func `listing and ending need no configuration, naming does`() async throws {
        var harness = try CommandHarness()
        harness.variables["HOME"] = harness.folder.path
        let state = ["--state-db", "sqlite:///state.db"]
        #expect(await harness.run(["init"] + state).code == 0)
        #expect(await harness.run(["silence", "--list"] + state).code == 0)
        #expect(await harness.run(["unsilence", "--all"] + state).output == "nothing was silenced\n")
        #expect(await harness.run(["unsilence", "--id", "x"] + state).code == 0)
        #expect(await harness.run(["unsilence", "--alert", "x"] + state).code == 2)
        #expect(await harness.run(["silence", "--alert", "x"] + state).code == 2)
    }
}
