#if ODBC
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite(
        "ODBC runs what analysts write", .serialized, .enabled(if: ODBCDriver.hasAll, "\(ODBCDriver.whatIsMissing)"))
    struct ODBCAnalystTests {
        /// Queries that all three databases take.
        static let common = [
            "SELECT 'OK' AS status", "select count(*) from orders", "SELECT * FROM orders",
            "SELECT * FROM paid ORDER BY id",
            "SELECT CASE WHEN count(*) > 3 THEN 'ALERT' ELSE 'OK' END AS status, count(*) AS actual_value, 3 AS threshold FROM orders",
            "SELECT customer, sum(amount) AS total FROM orders GROUP BY customer ORDER BY total DESC, customer",
            "SELECT DISTINCT status FROM orders ORDER BY status DESC",
            "SELECT max(amount), min(amount), avg(amount) FROM orders",
            "SELECT o.id, p.status FROM orders o LEFT JOIN paid p ON p.id = o.id ORDER BY o.id", "SELECT 1;",
            "SELECT 1 ; ; ", ";SELECT 1",
            "WITH big AS (SELECT * FROM orders WHERE amount > 10) SELECT count(*) FROM big", "-- daily\nSELECT 1",
            "/* a; b */ SELECT 1 /* c */",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT sum(i) FROM n",
            "SELECT ';' AS a, '--' AS b",
            "SELECT id, row_number() OVER (PARTITION BY customer ORDER BY id) AS r FROM orders ORDER BY id",
            "SELECT 'it''s', 'naïve 🦉'",
            "SELECT note FROM orders WHERE note = 'naïve 🦉'",
            "SELECT id FROM orders WHERE customer IN (SELECT customer FROM paid) ORDER BY id",
            "SELECT id FROM orders WHERE EXISTS (SELECT 1 FROM paid WHERE paid.id = orders.id)",
            "SELECT coalesce(note, 'none') FROM orders",
            "SELECT id FROM orders UNION SELECT 99 ORDER BY 1 DESC", "SELECT id FROM orders ORDER BY amount LIMIT 2",
            "SELECT count(note) FROM orders",
            "SELECT status, count(*) FROM orders GROUP BY status HAVING count(*) > 1 ORDER BY status",
            "SELECT NULL AS a, 1 AS b", "(SELECT 1 AS a)",
            "SELECT upper(customer), length(note) FROM orders ORDER BY id",
            "SELECT sum(CASE WHEN status = 'paid' THEN amount ELSE 0 END) FROM orders",
            "SELECT customer FROM orders WHERE customer LIKE 'a%' ORDER BY id",
            "SELECT cast(amount AS integer) FROM orders", "SELECT -amount FROM orders",
            "SELECT * FROM (SELECT customer, count(*) AS n FROM orders GROUP BY customer) q ORDER BY n DESC, customer",
            "SELECT 1 AS \"select\"",
            "SELECT lag(amount) OVER (ORDER BY id) AS earlier, amount FROM orders",
            "SELECT replace(customer, 'a', 'b') FROM orders", "SELECT 1\n\n\nAS a",
            "SELECT day, sum(amount) FROM orders GROUP BY day ORDER BY day", "SELECT CURRENT_TIMESTAMP AS now_is",
            "SELECT id % 2 FROM orders",
            "SELECT round(avg(amount), 2) FROM orders", "SELECT count(*) FROM orders a CROSS JOIN orders b",
            "VALUES (1, 'a'), (2, 'b')",
        ]

        @Test("accepted by every driver", arguments: ODBCDriver.allCases)
        func accepted(_ driver: ODBCDriver) async throws {
            let shop = try ODBCShop.common(driver)
            let source = try shop.source()
            for sql in Self.common {
                // Parentheses around a whole query are no SQLite, names in double quotes no MariaDB.
                let isForeign =
                    (driver == .sqlite && sql.hasPrefix("(")) || (driver == .mariaDB && sql.contains("\"select\""))
                // These two drivers name no columns of it before it has run.
                if sql.hasPrefix("VALUES"), driver != .postgreSQL { continue }
                if isForeign || (driver == .mariaDB && sql.contains("AS integer")) { continue }
                let error = await sentinelError { _ = try await source.rows(sql) }
                #expect(error == nil, "\(sql): \(String(describing: error))")
            }
            await source.close()
        }

        static let own: [(ODBCDriver, String)] = [
            (.postgreSQL, "SELECT amount::int, day::text FROM orders"), (.postgreSQL, "TABLE orders"),
            (.postgreSQL, "SELECT count(*) FILTER (WHERE status = 'paid') FROM orders"),
            (.postgreSQL, "SELECT $$it's$$"),
            (.postgreSQL, "SELECT date_trunc('month', day) FROM orders"),
            (.postgreSQL, "SELECT array_agg(id ORDER BY id DESC) FROM orders"),
            (.postgreSQL, "SELECT DISTINCT ON (customer) customer, id FROM orders ORDER BY customer, id"),
            (.postgreSQL, "SELECT now() - interval '1 day'"),
            (.postgreSQL, "SELECT * FROM orders o, LATERAL (SELECT o.id + 1 AS n) l"),
            (.postgreSQL, "SELECT jsonb_build_object('a', 1) -> 'a'"),
            (.postgreSQL, "SELECT percentile_cont(0.9) WITHIN GROUP (ORDER BY amount) FROM orders"),
            (.postgreSQL, "SELECT E'a\\'b'"),
            (.postgreSQL, "SELECT generate_series(1, 3)"), (.postgreSQL, "SELECT extract(epoch FROM day) FROM orders"),
            (.mariaDB, "SELECT `id`, \"text\" FROM `orders`"), (.mariaDB, "SELECT 1 # note"),
            (.mariaDB, "SELECT 'it\\'s'"),
            (.mariaDB, "SELECT group_concat(id ORDER BY id SEPARATOR ';') FROM orders"),
            (.mariaDB, "SELECT if(1 > 0, 'a', 'b')"),
            (.mariaDB, "SELECT date_format(day, '%Y-%m'), day - interval 1 day FROM orders"),
            (.mariaDB, "SELECT @a := 1"),
            (.mariaDB, "SELECT json_extract('{\"a\": 1}', '$.a')"),
            (.mariaDB, "SELECT insert('abc', 1, 1, 'x'), truncate(1.55, 1)"),
            (.mariaDB, "SELECT customer, sum(amount) FROM orders GROUP BY customer WITH ROLLUP"),
            (.mariaDB, "SELECT 1 FROM dual"),
            (.sqlite, "SELECT [id], `day`, \"status\" FROM orders"), (.sqlite, "SELECT date('now', '-1 day')"),
            (.sqlite, "SELECT iif(1, 'a', 'b')"),
            (.sqlite, "SELECT group_concat(customer) FROM orders"),
            (.sqlite, "SELECT json_extract('{\"a\":1}', '$.a')"), (.sqlite, "SELECT x'41'"),
        ]

        @Test("each database's own words", arguments: own)
        func dialects(_ driver: ODBCDriver, _ sql: String) async throws {
            let source = try ODBCShop.common(driver).source()
            let error = await sentinelError { _ = try await source.rows(sql) }
            #expect(error == nil, "\(String(describing: error))")
            await source.close()
        }

        @Test("rows keep the order that the query asks for", arguments: ODBCDriver.allCases)
        func order(_ driver: ODBCDriver) async throws {
            let source = try ODBCShop.common(driver).source()
            let expected: [(String, [Int64])] = [
                ("amount", [3, 2, 1, 5, 4]), ("amount DESC", [4, 5, 1, 2, 3]), ("customer, amount", [3, 1, 2, 5, 4]),
                ("day DESC, id DESC", [5, 4, 3, 2, 1]), ("status, id", [3, 2, 4, 1, 5]),
            ]
            for (clause, ids) in expected {
                #expect(try await source.rows("SELECT id FROM orders ORDER BY \(clause)") == ids.map { [.integer($0)] })
            }
            await source.close()
        }

        @Test("questions have the same answers behind every driver", arguments: ODBCDriver.allCases)
        func answers(_ driver: ODBCDriver) async throws {
            let source = try ODBCShop.common(driver).source()
            let parameters = ["low": SQLValue.integer(AnalystQueries.low), "high": .integer(AnalystQueries.high)]
            for (sql, ids) in AnalystQueries.answers {
                // MariaDB takes a name in double quotes for a text.
                let text = driver == .mariaDB ? sql.replacing("\"", with: "`") : sql
                do throws(SentinelError) {
                    let rows = try await source.rows(text, parameters: parameters)
                    #expect(rows.map { $0.first } == ids.map { .integer($0) }, "\(sql)")
                } catch {
                    Issue.record("\(sql): \(error)")
                }
            }
            await source.close()
        }

        @Test("what is described is what a run then returns", arguments: ODBCDriver.allCases)
        func described(_ driver: ODBCDriver) async throws {
            let source = try ODBCShop.common(driver).source()
            for sql in [
                "SELECT * FROM orders", "SELECT 1 AS a, 'x' AS b", "SELECT id AS status, id AS status FROM paid",
            ] {
                let columns = try await source.describe(sql, timeout: .seconds(20))
                let result = try await source.run(QueryRequest(sql))
                #expect(columns.map(\.name) == result.columns)
            }
            for sql in ["SELECT nothing FROM orders", "SELECT * FROM nowhere", "SELECT 1 FORM x y"] {
                let error = await sentinelError { _ = try await source.describe(sql, timeout: .seconds(20)) }
                #expect(error?.code == .query, "\(sql): \(String(describing: error))")
            }
            await source.close()
        }

        @Test("describing tells names and types without running", arguments: ODBCDriver.allCases)
        func describing(_ driver: ODBCDriver) async throws {
            let source = try ODBCShop.common(driver).source()
            let columns = try await source.describe("SELECT id, customer, amount FROM orders", timeout: .seconds(20))
            #expect(columns.map(\.name) == ["id", "customer", "amount"])
            #expect(columns.allSatisfy { $0.declaredType?.isEmpty == false })
            let error = await sentinelError {
                _ = try await source.describe("DELETE FROM orders", timeout: .seconds(20))
            }
            #expect(error?.code == .notReadOnly)
            await source.close()
        }
    }
#endif
