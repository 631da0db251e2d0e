#if ODBC
    @testable import SentinelAdapters
    import SentinelModels
    import Testing

    @Suite("The gate of ODBC lets queries pass, and nothing else")
    struct ODBCGateTests {
        static func reason(_ sql: String, _ dialect: SQLDialect) -> String? {
            do {
                try ODBCGate(dialect: dialect).check(try SQLTokenizer.tokens(of: sql, dialect))
                return nil
            } catch {
                return error.message
            }
        }

        /// Queries of analysts that any of the databases may get.
        static let common = [
            "SELECT 1", "select 1;", "SELECT * FROM orders", "(SELECT 1) UNION (SELECT 2)",
            "WITH x AS (SELECT 1 AS a) SELECT a FROM x",
            "SELECT CASE WHEN count(*) > 3 THEN 'ALERT' ELSE 'OK' END AS status FROM orders WHERE day = :fire_at",
            "SELECT 'DELETE FROM orders; DROP TABLE x' AS note",
            "SELECT t.\"update\", t.deleted, created, inserted_at FROM t",
            "SELECT max(updated_at) FROM orders -- update me\nWHERE 1 = 1",
            "/* insert into */ SELECT replace(name, 'a', 'b') FROM t",
            "SELECT a FROM t ORDER BY a DESC OFFSET 5 ROWS FETCH NEXT 10 ROWS ONLY",
            "SELECT count(*) FROM t GROUP BY x HAVING count(*) > 1",
            "SELECT row_number() OVER (PARTITION BY a ORDER BY b) FROM t",
            "SELECT sum(x) FROM a JOIN b ON a.id = b.id LEFT JOIN c ON 1 = 1",
            "VALUES (1), (2)", "SELECT * FROM t WHERE id IN (SELECT id FROM u) AND EXISTS (SELECT 1 FROM v)",
            "SELECT t.DELETE FROM t",
            "SELECT execution_time, callback, grant_id, setting, used FROM t", "SELECT 1 AS transactions, 2 AS begins",
            ";;SELECT 1",
        ]

        @Test("queries pass on every database", arguments: SQLDialect.allCases)
        func queries(_ dialect: SQLDialect) {
            for sql in Self.common { #expect(Self.reason(sql, dialect) == nil, "\(sql)") }
        }

        @Test(
            "what only one database has passes there",
            arguments: [
                ("TABLE orders", .postgreSQL), ("SELECT insert('abc', 1, 1, 'x'), truncate(1.5, 0)", .mySQL),
                ("SELECT id AS update FROM t", .postgreSQL), ("SELECT update.a FROM public.update", .postgreSQL),
                ("SELECT * FROM a INNER MERGE JOIN b ON a.id = b.id OPTION (MERGE JOIN, MERGE UNION)", .sqlServer),
                ("SELECT TOP 5 * FROM [delete] WITH (NOLOCK)", .sqlServer),
                ("SELECT iif(a > 1, 'ALERT', 'OK') FROM t", .sqlServer),
                (
                    "SELECT * FROM OPENROWSET(BULK 'https://x.dfs.core.windows.net/a/*.parquet', FORMAT = 'PARQUET') AS r",
                    .sqlServer
                ),
                ("SELECT q'[it's; DELETE]' FROM dual", .oracle), ("SELECT * FROM t FOR XML PATH('')", .sqlServer),
                ("SELECT col:a.b, 'it\\'s' FROM t LATERAL VIEW explode(x) y", .spark),
                ("SELECT if(a, 1, 2) FROM t", .mySQL),
                ("SELECT `insert`, `drop` FROM t", .mySQL), ("SELECT open, close, print FROM quotes", .postgreSQL),
                ("SELECT (t.row).update, x[1].delete FROM t", .postgreSQL), ("SELECT a.into FROM t", .sqlServer),
                ("SELECT x.[a].into, m..into FROM t", .sqlServer), ("SELECT rename FROM t", .sqlServer),
                ("SELECT * REPLACE (a + 1 AS a) FROM t", .duckDB), ("SELECT [delete], `drop` FROM t", .sqlite),
            ] as [(String, SQLDialect)])
        func own(_ sql: String, _ dialect: SQLDialect) {
            #expect(Self.reason(sql, dialect) == nil)
        }

        @Test(
            "what changes something is refused on every database",
            arguments: [
                "INSERT INTO t VALUES (1)", "UPDATE t SET a = 1", "DELETE FROM t", "MERGE INTO t USING u ON 1 = 1",
                "DROP TABLE t",
                "WITH x AS (SELECT 1) DELETE FROM t", "WITH x AS (SELECT 1) UPDATE t SET a = 1",
                "WITH x AS (SELECT 1) INSERT INTO t SELECT 1",
                "WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x",
                "WITH x AS (INSERT INTO t VALUES (1) RETURNING a) SELECT 1",
                "SELECT * INTO t FROM u", "SELECT a FROM t FOR UPDATE", "SELECT 1; SELECT 2", "SELECT 1; DROP TABLE t;",
                "TRUNCATE TABLE t",
                "SELECT 1 UNION SELECT 2; COMMIT", "EXPLAIN SELECT 1", "SHOW TABLES", "CALL p()", "EXEC p", "BEGIN",
                "SET x = 1", "", ";",
                "WITH x AS (SELECT 1) MERGE INTO t USING x ON 1 = 1", "SELECT {call p()}", "SELECT {?=call p()}",
                "GRANT SELECT ON t TO u",
                "SELECT NEXT VALUE FOR s", "(DELETE FROM t)", "((UPDATE t SET a = 1))", "DESCRIBE t", "USE x",
                "ALTER TABLE t ADD a INT",
            ])
        func refused(_ sql: String) {
            for dialect in SQLDialect.allCases { #expect(Self.reason(sql, dialect) != nil, "\(dialect)") }
        }

        @Test(
            "SQL Server needs no semicolon for a second statement",
            arguments: [
                "SELECT 1 DELETE FROM t", "SELECT 1 AS a DROP TABLE t", "SELECT 1 AS UPDATE t SET a = 1",
                "SELECT 1 EXEC xp_cmdshell 'x'",
                "SELECT 1 EXECUTE p", "SELECT 1 DECLARE @x INT", "SELECT 1 WAITFOR DELAY '1:00'", "SELECT 1 SHUTDOWN",
                "SELECT 1 USE master",
                "SELECT 1 SET LOCK_TIMEOUT 0", "SELECT 1 BEGIN TRAN", "SELECT 1 COMMIT", "SELECT 1 ROLLBACK",
                "SELECT 1 KILL 5",
                "SELECT 1 BACKUP DATABASE x TO DISK = 'x'", "SELECT 1 DBCC CHECKDB", "SELECT 1 TRUNCATE TABLE t",
                "SELECT 1 RECONFIGURE",
                "SELECT 1 BULK INSERT t FROM 'x'", "SELECT 1 MERGE t USING u ON 1 = 1 WHEN MATCHED THEN DELETE",
                "SELECT 1 PRINT 'x'",
                "SELECT 1 IF 1 = 1 DELETE FROM t", "SELECT 1 WHILE 1 = 1 SELECT 2", "SELECT 1 GOTO x",
                "SELECT 1 CHECKPOINT", "SELECT 1 REVERT",
                "SELECT * FROM OPENQUERY(s, 'DELETE FROM t')", "SELECT * FROM OPENDATASOURCE('x', 'y').a.b.c",
                "SELECT 1DELETE FROM t",
                "SELECT * FROM OPENROWSET('SQLNCLI', 'x', 'DELETE FROM t')", "SELECT 1.DELETE FROM t", "SELECT 1 THROW",
                "SELECT 1 SEND ON CONVERSATION x",
                "SELECT 1 CREATE TABLE t(a INT)", "SELECT 1 ALTER TABLE t ADD a INT", "SELECT 1 DENY SELECT ON t TO u",
                "SELECT 1 RAISERROR('x', 1, 1)", "SELECT 1 AS a DISABLE TRIGGER t ON u", "SELECT 1 END CONVERSATION x",
                "SELECT 1 AS a ADD SIGNATURE TO p BY CERTIFICATE c",
                "SELECT 1/**/DELETE/**/FROM t", "SELECT 'a'DELETE FROM t", "SELECT [a]DELETE FROM t",
                "SELECT (1)DELETE FROM t", "SELECT 1 RESTORE x", "SELECT $.INTO t FROM s", "SELECT -$..INTO t FROM s",
                "SELECT £INTO t FROM s", "SELECT ¥.INTO t FROM s", "SELECT 1eINTO t FROM s",
                "SELECT 1 AS a RENAME OBJECT t TO u", "SELECT 1 AS a RENAME DATABASE t TO u",
            ])
        func undivided(_ sql: String) {
            #expect(Self.reason(sql, .sqlServer) != nil)
            #expect(Self.reason(sql, .other) != nil)
        }

        @Test(
            "Oracle's and MariaDB's own ways to write",
            arguments: [
                ("SELECT s.NEXTVAL FROM dual", .oracle), ("SELECT s.nextval", .mySQL),
                (
                    "WITH FUNCTION f RETURN NUMBER IS PRAGMA AUTONOMOUS_TRANSACTION BEGIN RETURN 1 END SELECT f FROM dual",
                    .oracle
                ),
                ("WITH PROCEDURE p IS BEGIN NULL END SELECT 1 FROM dual", .oracle),
                ("SELECT 1 INTO OUTFILE '/tmp/x'", .mySQL),
                ("SELECT 1 INTO @x", .mySQL), ("SELECT 2 1.e-- 1 INTO OUTFILE '/tmp/x'", .mySQL),
                ("SELECT 2 --\u{A0}a INTO OUTFILE '/tmp/x' FROM t", .mySQL),
                ("WITH x AS (SELECT 1) UPDATE .t SET a = 1", .mySQL), ("SELECT 1. INTO @x", .mySQL),
                ("SELECT a#into x FROM t", .postgreSQL),
                ("WITH x AS (SELECT 1 AS a) -- \\\n'\nFROM x INSERT INTO t SELECT a -- '", .spark),
                ("WITH RECURSIVE t AS (SELECT 1 AS n) SEARCH DEPTH FIRST BY n SET o DELETE FROM orders", .postgreSQL),
            ] as [(String, SQLDialect)])
        func special(_ sql: String, _ dialect: SQLDialect) {
            #expect(Self.reason(sql, dialect) != nil)
        }

        @Test(
            "the reason is said in words",
            arguments: [
                ("DELETE FROM t", "must start with SELECT, WITH or VALUES, not DELETE"),
                ("'x'", "must start with SELECT, WITH or VALUES"),
                ("SELECT 1; SELECT 2", "more than one statement"), ("", "empty"), (" ; ", "empty"),
                ("SELECT a FROM t FOR UPDATE", "FOR UPDATE is not"),
                ("WITH x AS (SELECT 1) DELETE FROM t", "DELETE is not allowed; a name like that must be in quotes"),
                ("SELECT a INTO t FROM u", "INTO is not allowed"), ("SELECT NEXT VALUE FOR s", "NEXT VALUE FOR is not"),
            ])
        func reasons(_ sql: String, _ words: String) {
            #expect(Self.reason(sql, .postgreSQL)?.contains(words) == true)
        }

        @Test(
            "databases are known by the names their drivers give",
            arguments: [
                ("PostgreSQL", .postgreSQL), ("Redshift", .postgreSQL), ("MariaDB", .mySQL), ("MySQL", .mySQL),
                ("SQLite", .sqlite),
                ("Microsoft SQL Server", .sqlServer), ("Oracle", .oracle), ("Spark SQL", .spark),
                ("Databricks", .spark), ("DuckDB", .duckDB),
                ("DB2/LINUXX8664", .other), ("", .other), ("Adaptive Server Enterprise", .other),
            ] as [(String, SQLDialect)])
        func names(_ name: String, _ dialect: SQLDialect) {
            #expect(SQLDialect(databaseName: name) == dialect)
        }
    }
#endif
