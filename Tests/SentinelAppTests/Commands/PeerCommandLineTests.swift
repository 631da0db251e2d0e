import Foundation
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelApp

/// The original's command line (PEER 4), line by line: what it accepted is accepted, and where the exit code differs,
/// the reason is here.
@Suite struct PeerCommandLineTests {
    /// One command line, how the original ended, and how this program ends.
    struct Case: Sendable, CustomTestStringConvertible {
        var arguments: [String]
        var original: Int32
        var code: Int32
        var reason = ""
        /// What the shown text holds, on output or as talk.
        var shows = ""
        /// Whether the state database is there before.
        var isInitialised = true
        var testDescription: String { arguments.joined(separator: " ") }

        /// The same exit code as the original.
        static func same(_ line: String, _ code: Int32, shows: String = "") -> Case {
            Case(arguments: words(line), original: code, code: code, shows: shows)
        }

        /// Another exit code, for a reason.
        static func differs(_ line: String, _ original: Int32, _ code: Int32, _ reason: String, shows: String = "")
            -> Case
        {
            Case(arguments: words(line), original: original, code: code, reason: reason, shows: shows)
        }

        private static func words(_ line: String) -> [String] {
            ShellWords.first(of: line) ?? []
        }
    }

    private static let configuration = """
        database:
          url: "echo://db"
        alerts:
          - name: calm
            schedule: "*/5 * * * *"
            query: status=OK actual_value=1 threshold=2
          - name: hot
            description: It is hot
            schedule: "*/5 * * * *"
            query: status=ALERT actual_value=5 threshold=3 region=eu
          - name: broken
            schedule: "*/5 * * * *"
            query: fail:query:no such table
          - name: idle
            schedule: "*/5 * * * *"
            enabled: false
            query: status=OK
        """

    private static let usage = "wrong usage or configuration is 2 in every command (DESIGN 9)"
    private static let alertIsOne = "an ALERT is 1, also of `run --alert` (DESIGN 9; the original's commands disagreed)"
    private static let errorIsThree = "a run that ended in an error is 3 (DESIGN 9)"

    static let cases: [Case] = [
        // init
        .same("init", 0), .same("init --state-db sqlite:///other.db", 0, shows: "other.db"),
        .differs("init --state-db other.db", 1, 2, usage, shows: "--state-db must be a URL"),
        .differs("init --state-db sqlite:///absent/x.db", 1, 3, "a failure of the command is 3", shows: "absent"),
        // run
        .differs("run alerts.yaml", 1, 3, errorIsThree, shows: "no such table"),
        .same("run calm.yaml", 0), .same("run hot.yaml", 1, shows: "ALERT"),
        .same("run alerts.yaml --alert calm", 0, shows: "OK"),
        .differs("run alerts.yaml --alert hot", 0, 1, alertIsOne, shows: "ALERT"),
        .differs("run alerts.yaml --alert broken", 1, 3, errorIsThree, shows: "no such table"),
        .same("run alerts.yaml --alert idle", 0, shows: "OK"),
        .differs("run alerts.yaml --alert nope", 1, 2, usage, shows: "no alert is named 'nope'"),
        .same("run calm.yaml --dry-run", 0, shows: "dry run"),
        .same("run calm.yaml --dry-run --alert calm", 0),
        .differs("run absent.yaml", 1, 2, usage, shows: "absent.yaml"),
        .differs("run faulty.yaml", 1, 2, usage, shows: "error:"),
        .differs("run empty.yaml", 1, 2, usage, shows: "empty"),
        .differs("run calm.yaml --state-db state.db", 1, 2, usage, shows: "--state-db must be a URL"),
        .same("run calm.yaml --frob", 2, shows: "Unknown option"),
        // validate
        .same("validate alerts.yaml", 0, shows: "hot"), .differs("validate faulty.yaml", 1, 2, usage, shows: "error:"),
        .differs("validate absent.yaml", 1, 2, usage, shows: "absent.yaml"),
        // history
        .same("history alerts.yaml", 0), .same("history alerts.yaml --alert hot", 0),
        .same("history alerts.yaml --limit 0", 0),
        .same("history alerts.yaml --limit -1", 0), .same("history alerts.yaml --limit 5 --alert hot", 0),
        .same("history absent.yaml", 0, shows: "left out"), .same("history faulty.yaml", 0, shows: "left out"),
        .same("history alerts.yaml --limit x", 2),
        // silence and unsilence
        .same("silence alerts.yaml --alert hot", 0, shows: "Alert 'hot' silenced until"),
        .same("silence alerts.yaml --alert hot --duration 2", 0, shows: "Alert 'hot' silenced until"),
        .differs("silence alerts.yaml --alert nope", 1, 2, usage, shows: "no alert is named 'nope'"),
        .differs(
            "silence alerts.yaml --alert hot --duration 0", 1, 2, usage, shows: "Silence duration must be positive"),
        .differs(
            "silence alerts.yaml --alert hot --duration -1", 1, 2, usage, shows: "Silence duration must be positive"),
        .same("silence alerts.yaml --alert hot --duration 1.5", 2), .same("silence alerts.yaml", 2),
        .same("unsilence alerts.yaml --alert hot", 0),
        .differs("unsilence alerts.yaml --alert nope", 0, 2, "a name that no alert has is a mistake in typing"),
        .same("unsilence alerts.yaml", 2),
        // status
        .same("status alerts.yaml", 0, shows: "hot"), .same("status alerts.yaml --alert hot", 0, shows: "hot"),
        .differs("status alerts.yaml --alert nope", 1, 2, usage, shows: "no alert is named 'nope'"),
        .differs("status faulty.yaml", 1, 2, usage, shows: "error:"),
        // healthcheck: 1 for everything unhealthy, as in the original
        .same("healthcheck alerts.yaml", 0, shows: "healthy"),
        .same("healthcheck alerts.yaml --output text", 0, shows: "healthy"),
        .same("healthcheck alerts.yaml --output json", 0, shows: "\"status\": \"healthy\""),
        .same("healthcheck alerts.yaml --database-url echo://other", 0, shows: "healthy"),
        .same("healthcheck alerts.yaml --database-url echo://db/broken", 1, shows: "does not answer"),
        .same("healthcheck faulty.yaml", 1, shows: "error:"), .same("healthcheck absent.yaml", 1, shows: "absent.yaml"),
        .same("healthcheck alerts.yaml --output xml", 2),
        // metrics
        .same("metrics", 0, shows: "sqlsentinel_alerts_total"), .same("metrics --output text", 0, shows: "# TYPE"),
        .same("metrics --output json", 0, shows: "\"metrics\""),
        // the program
        .same("--version", 0, shows: "sentinel "),
        .differs("", 1, 2, "no command is wrong usage (DESIGN 9)", shows: "USAGE: sentinel"),
        .same("frob", 2, shows: "there is no command 'frob'"),
        .differs(
            "daemon alerts.yaml", 0, 2, "the daemon comes later; in the original it never ran an alert (PEER 11.1)"),
    ]

