#if DuckDB
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import TestTools
    import Testing

    @Suite(
        "DuckDB refuses what is no harmless query", .serialized,
        .enabled(if: DuckDBWheel.isInstalled, "\(DuckDBWheel.whatIsMissing)"))
    struct DuckDBHostileTests {
        static let statements = [
            // Writing.
            "INSERT INTO orders(id) VALUES (9)", "UPDATE orders SET amount = 0", "DELETE FROM orders",
            "COPY orders TO 'out.csv'", "COPY orders TO '/tmp/sentinel-out.csv'", "ATTACH 'new.db' AS n",
            "SELECT * FROM read_text('/etc/passwd')", "SELECT 1; DELETE FROM orders", "SET lock_configuration = false",
            "SET enable_external_access = true", "PRAGMA enable_external_access", "INSTALL httpfs", "LOAD httpfs",
            "EXPORT DATABASE 'x'", "CREATE TABLE x(a INTEGER)", "DROP TABLE orders",
            "ALTER TABLE orders ADD COLUMN y INTEGER",
            "CREATE TEMP TABLE x AS SELECT 1", "CREATE VIEW v AS SELECT 1", "CREATE OR REPLACE TABLE orders(a INTEGER)",
            "TRUNCATE orders", "WITH x AS (SELECT 9) INSERT INTO orders(id) SELECT * FROM x", "CREATE MACRO m() AS 1",
            "INSERT INTO orders(id) VALUES (9) RETURNING id", "DELETE FROM orders RETURNING *", "CREATE SCHEMA s",
            "UPDATE orders SET amount = 0 RETURNING *", "CREATE SEQUENCE s", "SELECT nextval('numbers')",
            "CREATE TYPE t AS ENUM ('a')",
            "MERGE INTO orders USING paid ON false WHEN NOT MATCHED THEN INSERT (id) VALUES (9)",
            "CREATE INDEX i ON orders(amount)",
            // Reaching outside.
            "SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM '/etc/passwd'", "SELECT * FROM glob('/etc/*')",
            "SELECT * FROM read_blob('/etc/passwd')", "SELECT * FROM read_parquet('https://example.com/x.parquet')",
            "SELECT * FROM read_json('s3://bucket/x.json')", "ATTACH ':memory:' AS n", "DETACH shop", "USE memory",
            "IMPORT DATABASE 'x'", "COPY (SELECT 1) TO '/tmp/sentinel-out.parquet'", "FORCE INSTALL httpfs",
            "SELECT getenv('HOME')",
            "ATTACH 'https://example.com/x.duckdb' AS n", "CREATE SECRET s (TYPE s3)",
            "SELECT * FROM sniff_csv('/etc/passwd')",
            "FROM read_text('/etc/passwd')", "SELECT * FROM query('DELETE FROM orders')",
            "FROM query_table('/etc/passwd')",
            // Settings and transactions.
            "SET memory_limit = '100GB'", "SET threads = 64", "RESET ALL", "SET VARIABLE x = 1",
            "PRAGMA memory_limit = '1GB'", "BEGIN",
            "COMMIT", "ROLLBACK", "CHECKPOINT", "FORCE CHECKPOINT", "VACUUM", "ANALYZE",
            "PRAGMA database_list; DROP TABLE orders",
            "SET GLOBAL access_mode = 'READ_WRITE'", "SET SESSION search_path = 'x'",
            "PRAGMA enable_profiling = 'json'",
            "CALL pragma_version(); DELETE FROM orders",

            // Other than one query.
            "EXPLAIN ANALYZE DELETE FROM orders", "EXPLAIN SELECT 1", "PREPARE p AS DELETE FROM orders", "EXECUTE p",
            "DEALLOCATE p",
            "SELECT 1; SELECT 2", "SELECT 1;\0", "", "  -- nothing", ";", "/* open", "nonsense", "'SELECT 1'",
            "SELECT ?",
            "/* SELECT */ DELETE FROM orders", "-- SELECT\nDELETE FROM orders", ";DELETE FROM orders",
            "SELECT $$x$$; DELETE FROM orders",
            "SELECT E'\\''; DELETE FROM orders; --'", "SELECT 1 /* /* */ ; DELETE FROM orders; -- */ */",
            "SELECT $other",
            "SELECT '" + String(repeating: "x", count: 70_000) + "'",
        ]

        @Test("a checkpoint of a file that is only read does nothing", arguments: ["force_checkpoint", "checkpoint"])
        func checkpoints(_ name: String) async throws {
            let shop = try DuckDBShop.common.get()
            let before = try shop.folder.contents()
            let source = try shop.source()
            _ = await sentinelError { _ = try await source.rows("SELECT * FROM \(name)()") }
            await source.close()
            #expect(try shop.folder.contents() == before)
        }

        /// Statements that start, and must end by a limit.
        static let bounded = [
            "SELECT count(*) FROM range(100000000000) a, range(1000) b WHERE a.range % 7 = b.range",
            "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c",
            "WITH RECURSIVE c(x) AS (SELECT 'x' UNION ALL SELECT x || x FROM c WHERE length(x) < 100000000) SELECT max(length(x)) FROM c",
            "SELECT list(range) FROM range(100000000000)", "SELECT sum(random()) FROM range(100000000000)",
            "SELECT * FROM range(100000000000) ORDER BY hash(range) DESC LIMIT 5",
            "SELECT repeat('x', 4000000000)", "SELECT string_agg(range, ',') FROM range(100000000000)",
        ]

        @Test("refused, with a reason", arguments: statements)
        func refusal(_ sql: String) async throws {
            let shop = try DuckDBShop.common.get()
            let before = try shop.folder.contents()
            let source = try shop.source()
            let error = await sentinelError { _ = try await source.rows(sql) }
            let code = try #require(error?.code)
            #expect([.notReadOnly, .query].contains(code), "\(String(describing: error))")
            #expect(error?.isRetryable == false)
            await source.close()
            #expect(try shop.folder.contents() == before)
        }

        @Test("1,500 statements of random pieces change nothing")
        func randomPieces() async throws {
            let shop = try DuckDBShop()
            let source = try shop.source()
            let before = try shop.folder.contents()
            var random = SeededGenerator(seed: 20_261_125)
            for _ in 0..<1500 {
                let sql = HostilePieces.statement(using: &random)
                let error = await sentinelError {
                    let limits = QueryLimits(timeout: .seconds(5))
                    _ = try await source.run(QueryRequest(sql, parameters: ["p": .integer(1)], limits: limits))
                }
                let isKnown = [nil, .notReadOnly, .query].contains(error?.code)
                #expect(isKnown, "\(sql): \(String(describing: error))")
            }
            #expect(
                try await source.rows("SELECT count(*), sum(amount) FROM orders") == [
                    [.integer(5), .decimal("191.99")]
                ])
            await source.close()
            #expect(try shop.folder.contents() == before)
        }

        @Test("ends in time, and changes nothing", arguments: bounded)
        func bound(_ sql: String) async throws {
            let shop = try DuckDBShop.common.get()
            let before = try shop.folder.contents()
            let source = try shop.source(DuckDBSource.Options(memoryLimit: 128 << 20))
            let start = ContinuousClock.now
            let error = await sentinelError {
                _ = try await source.run(QueryRequest(sql, limits: QueryLimits(timeout: .milliseconds(500))))
            }
            #expect(start.duration(to: .now) < .milliseconds(2500))
            let code = try #require(error?.code)
            #expect([.timeout, .resultTooLarge, .query].contains(code), "\(String(describing: error))")
            await source.close()
            #expect(try shop.folder.contents() == before)
        }
    }
#endif
