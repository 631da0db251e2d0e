import SentinelModels
import Testing

@testable import SentinelApp

@Suite struct CommandLineFaultTests {
    @Test(
        arguments: [
            (["valdate"], "there is no command 'valdate'", "did you mean 'validate'?"),
            (["VALIDATE"], "there is no command 'VALIDATE'", "did you mean 'validate'?"),
            (["chekc"], "there is no command 'chekc'", "did you mean 'check'?"),
            (["hist", "alerts.yaml"], "there is no command 'hist'", "did you mean 'history'?"),
            (["help", "runn"], "there is no command 'runn'", "did you mean 'run'?"),
            (["state", "chek"], "there is no command 'chek'", "did you mean 'check'?"),
            (["state", "vacuum"], "there is no command 'vacuum'", "there are check, migrate, import"),
            (["notify", "tets", "ops"], "there is no command 'tets'", "did you mean 'test'?"),
            (["config", "print"], "there is no command 'print'", "there are show, migrate"),
            (["frob", "--help"], "there is no command 'frob'", "there are init, validate, check, next, run, status"),
            (["alerts.yaml"], "there is no command 'alerts.yaml'", "there are init, validate"),
            (["-c", "a.yaml", "status"], "the option '-c' stands before the command", "sentinel status -c ..."),
            (["--dry-run", "run"], "the option '--dry-run' stands before the command", "sentinel run --dry-run ..."),
        ] as [([String], String, String)])
    func `a wrong word is named, with what may be meant`(arguments: [String], message: String, hint: String) throws {
        let fault = try #require(CommandLineFault(arguments))
        #expect(fault.message == message)
        #expect(fault.hint.contains(hint), "\(fault.hint)")
    }

    @Test(arguments: [
        [], ["help"], ["--help"], ["-h"], ["--version"], ["run"], ["run", "frob"], ["help", "run"], ["state", "check"],
        ["help", "state", "check"], ["outbox", "anything"], ["check", "alerts.yaml"], ["--help", "run"],
        ["--generate-completion-script", "bash"], ["state", "--help"], ["--frob"], ["next", "valdate"],
    ])
    func `right words, and what a command itself must judge, are no fault`(arguments: [String]) {
        #expect(CommandLineFault(arguments) == nil)
    }

    /// Users of the original and of other tools type these; what does the work today is named.
    @Test(arguments: [
        ("daemon", "cron or a timer"), ("serve", "cron or a timer"), ("test", "--dry-run"), ("plan", "validate"),
        ("backtest", "--dry-run"), ("why", "history"), ("ack", "silence"), ("dlq", "outbox"),
    ])
    func `a command of a later version is refused with what there is today`(word: String, instead: String) async throws
    {
        let outcome = try await CommandHarness().run(word, "alerts.yaml", "-o", "json")
        #expect(outcome.code == 2)
        #expect(outcome.errors.hasPrefix("sentinel: error: '\(word)' is not supported yet\n  hint: "))
        #expect(outcome.json["error"]?["hint"]?.stringValue?.contains(instead) == true)
    }

    @Test(arguments: [
        ["frob"], ["run", "--frob"], ["history", "--limit", "x"], ["-c", "x", "status"], ["next"],
        ["unsilence"], ["state", "frob"], ["silence", "--alert", "x", "--duration", "0"],
    ])
    func `in JSON mode a wrong command line is JSON on output as well as talk`(arguments: [String]) async throws {
        let outcome = try await CommandHarness().run(arguments + ["-o", "json"])
        #expect(outcome.code == 2)
        #expect(outcome.errors.hasPrefix("sentinel: error: "))
        #expect(outcome.json["error"]?["code"] == "configuration")
        #expect(outcome.json["error"]?["message"]?.stringValue?.isEmpty == false)
        #expect(outcome.json["diagnostics"] == [])
    }
}
