#if SQLite
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite("SQLite refuses what is not a harmless query", .serialized)
    struct SQLiteHostileTests {
        /// Statements with a reason to refuse them before they run.
        static let refused = [
            // Writing.
            "INSERT INTO orders(id) VALUES (9)", "UPDATE orders SET amount = 0", "DELETE FROM orders",
            "REPLACE INTO orders(id) VALUES (1)", "DROP TABLE orders", "CREATE TABLE x(a)", "ALTER TABLE orders ADD y",
            "CREATE INDEX i ON orders(amount)", "CREATE VIEW v AS SELECT 1", "CREATE TEMP TABLE x AS SELECT 1",
            "CREATE TEMP VIEW v AS SELECT 1", "CREATE TRIGGER g AFTER INSERT ON orders BEGIN SELECT 1; END",
            "CREATE VIRTUAL TABLE v USING fts5(a)", "CREATE VIRTUAL TABLE temp.v USING dbstat",
            "DELETE FROM orders RETURNING id", "UPDATE orders SET amount = 0 RETURNING id",
            "INSERT INTO orders(id) VALUES (9) RETURNING id", "INSERT INTO docs(docs) VALUES ('optimize')",
            "WITH x AS (SELECT 1) DELETE FROM orders", "WITH x AS (SELECT 9) INSERT INTO orders(id) SELECT * FROM x",
            "WITH x AS (SELECT 9) UPDATE orders SET amount = 0 RETURNING *", "REINDEX", "ANALYZE", "VACUUM",
            "SELECT * FROM (DELETE FROM orders RETURNING *)", "WITH x AS (DELETE FROM orders RETURNING *) SELECT 1",
            // Reaching outside.
            "ATTACH 'new.db' AS n", "ATTACH ':memory:' AS n", "DETACH main", "VACUUM INTO 'copy.db'",
            "SELECT load_extension('evil.so')", "SELECT readfile('/etc/passwd')", "SELECT writefile('x', 'y')",
            "SELECT edit('x')", "SELECT fts3_tokenizer('simple')", "SELECT fts3_tokenizer('x', x'00')",
            "SELECT * FROM fsdir('/')", "SELECT hex(data) FROM sqlite_dbpage", "SELECT sql FROM sqlite_stmt",
            // Settings and transactions.
            "PRAGMA query_only = OFF", "PRAGMA journal_mode = WAL", "PRAGMA writable_schema = ON",
            "PRAGMA user_version",
            "PRAGMA table_info(orders)", "PRAGMA data_version", "PRAGMA wal_checkpoint", "PRAGMA trusted_schema = ON",
            "SELECT * FROM pragma_journal_mode", "SELECT * FROM pragma_user_version",
            "SELECT * FROM pragma_database_list",
            "SELECT * FROM pragma_query_only(0)", "BEGIN", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", "SAVEPOINT s",
            "RELEASE s", "END",
            // Other than one query.
            "EXPLAIN SELECT 1", "EXPLAIN QUERY PLAN SELECT * FROM orders", "SELECT 1; DROP TABLE orders",
            "SELECT 1; SELECT 2", "SELECT 1;; nonsense", "SELECT 1 /* ; */; ATTACH 'n.db' AS n",
            "/* SELECT */ DELETE FROM orders", "-- SELECT\nDELETE FROM orders", ";DELETE FROM orders",
            "SELECT 1;\0DROP",
            "", "  -- nothing", "/* open", "nonsense", "(SELECT 1)", "'SELECT 1'",
            // Building huge values.
            "SELECT printf('%.*c', 900000000, 'x')", "SELECT printf('%900000000d', 1)",
            "SELECT format('%*s', 1e9, 'x')",
            "SELECT printf('%.99999999999999999999f', 1.0)", "SELECT printf('%-2000s', 'x')",
            "SELECT randomblob(900000000)",
            "SELECT zeroblob(900000000)", "SELECT hex(zeroblob(1000000))", "SELECT optimize(old) FROM old LIMIT 1",
            "SELECT rtreecheck('places')", "WITH x AS (SELECT 1) UPDATE sqlite_master SET sql = ''",
            // An R*Tree table compiles its writes even for reading, so the gate cannot tell it from a writer.
            "SELECT id FROM places WHERE x0 <= 12",
            // PostgreSQL's cast.
            "SELECT 1::int", "SELECT ::name",
        ]

        /// Statements that start, and must end by a limit.
        static let bounded =
            [
                "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c",
                "WITH RECURSIVE c(x) AS (SELECT 1 UNION SELECT x + 1 FROM c) SELECT max(x) FROM c",
                "WITH RECURSIVE c(x) AS (SELECT 'x' UNION ALL SELECT x || x FROM c) SELECT length(x) FROM c",
                "WITH RECURSIVE c(x) AS (SELECT '[]' UNION ALL SELECT json_array(x, x) FROM c) SELECT max(x) FROM c",
                "WITH RECURSIVE c(x) AS (SELECT 'a' UNION ALL SELECT replace(x, 'a', 'aaaaaaaaaa') FROM c) SELECT x FROM c",
                "WITH RECURSIVE c(x) AS (SELECT 'a' UNION ALL SELECT hex(x) FROM c) SELECT max(length(x)) FROM c",
                "WITH RECURSIVE c(x) AS (SELECT 'a' UNION ALL SELECT quote(x || '''') || x FROM c) SELECT count(x) FROM c",
                "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT group_concat(x) FROM c",
                "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT json_group_array(x) FROM c",
                "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c ORDER BY x DESC",
                """
                WITH d(x) AS (VALUES (1),(2),(3),(4),(5),(6),(7),(8),(9),(0))
                SELECT count(*) FROM d a, d b, d c, d e, d f, d g, d h, d i, d j, d k, d l
                """,
                """
                WITH RECURSIVE c(n, s) AS (SELECT 1, 'ab' UNION ALL SELECT n + 1, s || s FROM c WHERE n < 19)
                SELECT sum(replace(s, 'ba', 'abab') LIKE '%a%b%a%b%a%b%a%b%a%b%c') FROM c
                """,
                "SELECT (SELECT count(*) FROM orders a, orders b, orders c, orders d, orders e, orders f, orders g, orders h)",
                "SELECT json('" + String(repeating: "[", count: 30_000) + "')",
                "SELECT json_extract('" + String(repeating: "{\"a\":", count: 8000) + "', '$.a.a')",
                "SELECT " + String(repeating: "(", count: 20_000) + "1" + String(repeating: ")", count: 20_000),
                "SELECT 1" + String(repeating: "+1", count: 20_000),
                "SELECT " + String(repeating: "-", count: 1) + String(repeating: "~", count: 50_000) + "1",
                "SELECT " + String(repeating: "abs(", count: 10_000) + "1" + String(repeating: ")", count: 10_000),
                "SELECT 1" + String(repeating: " UNION ALL SELECT 1", count: 3000),
                "SELECT " + Array(repeating: "1", count: 30_000).joined(separator: ","),
                "SELECT '" + String(repeating: "x", count: 70_000) + "'",
                "SELECT 1 LIKE '" + String(repeating: "%a", count: 20_000) + "'",
                "SELECT "
                    + (0..<1500).map { "hex(substr(quote(printf('%1000d', 1)), 1)) AS c\($0)" }.joined(separator: ","),
                """
                WITH RECURSIVE c(n, s) AS (SELECT 1, 'ab' UNION ALL SELECT n + 1, s || s FROM c WHERE n < 20)
                SELECT \((0..<1900).map { "max(s || 'c\($0)')" }.joined(separator: ", ")) FROM c
                """,
            ]

        @Test("refused, with a reason", arguments: refused)
        func refusal(_ sql: String) async throws {
            let shop = try SQLiteShop.common.get()
            let before = try shop.folder.contents()
            let source = try shop.source()
            let error = await sentinelError { _ = try await source.rows(sql) }
            let code = try #require(error?.code)
            #expect([.notReadOnly, .query, .resultTooLarge].contains(code), "\(String(describing: error))")
            #expect(error?.isRetryable == false)
            #expect(try shop.folder.contents() == before)
        }

        @Test("ends in time, and changes nothing", arguments: bounded)
        func bound(_ sql: String) async throws {
            let shop = try SQLiteShop.common.get()
            let before = try shop.folder.contents()
            let source = try shop.source()
            let start = ContinuousClock.now
            _ = await sentinelError {
                _ = try await source.run(QueryRequest(sql, limits: QueryLimits(timeout: .milliseconds(100))))
            }
            #expect(start.duration(to: .now) < .milliseconds(1100))
            #expect(try shop.folder.contents() == before)
        }

        @Test(
            "the reason is said in words",
            arguments: [
                ("DELETE FROM orders", "must start with SELECT, WITH or VALUES, not DELETE"),
                ("WITH x AS (SELECT 1) DELETE FROM orders", "may only read: DELETE is not allowed"),
                ("SELECT load_extension('x')", "the function load_extension() is not allowed"),
                ("SELECT * FROM pragma_user_version", "PRAGMA user_version is not allowed"),
                ("SELECT 1; SELECT 2", "more than one statement"), ("", "empty"),
                ("SELECT 1 FORM t x", "line 1, column 15"),
                ("SELECT 1,\n  'é' FORM t x", "line 2, column 12"), ("SELECT printf('%2000d', 1)", "up to 1000"),
                ("SELECT '\0'", "zero byte"), ("SELECT sql FROM sqlite_stmt", "reading sqlite_stmt"),
            ])
        func reasons(_ sql: String, expected: String) async throws {
            let shop = try SQLiteShop()
            let source = try shop.source()
            let error = await sentinelError { _ = try await source.rows(sql) }
            #expect(error?.message.contains(expected) == true, "\(String(describing: error))")
        }
    }
#endif
