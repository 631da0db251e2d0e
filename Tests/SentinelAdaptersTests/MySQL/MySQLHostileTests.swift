#if MySQL
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite("MariaDB is not changed by hostile statements", .mariaDB, .timeLimit(.minutes(5)), .serialized)
    struct MySQLHostileTests {
        @Test("as an account that may only read")
        func reader() async throws {
            let shop = try MySQLShop()
            try await check(shop, try shop.source(MySQLSource.Options(maxConnections: 2)))
        }

        @Test("as an account that may do everything")
        func administrator() async throws {
            let shop = try MySQLShop()
            try await check(shop, try shop.privilegedSource())
        }

        @Test("there are enough of them")
        func count() {
            #expect(Self.statements.count + Self.functions.count >= 150)
            #expect(Set(Self.statements.map { Array($0.utf8) }).count == Self.statements.count)
        }

        private func check(_ shop: MySQLShop, _ source: MySQLSource) async throws {
            let before = try MySQLDigest(shop).text()
            let limits = QueryLimits(timeout: .milliseconds(500))
            for sql in Self.statements {
                let start = ContinuousClock.now
                let error = await failure { _ = try await source.run(QueryRequest(sql, limits: limits)) }
                #expect(start.duration(to: .now) < .milliseconds(2500), "over time: \(sql)")
                #expect(error != nil, "it was run: \(sql)")
                #expect(error?.code != .internalFault, "\(sql): \(error?.description ?? "")")
            }
            for sql in Self.functions {
                let start = ContinuousClock.now
                _ = try? await source.run(QueryRequest(sql, limits: limits))
                #expect(start.duration(to: .now) < .milliseconds(2500), "over time: \(sql)")
            }
            while try shop.running() > 0 { try await Task.sleep(for: .milliseconds(20)) }
            #expect(try MySQLDigest(shop).text() == before)
            #expect(try await source.run(QueryRequest("SELECT count(*) FROM orders")).rows == [[.integer(5)]])
            await source.close()
        }

        /// Statements with a reason to refuse them before they run, or that the read-only session refuses.
        static let statements = [
            // Writing.
            "INSERT INTO orders (id) VALUES (9)", "UPDATE orders SET amount = 0", "DELETE FROM orders",
            "REPLACE INTO orders (id) VALUES (1)", "DROP TABLE orders", "CREATE TABLE x (a int)",
            "ALTER TABLE orders ADD y int", "TRUNCATE orders", "RENAME TABLE orders TO x",
            "CREATE INDEX i ON orders (day)",
            "CREATE TEMPORARY TABLE x (a int)", "CREATE TABLE x AS SELECT 1", "CREATE VIEW v AS SELECT 1",
            "INSERT INTO aria VALUES (5)", "DELETE FROM orders RETURNING id",
            "INSERT INTO orders (id) VALUES (9) RETURNING id",
            "CREATE OR REPLACE TABLE orders (a int)", "CREATE DATABASE hostile", "DROP DATABASE mysql",
            "WITH x AS (SELECT 1) DELETE FROM orders", "WITH x AS (SELECT 9) UPDATE orders SET amount = 0",
            "WITH x AS (DELETE FROM orders RETURNING id) SELECT * FROM x",
            "SELECT * FROM (DELETE FROM orders RETURNING id) q",
            "SELECT NEXTVAL(counter)", "SELECT NEXT VALUE FOR counter", "SELECT SETVAL(counter, 100)",
            "SELECT writes()", "CALL removes()", "SELECT * FROM orders FOR UPDATE",
            "LOAD DATA INFILE '/etc/passwd' INTO TABLE docs", "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE docs",
            "LOAD XML INFILE '/tmp/x' INTO TABLE docs", "OPTIMIZE TABLE orders", "ANALYZE TABLE orders",
            "REPAIR TABLE aria",
            "CHECK TABLE orders", "CREATE TRIGGER g BEFORE INSERT ON orders FOR EACH ROW SET NEW.id = 1",
            "CREATE EVENT e ON SCHEDULE EVERY 1 SECOND DO DELETE FROM orders", "CREATE SEQUENCE s",
            "CREATE FUNCTION f() RETURNS int RETURN 1", "CREATE PROCEDURE p() SELECT 1", "DROP FUNCTION writes",
            "CREATE FUNCTION f RETURNS string SONAME 'evil.so'", "INSTALL SONAME 'evil'",
            "INSTALL PLUGIN p SONAME 'evil.so'",
            "CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (HOST '127.0.0.1')",
            // Files.
            "SELECT 1 INTO OUTFILE '/tmp/sentinel_hostile_1'", "SELECT 1 INTO DUMPFILE '/tmp/sentinel_hostile_2'",
            "SELECT * FROM orders INTO OUTFILE '/tmp/sentinel_hostile_3'",
            "SELECT * INTO OUTFILE '/tmp/sentinel_hostile_4' FROM orders",
            "(SELECT 1) INTO OUTFILE '/tmp/sentinel_hostile_5'",
            "SELECT 1 UNION SELECT 2 INTO OUTFILE '/tmp/sentinel_hostile_6'",
            "WITH x AS (SELECT 1 a) SELECT * FROM x INTO OUTFILE '/tmp/sentinel_hostile_7'",
            "SELECT 1 LIMIT 1 INTO OUTFILE '/tmp/sentinel_hostile_8'",
            "SELECT 1) q INTO OUTFILE '/tmp/sentinel_hostile_9' -- ",
            "SELECT * FROM (SELECT 1 INTO OUTFILE '/tmp/sentinel_hostile_10') q",
            "SELECT 1 /*! INTO OUTFILE '/tmp/sentinel_hostile_11' */",
            "SELECT 1 /*M! INTO OUTFILE '/tmp/sentinel_hostile_12' */",
            "SELECT 1 /*!50000 INTO OUTFILE '/tmp/sentinel_hostile_13' */",
            "SELECT 1 /*!999999 */ INTO OUTFILE '/tmp/sentinel_hostile_14'",
            "VALUES (1) INTO OUTFILE '/tmp/sentinel_hostile_15'",
            "SELECT SQL_NO_CACHE 1 INTO OUTFILE '/tmp/sentinel_hostile_17'", "SELECT HIGH_PRIORITY 1 INTO @v",
            "SELECT SQL_NO_CACHE 1 PROCEDURE ANALYSE()", "SELECT SQL_NO_CACHE 1) UNION (SELECT 2",
            "SELECT '\\' INTO OUTFILE '/tmp/sentinel_hostile_16'",
            // Accounts and rights.
            "GRANT ALL ON *.* TO reader@'%'", "REVOKE SELECT ON *.* FROM reader@'%'", "CREATE USER evil",
            "DROP USER reader@'%'",
            "ALTER USER reader@'%' IDENTIFIED BY 'x'", "SET PASSWORD = PASSWORD('x')",
            "SET PASSWORD FOR reader@'%' = ''",
            "CREATE ROLE evil", "SET ROLE NONE", "SET DEFAULT ROLE NONE", "RENAME USER reader@'%' TO evil@'%'",
            "FLUSH PRIVILEGES",
            // Settings, transactions and locks.
            "SET GLOBAL max_connections = 1", "SET @@global.general_log = 1", "SET SESSION max_statement_time = 0",
            "SET SESSION transaction_read_only = 0", "SET SESSION TRANSACTION READ WRITE", "SET autocommit = 0",
            "SET sql_mode = 'ANSI_QUOTES'", "SET @a = 1", "SET NAMES latin1", "SET CHARACTER SET latin1",
            "SET STATEMENT max_statement_time = 0 FOR SELECT SLEEP(60)", "SET TRANSACTION READ WRITE",
            "SET STATEMENT sql_mode = '' FOR SELECT 1", "START TRANSACTION", "START TRANSACTION READ WRITE", "BEGIN",
            "COMMIT",
            "ROLLBACK", "SAVEPOINT s", "XA START 'x'", "LOCK TABLES orders WRITE", "LOCK TABLES orders READ",
            "UNLOCK TABLES",
            "FLUSH TABLES", "FLUSH TABLES WITH READ LOCK", "FLUSH LOGS", "BACKUP STAGE START", "RESET QUERY CACHE",
            "RESET MASTER", "PURGE BINARY LOGS BEFORE NOW()", "CHANGE MASTER TO MASTER_HOST = 'x'", "START SLAVE",
            "SHUTDOWN",
            "KILL 1", "KILL QUERY 1", "KILL USER reader",
            // Other than one plain query.
            "SHOW TABLES", "SHOW GRANTS", "SHOW PROCESSLIST", "SHOW VARIABLES", "DESCRIBE orders", "EXPLAIN SELECT 1",
            "ANALYZE SELECT 1", "ANALYZE FORMAT=JSON SELECT 1", "HELP 'x'", "USE mysql", "DO SLEEP(60)",
            "DO GET_LOCK('x', 1)",
            "HANDLER orders OPEN", "HANDLER orders READ FIRST", "PREPARE s FROM 'SELECT 1'", "EXECUTE s",
            "DEALLOCATE PREPARE s",
            "EXECUTE IMMEDIATE 'DELETE FROM orders'", "BEGIN NOT ATOMIC DELETE FROM orders; END",
            "SIGNAL SQLSTATE '45000'",
            "IF 1 THEN DELETE FROM orders; END IF", "SELECT 1; DROP TABLE orders", "SELECT 1; SELECT 2", "SELECT 1;;x",
            "DELIMITER // DELETE FROM orders //", "SELECT 1 INTO @v", "SELECT amount INTO @v FROM orders LIMIT 1",
            "SELECT 1 PROCEDURE ANALYSE()", "SELECT * FROM orders PROCEDURE ANALYSE(10, 2000)",
            "SELECT 1) x, (SELECT 2", "SELECT 1) UNION (SELECT 2", "SELECT 1 FROM dual) q JOIN (SELECT 2",
            "/* SELECT */ DELETE FROM orders", "-- SELECT\nDELETE FROM orders", "# SELECT\nDELETE FROM orders",
            ";DELETE FROM orders", "/*! DELETE FROM orders */", "/*!50000 DELETE */ FROM orders",
            "/*M!100000 DELETE FROM orders */",
            "SELECT 1 /*! ; DELETE FROM orders */", "SELECT 1 -- \n; DELETE FROM orders",
            "SELECT 1;\0DROP TABLE orders",
            "SELECT 1 --\u{A0}\n; DELETE FROM orders", "SELECT '\\''; DELETE FROM orders; -- '",
            "SELECT 'a\\\\'; DELETE FROM orders",
            "SELECT `a``; DELETE FROM orders", "SELECT \"a\"\"; DELETE FROM orders", "", "  -- nothing", "/* open",
            "nonsense", "'SELECT 1'", "\u{37E}DELETE FROM orders", "ＤＥＬＥＴＥ FROM orders", "SELECT 1 /* /* */ */ x y",
            String(repeating: "(", count: 60_000), "SELECT " + String(repeating: "(", count: 30_000) + "1",
        ]

        /// Queries that run, and must end in time and leave nothing.
        static let functions = [
            "SELECT SLEEP(60)", "SELECT SLEEP(60) FROM orders", "SELECT BENCHMARK(100000000000, SHA2('x', 512))",
            "SELECT GET_LOCK('sentinel_hostile', 10)", "SELECT `GET_LOCK`('sentinel_hostile', 10)",
            "SELECT RELEASE_ALL_LOCKS()", "SELECT @v := 5", "SELECT LAST_INSERT_ID(5)",
            "SELECT LOAD_FILE('/etc/passwd')",
            "SELECT * FROM orders LOCK IN SHARE MODE",
            "SELECT count(*) FROM seq_1_to_1000000000 a, seq_1_to_1000000000 b",
            "WITH RECURSIVE c AS (SELECT 1 x UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c",
            "SELECT repeat('x', 1000000000)", "SELECT group_concat(repeat('x', 1000)) FROM seq_1_to_1000000",
            "SELECT REGEXP_REPLACE(repeat('a', 30), '(a+)+b', '')",
            "SELECT uncompress(compress(repeat('a', 10000000)))",
            "SELECT MASTER_POS_WAIT('x', 1, 60)", "SELECT MASTER_GTID_WAIT('0-1-1', 60)",
            "SELECT * FROM mysql.global_priv",
            "SELECT * FROM information_schema.processlist", "SELECT a.* FROM orders a, orders b, seq_1_to_100000000 c",
            "SELECT DISTINCT md5(seq) FROM seq_1_to_100000000 ORDER BY 1",
            "SELECT seq FROM seq_1_to_100000000 LIMIT 90000000",
            "SELECT " + String(repeating: "1+", count: 20_000) + "1",
            "SELECT " + String(repeating: "(", count: 2000) + "1" + String(repeating: ")", count: 2000),
        ]
    }
#endif
