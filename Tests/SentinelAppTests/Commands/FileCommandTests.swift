import Foundation
import SentinelModels
import SentinelStore
import SentinelTesting
import Testing

@testable import SentinelApp

/// The commands about configuration files and the state database as a file.
@Suite struct FileCommandTests {
    private func harness() throws -> CommandHarness {
        let harness = try CommandHarness()
        try harness.write(
            """
            version: 1
            database: {url: "echo://user:hunter22@db"}
            receivers:
              ops: {type: recorder, url: "https://example.com/secret-path"}
            alerts:
              - {name: Orders, query: "status=OK", schedule: "@daily", notify: [ops]}
            """)
        return harness
    }

    @Test func `schema is a JSON Schema that knows the integrations`() async throws {
        let outcome = await (try harness()).run("schema")
        #expect(outcome.code == 0)
        #expect(outcome.json["$schema"]?.stringValue?.contains("2020-12") == true)
        #expect(outcome.output.contains("recorder"))
    }

    @Test(arguments: [["config", "show"], ["config", "show", "--redact"], ["config", "show", "-o", "json"]])
    func `config show hides secrets`(_ arguments: [String]) async throws {
        let outcome = await (try harness()).run(arguments)
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("Orders"))
        #expect(outcome.output.contains("<secret>"))
        #expect(!outcome.output.contains("hunter22"))
        #expect(!outcome.output.contains("secret-path"))
    }

    @Test func `config migrate rewrites an original's file and leaves it as it is`() async throws {
        var harness = try harness()
        let original = """
            database:
              url: "echo://db"
            alerts:
              - name: a
                query: status=OK
                schedule: "0 9 * * *"
                notify:
                  - channel: recorder
                    url: https://example.com/x
            """
        try harness.write(original, to: "old.yaml")
        let migrated = await harness.run("config", "migrate", "old.yaml")
        #expect(migrated.code == 0)
        #expect(migrated.output.contains("version: 1"))
        #expect(try harness.read("old.yaml") == original)
        try harness.write(migrated.output, to: "new.yaml")
        #expect(await harness.run("validate", "new.yaml").code == 0)
        harness.input = original
        #expect(await harness.run("config", "migrate", "-").output == migrated.output)
    }

    @Test(arguments: [
        ("alerts.yaml", "has the form of 'version: 1' already"), ("missing.yaml", "cannot be read"),
        ("faulty.yaml", "error"), ("latin.yaml", "not UTF-8"),
    ])
    func `config migrate refuses what it cannot rewrite`(_ file: String, _ part: String) async throws {
        let harness = try harness()
        try harness.write("alerts: 5", to: "faulty.yaml")
        try Data([0x61, 0xE4, 0x62]).write(to: URL(filePath: harness.folder.file("latin.yaml")))
        let outcome = await harness.run("config", "migrate", file)
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains(part), "\(outcome.errors)")
    }

    @Test func `state check, migrate and import`() async throws {
        let harness = try harness()
        let url = "sqlite:///state.db"
        #expect(await harness.run("state", "check", "--state-db", url).code == 2)
        let planned = await harness.run("state", "migrate", "--state-db", url, "--dry-run")
        #expect(planned.output.contains("would do: "))
        #expect(try harness.folder.contents()["state.db"] == nil)
        #expect(await harness.run("state", "migrate", "--state-db", url).output.contains("✓ "))
        let again = await harness.run("state", "migrate", "--state-db", url, "-o", "json").json
        #expect(again["steps"] == [])
        #expect(again["from_version"] == .integer(SQLStateStore.newestSchemaVersion))
        #expect(await harness.run("state", "migrate", "--state-db", url).output.contains("newest schema"))
        #expect(await harness.run("state", "check", "--state-db", url).output.hasSuffix("is sound\n"))
        let sound = await harness.run("state", "check", "--state-db", url, "-o", "json").json
        #expect(sound["sound"] == true)
        let nothing = await harness.run("state", "import", "sqlite:///none.db", "--state-db", url)
        #expect(nothing.code != 0)
        #expect(await harness.run("state", "import", "none.db", "--state-db", url).code == 2)
    }

    @Test(arguments: ["config", "state", "notify"])
    func `a group of commands alone shows its help`(_ group: String) async throws {
        let outcome = await (try harness()).run(group)
        #expect(outcome.output.contains("SUBCOMMANDS"))
        #expect(outcome.code == 2)
    }
}
