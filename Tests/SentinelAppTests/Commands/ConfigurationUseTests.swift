import Foundation
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelApp

/// Which configuration a command uses, and what a faulty or missing one means for it.
@Suite struct ConfigurationUseTests {
    private static let valid = """
        version: 1
        database: {url: "echo://db"}
        state: {url: "sqlite:///state.db"}
        receivers: {ops: {type: recorder, url: "https://example.com/refuse"}}
        alerts:
          - {name: Daily revenue, id: revenue-1, query: "status=ALERT", schedule: "@daily", notify: [ops]}
        """

    private func harness() throws -> CommandHarness {
        let harness = try CommandHarness()
        try harness.write(Self.valid)
        try harness.write("version: 1\nalerts: 5", to: "faulty.yaml")
        return harness
    }

    /// What needs alerts, sources or receivers refuses a faulty file.
    @Test(arguments: [
        ["run"], ["run", "--dry-run"], ["status"], ["silence", "--alert", "x"], ["unsilence", "--alert", "x"],
        ["config", "show"], ["validate"],
    ])
    func `a faulty configuration stops a command that works with it`(arguments: [String]) async throws {
        let outcome = await (try harness()).run(arguments + ["-c", "faulty.yaml", "-o", "json"])
        #expect(outcome.code == 2)
        let diagnostics = outcome.json["diagnostics"]?.arrayValue ?? []
        #expect(diagnostics.contains { $0["file"] == "DIR/faulty.yaml" && $0["line"] == 2 }, "\(outcome.output)")
    }

    /// What only wants to know where the state is must not hide the past behind a typing mistake.
    @Test(arguments: [
        ["history"], ["history", "--stats"], ["outbox"], ["outbox", "retry", "--all-dead"], ["metrics"],
        ["silence", "--list"], ["unsilence", "--all"], ["unsilence", "--id", "x"],
    ])
    func `a faulty or missing configuration is a warning where only the state is wanted`(arguments: [String])
        async throws
    {
        let harness = try harness()
        for (file, words) in [("faulty.yaml", "DIR/faulty.yaml:1:1: error: "), ("absent.yaml", "leads to no file")] {
            let outcome = await harness.run(arguments + ["-c", file, "-o", "json"])
            #expect(outcome.code == 0, "\(outcome.errors)")
            #expect(outcome.errors.contains("sentinel: warning: the configuration is left out: "), "\(outcome.errors)")
            #expect(outcome.errors.contains(words), "\(outcome.errors)")
            #expect(outcome.json != .null)
        }
    }

    @Test func `with --state-db the configuration still tells about alerts`() async throws {
        let harness = try harness()
        #expect(await harness.run("run").code == 4)
        let options = ["-c", "alerts.yaml", "--state-db", "sqlite:///state.db"]
        let metrics = await harness.run(["metrics"] + options)
        #expect(metrics.output.contains(#"sqlsentinel_alert_state{alert_name="Daily revenue",state="firing"} 1"#))
        // The outbox knows alerts by key, which is the `id` here.
        for (name, count) in [("Daily revenue", 1), ("revenue-1", 1), ("Daily", 0)] {
            let list = await harness.run(["outbox", "list", "--alert", name, "-o", "json"] + options)
            #expect(list.json["messages"]?.arrayValue?.count == count, "\(name)")
        }
    }

    @Test func `warnings of a configuration do not stop it`() async throws {
        let harness = try harness()
        try harness.write(Self.valid.replacing("alerts:\n", with: "x-note: mine\nalerts:\n"), to: "noted.yaml")
        #expect(await harness.run("validate", "noted.yaml").code == 0)
    }

    @Test(
        arguments: [
            ("junk", 2, "no scheme"), ("", 2, "'url' is empty"), ("nosuch://h/d", 2, "nosuch://"),
            ("echo://other", 0, ""), ("echo://user:p$w%40d@h/d", 0, ""), ("echo://q\"uote'", 0, ""),
        ] as [(String, Int32, String)])
    func `the URL of the command line is judged like one of a file`(url: String, code: Int32, words: String)
        async throws
    {
        let harness = try harness()
        for command in [["validate"], ["run", "--dry-run", "--exit-zero-on-alert"]] {
            let outcome = await harness.run(command + ["--database-url", url, "-o", "json"])
            #expect(outcome.code == code, "\(outcome.errors)")
            guard code != 0 else { continue }
            let fault = outcome.json["diagnostics"]?[0]
            #expect(fault?["file"] == "--database-url")
            #expect(fault?["message"]?.stringValue?.contains(words) == true, "\(outcome.output)")
        }
    }

    @Test func `a faulty file and a faulty URL do not hide each other's place`() async throws {
        let outcome = await (try harness()).run("validate", "faulty.yaml", "--database-url", "junk", "-o", "json")
        #expect(outcome.code == 2)
        #expect(outcome.json["diagnostics"]?.arrayValue?.contains { $0["file"] == "DIR/faulty.yaml" } == true)
    }

    @Test(
        arguments: [
            (["--timezone", "Mars/X"], [:]), ([], ["TIMEZONE": "Mars/X"]),
        ] as [([String], [String: String])])
    func `an unknown zone is refused wherever it is written`(options: [String], variables: [String: String])
        async throws
    {
        var harness = try harness()
        harness.variables = variables
        let outcome = await harness.run(["run", "alerts.yaml"] + options)
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("unknown time zone 'Mars/X'"), "\(outcome.errors)")
    }

    @Test(
        arguments: [
            (["LOG_LEVEL": "loud"], "LOG_LEVEL: 'loud' is no level (known are: trace, debug, info, notice, warning"),
            (["LOG_FILE": "absent/log"], "LOG_FILE: absent/log cannot be written; the log goes to standard error"),
        ])
    func `a variable of the log that cannot be followed is told`(variables: [String: String], words: String)
        async throws
    {
        var harness = try harness()
        harness.variables = variables
        let outcome = await harness.run("run", "alerts.yaml", "--dry-run")
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("sentinel: warning: " + words), "\(outcome.errors)")
    }

    @Test func `a stopped read of standard input runs nothing`() async throws {
        var harness = try harness()
        harness.input = Self.valid
        let stopped = harness
        let outcome = await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await stopped.run("run", "-", "--state-db", "sqlite:///s.db")
        }.value
        #expect(outcome.code == 3)
        #expect(outcome.output.isEmpty)
        #expect(try harness.folder.contents()["s.db"] == nil)
    }

    @Test(arguments: [("x.yaml", "for an alert's name, add -c CONFIG"), ("Daily revenue", "add -c CONFIG")])
    func `next without a configuration says how to name one`(text: String, hint: String) async throws {
        var harness = try CommandHarness()
        harness.variables["HOME"] = harness.folder.path
        let outcome = await harness.run("next", text)
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains(hint), "\(outcome.errors)")
    }
}
