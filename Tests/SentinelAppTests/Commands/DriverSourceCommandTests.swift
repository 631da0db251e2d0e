#if ODBC && DuckDB
    import Foundation
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import TestTools
    import Testing

    private enum Drivers {
        static let areInstalled: Bool = {
            let registered = (try? String(contentsOfFile: "/etc/odbcinst.ini", encoding: .utf8)) ?? ""
            return registered.contains("[SQLite3]") && DuckDBWheel.isInstalled
        }()
    }

    @Suite(
        "Commands with sources whose drivers are loaded", .serialized,
        .enabled(if: Drivers.areInstalled, "needs libsqliteodbc and DuckDB"))
    struct DriverSourceCommandTests {
        private func harness(_ alerts: String) throws -> CommandHarness {
            var harness = try CommandHarness()
            harness.integrations += [IntegrationDescriptor].standardSources.filter {
                ["odbc", "duckdb"].contains($0.type)
            }
            let tables = "CREATE TABLE orders(id INTEGER, amount DECIMAL(12,2)); INSERT INTO orders VALUES (1, 12.50)"
            let quoted = { JSONValue.string($0).encoded() }
            try DuckDBWheel.python(
                """
                import duckdb, sqlite3
                duckdb.connect(\(quoted(harness.folder.file("lake.duckdb")))).execute(\(quoted(tables)))
                sqlite3.connect(\(quoted(harness.folder.file("shop.db")))).executescript(\(quoted(tables)))
                """)
            let library = try #require(DuckDBWheel.library)
            try harness.write(
                """
                version: 1
                sources:
                  shop: {url: "odbc:///\(harness.folder.file("shop.db"))?driver=SQLite3"}
                  lake: {url: "duckdb:///\(harness.folder.file("lake.duckdb"))", library: "\(library)"}
                  erp: {url: "mssql://reader:s3cret-Pw@127.0.0.1/erp"}
                  none: {url: "duckdb:///\(harness.folder.file("none.duckdb"))", library: "\(library)"}
                alerts:

                """ + alerts)
            return harness
        }

        @Test("validate --online names missing columns, missing tables and missing drivers, with their places")
        func online() async throws {
            let harness = try harness(
                """
                  - {name: A, source: shop, schedule: "@daily", query: "SELECT 'OK' AS status FROM orders"}
                  - {name: B, source: shop, schedule: "@daily", query: "SELECT 'OK' AS state FROM orders"}
                  - {name: C, source: shop, schedule: "@daily", query: "SELECT nothing AS status FROM orders"}
                  - {name: D, source: shop, schedule: "@daily", query: "DELETE FROM orders"}
                  - {name: E, source: lake, schedule: "@daily", query: "SELECT 'OK' AS status FROM orders"}
                  - {name: F, source: lake, schedule: "@daily", query: "SELECT 'OK' AS status FROM nowhere"}
                  - {name: G, source: lake, schedule: "@daily", query: "SELECT amount AS a FROM orders", when: {column: amount, op: ">", threshold: 1}}
                  - {name: H, source: lake, schedule: "@daily", query: "COPY orders TO 'x.csv'"}
                  - {name: I, source: erp, schedule: "@daily", query: "SELECT 'OK' AS status"}
                  - {name: J, source: none, schedule: "@daily", query: "SELECT 'OK' AS status"}

                """)
            #expect(await harness.run("validate").code == 0)
            let outcome = await harness.run("validate", "--online", "-o", "json")
            #expect(outcome.code == 2)
            let faults = outcome.json["diagnostics"]?.arrayValue ?? []
            var codes: [Int64: String] = [:]
            for fault in faults {
                codes[fault["line"]?.integerValue ?? 0] = fault["code"]?.stringValue ?? ""
            }
            #expect(
                codes == [
                    9: "contract",
                    10: "query",
                    11: "not_read_only",
                    13: "query",
                    14: "contract",
                    15: "not_read_only",
                    5: "configuration",
                    6: "connection",
                ])
            let words = faults.compactMap { $0["message"]?.stringValue }.joined(separator: "\n")
            #expect(words.contains("alert 'B': the query returns no column 'status'"))
            #expect(words.contains("alert 'G': the query returns no column 'amount'"))
            #expect(words.contains("source 'erp': the ODBC driver 'ODBC Driver 18 for SQL Server' is not installed"))
            #expect(words.contains("install Microsoft's package msodbcsql18"))
            #expect(words.contains("none.duckdb' is missing"))
            #expect(!outcome.output.contains("s3cret-Pw"))
        }

        @Test("run: a source without its driver or its file is an error of its alerts, and of no others")
        func running() async throws {
            let harness = try harness(
                """
                  - {name: A, source: shop, schedule: "@daily", query: "SELECT 'OK' AS status, amount AS actual_value FROM orders"}
                  - {name: B, source: lake, schedule: "@daily", query: "SELECT 'ALERT' AS status, amount AS actual_value FROM orders"}
                  - {name: C, source: erp, schedule: "@daily", query: "SELECT 'OK' AS status"}
                  - {name: D, source: none, schedule: "@daily", query: "SELECT 'OK' AS status"}
                  - {name: E, source: lake, schedule: "@daily", query: "SELECT 'OK' AS status; DROP TABLE orders"}

                """)
            let outcome = await harness.run("run", "-o", "json")
            #expect(outcome.code == 3)
            let runs = outcome.json["runs"]?.arrayValue ?? []
            let pairs = runs.compactMap { run -> (String, JSONValue)? in
                run["alert"]?.stringValue.map { ($0, run) }
            }
            let byName = Dictionary(pairs) { first, _ in first }
            #expect(byName["A"]?["status"] == "OK")
            #expect(byName["A"]?["error"] == .null)
            #expect(byName["B"]?["status"] == "ALERT")
            for name in ["C", "D", "E"] { #expect(byName[name]?["status"] == "ERROR", "\(name)") }
            #expect(byName["C"]?["error"]?["code"] == "configuration")
            #expect(byName["D"]?["error"]?["code"] == "connection")
            #expect(byName["E"]?["error"]?["code"] == "not_read_only")
            #expect(!outcome.output.contains("s3cret-Pw") && !outcome.errors.contains("s3cret-Pw"))
        }

        @Test(
            "a URL that no driver can mean is a fault of the file, with the schemes that there are",
            arguments: [
                ("mssql+pyodbc:///erp", "names no server"),
                ("odbc://", "neither a driver"),
                ("databricks://token@host", "no http_path"),
                ("oracle:///service", "names no server"),
                ("duckdb://host/file", "followed by a host"),
                ("db2://host/db", "no source opens db2:// URLs"),
            ])
        func faults(_ url: String, _ words: String) async throws {
            var harness = try CommandHarness()
            harness.integrations += [IntegrationDescriptor].standardSources.filter {
                ["odbc", "duckdb"].contains($0.type)
            }
            try harness.write(
                """
                version: 1
                sources:
                  erp: {url: "\(url)"}
                alerts:
                  - {name: A, source: erp, schedule: "@daily", query: "SELECT 'OK' AS status"}

                """)
            let outcome = await harness.run("validate", "-o", "json")
            #expect(outcome.code == 2)
            let fault = outcome.json["diagnostics"]?[0]
            #expect(fault?["line"] == 3)
            #expect(fault?["message"]?.stringValue?.contains(words) == true, "\(outcome.output)")
            if url.hasPrefix("db2") {
                let hint = fault?["hint"]?.stringValue ?? ""
                for scheme in ["odbc", "mssql", "synapse", "databricks", "oracle", "duckdb"] {
                    #expect(hint.contains(scheme), "\(hint)")
                }
            }
        }
    }
#endif
