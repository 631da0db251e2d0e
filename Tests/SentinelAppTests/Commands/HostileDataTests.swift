import SentinelModels
import Testing

@testable import SentinelApp

/// Values, column names, errors and answers of servers may hold anything; a terminal must obey none of it.
@Suite struct HostileDataTests {
    private static let configuration = """
        version: 1
        database: {url: "echo://db"}
        state: {url: "sqlite:///state.db"}
        receivers:
          ops: {type: recorder, url: "https://example.com/hostile"}
        alerts:
          - name: "日本 \\u202Eknil 🔥"
            query: "status=ALERT actual_value=\\e[2J\\e]0;title\\a threshold=\\u009B31m \\e[31mcolumn=\\bx"
            schedule: "@daily"
            notify: [ops]
          - name: Broken
            query: "fail:query:near\\e[8m\\r\\nhidden"
            schedule: "@daily"
            on_error: {after: 1}
            notify: [ops]
        """

    private func harness() throws -> CommandHarness {
        var harness = try CommandHarness()
        harness.variables = ["NO_COLOR": "1", "USER": "a\u{1B}[1mda"]
        harness.terminal = TerminalTraits(isTerminal: true, columns: 80)
        try harness.write(Self.configuration)
        return harness
    }

    /// Every command that shows what others said.
    private static let commands = [
        ["validate"], ["validate", "--online"], ["run"], ["run", "--dry-run"], ["run", "-v"], ["status"], ["history"],
        ["history", "--stats"], ["outbox", "--state", "all"], ["healthcheck"],
        ["silence", "--alert", "Broken", "--comment", "c\u{07}"], ["silence", "--list"], ["notify", "test", "ops"],
        ["notify", "test", "o\u{1B}ps"], ["next", "x\u{1B}[2J", "-c", "alerts.yaml"], ["run", "--alert", "\u{1B}]0;x"],
        ["run", "no\u{1B}file.yaml"], ["outbox", "show", "\u{9B}31m"], ["init", "new\u{07}.yaml"],
        ["config", "show"], ["state", "check"], ["fr\u{1B}ob"], ["run", "--fr\u{1B}ob"],
        ["history", "--since", "\u{1B}"],
    ]

    @Test(arguments: commands)
    func `what is shown holds no control characters`(arguments: [String]) async throws {
        let harness = try harness()
        _ = await harness.run("run", "-q", "--deliver-timeout", "1s")
        let outcome = await harness.run(arguments)
        let shown = (outcome.output + outcome.errors).replacing("\r\u{1B}[K", with: "")
        #expect(!shown.isEmpty)
        let obeyed = shown.unicodeScalars.filter { scalar in
            scalar.properties.generalCategory == .control && scalar != "\n" || (0x202A...0x202E).contains(scalar.value)
        }
        #expect(obeyed.isEmpty, "\(arguments): \(shown.debugDescription)")
    }

    @Test(arguments: commands.filter { !$0.contains("-v") })
    func `and as JSON it is escaped and comes back whole`(arguments: [String]) async throws {
        let harness = try harness()
        _ = await harness.run("run", "-q", "--deliver-timeout", "1s")
        let outcome = await harness.run(arguments + ["-o", "json"])
        #expect(outcome.output.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
        _ = try JSONValue(parsing: outcome.output)
    }

    @Test func `values reach programs unchanged`() async throws {
        let run = await (try harness()).run("run", "-o", "json").json["runs"]?[0]
        #expect(run?["actual_value"] == "\u{1B}[2J\u{1B}]0;title\u{07}")
        #expect(run?["threshold"] == "\u{9B}31m")
        #expect(run?["context"] == ["\u{1B}[31mcolumn": "\u{08}x"])
    }

    @Test func `a log line is one line, whatever an error says`() async throws {
        let outcome = await (try harness()).run("run", "-v", "-q")
        let lines = outcome.errors.split(separator: "\n").filter { $0.hasPrefix("20") }
        #expect(lines.count >= 3)
        #expect(lines.allSatisfy { $0.hasPrefix("20") && !$0.contains("\u{1B}") && !$0.contains("\r") })
    }
}
