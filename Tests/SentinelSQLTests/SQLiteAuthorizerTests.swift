#if SQLite
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("SQLite authorizer")
    struct SQLiteAuthorizerTests {
        private func prepared() throws -> SQLiteConnection {
            let connection = try memory()
            try connection.execute(
                """
                CREATE TABLE t(a, b); CREATE INDEX i ON t(a); CREATE VIEW v AS SELECT a FROM t;
                CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END; CREATE TEMP TABLE tt(a);
                CREATE TEMP VIEW tv AS SELECT 1; CREATE INDEX temp.ti ON tt(a);
                CREATE TEMP TRIGGER tg AFTER INSERT ON tt BEGIN SELECT 1; END
                """)
            return connection
        }

        @Test(
            "names what a statement wants",
            arguments: [
                ("SELECT a FROM t", ["SELECT", "reading"]), ("SELECT upper('x')", ["SELECT", "the function"]),
                ("INSERT INTO t VALUES (1, 2)", ["INSERT", "SELECT"]), ("UPDATE t SET b = 1", ["UPDATE"]),
                ("DELETE FROM t", ["DELETE"]),
                ("CREATE TABLE n(a)", ["INSERT", "CREATE TABLE", "UPDATE", "reading"]),
                ("DROP TABLE t", ["DELETE", "DROP TABLE"]),
                ("CREATE INDEX n ON t(b)", ["INSERT", "CREATE INDEX", "REINDEX"]),
                ("DROP INDEX i", ["DELETE", "DROP INDEX"]),
                ("CREATE VIEW n AS SELECT 1", ["INSERT", "CREATE VIEW"]), ("DROP VIEW v", ["DELETE", "DROP VIEW"]),
                ("CREATE TRIGGER n AFTER DELETE ON t BEGIN SELECT 1; END", ["INSERT", "CREATE TRIGGER"]),
                ("DROP TRIGGER g", ["DELETE", "DROP TRIGGER"]),
                ("DROP TABLE tt", ["DELETE", "DROP TEMP TABLE"]), ("DROP VIEW tv", ["DELETE", "DROP TEMP VIEW"]),
                ("DROP TRIGGER tg", ["DELETE", "DROP TEMP TRIGGER"]),
                ("DROP INDEX ti", ["DELETE", "DROP TEMP INDEX"]),
                ("CREATE TEMP VIEW n AS SELECT 1", ["INSERT", "CREATE TEMP VIEW"]),
                ("CREATE INDEX temp.n ON tt(a)", ["INSERT", "CREATE TEMP INDEX"]),
                ("CREATE TEMP TRIGGER n AFTER DELETE ON tt BEGIN SELECT 1; END", ["INSERT", "CREATE TEMP TRIGGER"]),
                ("CREATE TEMP TABLE n(a)", ["INSERT", "CREATE TEMP TABLE"]),
                ("ALTER TABLE t RENAME TO n", ["ALTER TABLE"]),
                ("ANALYZE", ["ANALYZE"]), ("REINDEX i", ["REINDEX"]), ("BEGIN", ["BEGIN, COMMIT or ROLLBACK"]),
                ("SAVEPOINT s", ["SAVEPOINT"]), ("ATTACH ':memory:' AS x", ["ATTACH or VACUUM"]),
                ("DETACH x", ["DETACH"]),
                ("PRAGMA user_version", ["PRAGMA"]),
                ("WITH RECURSIVE c(x) AS (SELECT 1 UNION SELECT x FROM c) SELECT * FROM c", ["WITH RECURSIVE"]),
            ])
        func names(_ sql: String, _ names: [String]) throws {
            let connection = try prepared()
            var seen: Set<String> = []
            connection.setAuthorizer { action in
                seen.insert(action.name)
                return .allow
            }
            // Some fail afterwards, such as detaching what is not attached: what matters is what was asked.
            _ = try? connection.prepare(sql)
            #expect(seen.isSuperset(of: names), "\(seen)")
        }

        @Test(
            "kinds are those that read; everything else is other",
            arguments: [
                ("SELECT a FROM t", ["select", "read t.a"]),
                ("SELECT abs(a) FROM t", ["select", "function abs", "read t.a"]),
                ("PRAGMA table_info(t)", ["pragma table_info=t"]), ("PRAGMA user_version", ["pragma user_version=-"]),
                ("SELECT a FROM v", ["select", "read t.a", "select", "read v.a"]),
                ("SELECT count(*) FROM t", ["select", "function count", "read t."]),
                ("DELETE FROM t", ["other"]), ("COMMIT", ["other"]),
            ])
        func kinds(_ sql: String, _ kinds: [String]) throws {
            let connection = try prepared()
            var seen: [String] = []
            connection.setAuthorizer { action in
                switch action.kind {
                case .select: seen.append("select")
                case .recursive: seen.append("recursive")
                case .read: seen.append("read \(action.target ?? "-").\(action.detail ?? "-")")
                case .function: seen.append("function \(action.detail ?? "-")")
                case .pragma: seen.append("pragma \(action.target ?? "-")=\(action.detail ?? "-")")
                case .other: seen.append("other")
                }
                return .allow
            }
            _ = try connection.prepare(sql)
            // SQLite may ask twice for a column.
            #expect(seen.filter { !$0.hasPrefix("read") } == kinds.filter { !$0.hasPrefix("read") })
            #expect(Set(seen) == Set(kinds))
        }

        @Test("a read that is ignored is NULL, a function that is ignored too, everything denied is refused")
        func verdicts() throws {
            let connection = try prepared()
            try connection.execute("INSERT INTO t VALUES (1, 2)")
            connection.setAuthorizer { $0.detail == "a" || $0.detail == "abs" ? .ignore : .allow }
            #expect(try connection.rows("SELECT a, b, abs(-3) FROM t") == [[.null, .integer(2), .null]])
            connection.setAuthorizer { $0.kind == .read ? .deny : .allow }
            #expect(errorCode { _ = try connection.rows("SELECT a FROM t") } == .authorization)
            #expect(try connection.scalar("SELECT 1") == .integer(1))
        }

        @Test("statements that were compiled before are asked again")
        func recompiled() throws {
            let connection = try prepared()
            let statement = try connection.cached("SELECT a FROM t")
            connection.setAuthorizer { _ in .deny }
            #expect(errorCode { _ = try statement.step() } == .authorization)
            connection.setAuthorizer(nil)
            #expect(try !statement.step())
        }

        @Test("a virtual table's constructor is told from a change of the schema")
        func virtualTables() throws {
            let connection = try memory()
            var declarations = 0
            connection.setAuthorizer { action in
                if action.isVirtualTableDeclaration { declarations += 1 }
                return .allow
            }
            #expect(try connection.scalar("SELECT count(*) FROM json_each('[1, 2]')") == .integer(2))
            #expect(declarations > 0)
            declarations = 0
            _ = try connection.prepare("SELECT 1")
            #expect(declarations == 0)
        }
    }
#endif
