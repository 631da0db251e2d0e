/// Questions about the shop's orders that every database answers alike: the ids of orders, in the order asked for.
///
/// The orders are (1 ada 12.50 paid 11-01 NULL), (2 bob 9.99 open 11-01 "it's a gift"), (3 ada 5.25 failed 11-02
/// "naïve 🦉"), (4 cyd 100.00 open 11-03 ""), (5 bob 64.25 paid 11-04 "at 12:30").
enum AnalystQueries {
    static let answers: [(String, [Int64])] = [
        // Order.
        ("SELECT id FROM orders ORDER BY id", [1, 2, 3, 4, 5]),
        ("SELECT id FROM orders ORDER BY id DESC", [5, 4, 3, 2, 1]),
        ("SELECT id FROM orders ORDER BY amount", [3, 2, 1, 5, 4]),
        ("SELECT id FROM orders ORDER BY amount DESC", [4, 5, 1, 2, 3]),
        ("SELECT id FROM orders ORDER BY customer, id DESC", [3, 1, 5, 2, 4]),
        ("SELECT id FROM orders ORDER BY status, amount DESC", [3, 4, 2, 5, 1]),
        ("SELECT id FROM orders ORDER BY day DESC, amount", [5, 4, 3, 2, 1]),
        ("SELECT id, amount FROM orders ORDER BY 2", [3, 2, 1, 5, 4]),
        ("SELECT id FROM orders ORDER BY amount * -1", [4, 5, 1, 2, 3]),
        ("SELECT id FROM orders ORDER BY CASE status WHEN 'failed' THEN 0 ELSE 1 END, id DESC", [3, 5, 4, 2, 1]),
        ("SELECT id FROM orders ORDER BY length(customer), id", [1, 2, 3, 4, 5]),
        ("SELECT id FROM orders ORDER BY abs(amount - 12), id", [1, 2, 3, 5, 4]),
        // Filters.
        ("SELECT id FROM orders WHERE status = 'paid' ORDER BY id", [1, 5]),
        ("SELECT id FROM orders WHERE status <> 'paid' ORDER BY id", [2, 3, 4]),
        ("SELECT id FROM orders WHERE amount > 12 ORDER BY id", [1, 4, 5]),
        ("SELECT id FROM orders WHERE amount BETWEEN 5.25 AND 12.5 ORDER BY id", [1, 2, 3]),
        ("SELECT id FROM orders WHERE amount = 9.99", [2]),
        ("SELECT id FROM orders WHERE note IS NULL", [1]),
        ("SELECT id FROM orders WHERE note IS NOT NULL ORDER BY id", [2, 3, 4, 5]),
        ("SELECT id FROM orders WHERE note = ''", [4]),
        ("SELECT id FROM orders WHERE note = 'it''s a gift'", [2]),
        ("SELECT id FROM orders WHERE note = 'naïve 🦉'", [3]),
        ("SELECT id FROM orders WHERE note LIKE '%12:30'", [5]),
        ("SELECT id FROM orders WHERE note LIKE '%:%'", [5]),
        ("SELECT id FROM orders WHERE customer LIKE 'a%' ORDER BY id", [1, 3]),
        ("SELECT id FROM orders WHERE customer NOT LIKE 'a%' ORDER BY id", [2, 4, 5]),
        ("SELECT id FROM orders WHERE customer IN ('ada', 'cyd') ORDER BY id", [1, 3, 4]),
        ("SELECT id FROM orders WHERE customer NOT IN ('ada', 'cyd') ORDER BY id", [2, 5]),
        ("SELECT id FROM orders WHERE day = '2026-11-01' ORDER BY id", [1, 2]),
        ("SELECT id FROM orders WHERE day >= '2026-11-03' ORDER BY id", [4, 5]),
        ("SELECT id FROM orders WHERE NOT (status = 'open' OR status = 'paid')", [3]),
        ("SELECT id FROM orders WHERE (status = 'open' AND amount > 50) OR id = 1 ORDER BY id", [1, 4]),
        ("SELECT id FROM orders WHERE coalesce(note, 'none') = 'none'", [1]),
        ("SELECT id FROM orders WHERE upper(customer) = 'BOB' ORDER BY id", [2, 5]),
        ("SELECT id FROM orders WHERE id % 2 = 0 ORDER BY id", [2, 4]),
        ("SELECT id FROM orders WHERE replace(customer, 'a', 'x') = 'xdx' ORDER BY id", [1, 3]),
        ("SELECT id FROM orders WHERE nullif(status, 'open') IS NULL ORDER BY id", [2, 4]),
        ("SELECT id FROM orders WHERE 1 = 0", []),
        // Parameters of the engine in their places.
        ("SELECT id FROM orders WHERE id >= :low AND id < :high ORDER BY id", [2, 3]),
        ("SELECT id FROM orders WHERE id = :low OR id = :high OR id = :low ORDER BY id", [2, 4]),
        ("SELECT id FROM orders WHERE id = :low /* :high */ -- :none", [2]),
        // Subqueries and joins.
        ("SELECT id FROM paid ORDER BY id", [1, 5]),
        ("SELECT id FROM orders WHERE amount = (SELECT max(amount) FROM orders)", [4]),
        ("SELECT id FROM orders WHERE amount > (SELECT avg(amount) FROM orders) ORDER BY id", [4, 5]),
        ("SELECT id FROM orders WHERE customer IN (SELECT customer FROM paid) ORDER BY id", [1, 2, 3, 5]),
        ("SELECT id FROM orders WHERE EXISTS (SELECT 1 FROM paid WHERE paid.id = orders.id) ORDER BY id", [1, 5]),
        (
            "SELECT id FROM orders WHERE NOT EXISTS (SELECT 1 FROM paid WHERE paid.id = orders.id) ORDER BY id",
            [2, 3, 4]
        ),
        ("SELECT o.id FROM orders o JOIN paid p ON p.id = o.id ORDER BY o.id", [1, 5]),
        ("SELECT o.id FROM orders o LEFT JOIN paid p ON p.id = o.id WHERE p.id IS NULL ORDER BY o.id", [2, 3, 4]),
        ("SELECT a.id FROM orders a JOIN orders b ON a.customer = b.customer AND a.id < b.id ORDER BY a.id", [1, 2]),
        ("SELECT q.id FROM (SELECT id, amount FROM orders WHERE amount < 50) q ORDER BY q.amount", [3, 2, 1]),
        ("SELECT o.id FROM orders o CROSS JOIN (SELECT 1 AS n) q ORDER BY o.id", [1, 2, 3, 4, 5]),
        ("SELECT max(id) FROM orders GROUP BY customer ORDER BY customer", [3, 5, 4]),
        ("SELECT min(id) FROM orders GROUP BY status HAVING count(*) > 1 ORDER BY status", [2, 1]),
        ("SELECT max(id) FROM orders GROUP BY day ORDER BY sum(amount) DESC", [4, 5, 2, 3]),
        ("SELECT count(*) FROM orders", [5]),
        ("SELECT count(note) FROM orders", [4]),
        ("SELECT count(DISTINCT customer) FROM orders", [3]),
        // Sets, common table expressions, windows.
        ("SELECT id FROM orders WHERE id < 3 UNION SELECT id FROM paid ORDER BY id", [1, 2, 5]),
        ("SELECT id FROM paid UNION ALL SELECT id FROM paid ORDER BY 1", [1, 1, 5, 5]),
        ("SELECT id FROM orders EXCEPT SELECT id FROM paid ORDER BY id", [2, 3, 4]),
        ("SELECT id FROM orders INTERSECT SELECT id FROM paid ORDER BY id", [1, 5]),
        ("WITH big AS (SELECT id FROM orders WHERE amount > 10) SELECT id FROM big ORDER BY id DESC", [5, 4, 1]),
        ("WITH a AS (SELECT 1 AS n), b AS (SELECT n + 1 AS n FROM a) SELECT n FROM b", [2]),
        (
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4) SELECT i FROM n ORDER BY i",
            [1, 2, 3, 4]
        ),
        (
            "SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY customer ORDER BY amount DESC) AS r FROM orders) q WHERE r = 1 ORDER BY id",
            [1, 4, 5]
        ),
        ("SELECT rank() OVER (ORDER BY amount) FROM orders ORDER BY id", [3, 2, 1, 5, 4]),
        ("SELECT coalesce(lag(id) OVER (ORDER BY id), 0) FROM orders ORDER BY id", [0, 1, 2, 3, 4]),
        ("SELECT first_value(id) OVER (PARTITION BY customer ORDER BY id) FROM orders ORDER BY id", [1, 2, 1, 4, 2]),
        ("SELECT DISTINCT length(customer) FROM orders", [3]),
        ("SELECT id FROM orders ORDER BY id LIMIT 2", [1, 2]),
        ("SELECT id FROM orders ORDER BY id LIMIT 2 OFFSET 2", [3, 4]),
        // Writing of all kinds.
        ("select ID from orders order by Id", [1, 2, 3, 4, 5]),
        ("SELECT\n\tid\r\nFROM orders\n\n WHERE id=1\n", [1]),
        ("  ;; SELECT 1 ;; ", [1]),
        ("-- DELETE FROM orders;\nSELECT id FROM orders WHERE id = 3", [3]),
        ("/* DROP TABLE orders; */ SELECT 7 /* ; */", [7]),
        ("SELECT 1+1", [2]),
        ("SELECT - -3", [3]),
        ("SELECT length('a;b--c/*d*/')", [11]),
        ("SELECT length('it''s')", [4]),
        ("SELECT id AS \"delete\" FROM orders WHERE id = 2", [2]),
        ("SELECT orders.id FROM orders WHERE orders.id = 4", [4]),
        ("SELECT CASE WHEN count(*) > 3 THEN 1 ELSE 0 END FROM orders", [1]),
    ]

    /// For the questions that have `:low` and `:high`.
    static let low: Int64 = 2
    static let high: Int64 = 4
}
