import SentinelConfig
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelApp

/// The commands on states that are not in a file, and the one that moves a state.
@Suite(
    .serialized,
    .enabled(if: PostgreSQLServer.isInstalled && MariaDBServer.isInstalled, "PostgreSQL or MariaDB is not installed"))
struct StateServerCommandTests {
    private func harness() throws -> CommandHarness {
        var harness = try CommandHarness()
        harness.clock = CommandHarness.SetClock()
        harness.variables["NO_COLOR"] = "1"
        try harness.write(
            """
            version: 1
            database: {url: "echo://db"}
            receivers: {ops: {type: recorder, url: "https://example.com/ops"}}
            alerts:
              - {name: Daily revenue, query: "status=ALERT actual_value=5.50 threshold=3", schedule: "@daily", notify: [ops]}
              - {name: Orders, query: "status=OK actual_value=12", schedule: {every: 5m}}
            """)
        return harness
    }

    private static func urls() throws -> [String] {
        let (postgreSQL, mariaDB) = (try PostgreSQLServer.shared.get(), try MariaDBServer.shared.get())
        return [
            postgreSQL.url(.superuser, database: try postgreSQL.makeDatabase()),
            mariaDB.url(.administrator, database: try mariaDB.makeDatabase()),
        ]
    }

    @Test func `every command that knows a state works on servers`() async throws {
        for url in try Self.urls() {
            let harness = try harness()
            #expect(await harness.run("status", "--state-db", url, "-o", "json").code == 0)
            #expect(await harness.run("run", "--state-db", url).code == 1)
            let status = await harness.run("status", "--state-db", url, "-o", "json")
            #expect(status.json["alerts"]?.arrayValue?.map { $0["display"] } == ["firing", "ok"])
            let history = await harness.run("history", "--state-db", url, "-o", "json")
            #expect(history.json["runs"]?.arrayValue?.count == 2)
            let silenced = await harness.run("silence", "--alert", "Orders", "-d", "1h", "--state-db", url)
            #expect(silenced.code == 0, "\(silenced.errors)")
            #expect(await harness.run("outbox", "--state-db", url, "-o", "json").code == 0)
            #expect(await harness.run("state", "migrate", "--state-db", url).output.contains("newest schema"))
            let check = await harness.run("state", "check", "--state-db", url, "-o", "json")
            // The servers of tests do not flush.
            #expect(check.json["findings"]?.arrayValue?.allSatisfy { $0["kind"] == "durability" } == true)
            for text in [status, history, silenced, check].flatMap({ [$0.output, $0.errors] }) {
                #expect(!text.contains("s3cret"), "no output shows the password")
            }
        }
    }

    @Test func `a wrong password is an error that does not repeat it`() async throws {
        for url in try Self.urls() {
            let wrong = url.replacing(/s3cret-[A-Za-z]+/, with: "hunter2")
            let outcome = try await harness().run("run", "--state-db", wrong)
            #expect(outcome.code != 0)
            #expect(!outcome.errors.contains("hunter2"))
        }
    }

    @Test func `a state is copied between all of them`() async throws {
        let harness = try harness()
        #expect(await harness.run("run").code == 1)
        let places = ["sqlite:///sqlsentinel.db"] + (try Self.urls()) + ["sqlite:///back.db"]
        var digests: Set<String> = []
        for (source, target) in zip(places, places.dropFirst()) {
            let copy = await harness.run("state", "copy", "--from", source, "--to", target, "-o", "json")
            #expect(copy.code == 0, "\(copy.errors)")
            digests.insert(copy.json["digest"]?.stringValue ?? "")
            #expect(copy.json["tables"]?["run"] == 2 && copy.json["restarted"] == false)
            #expect(!copy.output.contains("s3cret"))
        }
        #expect(digests.count == 1)
        let history = await harness.run("history", "--state-db", "sqlite:///back.db", "-o", "json")
        #expect(history.json["runs"]?.arrayValue?.count == 2)
        let again = await harness.run("state", "copy", "--from", places[0], "--to", places[1])
        #expect(again.code != 0)
        #expect(again.errors.contains("empty database"))
    }

    @Test func `the password may stand beside the URL`() async throws {
        for url in try Self.urls() {
            let password = try #require(url.firstMatch(of: /s3cret-[A-Za-z]+/).map { String($0.output) })
            let harness = try harness()
            try harness.write(
                """
                version: 1
                database: {url: "echo://db"}
                state: {url: "\(url.replacing(":" + password, with: ""))", password: "\(password)"}
                alerts: [{name: a, query: "status=OK", schedule: "@daily"}]
                """)
            #expect(await harness.run("run").code == 0)
            #expect(await harness.run("history", "-o", "json").json["runs"]?.arrayValue?.count == 1)
        }
    }
}
