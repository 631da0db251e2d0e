#if MySQL
    import Foundation
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite("MariaDB runs what analysts write", .mariaDB, .timeLimit(.minutes(5)))
    struct MySQLAnalystTests {
        @Test("every one of them is accepted, with the rows and the order that the database's own client shows")
        func queries() async throws {
            let shop = try MySQLShop()
            let source = try shop.source()
            #expect(Self.queries.count >= 200)
            #expect(Set(Self.queries).count == Self.queries.count)
            for (sql, expected) in zip(Self.queries, try MySQLClientRows.of(Self.queries, shop)) {
                do {
                    let result = try await source.run(QueryRequest(sql, tag: QueryTag(alert: "a", run: "1")))
                    #expect(result.rows.count == expected.count, "\(sql)")
                    for (row, line) in zip(result.rows, expected) {
                        #expect(row.map(MySQLClientRows.text) == line, "\(sql)")
                    }
                    _ = try await source.describe(sql, timeout: .seconds(10))
                } catch {
                    Issue.record("\(sql): \(error)")
                }
            }
            await source.close()
        }

        /// Queries whose rows are the same each time.
        static let queries =
            everyday + texts + aggregates + joins + tables + windows + dates + functions + documents + orders

        private static let everyday = [
            "SELECT 'OK' AS status", "SELECT CASE WHEN count(*) > 3 THEN 'ALERT' ELSE 'OK' END AS status FROM orders",
            """
            SELECT CASE WHEN SUM(amount) < 10000 THEN 'ALERT' ELSE 'OK' END AS status,
                   SUM(amount) AS actual_value, 10000 AS threshold FROM orders WHERE day = '2026-11-01'
            """,
            "SELECT IF(max(amount) > 50, 'ALERT', 'OK') status, max(amount) actual_value, 50 threshold FROM orders",
            "select status as `Status`, count(*) from orders group by status order by 1",
            "SELECT * FROM orders ORDER BY id",
            "SELECT * FROM paid ORDER BY id", "SELECT o.* FROM orders AS o WHERE o.id = 3",
            "SELECT DISTINCT customer FROM orders ORDER BY customer DESC",
            "SELECT count(*), count(note), count(DISTINCT customer) FROM orders", "VALUES (1, 'a'), (2, 'b')",
            "SELECT ALL customer FROM orders ORDER BY id", "SELECT SQL_NO_CACHE count(*) FROM orders",
            "SELECT STRAIGHT_JOIN a.id FROM orders a JOIN staff b ON a.id = b.id ORDER BY 1",
            "SELECT HIGH_PRIORITY count(*) FROM orders", "SELECT count(*) AS `count` FROM orders",
            "SELECT 1 AS a, 2 AS a, 3 AS a", "SELECT o.id, p.id FROM orders o JOIN orders p ON o.id = p.id ORDER BY 1",
            "SELECT *, id FROM orders ORDER BY id",
            "SELECT a.*, b.* FROM staff a JOIN staff b ON a.boss = b.id ORDER BY a.id",
        ]

        private static let texts = [
            "SELECT 1;", "SELECT 1 ; ; ", "  \n\t SELECT 1", "-- daily check\nSELECT 1",
            "/* a; b */ SELECT 1 /* c */ -- d",
            "\u{FEFF}SELECT 1", "SELECT 1 -- :comment", "SELECT ';' , '--' , '/*'", "SELECT 1;\r\n", "# note\nSELECT 1",
            "SELECT '100%', \"status\" FROM orders LIMIT 1", "SELECT 'it''s', 'it\\'s', \"say \"\"hi\"\"\"",
            "SELECT 'naïve 🦉'", "SELECT note FROM orders WHERE note = 'naïve 🦉'", "SELECT \"OK\" AS status",
            "SELECT 0x1F + 0, 1e3, .5, -2", "SELECT 'a' 'b'", "SELECT n'x', _utf8mb4'y'",
            "SELECT `id` FROM `orders` ORDER BY `id`",
            "(SELECT 1)", "((SELECT 1))", "(SELECT 1 AS a) ORDER BY a",
            "(SELECT 1) UNION ALL (SELECT 2) ORDER BY 1 DESC",
            "SELECT 5--1", "SELECT 5 - -1", "SELECT '\\\\'", "SELECT 'tab\\tnew'",
            "SELECT 1 /*+ MAX_EXECUTION_TIME(1000) */",
            "SELECT 1 -- ;\n", "SELECT 'a;b' ;",
        ]

        private static let aggregates = [
            "SELECT sum(amount), avg(amount), min(amount), max(amount) FROM orders",
            "SELECT group_concat(customer ORDER BY id) FROM orders",
            "SELECT group_concat(DISTINCT customer ORDER BY customer SEPARATOR ' | ') FROM orders",
            "SELECT customer, sum(amount) FROM orders GROUP BY customer HAVING sum(amount) > 20 ORDER BY 2 DESC",
            "SELECT sum(CASE WHEN status = 'paid' THEN amount ELSE 0 END) FROM orders",
            "SELECT sum(1) FROM orders WHERE 0",
            "SELECT status, round(100.0 * count(*) / (SELECT count(*) FROM orders), 1) FROM orders GROUP BY status ORDER BY 1",
            "SELECT 1.0 * sum(CASE WHEN note IS NULL THEN 1 ELSE 0 END) / count(*) FROM orders",
            "SELECT avg(amount * amount) - avg(amount) * avg(amount) FROM orders",
            "SELECT customer, max(amount), min(day) FROM orders GROUP BY customer ORDER BY customer",
            "SELECT coalesce(sum(amount), 0) FROM orders WHERE id > 100",
            "SELECT bit_or(id), bit_and(id), bit_xor(id) FROM orders",
            "SELECT count(*) FROM orders GROUP BY status WITH ROLLUP",
            "SELECT day, count(*) FROM orders GROUP BY 1 ORDER BY 1",
            "SELECT status, count(*) c FROM orders GROUP BY status HAVING c > 1", "SELECT std(amount) > 0 FROM orders",
            "SELECT variance(amount) > 1 FROM orders", "SELECT count(DISTINCT customer, status) FROM orders",
            "SELECT sum(amount > 10), sum(status = 'paid') FROM orders",
            "SELECT max(1)", "SELECT SQL_CALC_FOUND_ROWS id FROM orders ORDER BY id DESC LIMIT 2",
        ]

        private static let joins = [
            "SELECT a.id, b.id FROM orders a JOIN orders b ON a.customer = b.customer AND a.id < b.id ORDER BY 1, 2",
            "SELECT s.name, b.name boss FROM staff s LEFT JOIN staff b ON s.boss = b.id ORDER BY s.id",
            "SELECT s.name, b.name boss FROM staff s RIGHT JOIN staff b ON s.boss = b.id ORDER BY b.id, s.id",
            "SELECT name FROM staff WHERE id NOT IN (SELECT boss FROM staff WHERE boss IS NOT NULL) ORDER BY 1",
            "SELECT id FROM orders o WHERE EXISTS (SELECT 1 FROM orders p WHERE p.day = o.day AND p.id <> o.id) ORDER BY id",
            "SELECT customer FROM orders INTERSECT SELECT 'ada'",
            "SELECT 1 UNION SELECT 2 UNION ALL SELECT 2 ORDER BY 1",
            "SELECT customer FROM orders EXCEPT SELECT 'ada' ORDER BY 1",
            "SELECT * FROM orders NATURAL JOIN (SELECT 2 AS id) q", "SELECT count(*) FROM orders, staff",
            "SELECT id, (SELECT count(*) FROM orders p WHERE p.amount > o.amount) AS place FROM orders o ORDER BY 2",
            "SELECT * FROM orders WHERE (customer, status) = ('ada', 'paid') ORDER BY id",
            "SELECT id FROM orders WHERE (day, id) > ('2026-11-01', 1) ORDER BY day, id LIMIT 2 OFFSET 1",
            "SELECT id FROM orders CROSS JOIN (SELECT 1 x) q ORDER BY id",
            "SELECT id FROM orders JOIN staff USING (id) ORDER BY id",
            "SELECT id FROM orders WHERE amount > ALL (SELECT amount FROM orders WHERE status = 'paid') ORDER BY id",
            "SELECT id FROM orders WHERE amount >= ANY (SELECT amount FROM orders) ORDER BY id",
            "SELECT id FROM orders WHERE customer IN ('ada', 'bob') AND amount BETWEEN 5 AND 15 ORDER BY id",
            "SELECT id FROM orders WHERE customer LIKE 'a%' OR note IS NOT NULL ORDER BY id",
            "SELECT id FROM orders WHERE customer REGEXP '^[ab]' ORDER BY id",
            "SELECT id FROM orders WHERE NOT status <=> 'paid' ORDER BY id",
            "SELECT q.c FROM (SELECT count(*) c FROM orders) q", "SELECT * FROM (VALUES (1, 2), (3, 4)) v ORDER BY 1",
            "SELECT o.id FROM orders o FORCE INDEX (PRIMARY) ORDER BY o.id", "SELECT 1 FROM dual WHERE 1 = 1",
        ]

        private static let tables = [
            "WITH d AS (SELECT day, sum(amount) s FROM orders GROUP BY day) SELECT max(s) FROM d",
            "WITH a AS (SELECT 1 x), b AS (SELECT x + 1 y FROM a) SELECT * FROM a, b",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20) SELECT sum(i) FROM n",
            "WITH a AS (SELECT id FROM orders) SELECT id FROM a ORDER BY id DESC",
            "with a as (select 1 x) select x, x from a",
            """
            WITH RECURSIVE days AS (
              SELECT DATE '2026-11-01' AS d UNION ALL SELECT d + INTERVAL 1 DAY FROM days WHERE d < '2026-11-05')
            SELECT days.d, count(orders.id) FROM days LEFT JOIN orders ON orders.day = days.d GROUP BY days.d ORDER BY days.d
            """,
            """
            WITH RECURSIVE chain AS (
              SELECT id, name, 0 AS depth FROM staff WHERE boss IS NULL
              UNION ALL SELECT s.id, s.name, c.depth + 1 FROM staff s JOIN chain c ON s.boss = c.id)
            SELECT name, depth FROM chain ORDER BY depth, name
            """,
            "WITH a AS (SELECT customer c, count(*) n FROM orders GROUP BY 1) SELECT IF(max(n) > 1, 'ALERT', 'OK') status FROM a",
            "SELECT table_name FROM information_schema.tables WHERE table_schema = database() AND table_type = 'VIEW'",
            "SELECT count(*) > 0 FROM information_schema.columns WHERE table_schema = database() AND column_name = 'amount'",
            "SELECT seq FROM seq_1_to_10_step_3", "SELECT count(*) FROM seq_1_to_7",
            "SELECT table_rows IS NULL FROM information_schema.tables WHERE table_name = 'paid' AND table_schema = database()",
            "WITH x AS (SELECT 1 a UNION SELECT 2) SELECT * FROM x ORDER BY a DESC LIMIT 1",
        ]

        private static let windows = [
            "SELECT id, row_number() OVER (ORDER BY amount DESC) FROM orders ORDER BY id",
            "SELECT id, sum(amount) OVER (PARTITION BY customer ORDER BY id) FROM orders ORDER BY id",
            "SELECT id, lag(amount) OVER (ORDER BY id), lead(amount) OVER (ORDER BY id) FROM orders ORDER BY id",
            "SELECT id, rank() OVER w, dense_rank() OVER w FROM orders WINDOW w AS (ORDER BY customer) ORDER BY id",
            "SELECT id, ntile(2) OVER (ORDER BY id) FROM orders ORDER BY id",
            "SELECT id, first_value(id) OVER (PARTITION BY day ORDER BY id) FROM orders ORDER BY id",
            "SELECT id, avg(amount) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM orders ORDER BY id",
            "SELECT day, sum(sum(amount)) OVER (ORDER BY day) FROM orders GROUP BY day ORDER BY day",
            "SELECT id, percent_rank() OVER (ORDER BY id) > 0.4 FROM orders ORDER BY id",
            "SELECT * FROM (SELECT id, row_number() OVER (PARTITION BY customer ORDER BY id DESC) n FROM orders) q WHERE n = 1 ORDER BY id",
            "SELECT id, count(*) OVER () FROM orders ORDER BY id",
            "SELECT id, nth_value(id, 2) OVER (ORDER BY id) FROM orders ORDER BY id",
        ]

        private static let dates = [
            "SELECT DATE '2026-01-31' + INTERVAL 1 MONTH", "SELECT date_add('2026-01-01', INTERVAL 36 HOUR)",
            "SELECT date_sub('2026-03-01', INTERVAL 1 DAY)", "SELECT datediff('2026-03-01', '2026-02-01')",
            "SELECT timestampdiff(MINUTE, '2026-01-01 00:00:00', '2026-01-02 12:30:00')",
            "SELECT date_format('2026-01-02', '%Y-%m')",
            "SELECT year('2026-01-02'), month('2026-01-02'), dayofweek('2026-01-02')", "SELECT last_day('2024-02-01')",
            "SELECT str_to_date('02.01.2026', '%d.%m.%Y')", "SELECT unix_timestamp('2026-01-02 03:04:05')",
            "SELECT from_unixtime(0)", "SELECT id FROM orders WHERE created >= '2026-11-02' ORDER BY created DESC",
            "SELECT max(created) FROM orders", "SELECT max(created) < NOW() - INTERVAL 100 YEAR FROM orders",
            "SELECT date(created), count(*) FROM orders GROUP BY date(created) ORDER BY 1",
            "SELECT hour(created) FROM orders ORDER BY id",
            "SELECT time(created) FROM orders ORDER BY id", "SELECT extract(DAY FROM created) FROM orders ORDER BY id",
            "SELECT makedate(2026, 60)", "SELECT sec_to_time(3661)", "SELECT timediff('10:00:00', '08:30:00')",
            "SELECT @@session.time_zone = '+00:00' OR 1", "SELECT week('2026-01-02', 3)",
            "SELECT quarter('2026-11-02')",
            "SELECT CAST('2026-01-02 03:04:05.678901' AS DATETIME(6))",
            "SELECT convert_tz('2026-01-02 00:00:00', '+00:00', '+01:00')",
            "SELECT TIMESTAMP('2026-01-02', '10:00:00')",
            "SELECT created + INTERVAL '1:30' HOUR_MINUTE FROM orders WHERE id = 1",
            "SELECT day = CURDATE() FROM orders WHERE id = 1", "SELECT NOW() > '2020-01-01'",
        ]

        private static let functions = [
            "SELECT upper('a'), lower('B'), length('ü'), char_length('ü')",
            "SELECT concat('a', NULL), concat_ws('-', 'a', NULL, 'b')",
            "SELECT substring('abcdef', 2, 3), left('abc', 2), right('abc', 2)",
            "SELECT trim('  x '), ltrim(' x'), rtrim('x ')",
            "SELECT replace('aaa', 'a', 'b'), reverse('abc'), repeat('ab', 3)",
            "SELECT lpad('5', 3, '0'), rpad('x', 3, '.')",
            "SELECT instr('abc', 'c'), locate('b', 'abc'), position('a' IN 'abc')",
            "SELECT ifnull(NULL, 1), nullif(1, 1), coalesce(NULL, 2)",
            "SELECT greatest(1, 3, 2), least(1, 3, 2)",
            "SELECT round(2.567, 1), floor(2.9), ceil(2.1), truncate(2.567, 2)",
            "SELECT abs(-1), sign(-5), mod(7, 3), 7 % 3, 7 DIV 2", "SELECT power(2, 10), sqrt(16)",
            "SELECT pi() > 3, exp(0), ln(1)",
            "SELECT CAST('12' AS SIGNED), CAST(1.5 AS CHAR), CAST('1.25' AS DECIMAL(5,2))",
            "SELECT CONVERT('a' USING utf8mb4)",
            "SELECT md5('x'), sha1('x'), sha2('x', 256)", "SELECT hex('abc'), unhex('616263')",
            "SELECT format(1234567.891, 2)",
            "SELECT field('b', 'a', 'b'), elt(2, 'a', 'b'), find_in_set('b', 'a,b')",
            "SELECT inet_aton('10.0.0.1'), inet_ntoa(167772161)",
            "SELECT 'a' LIKE 'A', BINARY 'a' = 'A'", "SELECT 'abc' REGEXP 'b', 'abc' RLIKE '^b'",
            "SELECT 1 = 1, 1 <> 2, 1 <=> NULL, NOT 1",
            "SELECT TRUE AND FALSE, TRUE OR NULL, TRUE XOR TRUE", "SELECT 1 << 4, 255 & 15, 1 | 6, 5 ^ 1, ~0",
            "SELECT 5 IS NOT NULL, NULL IS NULL",
            "SELECT CASE 3 WHEN 1 THEN 'a' WHEN 3 THEN 'c' END", "SELECT 0.1 + 0.2, 1e0 / 3", "SELECT 1 / 3, 10 / 4",
            "SELECT 18446744073709551615",
            "SELECT -9223372036854775808, 9223372036854775807", "SELECT NULL",
            "SELECT conv('ff', 16, 10), bin(5), oct(8)",
            "SELECT soundex('Robert'), strcmp('a', 'b')", "SELECT substring_index('a.b.c', '.', 2)",
            "SELECT ascii('a'), ord('ü'), char(65)",
            "SELECT crc32('x')", "SELECT database() IS NOT NULL", "SELECT version() IS NOT NULL",
            "SELECT current_user() LIKE 'reader%' OR 1",
            "SELECT bit_count(7)", "SELECT regexp_replace('a1b2', '[0-9]', '-')",
            "SELECT regexp_substr('abc123', '[0-9]+')",
            "SELECT interval(5, 1, 3, 7)", "SELECT uuid() IS NOT NULL", "SELECT isnull(NULL)",
            "SELECT 1 IN (1, 2), 3 NOT IN (1, 2)",
        ]

        private static let documents = [
            "SELECT json_extract(body, '$.a.b[1]') FROM docs ORDER BY id",
            "SELECT json_value(body, '$.t') FROM docs ORDER BY id",
            "SELECT json_unquote(json_extract(body, '$.t')) FROM docs WHERE id = 1",
            "SELECT json_length(body) FROM docs ORDER BY id",
            "SELECT json_object('a', 1, 'b', 'x')", "SELECT json_array(1, NULL, 'x')",
            "SELECT json_valid('{'), json_valid('{}')",
            "SELECT json_type('[1]'), json_keys('{\"a\": 1}')", "SELECT json_contains('[1, 2]', '2')",
            "SELECT j.v FROM json_table('[1, 2, 3]', '$[*]' COLUMNS (v int PATH '$')) j ORDER BY 1",
            "SELECT json_arrayagg(id) FROM orders",
            "SELECT json_objectagg(id, customer) FROM orders", "SELECT tags FROM docs ORDER BY id",
            "SELECT flags + 0 FROM docs ORDER BY id",
            "SELECT find_in_set('c', tags) > 0 FROM docs ORDER BY id", "SELECT hex(raw) FROM docs ORDER BY id",
            "SELECT body FROM docs WHERE id = 2",
        ]

        /// Where the order is all that matters: a derived table would lose it.
        private static let orders = [
            "SELECT id FROM orders ORDER BY amount DESC",
            "SELECT id, customer FROM orders ORDER BY customer DESC, amount",
            "SELECT id FROM orders ORDER BY FIELD(status, 'failed', 'open', 'paid'), id DESC",
            "SELECT id FROM orders ORDER BY note IS NULL, id DESC",
            "SELECT id FROM orders ORDER BY rand(5)", "SELECT seq FROM seq_1_to_500 ORDER BY seq % 7 DESC, seq DESC",
            "SELECT id FROM orders ORDER BY amount DESC LIMIT 3",
            "SELECT id FROM orders ORDER BY created DESC LIMIT 2, 2",
            "SELECT id AS a FROM orders UNION ALL SELECT -id FROM orders ORDER BY a DESC",
            "(SELECT id FROM orders ORDER BY id DESC LIMIT 2) UNION ALL (SELECT id FROM orders ORDER BY id LIMIT 2)",
            "SELECT customer, count(*) n FROM orders GROUP BY customer ORDER BY n DESC, customer DESC",
            "SELECT id FROM orders ORDER BY customer COLLATE utf8mb4_bin, id", "SELECT id FROM orders ORDER BY -id",
            "WITH o AS (SELECT id, amount FROM orders) SELECT id FROM o ORDER BY amount",
            "SELECT a.id, b.id FROM orders a, orders b ORDER BY b.id DESC, a.id DESC",
        ]
    }

    /// What the database's own client shows, to compare with.
    private enum MySQLClientRows {
        /// The rows of each query, every value as text; run with the settings of the sources' sessions.
        static func of(_ queries: [String], _ shop: MySQLShop) throws -> [[[String]]] {
            let set =
                "SET time_zone = '+00:00', sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'"
            let script = queries.map { "\($0.trimmingPrefix("\u{FEFF}"))\n;\nSELECT '\(end)'" }
            let text = try shop.server.sql(
                ([set] + script).joined(separator: ";\n"), database: shop.database, as: .reader)
            let answers = text.components(separatedBy: "\(end)\n").dropLast()
            #expect(answers.count == queries.count)
            return answers.map { answer in
                answer.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
                    .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
            }
        }

        /// The line after each answer.
        private static let end = "=== end of an answer ==="

        /// A value as `mariadb --batch` prints it.
        static func text(_ value: SQLValue) -> String {
            switch value {
            case .null: "NULL"
            case .double(let number): number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
            case .timestamp(let instant): instant.description.replacing("T", with: " ").replacing("Z", with: "")
            default:
                value.displayText.replacing("\\", with: "\\\\").replacing("\t", with: "\\t").replacing(
                    "\n", with: "\\n")
            }
        }
    }
#endif
