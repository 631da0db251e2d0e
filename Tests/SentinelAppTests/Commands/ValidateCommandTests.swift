import SentinelModels
import Testing

@testable import SentinelApp

@Suite struct ValidateCommandTests {
    private let valid = """
        version: 1
        database: {url: "echo://user:hunter2@db/shop?password=geheim"}
        sources:
          warehouse: {url: "echo://warehouse"}
        receivers:
          ops: {type: recorder, url: "https://hooks.example.com/secret-part"}
        alerts:
          - {name: Daily revenue, query: "status=OK", schedule: "0 9 * * *", timezone: Europe/Berlin, notify: [ops]}
          - {name: Queue length, source: warehouse, query: "status=OK", schedule: {every: 5m}, enabled: false}
        """

    private func harness(_ configuration: String? = nil) throws -> CommandHarness {
        var harness = try CommandHarness()
        harness.clock = CommandHarness.StoppedClock()
        harness.terminal = TerminalTraits(isTerminal: true, columns: 80)
        harness.variables["NO_COLOR"] = "1"
        try harness.write(configuration ?? valid)
        return harness
    }

    @Test func `a valid file shows sources, alerts and next fires, and no secret`() async throws {
        let outcome = try await harness().run("validate", "alerts.yaml")
        #expect(outcome.code == 0)
        for secret in ["hunter2", "geheim", "secret-part"] { #expect(!outcome.output.contains(secret)) }
        try Golden.check(outcome.output, "validate")
    }

    @Test(arguments: [
        ["validate"], ["check"], ["validate", "-c", "alerts.yaml"], ["validate", "."], ["validate", "*.yaml"],
    ])
    func `the file is found in many ways`(arguments: [String]) async throws {
        let outcome = try await harness().run(arguments + ["-o", "json"])
        #expect(outcome.json == ["valid": true, "alerts": 2, "diagnostics": []])
    }

    @Test func `a file may come from SENTINEL_CONFIG or standard input`() async throws {
        var harness = try harness()
        try harness.write(valid, to: "other.yaml")
        harness.variables["SENTINEL_CONFIG"] = "other.yaml"
        #expect(await harness.run("validate", "-o", "json").code == 0)
        harness.input = "alerts: 3"
        let outcome = await harness.run("validate", "-", "-o", "json")
        #expect(outcome.code == 2)
        #expect(outcome.json["diagnostics"]?[0]?["file"] == "<stdin>")
    }

    @Test func `faults have places`() async throws {
        let harness = try harness(
            """
            version: 1
            database: {url: "echo://db"}
            alerts:
              - name: A
                query: status=OK
                shedule: "@daily"
            """)
        let outcome = await harness.run("validate", "alerts.yaml", "-o", "json")
        #expect(outcome.code == 2)
        #expect(outcome.json["valid"] == false)
        #expect(outcome.json["alerts"] == 1)
        let fault = outcome.json["diagnostics"]?.arrayValue?.first { $0["code"] == "unknown_key" }
        #expect(fault?["line"] == 6)
        #expect(fault?["column"] == 5)
        #expect(fault?["severity"] == "error")
        #expect(fault?["hint"]?.stringValue?.contains("schedule") == true)
        let shown = await harness.run("validate", "alerts.yaml")
        #expect(shown.output.contains("alerts.yaml:6:5: error:"))
        #expect(shown.output.contains("✗ not valid"))
    }

    @Test func `a receiver whose secret is not there is an error with its place`() async throws {
        let harness = try harness(
            """
            version: 1
            database: {url: "echo://db"}
            receivers:
              ops: {type: recorder, url: "https://example.com", token_file: /nowhere/token}
            alerts:
              - {name: A, query: "status=OK", schedule: "@daily", notify: [ops]}
            """)
        let outcome = await harness.run("validate", "alerts.yaml", "-o", "json")
        #expect(outcome.code == 2)
        #expect(outcome.json["diagnostics"]?[0]?["code"] == "secret_unavailable")
        #expect(outcome.json["diagnostics"]?[0]?["line"] == 4)
        let run = await harness.run("run", "alerts.yaml")
        #expect(run.code == 2)
        #expect(run.errors.contains("the secret file /nowhere/token cannot be read"))
    }

    @Test func `online asks the sources about each query`() async throws {
        let harness = try harness(
            """
            version: 1
            database: {url: "echo://db"}
            sources:
              down: {url: "echo://db/broken"}
            alerts:
              - {name: Good, query: "STATUS=OK", schedule: "@daily"}
              - name: No status
                query: "state=OK actual_value=1"
                schedule: "@daily"
              - {name: Syntax, query: "fail:query:near SELEC", schedule: "@daily"}
              - {name: Above, query: "total=3", schedule: "@daily", when: {column: totals, op: ">", threshold: 1}}
              - {name: Exists, query: "id=3", schedule: "@daily", when: {exists: true}}
              - {name: Elsewhere, source: down, query: "status=OK", schedule: "@daily"}
            """)
        #expect(await harness.run("validate").code == 0)
        let outcome = await harness.run("validate", "--online", "-o", "json")
        #expect(outcome.code == 2)
        let faults = outcome.json["diagnostics"]?.arrayValue ?? []
        #expect(
            faults.map { $0["message"]?.stringValue } == [
                "alert 'No status': the query returns no column 'status'", "alert 'Syntax': near SELEC",
                "alert 'Above': the query returns no column 'totals'", "source 'down': the database does not answer",
            ])
        #expect(faults.map { $0["line"]?.integerValue } == [8, 10, 11, 4])
        #expect(faults.map { $0["code"]?.stringValue } == ["contract", "query", "contract", "connection"])
    }
}
