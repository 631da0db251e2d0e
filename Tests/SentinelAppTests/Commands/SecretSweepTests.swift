import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelApp

/// No command shows a secret, in any format, whether things work or fail (PEER 11: passwords in clear).
@Suite struct SecretSweepTests {
    private static let secrets = [
        "hunter2-database", "hunter2-state", "hunter2-hook", "hunter2-token", "hunter2-inline", "hunter2-variable",
        "hunter2-file",
    ]

    private func harness(place: String) throws -> CommandHarness {
        var harness = try CommandHarness()
        harness.variables = ["TOKEN": "hunter2-variable"]
        try harness.write("hunter2-file\n", to: "token")
        let folder = harness.folder.path
        try harness.write(
            """
            version: 1
            database: {url: "echo://user:hunter2-database@db\(place == "broken" ? "/broken" : "")"}
            state: {url: "sqlite:///state.db"}
            receivers:
              ops: {type: recorder, url: "https://example.com/hunter2-hook/\(place)", token: hunter2-token}
              two: {type: recorder, url: "https://example.com/\(place)", token: "${TOKEN}"}
              three: {type: recorder, url: "https://example.com/\(place)", token_file: "\(folder)/token"}
            alerts:
              - name: Leak
                query: status=ALERT
                schedule: "@daily"
                notify: [ops, two, three, {channel: recorder, url: "https://example.com/hunter2-inline"}]
              - name: Error
                query: "fail:query:no such table"
                schedule: "@daily"
                on_error: {after: 1}
                notify: [ops]
            """)
        return harness
    }

    private static let commands = [
        ["validate"], ["validate", "--online"], ["config", "show"], ["status"], ["history"],
        ["outbox", "--state", "all"],
        ["healthcheck"], ["metrics"], ["notify", "test", "ops"], ["notify", "test", "three"], ["run", "-v"],
        ["run", "--dry-run", "-v"], ["state", "check"], ["state", "migrate", "--dry-run"], ["schema"],
        ["silence", "--list"],
    ]

    @Test(arguments: ["fine", "hostile", "broken"], commands)
    func `no secret is shown`(place: String, arguments: [String]) async throws {
        let harness = try harness(place: place)
        let first = await harness.run("run", "-v", "--deliver-timeout", "1s")
        for outcome in [first, await harness.run(arguments)] { Self.check(outcome) }
        guard arguments != ["schema"] else { return }
        Self.check(await harness.run(arguments + ["-o", "json"]))
    }

    /// Nobody listens at port 1; the other URL is refused before anybody is asked.
    @Test(
        arguments: [
            ("postgresql://u:hunter2-state@127.0.0.1:1/d", 3),
            ("mysql://u:hunter2-state@h/d?password=hunter2-state", 2),
        ])
    func `nor is one of a state that cannot be opened`(url: String, code: Int32) async throws {
        let harness = try harness(place: "fine")
        for command in ["run", "status", "history", "init", "metrics"] {
            let options = command == "init" ? [] : ["-c", "alerts.yaml"]
            let outcome = await harness.run([command] + options + ["--state-db", url])
            #expect(outcome.code == code)
            Self.check(outcome)
        }
    }

    @Test func `nor one in the argument of an option that is refused`() async throws {
        let harness = try harness(place: "fine")
        Self.check(await harness.run("run", "--database-url", "nosuch://u:hunter2-database@h/d"))
        Self.check(await harness.run("run", "--database-url", "hunter2-database"))
    }

    @Test func `what is stored holds no secret of the configuration`() async throws {
        let harness = try harness(place: "hostile")
        _ = await harness.run("run", "--deliver-timeout", "1s", "--alert", "Error")
        for (name, bytes) in try harness.folder.contents() where name.hasPrefix("state.db") {
            let text = String(decoding: bytes, as: UTF8.self)
            for secret in Self.secrets { #expect(!text.contains(secret), "\(secret) in \(name)") }
        }
    }

    private static func check(_ outcome: CommandHarness.Outcome) {
        for secret in secrets {
            #expect(!outcome.output.contains(secret), "\(secret): \(outcome.output)")
            #expect(!outcome.errors.contains(secret), "\(secret): \(outcome.errors)")
        }
    }
}
