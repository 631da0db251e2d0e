#if ODBC
    import Foundation
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite(
        "ODBC refuses what is no harmless query", .serialized,
        .enabled(if: ODBCDriver.hasAll, "\(ODBCDriver.whatIsMissing)"))
    struct ODBCHostileTests {
        /// Statements that every database with SQL understands, or looks as if it did.
        static let common = [
            "INSERT INTO orders(id) VALUES (9)", "UPDATE orders SET amount = 0", "DELETE FROM orders",
            "DROP TABLE orders",
            "CREATE TABLE x(a INTEGER)", "ALTER TABLE orders ADD y INTEGER", "TRUNCATE TABLE orders",
            "WITH x AS (SELECT 1) DELETE FROM orders", "WITH x AS (SELECT 9) INSERT INTO orders(id) SELECT * FROM x",
            "WITH x AS (DELETE FROM orders RETURNING *) SELECT * FROM x", "SELECT 1; DELETE FROM orders",
            "SELECT 1;\nDROP TABLE orders;", "COMMIT", "ROLLBACK", "BEGIN", "SELECT 1; COMMIT", "SELECT 1; SELECT 2",
            "/* SELECT */ DELETE FROM orders", "-- SELECT\nDELETE FROM orders", ";DELETE FROM orders",
            ";;DELETE FROM orders",
            "SELECT * FROM orders FOR UPDATE", "CREATE VIEW v AS SELECT 1", "CREATE INDEX i ON orders(amount)",
            "GRANT ALL ON orders TO reader", "REVOKE ALL ON orders FROM reader", "EXPLAIN DELETE FROM orders",
            "MERGE INTO orders USING paid ON 1 = 1 WHEN MATCHED THEN DELETE", "CALL nothing()", "EXECUTE nothing",
            "PREPARE p AS DELETE FROM orders", "SET x = 1", "SHOW TABLES", "", "  -- nothing", "/* open", "'SELECT 1'",
            "nonsense", "SELECT 1 \0; DROP TABLE orders", "{call nothing()}", "{?=call nothing()}",
            "SELECT 1 /* /* */ ; DELETE FROM orders; -- */ */", "SELECT '\\'; DELETE FROM orders; --'",
            "SELECT 'it''s'; DELETE FROM orders; --'", "SELECT 1\u{A0};\u{A0}DELETE FROM orders",
            "SELECT 1\u{3000};\u{3000}DELETE FROM orders", "\u{FEFF}DELETE FROM orders", "(DELETE FROM orders)",
            "((SELECT 1)); DELETE FROM orders", "SELECT \"a; DELETE FROM orders; --",
            "SELECT 1 -- x\r; DELETE FROM orders",
            "SELECT 1 INTO x", "SELECT * INTO x FROM orders", "SELECT ? FROM orders", "LOCK TABLE orders",
            "SELECT 1 UNION SELECT 2; TRUNCATE orders", "VALUES (1); DROP VIEW paid", "ANALYZE", "VACUUM",
        ]

        static let postgreSQL = [
            "SELECT nextval('numbers')", "SELECT setval('numbers', 99)",
            "WITH x AS (UPDATE orders SET amount = 0 RETURNING id) SELECT * FROM x",
            "WITH RECURSIVE t AS (SELECT 1 AS n) SEARCH DEPTH FIRST BY n SET o DELETE FROM orders",
            "SELECT lo_unlink(1)", "SELECT set_config('transaction_read_only', 'off', false)",
            "SELECT set_config('default_transaction_read_only', 'off', false)", "SELECT pg_reload_conf()",
            "SELECT pg_read_file('/etc/passwd')", "COPY orders TO PROGRAM 'cat'", "COPY orders TO '/tmp/x'",
            "DO $$ BEGIN DELETE FROM orders; END $$", "SELECT $$ x $$; DELETE FROM orders; SELECT $$ y $$",
            "SELECT $a$ $$ $a$; DELETE FROM orders", "SELECT E'\\''; DELETE FROM orders; --'", "LISTEN x", "NOTIFY x",
            "SELECT query_to_xml('DELETE FROM orders RETURNING 1', true, true, '')", "CREATE TEMP TABLE t AS SELECT 1",
            "SELECT U&'\\0027; DELETE FROM orders; --'; DELETE FROM orders", "RESET ALL", "DISCARD ALL",
            "TABLE orders; COMMIT",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename <> 'reader'",
            "SELECT database_to_xml(true, true, ''); COMMIT", "SELECT pg_switch_wal()",
        ]

        static let mariaDB = [
            "SELECT NEXTVAL(numbers)", "SELECT NEXT VALUE FOR numbers", "SELECT numbers.nextval",
            "SELECT SETVAL(numbers, 99)",
            "SELECT 1 INTO OUTFILE '/tmp/sentinel-x'", "SELECT 1 INTO DUMPFILE '/tmp/sentinel-x'", "SELECT 1 INTO @v",
            "SELECT LOAD_FILE('/etc/passwd') INTO @v", "/*!50000 DELETE FROM orders */",
            "SELECT 1 /*!50000 INTO OUTFILE '/tmp/sentinel-x' */", "SELECT 1 /*M! ; DELETE FROM orders */",
            "REPLACE INTO orders(id) VALUES (1)", "HANDLER orders OPEN",
            "SET STATEMENT max_statement_time=0 FOR SELECT 1",
            "SELECT 'a\\'; DELETE FROM orders; --'",
            "SELECT '\\' INTO OUTFILE '/tmp/sentinel-x' -- '",
            "SELECT \"a\\\"; DELETE FROM orders; --\"",
            "LOAD DATA INFILE 'x' INTO TABLE orders",
            "SELECT 1 # x\n; DELETE FROM orders", "SELECT 1#'\n; DELETE FROM orders -- '", "KILL 1", "FLUSH TABLES",
            "DO SLEEP(1)", "SELECT * FROM orders LOCK IN SHARE MODE; DELETE FROM orders",
            "START TRANSACTION READ WRITE",
            "SET SESSION TRANSACTION READ WRITE", "EXECUTE IMMEDIATE 'DELETE FROM orders'",
        ]

        static let sqlite = [
            "PRAGMA query_only = OFF", "PRAGMA journal_mode = WAL", "ATTACH 'new.db' AS n", "VACUUM INTO 'copy.db'",
            "REPLACE INTO orders(id) VALUES (1)", "SELECT load_extension('evil.so')", "SELECT writefile('x', 'y')",
            "CREATE TEMP TABLE x AS SELECT 1", "DELETE FROM orders RETURNING id", "SELECT [a]; DELETE FROM orders",
            "SELECT `a`; DELETE FROM orders", "REINDEX", "SELECT 1; PRAGMA writable_schema = ON", "SAVEPOINT s",
            "DETACH main",
            "WITH x AS (SELECT 9) UPDATE orders SET amount = 0 RETURNING *",
        ]

        static let all: [(ODBCDriver, String)] = ODBCDriver.allCases.flatMap { driver in
            let own =
                switch driver {
                case .postgreSQL: postgreSQL
                case .mariaDB: mariaDB
                case .sqlite: sqlite
                }
            return (own + common).map { (driver, $0) }
        }

        @Test("nothing changes, and the source stays usable", arguments: ODBCDriver.allCases)
        func nothingChanges(_ driver: ODBCDriver) async throws {
            let shop = try ODBCShop(driver)
            let source = try shop.source()
            let before = try shop.digest()
            for (_, sql) in Self.all.filter({ $0.0 == driver }) {
                let error = await sentinelError {
                    _ = try await source.run(QueryRequest(sql, limits: QueryLimits(timeout: .seconds(5))))
                }
                let isKnown = [nil, .notReadOnly, .query, .permission].contains(error?.code)
                #expect(isKnown, "\(sql): \(String(describing: error))")
            }
            #expect(try shop.digest() == before)
            #expect(!FileManager.default.fileExists(atPath: "/tmp/sentinel-x"))
            #expect(try await source.rows("SELECT count(*) FROM orders") == [[.integer(5)]])
            await source.close()
        }

        @Test("nor do 1,500 statements of random pieces", arguments: ODBCDriver.allCases)
        func randomPieces(_ driver: ODBCDriver) async throws {
            let shop = try ODBCShop(driver)
            let source = try shop.source()
            let before = try shop.digest()
            var random = SeededGenerator(seed: 20_261_125)
            var codes: [SentinelError.Code?: Int] = [:]
            for _ in 0..<1500 {
                let sql = HostilePieces.statement(using: &random)
                let error = await sentinelError {
                    let limits = QueryLimits(timeout: .seconds(5))
                    _ = try await source.run(QueryRequest(sql, parameters: ["p": .integer(1)], limits: limits))
                }
                codes[error?.code, default: 0] += 1
                let isKnown = [nil, .notReadOnly, .query, .permission, .resultTooLarge].contains(error?.code)
                #expect(isKnown, "\(sql): \(String(describing: error))")
            }
            // Both the gate and the database had their say.
            #expect(codes[.notReadOnly, default: 0] > 300 && codes[.query, default: 0] > 100, "\(codes)")
            #expect(try shop.digest() == before)
            #expect(!FileManager.default.fileExists(atPath: "/tmp/sentinel-x"))
            await source.close()
        }

        @Test("a server that reads backslashes in another way is made to read them as the gate does")
        func backslashes() async throws {
            let server = try MariaDBServer(settings: ["--sql-mode=ANSI_QUOTES,NO_BACKSLASH_ESCAPES"])
            let database = try server.makeDatabase()
            let password = MariaDBServer.Account.reader.password
            let source = try ODBCSource(url: ODBCShop.url(.mariaDB, "reader", password, server.port, database))
            #expect(try await source.rows("SELECT 'a\\' INTO @a -- '") == [[.text("a' INTO @a -- ")]])
            #expect(try await source.rows("SELECT @@sql_mode AS a") == [[.text("ANSI_QUOTES")]])
            await source.close()
        }
    }
#endif
