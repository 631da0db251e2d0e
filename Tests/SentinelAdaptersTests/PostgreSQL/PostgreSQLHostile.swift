#if PostgreSQL
    /// Statements that try to change something, or to reach what a query must not.
    enum PostgreSQLHostile {
        static let statements = writes + utilities + functions + hidden + escapes + heavy

        /// Changes of rows.
        private static let writes = [
            "INSERT INTO staff VALUES (99, 'x', NULL)", "UPDATE staff SET name = 'x'", "DELETE FROM staff",
            "TRUNCATE staff CASCADE", "MERGE INTO staff USING orders ON false WHEN NOT MATCHED THEN DO NOTHING",
            "INSERT INTO staff SELECT 99, 'x', NULL RETURNING id", "UPDATE staff SET name = 'x' RETURNING *",
            "DELETE FROM staff USING orders RETURNING 1",
            "INSERT INTO staff VALUES (1, 'x', NULL) ON CONFLICT DO NOTHING",
            "WITH x AS (INSERT INTO staff VALUES (99, 'x', NULL) RETURNING id) SELECT * FROM x",
            "WITH x AS (UPDATE staff SET name = 'x' RETURNING id) SELECT * FROM x",
            "WITH x AS (DELETE FROM staff RETURNING id) SELECT count(*) FROM x",
            "WITH a AS (SELECT 1), b AS (DELETE FROM staff RETURNING 1) SELECT * FROM a",
            "SELECT * FROM staff FOR UPDATE", "SELECT * FROM staff FOR SHARE",
            "SELECT * FROM staff FOR NO KEY UPDATE SKIP LOCKED",
            "SELECT * INTO copied FROM staff", "SELECT * INTO TEMP copied FROM staff",
            "SELECT 1 INTO UNLOGGED TABLE copied",
            "TABLE staff FOR UPDATE", "VALUES (1) FOR UPDATE", "EXPLAIN ANALYZE DELETE FROM staff",
            "EXPLAIN (ANALYZE) INSERT INTO staff VALUES (99, 'x', NULL)", "COPY staff FROM '/etc/passwd'",
            "COPY staff TO '/tmp/sentinel-hostile'", "COPY (SELECT 1) TO '/tmp/sentinel-hostile'",
            "COPY staff TO PROGRAM 'touch /tmp/sentinel-hostile'", "COPY staff FROM PROGRAM 'echo 1'",
            "COPY staff TO STDOUT",
        ]

        /// Statements that are no queries.
        private static let utilities = [
            "CREATE TABLE evil (i int)", "CREATE TEMP TABLE evil (i int)", "CREATE TABLE evil AS SELECT 1",
            "CREATE VIEW evil AS SELECT 1", "CREATE INDEX evil ON staff (name)",
            "CREATE FUNCTION evil() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "CREATE ROLE evil SUPERUSER", "CREATE DATABASE evil", "CREATE SCHEMA evil", "CREATE EXTENSION dblink",
            "CREATE SEQUENCE evil",
            "CREATE MATERIALIZED VIEW evil AS SELECT 1", "CREATE PUBLICATION evil",
            "CREATE SUBSCRIPTION evil CONNECTION '' PUBLICATION x",
            "CREATE SERVER evil FOREIGN DATA WRAPPER x", "CREATE RULE evil AS ON INSERT TO staff DO INSTEAD NOTHING",
            "CREATE TYPE evil AS (i int)", "CREATE TABLESPACE evil LOCATION '/tmp'",
            "CREATE EVENT TRIGGER evil ON ddl_command_start EXECUTE FUNCTION x()",
            "ALTER TABLE staff ADD COLUMN evil int", "ALTER ROLE reader SUPERUSER",
            "ALTER ROLE reader SET search_path = evil",
            "ALTER SYSTEM SET work_mem = '1GB'", "ALTER DATABASE postgres SET work_mem = '1GB'",
            "ALTER TABLE staff OWNER TO reader",
            "DROP TABLE staff CASCADE", "DROP ROLE reader", "DROP DATABASE postgres", "DROP SCHEMA public CASCADE",
            "GRANT ALL ON staff TO PUBLIC", "REVOKE ALL ON staff FROM reader", "GRANT pg_write_server_files TO reader",
            "COMMIT", "ROLLBACK", "BEGIN", "END", "ABORT", "SAVEPOINT a", "RELEASE a", "PREPARE TRANSACTION 'x'",
            "COMMIT AND CHAIN",
            "SET statement_timeout = 0", "SET LOCAL statement_timeout = 0", "SET TRANSACTION READ WRITE",
            "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE", "SET ROLE sentinel",
            "SET SESSION AUTHORIZATION sentinel",
            "RESET ALL", "DISCARD ALL", "SHOW ALL", "LISTEN evil", "NOTIFY evil", "UNLISTEN *", "LOCK TABLE staff",
            "LOAD 'plpgsql'", "CHECKPOINT", "VACUUM", "VACUUM FULL staff", "ANALYZE", "CLUSTER", "REINDEX TABLE staff",
            "REFRESH MATERIALIZED VIEW x", "COMMENT ON TABLE staff IS 'x'", "SECURITY LABEL ON TABLE staff IS 'x'",
            "DO $$ BEGIN DELETE FROM staff; END $$", "CALL evil()", "PREPARE p AS DELETE FROM staff", "EXECUTE p",
            "DEALLOCATE ALL", "DECLARE d CURSOR FOR SELECT 1", "FETCH 1 FROM c", "MOVE 1 IN c", "CLOSE ALL",
            "REASSIGN OWNED BY reader TO sentinel",
            "DROP OWNED BY reader", "IMPORT FOREIGN SCHEMA x FROM SERVER y INTO z", "EXPLAIN SELECT 1",
        ]

        /// Functions that write, lock, signal or reach files.
        private static let functions = [
            "SELECT lo_create(0)", "SELECT lo_creat(-1)", "SELECT lo_from_bytea(0, 'x')", "SELECT lo_unlink(1)",
            "SELECT lo_put(1, 0, 'x')",
            "SELECT lo_import('/etc/passwd')", "SELECT lo_export(1, '/tmp/sentinel-hostile')",
            "SELECT lo_open(1, 131072)",
            "SELECT nextval('pg_toast.x')", "SELECT setval('x', 1)", "SELECT pg_notify('evil', 'x')",
            "SELECT pg_advisory_lock(1)", "SELECT pg_advisory_lock_shared(1)", "SELECT pg_try_advisory_lock(1)",
            "SELECT pg_advisory_xact_lock(1)",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity",
            "SELECT pg_cancel_backend(pid) FROM pg_stat_activity",
            "SELECT pg_reload_conf()", "SELECT pg_rotate_logfile()", "SELECT pg_switch_wal()",
            "SELECT pg_create_restore_point('x')",
            "SELECT pg_create_physical_replication_slot('evil')",
            "SELECT pg_create_logical_replication_slot('evil', 'test_decoding')",
            "SELECT pg_drop_replication_slot('evil')", "SELECT pg_logical_emit_message(false, 'a', 'b')",
            "SELECT pg_promote()",
            "SELECT pg_read_file('/etc/passwd')", "SELECT pg_read_binary_file('postgresql.conf')",
            "SELECT * FROM pg_ls_dir('/')",
            "SELECT * FROM pg_stat_file('/etc/passwd')", "SELECT pg_file_write('x', 'y', false)",
            "SELECT pg_stat_reset()",
            "SELECT pg_stat_reset_shared('bgwriter')", "SELECT set_config('statement_timeout', '0', false)",
            "SELECT set_config('work_mem', '1GB', false)", "SELECT set_config('role', 'sentinel', true)",
            "SELECT pg_export_snapshot()",
            "SELECT dblink_exec('dbname=postgres', 'CREATE TABLE evil (i int)')",
            "SELECT * FROM dblink('x', 'SELECT 1') AS t(i int)",
            "SELECT pg_backup_start('x')", "SELECT pg_log_backend_memory_contexts(1)",
            "SELECT pg_import_system_collations('public')",
            "SELECT pg_replication_origin_create('evil')", "SELECT gin_clean_pending_list('x')",
            "SELECT brin_summarize_new_values('x')",
        ]

        /// The same in disguise.
        private static let hidden = [
            "SELECT query_to_xml('DELETE FROM staff RETURNING 1', true, true, '')",
            "SELECT query_to_xml('SELECT lo_create(0)', true, true, '')",
            "SELECT query_to_xml_and_xmlschema('SELECT pg_advisory_lock(1)', true, true, '')",
            "SELECT \"lo_create\"(0)",
            "SELECT pg_catalog.lo_create(0)", "SELECT pg_catalog . \"lo_create\" /* x */ (0)", "SELECT LO_CREATE(0)",
            "SELECT lo_create\n-- x\n(0)",
            "SELECT U&\"lo\\005fcreate\"(0)", "SELECT * FROM lo_create(0)",
            "SELECT * FROM staff WHERE lo_create(0) > 0",
            "SELECT id FROM staff ORDER BY lo_create(0)", "SELECT 1 WHERE EXISTS (SELECT lo_create(0))",
            "SELECT (SELECT pg_advisory_lock(2))",
            "WITH x AS (SELECT pg_advisory_lock(3)) SELECT * FROM x", "SELECT 1 UNION ALL SELECT lo_create(0)::int",
            "VALUES (lo_create(0))",
        ]

        /// More than one statement, and texts that try to leave the cursor.
        private static let escapes = [
            "SELECT 1; DELETE FROM staff", "SELECT 1; COMMIT; DELETE FROM staff", "COMMIT; SELECT 1",
            ";DELETE FROM staff", "SELECT 1;;COMMIT",
            "SELECT 1 /* */; DROP TABLE staff --", "SELECT 1; SET statement_timeout = 0",
            "SELECT 1) x; DELETE FROM staff; --",
            "SELECT '\\'; DELETE FROM staff; --'", "SELECT E'\\\\'; DELETE FROM staff; --",
            "SELECT $$ $$; DELETE FROM staff",
            "SELECT 1 \u{0} ; DELETE FROM staff", "\\! touch /tmp/sentinel-hostile",
            "\\copy staff to '/tmp/sentinel-hostile'", "", ";", "-- nothing",
            "/* unclosed SELECT 1", "SELECT 'unclosed", "SELECT \u{A0}1; DELETE\u{A0}FROM staff",
            String(repeating: "(", count: 10_000) + "SELECT 1" + String(repeating: ")", count: 10_000),
            "SELECT " + String(repeating: "-", count: 50_001) + "1",
        ]

        /// What would take too long or too much.
        private static let heavy = [
            "SELECT pg_sleep(60)", "SELECT pg_sleep_for('1 hour')", "SELECT pg_sleep_until('2100-01-01')",
            "SELECT count(*) FROM generate_series(1, 100000000000)",
            "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r",
            "SELECT repeat('x', 100000000)",
            "SELECT a.id FROM orders a, orders b, orders c, orders d, orders e ORDER BY a.note || b.note || c.note",
            "SELECT regexp_replace(repeat('a', 100000), '(a*)*b', '', 'g')",
        ]
    }
#endif
