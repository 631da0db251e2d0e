#if SQLite
    import SentinelAdapters
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("SQLite runs what analysts write")
    struct SQLiteAnalystTests {
        static let queries = [
            // The contract's everyday forms.
            "SELECT 'OK' AS status", "SELECT CASE WHEN count(*) > 3 THEN 'ALERT' ELSE 'OK' END AS status FROM orders",
            """
            SELECT CASE WHEN SUM(amount) < 10000 THEN 'ALERT' ELSE 'OK' END AS status,
                   SUM(amount) AS actual_value, 10000 AS threshold FROM orders WHERE day = '2026-11-01'
            """,
            "SELECT iif(max(amount) > 50, 'ALERT', 'OK') status, max(amount) actual_value, 50 threshold FROM orders",
            "select status as \"Status\", count(*) from orders group by status order by 1",
            "SELECT * FROM orders", "SELECT * FROM paid ORDER BY id", "SELECT o.* FROM orders AS o WHERE o.id = 3",
            "SELECT DISTINCT customer FROM orders ORDER BY customer COLLATE NOCASE DESC",
            "SELECT count(*), count(note), count(DISTINCT customer) FROM orders", "VALUES (1, 'a'), (2, 'b')",
            // Text around the statement.
            "SELECT 1;", "SELECT 1 ; ; ", "  \n\t SELECT 1", "-- daily check\nSELECT 1",
            "/* a; b */ SELECT 1 /* c */ -- d",
            ";SELECT 1", "\u{FEFF}SELECT 1", "SELECT 1 -- :comment", "SELECT ';' || '--' || '/*'", "SELECT 1;\r\n",
            "SELECT '100%', \"status\" FROM orders", "SELECT [id], `day` FROM orders", "SELECT 'it''s', 'naïve 🦉'",
            "SELECT note FROM orders WHERE note = 'naïve 🦉'", "SELECT \"OK\" AS status",
            "SELECT x'41', 0x1F, 1e3, .5, -2",
            // Aggregates.
            "SELECT sum(amount), total(amount), avg(amount), min(amount), max(amount) FROM orders",
            "SELECT group_concat(customer) FROM orders", "SELECT group_concat(DISTINCT customer) FROM orders",
            "SELECT group_concat(customer, ' | ') FROM (SELECT customer FROM orders ORDER BY id)",
            "SELECT customer, sum(amount) FROM orders GROUP BY customer HAVING sum(amount) > 20 ORDER BY 2 DESC",
            "SELECT sum(amount) FILTER (WHERE status = 'paid') FROM orders", "SELECT sum(1) FROM orders WHERE 0",
            "SELECT status, round(100.0 * count(*) / (SELECT count(*) FROM orders), 1) FROM orders GROUP BY status",
            "SELECT 1.0 * sum(CASE WHEN note IS NULL THEN 1 ELSE 0 END) / count(*) FROM orders",
            "SELECT avg(amount * amount) - avg(amount) * avg(amount) FROM orders",
            "SELECT customer, max(amount), day FROM orders GROUP BY customer",
            "SELECT coalesce(sum(amount), 0) FROM orders",
            // Joins, set operations, subqueries.
            "SELECT a.id, b.id FROM orders a JOIN orders b ON a.customer = b.customer AND a.id < b.id",
            "SELECT s.name, b.name FROM staff s LEFT JOIN staff b ON s.boss = b.id ORDER BY s.id",
            "SELECT name FROM staff WHERE id NOT IN (SELECT boss FROM staff WHERE boss IS NOT NULL) ORDER BY 1",
            "SELECT id FROM orders o WHERE EXISTS (SELECT 1 FROM orders p WHERE p.day = o.day AND p.id <> o.id)",
            "SELECT customer FROM orders INTERSECT SELECT 'ada'",
            "SELECT 1 UNION SELECT 2 UNION ALL SELECT 2 ORDER BY 1",
            "SELECT customer FROM orders EXCEPT SELECT 'ada' ORDER BY 1",
            "SELECT * FROM orders NATURAL JOIN (SELECT 2 AS id)", "SELECT count(*) FROM orders, staff",
            "SELECT id, (SELECT count(*) FROM orders p WHERE p.amount > o.amount) AS rank FROM orders o ORDER BY 2",
            "SELECT * FROM orders WHERE (customer, status) = ('ada', 'paid')",
            "SELECT * FROM orders WHERE (day, id) > ('2026-11-01', 1) ORDER BY day, id LIMIT 2 OFFSET 1",
            "SELECT * FROM staff RIGHT JOIN orders ON staff.id = orders.id ORDER BY orders.id",
            // Common table expressions.
            "WITH d AS (SELECT day, sum(amount) s FROM orders GROUP BY day) SELECT max(s) FROM d",
            "WITH a AS (SELECT 1 x), b AS MATERIALIZED (SELECT x + 1 y FROM a) SELECT * FROM a, b",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20) SELECT sum(i) FROM n",
            "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i * 2 FROM n LIMIT 30) SELECT max(i) FROM n",
            """
            WITH RECURSIVE days(d) AS (
              SELECT '2026-11-01' UNION ALL SELECT date(d, '+1 day') FROM days WHERE d < '2026-11-05')
            SELECT d, count(o.id) FROM days LEFT JOIN orders o ON o.day = d GROUP BY d ORDER BY d
            """,
            """
            WITH RECURSIVE tree(id, path) AS (
              SELECT id, name FROM staff WHERE boss IS NULL
              UNION ALL SELECT s.id, t.path || '/' || s.name FROM staff s JOIN tree t ON s.boss = t.id)
            SELECT path FROM tree ORDER BY path
            """,
            // Windows.
            "SELECT id, row_number() OVER (ORDER BY amount DESC) FROM orders ORDER BY id",
            "SELECT id, rank() OVER w, dense_rank() OVER w, ntile(2) OVER w FROM orders WINDOW w AS (ORDER BY day)",
            "SELECT id, lag(amount) OVER (ORDER BY id), lead(amount, 1, 0) OVER (ORDER BY id) FROM orders",
            "SELECT id, sum(amount) OVER (PARTITION BY customer ORDER BY id ROWS UNBOUNDED PRECEDING) FROM orders ORDER BY 1",
            "SELECT id, avg(amount) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM orders",
            "SELECT id, first_value(id) OVER w, last_value(id) OVER w, nth_value(id, 2) OVER w FROM orders WINDOW w AS (ORDER BY id)",
            "SELECT id, percent_rank() OVER (ORDER BY amount), cume_dist() OVER (ORDER BY amount) FROM orders",
            "SELECT customer, sum(sum(amount)) OVER (ORDER BY customer) FROM orders GROUP BY customer",
            "SELECT group_concat(id) OVER (ORDER BY id) FROM orders", "SELECT count(*) OVER () FROM orders LIMIT 1",
            // Dates.
            "SELECT date('2026-11-05', '-1 day'), datetime('2026-11-05 10:00', '+90 minutes'), time('10:00:00')",
            "SELECT strftime('%Y-%W %H:%M:%S', '2026-11-05 10:20:30'), strftime('%s', '2026-11-05')",
            "SELECT julianday('2026-11-05') - julianday('2026-11-01')", "SELECT unixepoch('2026-11-05')",
            "SELECT date('2026-01-31', 'start of month', '+1 month', '-1 day', 'weekday 1')",
            "SELECT date(1795424400, 'unixepoch'), datetime(1795424400, 'unixepoch', 'utc')",
            "SELECT typeof(date('now')), typeof(CURRENT_TIMESTAMP), typeof(current_date), typeof(CURRENT_TIME)",
            "SELECT count(*) FROM orders WHERE day >= date('now', '-30 years')",
            "SELECT CAST(strftime('%m', day) AS INTEGER) AS month, count(*) FROM orders GROUP BY month",
            // Text functions.
            "SELECT upper(customer), lower('ÄB'), length('naïve'), trim('  x '), ltrim('xxa', 'x'), rtrim('axx', 'x') FROM orders",
            "SELECT substr('hello', 2, 3), substring('hello', -2), instr('hello', 'l'), replace('a-b-c', '-', '+')",
            "SELECT 'a' || 1 || NULL, coalesce(NULL, 'x'), ifnull(NULL, 2), nullif(1, 1), quote('it''s'), hex('ab')",
            "SELECT id FROM orders WHERE note LIKE '%GIFT%' OR note GLOB '*12:30*' OR customer LIKE 'a\\_%' ESCAPE '\\'",
            "SELECT char(72, 105), unicode('H'), soundex('Robert'), typeof(1.5), abs(-3), sign(-2)",
            "SELECT printf('%.2f', 3.14159), format('%d of %s', 3, 'x'), printf('%05d|%-5s|%+d', 42, 'ab', 7)",
            "SELECT printf('%,d', 1234567), printf('%x %X %o', 255, 255, 8), printf('%e %g', 12345.678, 0.00001)",
            "SELECT printf('%%'), printf('%c%c', 'hello', 'é'), printf('%q %Q %w', 'it''s', 'it''s', 'a\"b'), printf('%Q', NULL)",
            "SELECT printf('%*d', 5, 1), printf('%-*d|', 5, 1), printf('%.*f', 3, 2.0), printf('%s')",
            "SELECT label FROM labels",
            "SELECT printf('%5.1f%% of %s', 12.345, customer) FROM orders ORDER BY id",
            "SELECT printf(NULL, 1), printf('')",
            // Numbers.
            "SELECT round(2.567, 2), round(2.5), CAST('12abc' AS INTEGER), CAST(3.9 AS INT), 7 / 2, 7 % 3, 7 / 2.0",
            "SELECT ceil(1.2), floor(-1.2), sqrt(16), power(2, 10), exp(0), ln(1), log10(1000), log(2, 8), mod(7, 3), pi() > 3",
            "SELECT max(1, 2, 3), min(1, 2), 1 << 4, 5 & 3, 5 | 3, ~5, 1 = 1.0, 1 IS NOT NULL, NOT 1",
            "SELECT typeof(random())",
            "SELECT 9223372036854775807, -9223372036854775808, 9007199254740993, 1.0 / 3, 1e308 * 10, 0.1 + 0.2",
            "SELECT amount BETWEEN 5 AND 20, status IN ('paid', 'open'), note IS NULL, note IS DISTINCT FROM '' FROM orders",
            // JSON.
            "SELECT json_extract(items, '$[0].sku'), items ->> '$[0].n', items -> 0, json_array_length(items) FROM orders",
            "SELECT o.id, j.value ->> 'sku' FROM orders o, json_each(o.items) j ORDER BY o.id, j.key",
            "SELECT sum(j.value ->> 'n') FROM orders, json_each(items) j",
            "SELECT key, type, path FROM json_tree('{\"a\":[1]}')",
            "SELECT json_group_array(id), json_group_object(id, customer) FROM orders",
            "SELECT json_object('a', 1, 'b', NULL)",
            "SELECT json_valid('{'), json_type('[1]'), json_quote('x'), json_set('{}', '$.a', 1), json_remove('[1,2]', '$[0]')",
            "SELECT json_array(1, 'a'), json_patch('{\"a\":1}', '{\"b\":2}'), json_insert('[]', '$[#]', 1), json_replace('{\"a\":1}', '$.a', 2)",
            // Full text, ranges, the schema.
            "SELECT title FROM docs WHERE docs MATCH 'disk' ORDER BY rank", "SELECT * FROM docs('cpu AND hot')",
            "SELECT title, bm25(docs) < 0, highlight(docs, 1, '<b>', '</b>'), snippet(docs, 1, '[', ']', '…', 3) FROM docs WHERE docs MATCH 'full'",
            "SELECT body, snippet(old), offsets(old), hex(matchinfo(old)) FROM old WHERE old MATCH 'index'",

            "SELECT name, type FROM sqlite_master WHERE name = 'orders'",
            "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name",
            "SELECT name, type FROM pragma_table_info('orders')",
            "SELECT il.name, ii.name FROM pragma_index_list('orders') il, pragma_index_info(il.name) ii",
            "SELECT rowid, id FROM orders WHERE rowid < 3", "SELECT sqlite_version() > '3'",
            "SELECT likely(1), unlikely(0)",
            "SELECT * FROM orders INDEXED BY by_day WHERE day = '2026-11-01'", "SELECT * FROM main.staff WHERE +id = 1",
        ]

        @Test("accepted, with the result that SQLite itself gives", arguments: queries)
        func accepted(_ sql: String) async throws {
            let shop = try SQLiteShop.common.get()
            let plain = try SQLiteConnection(path: shop.path, access: .readOnly)
            let expected = try plain.rows(sql)
            let source = try SQLiteShop.commonSource.get()
            let rows = try await source.rows(sql)
            // Functions of chance and time are only asked for their type.
            #expect(rows == expected)
            #expect(!rows.isEmpty || expected.isEmpty)
        }

        @Test("there are enough of them")
        func count() {
            #expect(Self.queries.count >= 100)
            #expect(SQLiteHostileTests.refused.count + SQLiteHostileTests.bounded.count >= 60)
        }
    }

    extension SQLiteShop {
        /// One shop for all tests that only read.
        static let common = Result { try SQLiteShop() }
        static let commonSource = Result { try common.get().source() }
    }
#endif
