import Foundation
import SentinelModels
import SentinelSQL
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

    @Test(arguments: [["check"], ["retain", "--dry-run"]])
    func `a state database of an older schema is not called missing, and left alone`(_ command: [String]) async throws {
        let harness = try harness()
        let url = "sqlite:///state.db"
        let database = try SQLiteConnection(path: harness.folder.file("state.db"), access: .create)
        try database.execute("CREATE TABLE sqlsentinel_schema_meta (version BIGINT, name TEXT, applied_at BIGINT)")
        database.close()
        let before = try harness.folder.contents()
        let outcome = await harness.run(["state"] + command + ["--state-db", url])
        #expect(outcome.code == 2 && outcome.errors.contains("has an older schema"), "\(outcome.errors)")
        #expect(outcome.errors.contains("call 'sentinel state migrate' first"))
        #expect(try harness.folder.contents() == before)
    }

    @Test func `state retain shows, deletes and says so`() async throws {
        let harness = try harness()
        let url = "sqlite:///state.db"
        let absent = await harness.run("state", "retain", "--state-db", url)
        #expect(absent.code == 2 && absent.errors.contains("no state database"))
        #expect(try harness.folder.contents()["state.db"] == nil, "nothing is made to delete from")
        let store = try SQLStateStore.open("sqlite:///" + harness.folder.file("state.db"))
        let start = harness.clock.now().advanced(by: .seconds(-3600))
        for (id, seconds) in [("old", 60), ("new", 7200)] {
            let silence = Silence(
                id: id, matchers: [.init("a", .equal, "b")], startsAt: start,
                endsAt: start.advanced(by: .seconds(seconds)), author: "ann", comment: "c")
            try await store.add(silence, scope: .default, by: .engine)
        }
        await store.close()
        let young = await harness.run("state", "retain", "--state-db", url, "--dry-run")
        #expect(
            young.output == "would delete: 0 runs, 0 episodes, 0 silences, 0 queries, 0 audit entries\n"
                && young.code == 0)
        let planned = await harness.run(
            "state", "retain", "--state-db", url, "--older-than", "30m", "--dry-run", "-o", "json")
        #expect(planned.json["dry_run"] == true)
        #expect(planned.json["deleted"]?["silences"] == 1 && planned.json["deleted"]?["audit_entries"] == 0)
        let done = await harness.run("state", "retain", "--state-db", url, "--older-than", "30m")
        #expect(done.output == "✓ deleted 0 runs, 0 episodes, 1 silences, 0 queries, 0 audit entries\n")
        let again = await harness.run(
            "state", "retain", "--state-db", url, "--older-than", "30m", "--audit-older-than", "0s", "-o", "json")
        #expect(again.json["deleted"]?["silences"] == 0)
        #expect(await harness.run("state", "check", "--state-db", url).code == 0)
        #expect(await harness.run("state", "retain", "--state-db", url, "--older-than", "soon").code == 2)
    }

    @Test(arguments: ["config", "state", "notify"])
    func `a group of commands alone shows its help`(_ group: String) async throws {
        let outcome = await (try harness()).run(group)
        #expect(outcome.output.contains("SUBCOMMANDS"))
        #expect(outcome.code == 2)
    }
}
