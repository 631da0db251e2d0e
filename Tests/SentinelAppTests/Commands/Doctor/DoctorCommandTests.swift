#if SQLite
    import Foundation
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @testable import SentinelApp

    @Suite("doctor", .timeLimit(.minutes(1)))
    struct DoctorCommandTests {
        private let harness: CommandHarness

        init() throws {
            var harness = try CommandHarness()
            harness.integrations = .standard + TestIntegrations.all()
            harness.variables = ["NO_COLOR": "1"]
            harness.terminal = TerminalTraits(isTerminal: false, columns: nil)
            try SQLiteConnection(path: harness.folder.file("shop.db"), access: .create)
                .execute("CREATE TABLE orders (id)")
            try harness.write(
                """
                version: 1
                state: {url: "sqlite:///state.db"}
                sources:
                  shop: {url: "sqlite:///\(harness.folder.file("shop.db"))"}
                  gone: {url: "sqlite:///\(harness.folder.file("gone.db"))"}
                  toy: {url: "echo://db"}
                  far: {url: "postgresql://ann:s3cret-Word@db.example:1/shop"}
                alerts:
                  - {name: Orders, source: shop, query: "SELECT 'OK' AS status", schedule: "@daily"}
                """)
            self.harness = harness
        }

        @Test("it tells of each source what was reached and what is wrong, and of the state")
        func everything() async throws {
            let outcome = await harness.run(
                "doctor", "--source", "shop", "--source", "gone", "--source", "toy", "-o", "json")
            #expect(outcome.code == 1)
            #expect(outcome.json["usable"] == false)
            #expect(outcome.json["state_database"] == nil)
            let sources = outcome.json["sources"]?.arrayValue ?? []
            #expect(sources.map { $0["name"]?.stringValue } == ["shop", "gone", "toy"])
            #expect(sources.map { $0["usable"] } == [true, false, true])
            #expect(sources.first?["facts"]?["readable tables"] == "1")
            #expect(sources.first?["notes"]?.arrayValue?.isEmpty == true)
            let gone = sources.dropFirst().first?["notes"]?[0]
            #expect(gone?["severity"] == "error")
            #expect(gone?["code"] == "connection")
            #expect(gone?["message"]?.stringValue?.contains("gone.db' is missing") == true)
            #expect(gone?["remedy"]?.stringValue?.contains("check the source's URL") == true)
            #expect(sources.last?["notes"]?[0]?["severity"] == "warning")
        }

        @Test("for people it names place, facts and remedies, each under its source")
        func text() async throws {
            let outcome = await harness.run("doctor", "--source", "shop", "--source", "gone")
            let lines = outcome.output.split(separator: "\n").map(String.init)
            #expect(lines.first?.hasPrefix("✓ source shop sqlite:///DIR") == true, "\(outcome.output)")
            #expect(lines.contains { $0.hasPrefix("  library: SQLite 3.") })
            #expect(lines.contains { $0.hasPrefix("✗ source gone sqlite:///DIR") })
            #expect(lines.contains { $0.hasPrefix("  error: connection: the database file") })
            #expect(lines.contains { $0.hasPrefix("    -> check the source's URL") })
        }

        @Test("the state database is looked at: absent, sound, damaged")
        func state() async throws {
            let harness = harness
            try harness.write(
                """
                version: 1
                state: {url: "sqlite:///state.db"}
                database: {url: "sqlite:///\(harness.folder.file("shop.db"))"}
                alerts: [{name: Orders, query: "SELECT 'OK' AS status", schedule: "@daily"}]
                """)
            let absent = await harness.run("doctor", "-o", "json")
            #expect(absent.code == 0)
            #expect(absent.json["state_database"]?["facts"]?["state"] == "not there yet; the first run makes it")
            #expect(await harness.run("run").code == 0)
            let sound = await harness.run("doctor", "-o", "json")
            #expect(sound.code == 0, "\(sound.output)\(sound.errors)")
            #expect(sound.json["state_database"]?["notes"]?.arrayValue?.isEmpty == true)
            try SQLiteConnection(path: harness.folder.file("state.db"), access: .readWrite)
                .execute("UPDATE sqlsentinel_run SET outcome = NULL")
            let damaged = await harness.run("doctor", "-o", "json")
            #expect(damaged.code == 1)
            #expect(damaged.json["state_database"]?["notes"]?[0]?["code"] == "incomplete_run")
            try Data("no database".utf8).write(to: URL(filePath: harness.folder.file("state.db")))
            let broken = await harness.run("doctor", "-o", "json")
            #expect(broken.code == 1)
            #expect(broken.json["state_database"]?["usable"] == false)
        }

        @Test("printed grants are SQL alone, without a secret")
        func grants() async throws {
            let outcome = await harness.run("doctor", "--print-grants", "far")
            #expect(outcome.code == 0)
            #expect(outcome.output.contains("\nCREATE ROLE \"ann\" LOGIN"))
            #expect(outcome.output.contains("\nGRANT CONNECT ON DATABASE \"shop\" TO \"ann\";"))
            #expect(!outcome.output.contains("s3cret"))
            let json = await harness.run("doctor", "--print-grants", "far", "-o", "json")
            #expect(json.json["source"] == "far")
            #expect(json.json["sql"]?.stringValue.map { $0 + "\n" } == outcome.output)
        }

        @Test(
            "what cannot be is told with what can",
            arguments: [
                (["--print-grants", "shop"], "the source 'shop' has no accounts that rights could be granted to"),
                (["--print-grants", "shp"], "no source is named 'shp'"), (["--source", "fra"], "did you mean 'far'?"),
                (["--source", "nothing"], "there are shop, gone, toy, far"),
            ])
        func faults(arguments: [String], message: String) async throws {
            let outcome = await harness.run(["doctor"] + arguments)
            #expect(outcome.code == 2)
            #expect(outcome.errors.contains(message), "\(outcome.errors)")
        }
    }
#endif
