import SentinelModels
import Testing

@testable import SentinelApp

@Suite struct CommandLineTests {
    @Test(arguments: [
        (["frob"], "there is no command 'frob'"),
        (["run", "--concurrency", "0"], "--concurrency must be from 1 to 1024"),
        (["run", "--concurrency", "x"], "The value 'x' is invalid for '--concurrency"),
        (["run", "--deliver-timeout", "soon"], "The value 'soon' is invalid for '--deliver-timeout"),
        (["run", "a.yaml", "--frob"], "Unknown option '--frob'"),
        (["history", "--limit", "x"], "The value 'x' is invalid for '--limit"),
        (["history", "--limit", "-2"], "--limit must be"),
        (["history", "--offset=-1"], "--offset must not be negative"),
        (["history", "--status", "BAD"], "The value 'BAD' is invalid for '--status"),
        (["history", "--since", "often"], "--since: 'often' is neither"),
        (["validate", "-o", "xml"], "The value 'xml' is invalid for '-o"),
        (["next", "@daily", "--count", "0"], "--count must be"),
        (["next", "@daily", "--after", "later"], "--after: 'later' is no time"),
        (["next"], "Missing expected argument"),
        (["completion", "tcsh"], "The value 'tcsh' is invalid"),
    ])
    func `faults of the command line end with 2 and say why`(arguments: [String], message: String) async throws {
        let outcome = try await CommandHarness().run(arguments)
        #expect(outcome.code == 2)
        #expect(outcome.errors.hasPrefix("sentinel: error: "))
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }

    @Test func `no command shows the help and is a usage error`() async throws {
        let outcome = try await CommandHarness().run()
        #expect(outcome.code == 2)
        #expect(outcome.output.contains("USAGE: sentinel <subcommand>"))
    }

    @Test(arguments: [["--help"], ["help"], ["run", "--help"], ["help", "history"]])
    func `help is data and fine`(arguments: [String]) async throws {
        var harness = try CommandHarness()
        harness.terminal = TerminalTraits(isTerminal: true, columns: 80)
        let outcome = await harness.run(arguments)
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("USAGE: sentinel"))
        #expect(outcome.errors.isEmpty)
        #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func `version is shown in two ways`() async throws {
        let harness = try CommandHarness()
        #expect(await harness.run("--version").output == "sentinel \(Version.current)\n")
        #expect(
            await harness.run("version").output == "sentinel \(Version.current)\nsources:   echo\nreceivers: recorder\n"
        )
        let json = await harness.run("version", "-o", "json").json
        #expect(json["version"] == .string(Version.current))
        #expect(json["sources"] == ["echo"])
        #expect(json["receivers"] == ["recorder"])
        #expect(json["traits"]?.arrayValue?.contains("SQLite") == true)
    }

    @Test(arguments: [("bash", "_sentinel"), ("zsh", "#compdef sentinel"), ("fish", "complete -c 'sentinel'")])
    func `completion prints a script`(shell: String, mark: String) async throws {
        let outcome = try await CommandHarness().run("completion", shell)
        #expect(outcome.code == 0)
        #expect(outcome.output.contains(mark))
        let other = try await CommandHarness().run("--generate-completion-script", shell)
        #expect(other.code == 0)
        #expect(other.output.contains(mark))
    }

    @Test func `text is another name of table`() async throws {
        let outcome = try await CommandHarness().run("version", "--output", "TEXT")
        #expect(outcome.code == 0)
        #expect(outcome.output.hasPrefix("sentinel "))
    }

    @Test func `a failure in JSON mode is JSON on standard output and talk on standard error`() async throws {
        let outcome = try await CommandHarness().run("run", "absent.yaml", "-o", "json")
        #expect(outcome.code == 2)
        #expect(outcome.json["error"]?["code"] == "configuration")
        #expect(outcome.json["diagnostics"]?[0]?["code"] == "no_files")
        #expect(
            outcome.errors.contains("'absent.yaml' leads to no file") || outcome.errors.contains("leads to no file"))
    }
}
