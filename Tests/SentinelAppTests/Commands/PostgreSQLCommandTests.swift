#if PostgreSQL && SQLite
    import SentinelModels
    import SentinelTesting
    import Testing

    @testable import SentinelApp

    @Suite(
        "Commands on PostgreSQL", .serialized, .timeLimit(.minutes(2)),
        .enabled(if: PostgreSQLServer.isInstalled, "PostgreSQL's server is not installed"))
    struct PostgreSQLCommandTests {
        private let server: PostgreSQLServer
        private let database: String
        private var harness: CommandHarness

        init() throws {
            server = try PostgreSQLServer.shared.get()
            database = try server.makeDatabase()
            try server.psql("CREATE TABLE orders AS SELECT 1 AS id, 12.50 AS amount", database: database)
            harness = try CommandHarness()
            harness.integrations = .standard
            harness.terminal = TerminalTraits(isTerminal: false, columns: nil)
        }

        private func configuration(_ alerts: String, port: Int? = nil) -> String {
            let url = server.url(database: database, port: port).replacing(":s3cret-Reader@", with: "@")
            return """
                version: 1
                database: {url: "\(url)", password: "${PASSWORD}"}
                alerts:

                """ + alerts
        }

        @Test("validate --online finds missing tables and columns, with their places, and runs nothing")
        func online() async throws {
            var harness = harness
            harness.variables["PASSWORD"] = "s3cret-Reader"
            try harness.write(
                configuration(
                    """
                      - {name: Good, query: "SELECT 'OK' AS status FROM pg_sleep(600)", schedule: "@daily"}
                      - {name: No status, query: "SELECT amount AS state FROM orders", schedule: "@daily"}
                      - name: No column
                        query: |
                          SELECT 'OK' AS status,
                                 total FROM orders
                        schedule: "@daily"
                      - {name: Wrong type, query: "SELECT 'OK' AS status WHERE 'x' > 1", schedule: "@daily"}
                      - {name: Writes, query: "DELETE FROM orders", schedule: "@daily"}
                    """))
            let outcome = await harness.run("validate", "--online", "-o", "json")
            #expect(outcome.code == 2)
            let faults = outcome.json["diagnostics"]?.arrayValue ?? []
            let messages = faults.map { $0["message"]?.stringValue ?? "" }
            #expect(messages.count == 4)
            for (message, words) in zip(
                messages,
                [
                    "alert 'No status': the query returns no column 'status'",
                    "alert 'No column': column \"total\" does not exist (line 2, column 8)",
                    "alert 'Wrong type': invalid input syntax for type integer: \"x\" (line 1, column 29)",
                    "alert 'Writes': syntax error at or near \"DELETE\" (line 1, column 1)",
                ])
            { #expect(message.hasPrefix(words), "\(message)") }
            #expect(faults.map { $0["line"]?.integerValue } == [5, 7, 11, 12])
        }

        @Test("a run alerts; what is wrong with the server is a run that ended in error, and tells no secret")
        func run() async throws {
            var harness = harness
            harness.variables["PASSWORD"] = "s3cret-Reader"
            let alert =
                "  - {name: Sum, query: \"SELECT 'ALERT' AS status, sum(amount) AS actual_value FROM orders\", schedule: '@daily'}\n"
            try harness.write(configuration(alert))
            let outcome = await harness.run("run", "alerts.yaml", "-o", "json")
            #expect(outcome.code == 1, "\(outcome.errors)")
            #expect(outcome.json["runs"]?[0]?["actual_value"] == .number("12.50"))
            for (code, port, password) in [
                ("authentication", nil, "wr0ng-Reader"), ("connection", try FreePort.find(), "s3cret-Reader"),
            ] as [(String, Int?, String)] {
                harness.variables["PASSWORD"] = password
                try harness.write(configuration(alert, port: port))
                let outcome = await harness.run("run", "alerts.yaml", "-o", "json")
                #expect(outcome.code == 3)
                #expect(outcome.json["runs"]?[0]?["status"] == "ERROR")
                #expect(outcome.json["runs"]?[0]?["error"]?["code"]?.stringValue == code, "\(outcome.output)")
                #expect(!(outcome.output + outcome.errors).contains(password))
            }
        }
    }
#endif
