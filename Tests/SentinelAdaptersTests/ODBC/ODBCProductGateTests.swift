#if ODBC
    @testable import SentinelAdapters
    import SentinelModels
    import Testing

    /// Databases that nothing here can run: what their analysts write passes the gate, what writes does not.
    @Suite("The gate knows databases that cannot be had here")
    struct ODBCProductGateTests {
        // MARK: SQL Server and Synapse

        @Test(
            "queries of SQL Server",
            arguments: [
                "SELECT TOP (5) * FROM dbo.orders ORDER BY created_at DESC",
                "SELECT TOP 10 PERCENT id FROM orders ORDER BY amount",
                "SELECT COUNT_BIG(*) AS actual_value FROM [dbo].[orders] WITH (NOLOCK)",
                "SELECT CASE WHEN COUNT(*) > 20 THEN 'ALERT' ELSE 'OK' END AS status FROM invoice",
                "SELECT * FROM orders WHERE created_at < DATEADD(hour, -4, SYSUTCDATETIME())",
                "SELECT CONVERT(varchar(10), GETDATE(), 120) AS [day]",
                "SELECT CAST(amount AS decimal(10, 2)), TRY_CAST(x AS int), TRY_CONVERT(date, y) FROM t",
                "SELECT ISNULL(a, 0), NULLIF(b, 0), COALESCE(c, d) FROM t",
                "SELECT STRING_AGG(name, ', ') WITHIN GROUP (ORDER BY name) FROM t",
                "SELECT a.*, b.n FROM a CROSS APPLY (SELECT COUNT(*) AS n FROM b WHERE b.id = a.id) b",
                "SELECT * FROM a OUTER APPLY dbo.f(a.id)",
                "SELECT * FROM t PIVOT (SUM(x) FOR y IN ([a], [b])) p",
                "SELECT * FROM t FOR SYSTEM_TIME AS OF '2026-01-01'",
                "SELECT id FROM t ORDER BY id OFFSET 10 ROWS FETCH NEXT 5 ROWS ONLY",
                "SELECT name FROM sys.databases WHERE state_desc <> 'ONLINE'",
                "SELECT wait_type, wait_time_ms FROM sys.dm_os_wait_stats",
                "SELECT JSON_VALUE(doc, '$.a.b') FROM t WHERE ISJSON(doc) = 1",
                "SELECT * FROM OPENJSON(N'{\"a\": 1}')",
                "SELECT N'ünïcode', 0x1F, 1.5e3, $5",
                "SELECT @@SERVERNAME, @@VERSION",
                "SELECT t.[update], t.[delete] FROM [create table] t",
                "SELECT \"drop\" FROM t",
                "SELECT 'EXEC sp_who; DROP TABLE t'",
                "WITH c AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM c WHERE n < 5) SELECT n FROM c OPTION (MAXRECURSION 10)",
                "SELECT LAG(x) OVER (PARTITION BY y ORDER BY z) FROM t",
                "SELECT DATEDIFF(minute, last_update, GETUTCDATE()) AS lag_minutes FROM heartbeat",
                "SELECT name, is_disabled, create_date, modify_date FROM sys.objects",
                "SELECT IIF(a > b, 'ALERT', 'OK') AS status FROM t",
                "SELECT * FROM t WHERE name LIKE '%[0-9]%' ESCAPE '!'",
                "SELECT * FROM a INNER HASH JOIN b ON a.id = b.id OPTION (HASH JOIN, RECOMPILE)",
                "SELECT * FROM OPENROWSET(BULK 'https://x.dfs.core.windows.net/a/*.csv', FORMAT = 'CSV') AS r",
            ])
        func sqlServer(_ sql: String) {
            #expect(ODBCGateTests.reason(sql, .sqlServer) == nil)
        }

        @Test(
            "what writes, runs or reaches out in SQL Server",
            arguments: [
                "SELECT * INTO copy FROM orders",
                "SELECT 1 INSERT INTO t VALUES (1)",
                "SELECT 1 AS a INSERT t VALUES (1)",
                "SELECT 1 UPDATE t SET a = 1",
                "SELECT 1 DELETE t",
                "SELECT 1 DROP DATABASE x",
                "SELECT 1 EXEC('DROP TABLE t')",
                "SELECT 1 EXECUTE AS USER = 'dbo'",
                "SELECT 1 EXEC sp_executesql N'DELETE FROM t'",
                "SELECT 1 exec xp_cmdshell 'dir'",
                "SELECT 1\nEXEC\txp_cmdshell 'dir'",
                "SELECT 1/*x*/EXEC/*y*/xp_cmdshell 'dir'",
                "SELECT 'a'EXEC p",
                "SELECT [a]EXEC p FROM t",
                "SELECT \"a\"EXEC p",
                "SELECT 1.5EXEC p",
                "SELECT 0x1 EXEC p",
                "SELECT N'x'DELETE FROM t",
                "SELECT (1)DELETE FROM t",
                "SELECT 1 BACKUP LOG x TO DISK = 'y'",
                "SELECT 1 RESTORE DATABASE x FROM DISK = 'y'",
                "SELECT 1 SHUTDOWN WITH NOWAIT",
                "SELECT 1 WAITFOR TIME '23:00'",
                "SELECT 1 SET IDENTITY_INSERT t ON",
                "SELECT 1 SET IMPLICIT_TRANSACTIONS OFF",
                "SELECT 1 COMMIT TRANSACTION",
                "SELECT 1 BEGIN TRANSACTION",
                "SELECT 1 SAVE TRANSACTION s",
                "SELECT 1 ROLLBACK",
                "SELECT 1 GRANT CONTROL TO public",
                "SELECT 1 DENY SELECT ON t TO public",
                "SELECT 1 REVOKE SELECT ON t FROM public",
                "SELECT 1 CREATE LOGIN x WITH PASSWORD = 'y'",
                "SELECT 1 ALTER SERVER ROLE sysadmin ADD MEMBER x",
                "SELECT 1 AS a DISABLE TRIGGER ALL ON DATABASE",
                "SELECT 1 AS a ENABLE TRIGGER x ON t",
                "SELECT 1 END CONVERSATION 'x'",
                "SELECT 1 AS a MOVE CONVERSATION x TO y",
                "SELECT NEXT VALUE FOR dbo.numbers",
                "SELECT * FROM OPENQUERY(linked, 'DELETE FROM t OUTPUT deleted.*')",
                "SELECT * FROM OPENROWSET('MSOLEDBSQL', 'server=x', 'EXEC p')",
                "SELECT * FROM OPENDATASOURCE('MSOLEDBSQL', 'server=x').a.b.c",
                "WITH c AS (SELECT * FROM t) DELETE FROM c",
                "WITH c AS (SELECT * FROM t) UPDATE c SET a = 1",
                "WITH c AS (SELECT 1 AS a) INSERT INTO t SELECT a FROM c",
                "WITH c AS (SELECT 1 AS a) MERGE t USING c ON 1 = 1 WHEN MATCHED THEN DELETE;",
                "SELECT * FROM (DELETE FROM t OUTPUT deleted.*) d",
                "SELECT * FROM (MERGE t USING u ON 1 = 1 WHEN MATCHED THEN DELETE OUTPUT deleted.id) AS x(id)",
                "BULK INSERT t FROM 'x'",
                "sp_who",
                "IF 1 = 1 SELECT 1",
                "DECLARE @x int SELECT @x",
                "USE master SELECT 1",
                "SELECT 1 /* /* */ DELETE FROM t -- */ */",
                "SELECT 1 -- \r DELETE FROM t",
                "SELECT 1 READTEXT t.x @p 0 1",
                "SELECT 1 KILL 55",
                "SELECT 1 REVERT",
            ])
        func sqlServerWrites(_ sql: String) {
            #expect(ODBCGateTests.reason(sql, .sqlServer) != nil)
            #expect(ODBCGateTests.reason(sql, .other) != nil)
        }

        // MARK: Oracle

        @Test(
            "queries of Oracle",
            arguments: [
                "SELECT SYSDATE FROM dual",
                "SELECT 'OK' AS status FROM dual",
                "SELECT * FROM (SELECT * FROM orders ORDER BY amount DESC) WHERE ROWNUM <= 5",
                "SELECT id FROM orders FETCH FIRST 5 ROWS ONLY",
                "SELECT NVL(a, 0), NVL2(b, 1, 2), DECODE(c, 1, 'x', 'y') FROM t",
                "SELECT TO_CHAR(created_at, 'YYYY-MM-DD HH24:MI') FROM t",
                "SELECT TO_DATE('2026-11-01', 'YYYY-MM-DD') - 1 FROM dual",
                "SELECT * FROM t WHERE created_at > SYSTIMESTAMP - INTERVAL '4' HOUR",
                "SELECT level FROM dual CONNECT BY level <= 10",
                "SELECT employee FROM e START WITH boss IS NULL CONNECT BY PRIOR id = boss",
                "SELECT LISTAGG(name, ',') WITHIN GROUP (ORDER BY name) FROM t",
                "SELECT a.x, b.y FROM a, b WHERE a.id = b.id(+)",
                "SELECT q'[it's; DELETE FROM t]' FROM dual",
                "SELECT nq'{a'b}' FROM dual",
                "SELECT 'a' || 'b' || CHR(10) FROM dual",
                "SELECT /*+ PARALLEL(t, 4) */ COUNT(*) FROM t",
                "SELECT tablespace_name, used_percent FROM dba_tablespace_usage_metrics",
                "SELECT sid, serial#, username FROM v$session WHERE status = 'ACTIVE'",
                "SELECT t.\"update\", \"DELETE\" FROM t",
                "SELECT REPLACE(name, 'a'), TRUNC(SYSDATE) FROM t",
                "SELECT x FROM t MINUS SELECT x FROM u",
                "SELECT seq.CURRVAL FROM dual",
                "SELECT * FROM t AS OF TIMESTAMP SYSTIMESTAMP - INTERVAL '1' DAY",
                "SELECT * FROM t SAMPLE (10)",
                "SELECT RATIO_TO_REPORT(x) OVER () FROM t",
                "WITH a AS (SELECT 1 AS n FROM dual) SELECT n FROM a",
                "SELECT last_ddl_time, created FROM all_objects",
            ])
        func oracle(_ sql: String) {
            #expect(ODBCGateTests.reason(sql, .oracle) == nil)
        }

        @Test(
            "what writes in Oracle",
            arguments: [
                "SELECT numbers.NEXTVAL FROM dual",
                "SELECT shop.numbers.nextval FROM dual",
                "SELECT numbers . NextVal FROM dual",
                "SELECT a INTO v FROM t",
                "SELECT a FROM t FOR UPDATE",
                "SELECT a FROM t FOR UPDATE OF b NOWAIT",
                "SELECT a FROM t FOR UPDATE SKIP LOCKED",
                "WITH FUNCTION f RETURN NUMBER IS BEGIN DELETE FROM t; RETURN 1; END; SELECT f FROM dual",
                "WITH FUNCTION f RETURN NUMBER IS PRAGMA AUTONOMOUS_TRANSACTION; BEGIN RETURN 1; END; SELECT f FROM dual",
                "WITH PROCEDURE p IS BEGIN NULL; END; SELECT 1 FROM dual",
                "BEGIN DELETE FROM t; END;",
                "DECLARE x NUMBER; BEGIN NULL; END;",
                "CALL p()",
                "{call p()}",
                "SELECT {fn now()}, {call p()} FROM dual",
                "EXECUTE IMMEDIATE 'DELETE FROM t'",
                "ALTER SESSION SET CURRENT_SCHEMA = sys",
                "ALTER SYSTEM SWITCH LOGFILE",
                "MERGE INTO t USING u ON (1 = 1) WHEN MATCHED THEN UPDATE SET a = 1",
                "INSERT ALL INTO t VALUES (1) SELECT 1 FROM dual",
                "TRUNCATE TABLE t",
                "PURGE RECYCLEBIN",
                "FLASHBACK TABLE t TO BEFORE DROP",
                "RENAME t TO u",
                "COMMENT ON TABLE t IS 'x'",
                "LOCK TABLE t IN EXCLUSIVE MODE",
                "EXPLAIN PLAN FOR SELECT 1 FROM dual",
                "SET ROLE ALL",
                "ANALYZE TABLE t COMPUTE STATISTICS",
                "SELECT 1 FROM dual; DELETE FROM t",
                "SELECT q'[x]' FROM dual; DELETE FROM t --]'",
                "SELECT q'!a!b!' || 'x' FROM dual; DELETE FROM t",
                "SELECT '\\' FROM dual; DELETE FROM t -- '",
                "WITH a AS (SELECT 1 AS n FROM dual) DELETE FROM t",
            ])
        func oracleWrites(_ sql: String) {
            #expect(ODBCGateTests.reason(sql, .oracle) != nil)
        }

        // MARK: Databricks

        @Test(
            "queries of Databricks",
            arguments: [
                "SELECT current_timestamp()",
                "SELECT count_if(status = 'failed') AS actual_value FROM main.sales.orders",
                "SELECT doc:a.b[0]::int FROM t",
                "SELECT doc:`odd name` FROM t",
                "SELECT explode(items) FROM t",
                "SELECT t.id, x.col FROM t LATERAL VIEW explode(t.items) x AS col",
                "SELECT transform(xs, x -> x + 1), filter(xs, x -> x > 1) FROM t",
                "SELECT * FROM orders VERSION AS OF 12",
                "SELECT * FROM orders TIMESTAMP AS OF '2026-11-01'",
                "SELECT date_trunc('HOUR', ts), window(ts, '10 minutes') FROM t GROUP BY 1, 2",
                "SELECT * FROM t TABLESAMPLE (10 PERCENT)",
                "SELECT * EXCEPT (a) FROM t",
                "SELECT * FROM t QUALIFY row_number() OVER (PARTITION BY a ORDER BY b) = 1",
                "SELECT 'it\\'s', \"double \\\" quoted\"",
                "SELECT r'raw', R\"raw\"",
                "SELECT `insert`, `drop table` FROM t",
                "SELECT percentile_approx(x, 0.95) FROM t",
                "SELECT from_json(doc, 'a INT') FROM t",
                "SELECT if(a > 1, 'ALERT', 'OK') AS status FROM t",
                "SELECT named_struct('a', 1).a",
                "SELECT map('a', 1)['a']",
                "SELECT ts + INTERVAL 1 DAY FROM t",
                "SELECT a FROM t CLUSTER BY a",
                "SELECT /*+ BROADCAST(u) */ * FROM t JOIN u USING (id)",
                "SELECT * FROM VALUES (1, 'a'), (2, 'b') AS v(id, name)",
                "WITH x AS (SELECT 1 AS a) SELECT * FROM x",
                "SELECT replace(a, 'x', 'y'), truncate(b, 2), insert(c, 1, 1, 'z') FROM t",
                "SELECT * FROM read_files('/Volumes/main/a/b', format => 'csv')",
            ])
        func databricks(_ sql: String) {
            #expect(ODBCGateTests.reason(sql, .spark) == nil)
        }

        @Test(
            "what writes in Databricks",
            arguments: [
                "INSERT INTO t VALUES (1)",
                "INSERT OVERWRITE t SELECT 1",
                "FROM s INSERT INTO t SELECT 1",
                "WITH x AS (SELECT 1 AS a) INSERT INTO t SELECT a FROM x",
                "WITH x AS (SELECT 1 AS a) FROM x INSERT INTO t SELECT a",
                "WITH x AS (SELECT r'\\' AS a) FROM x INSERT INTO t SELECT a --'",
                "WITH x AS (SELECT R\"\\\" AS a) FROM x INSERT INTO t SELECT a --\"",
                "SELECT 'a\\\\' UNION SELECT 1; DELETE FROM t --'",
                "DELETE FROM t",
                "UPDATE t SET a = 1",
                "MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN DELETE",
                "CREATE OR REPLACE TABLE t AS SELECT 1",
                "CREATE TEMPORARY VIEW v AS SELECT 1",
                "DROP TABLE t",
                "ALTER TABLE t ADD COLUMN a INT",
                "TRUNCATE TABLE t",
                "OPTIMIZE t ZORDER BY (a)",
                "VACUUM t RETAIN 0 HOURS",
                "RESTORE TABLE t TO VERSION AS OF 1",
                "COPY INTO t FROM '/x' FILEFORMAT = CSV",
                "LOAD DATA INPATH '/x' INTO TABLE t",
                "REFRESH TABLE t",
                "CACHE TABLE t",
                "CLEAR CACHE",
                "ANALYZE TABLE t COMPUTE STATISTICS",
                "SET spark.sql.shuffle.partitions = 1",
                "RESET",
                "USE CATALOG main",
                "GRANT SELECT ON TABLE t TO `x`",
                "REVOKE SELECT ON TABLE t FROM `x`",
                "ADD JAR '/x.jar'",
                "DECLARE VARIABLE x INT",
                "EXECUTE IMMEDIATE 'DELETE FROM t'",
                "CALL p()",
                "BEGIN DELETE FROM t; END",
                "PUT '/a' INTO '/Volumes/b'",
                "GET '/Volumes/b' TO '/a'",
                "REMOVE '/Volumes/b'",
                "SHOW TABLES",
                "DESCRIBE HISTORY t",
                "SELECT 1; DROP TABLE t",
                "SELECT 1 /* /* */ */; DROP TABLE t",
                "MSCK REPAIR TABLE t",
            ])
        func databricksWrites(_ sql: String) {
            #expect(ODBCGateTests.reason(sql, .spark) != nil)
        }
    }
#endif