    @Test(arguments: cases)
    func `a line of the original ends as it did, or for a reason otherwise`(case: Case) async throws {
        #expect((`case`.original == `case`.code) == `case`.reason.isEmpty)
        let harness = try CommandHarness()
        try Self.write(into: harness)
        #expect(await harness.run("init").code == 0)
        let outcome = await harness.run(`case`.arguments)
        #expect(outcome.code == `case`.code, "\(outcome.output)\(outcome.errors)")
        #expect((outcome.output + outcome.errors).contains(`case`.shows) || `case`.shows.isEmpty, "\(outcome.errors)")
    }

    /// PEER 11, "wrong or misleading": JSON was preceded by a plain error line, and `metrics --output json` was none.
    @Test(arguments: cases.filter { $0.arguments.contains("json") }) func `JSON is JSON`(case: Case) async throws {
        let harness = try CommandHarness()
        try Self.write(into: harness)
        _ = try JSONValue(parsing: await harness.run(`case`.arguments).output)
    }

    /// PEER 4: tables were made on first use by every command; `run` needs no `init`.
    @Test func `run needs no init`() async throws {
        let harness = try CommandHarness()
        try Self.write(into: harness)
        #expect(await harness.run("run", "hot.yaml").code == 1)
        #expect(await harness.run("status", "hot.yaml").output.contains("firing"))
    }

    /// PEER 4: a silence set before the first run showed `No`.
    @Test func `a silence before the first run is shown`() async throws {
        let harness = try CommandHarness()
        try Self.write(into: harness)
        _ = await harness.run("silence", "hot.yaml", "--alert", "hot")
        #expect(await harness.run("status", "hot.yaml").output.contains("SILENCED UNTIL"))
    }

    /// PEER 4: `--dry-run` still created the state database.
    @Test func `a dry run creates nothing`() async throws {
        let harness = try CommandHarness()
        try Self.write(into: harness)
        let before = try harness.folder.contents().keys.sorted()
        #expect(await harness.run("run", "hot.yaml", "--dry-run").code == 1)
        #expect(try harness.folder.contents().keys.sorted() == before)
    }

    /// PEER 4: history showed its ten newest runs.
    @Test func `history shows ten runs unless told otherwise`() async throws {
        let harness = try CommandHarness()
        try Self.write(into: harness)
        for _ in 0..<12 { _ = await harness.run("run", "calm.yaml", "-q") }
        for (options, count) in [([], 10), (["--limit", "-1"], 12), (["--limit", "3"], 3), (["--limit", "0"], 0)] {
            let outcome = await harness.run(["history", "calm.yaml", "-o", "json"] + options)
            #expect(outcome.json["runs"]?.arrayValue?.count == count)
        }
    }

    private static func write(into harness: CommandHarness) throws {
        let head = configuration.split(separator: "\n").prefix(3).joined(separator: "\n")
        try harness.write(configuration)
        for name in ["calm", "hot"] {
            let status = name == "calm" ? "OK" : "ALERT"
            try harness.write(
                head + "\n  - {name: \(name), query: status=\(status), schedule: '@daily'}", to: name + ".yaml")
        }
        try harness.write("alerts: 5", to: "faulty.yaml")
        try harness.write("", to: "empty.yaml")
    }
}
