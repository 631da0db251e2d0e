#if DuckDB
    import Foundation
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import TestTools
    import Testing

    @Suite("DuckDB as a source", .serialized, .enabled(if: DuckDBWheel.isInstalled, "\(DuckDBWheel.whatIsMissing)"))
    struct DuckDBSourceTests {
        @Test(
            "what analysts write",
            arguments: [
                "SELECT 'OK' AS status", "FROM orders", "FROM orders SELECT count(*)",
                "SELECT * EXCLUDE (note) FROM orders",
                "SELECT * REPLACE (amount * 2 AS amount) FROM orders",
                "SELECT customer, sum(amount) FROM orders GROUP BY ALL ORDER BY ALL",
                "SELECT count(*) FILTER (WHERE status = 'paid') FROM orders", "VALUES (1, 'a'), (2, 'b')",
                "TABLE orders",
                "WITH x AS (SELECT * FROM orders) SELECT max(amount) FROM x", "SELECT 1;", ";SELECT 1;;",
                "-- note\nSELECT 1",
                "SELECT id, lag(amount) OVER (ORDER BY id) FROM orders",
                "SELECT * FROM orders QUALIFY row_number() OVER (PARTITION BY customer ORDER BY id) = 1",
                "SELECT day, count(*) FROM orders GROUP BY day HAVING count(*) > 1 ORDER BY 1 DESC LIMIT 1",
                "SELECT date_trunc('month', day) m, sum(amount) FROM orders GROUP BY m",
                "SELECT list(id ORDER BY id DESC) FROM orders",
                "PIVOT orders ON status USING sum(amount) GROUP BY customer", "SELECT unnest([1, 2, 3])",
                "SELECT 'a;b' || '--'",
                "SELECT regexp_matches(note, 'g[a-z]ft') FROM orders", "SELECT * FROM orders TABLESAMPLE 100%",
                "(SELECT 1)",
                "SELECT approx_quantile(amount, 0.9), stddev(amount) FROM orders",
                "SELECT * FROM orders ASOF JOIN paid USING (customer, id)",
                "SELECT struct_pack(a := id) FROM orders", "SELECT strftime(day, '%Y-%m') FROM orders",
                "SELECT current_date - INTERVAL 1 DAY",
                "SUMMARIZE orders", "DESCRIBE orders", "SHOW TABLES",
            ])
        func analysts(_ sql: String) async throws {
            let source = try DuckDBShop.common.get().source()
            // Some of them are no queries in DuckDB's own judgement, which it is fair to say.
            let error = await sentinelError { _ = try await source.rows(sql) }
            let isShow = ["SUMMARIZE", "DESCRIBE", "SHOW", "PIVOT"].contains { sql.hasPrefix($0) }
            #expect(error == nil || (isShow && error?.code == .notReadOnly), "\(String(describing: error))")
        }

        @Test("questions that every database answers", arguments: AnalystQueries.answers)
        func answers(_ sql: String, _ ids: [Int64]) async throws {
            let source = try DuckDBShop.common.get().source()
            let parameters = ["low": SQLValue.integer(AnalystQueries.low), "high": .integer(AnalystQueries.high)]
            let rows = try await source.rows(sql, parameters: parameters)
            #expect(rows.map { $0.first } == ids.map { .integer($0) })
            await source.close()
        }

        @Test("rows keep their order")
        func order() async throws {
            let source = try DuckDBShop.common.get().source()
            #expect(
                try await source.rows("SELECT customer FROM orders ORDER BY amount DESC")
                    == ["cyd", "bob", "ada", "bob", "ada"].map { [.text($0)] })
        }

        @Test("the time zone is UTC, whatever the machine's is")
        func zone() async throws {
            let source = try DuckDBShop.common.get().source()
            #expect(
                try await source.rows("SELECT (TIMESTAMPTZ '2026-01-01 00:00:00+00')::VARCHAR") == [
                    [.text("2026-01-01 00:00:00+00")]
                ])
        }

        @Test("a writer in another process gets its turn soon after the last query, and is waited for")
        func writers() async throws {
            let shop = try DuckDBShop()
            let source = try shop.source()
            #expect(try await source.rows("SELECT count(*) FROM orders") == [[.integer(5)]])
            // The file is let go of a second after its last use.
            var failure: (any Error)?
            let end = ContinuousClock.now.advanced(by: .seconds(60))
            repeat {
                failure = nil
                do { try shop.change("INSERT INTO orders(id) VALUES (6)") } catch { failure = error }
                if failure != nil { try await ContinuousClock().sleep(for: .milliseconds(100)) }
            } while failure != nil && ContinuousClock.now < end
            #expect(failure == nil)
            #expect(try await source.rows("SELECT count(*) FROM orders") == [[.integer(6)]])
            await source.close()
        }

        @Test("while a writer has the file, queries are told to come back")
        func locked() async throws {
            let shop = try DuckDBShop()
            let writer = try ScriptedWriter(shop.path)
            let source = try shop.source()
            let error = await sentinelError { _ = try await source.rows("SELECT 1") }
            #expect(error?.code == .busy)
            #expect(error?.isRetryable == true)
            writer.end()
            #expect(try await source.rows("SELECT count(*) FROM orders") == [[.integer(5)]])
        }

        @Test("a file that is none, and one that is missing")
        func files() async throws {
            let folder = try TemporaryFolder()
            try Data("no database at all, only text, and longer than a header\n".utf8).write(
                to: URL(filePath: folder.file("a.duckdb")))
            let options = DuckDBSource.Options(library: DuckDBWheel.library)
            let wrong = try DuckDBSource(url: "duckdb:///" + folder.file("a.duckdb"), options: options)
            let error = await sentinelError { _ = try await wrong.rows("SELECT 1") }
            #expect(error?.code == .connection)
            #expect(error?.isRetryable == false)
            let missing = try DuckDBSource(url: "duckdb:///" + folder.file("b.duckdb"), options: options)
            let second = await sentinelError { _ = try await missing.rows("SELECT 1") }
            #expect(second?.code == .connection)
            #expect(second?.isRetryable == true)
            #expect(second?.message.contains("b.duckdb' is missing") == true)
            #expect(!FileManager.default.fileExists(atPath: folder.file("b.duckdb")))
        }

        @Test(
            "a library that is missing, or none of DuckDB's, is named with what to do",
            arguments: ["/nowhere/libduckdb.so", "libm.so.6"])
        func library(_ path: String) async throws {
            let source = try DuckDBSource(url: "duckdb://", options: DuckDBSource.Options(library: path))
            let error = await sentinelError { _ = try await source.rows("SELECT 1") }
            #expect(error?.code == .configuration)
            #expect(error?.isRetryable == false)
            #expect(error?.message.contains("install libduckdb") == true)
            #expect(error?.message.contains(path) == true)
        }

        @Test("parameters that are not given, and DuckDB's own marks")
        func parameters() async throws {
            let source = try DuckDBShop.empty()
            #expect(
                try await source.rows("SELECT :a + :a * :b", parameters: ["a": .integer(2), "b": .integer(5)]) == [
                    [.integer(12)]
                ])
            let own = await sentinelError { _ = try await source.rows("SELECT $a", parameters: ["b": .integer(2)]) }
            #expect(own?.code == .query)
            #expect(own?.message == "the query uses the parameter $a; write :name instead")
        }

        /// Holds the file open for writing in another process, until it is told to end.
        private final class ScriptedWriter: @unchecked Sendable {
            // `@unchecked`: made and ended by one test.
            private let process = Process()
            private let input = Pipe()

            init(_ path: String) throws {
                let output = Pipe()
                process.executableURL = URL(filePath: "/usr/bin/env")
                process.arguments = [
                    PythonTools.interpreter, "-c",
                    "import duckdb, sys\nc = duckdb.connect(sys.argv[1])\nprint('open', flush=True)\nsys.stdin.read()",
                    path,
                ]
                process.standardInput = input
                process.standardOutput = output
                try process.run()
                guard output.fileHandleForReading.availableData.starts(with: Data("open".utf8)) else {
                    throw SentinelError(.internalFault, "the writer did not start")
                }
            }

            func end() {
                try? input.fileHandleForWriting.close()
                process.waitUntilExit()
            }
        }
    }
#endif
