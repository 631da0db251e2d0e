-- The bookkeeping of a data platform, and two of the tables it fills. Times are UTC and relative to now.

CREATE TABLE load_run (
    pipeline    TEXT NOT NULL,
    started_at  TEXT NOT NULL,
    finished_at TEXT,
    state       TEXT NOT NULL,
    rows_loaded INTEGER
);

CREATE TABLE orders (
    order_id    INTEGER NOT NULL,
    customer_id INTEGER,
    amount      TEXT NOT NULL,
    currency    TEXT NOT NULL,
    loaded_at   TEXT NOT NULL
);

CREATE TABLE customers (customer_id INTEGER PRIMARY KEY, email TEXT, country TEXT);

CREATE TABLE exchange_rate (day TEXT NOT NULL, currency TEXT NOT NULL, rate TEXT NOT NULL, PRIMARY KEY (day, currency));

CREATE TABLE column_contract (table_name TEXT NOT NULL, column_name TEXT NOT NULL, PRIMARY KEY (table_name, column_name));

CREATE TABLE warehouse_query (id INTEGER PRIMARY KEY, owner TEXT NOT NULL, at TEXT NOT NULL, bytes_scanned INTEGER NOT NULL);

WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 6)
INSERT INTO load_run
SELECT 'orders', datetime('now', '-' || i || ' days', '-2 hours'), datetime('now', '-' || i || ' days', '-90 minutes'),
       'done', CASE i WHEN 0 THEN 2100 ELSE 9800 + i * 40 END
FROM n;
INSERT INTO load_run VALUES
    ('customers', datetime('now', '-2 hours'), datetime('now', '-110 minutes'), 'done', 400),
    ('exchange_rates', datetime('now', '-3 hours'), NULL, 'failed', NULL);

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
INSERT INTO customers SELECT i, 'person' || i || '@example.com', CASE i % 3 WHEN 0 THEN 'DE' WHEN 1 THEN 'FR' ELSE 'PL' END FROM n;

-- One order was loaded twice, four belong to nobody.
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
INSERT INTO orders
SELECT CASE i WHEN 500 THEN 499 ELSE i END, CASE WHEN i % 125 = 0 THEN 90000 + i ELSE 1 + i % 300 END,
       printf('%d.%02d', 10 + i % 90, i % 100), CASE i % 10 WHEN 0 THEN 'PLN' ELSE 'EUR' END,
       datetime('now', '-' || (i % 90) || ' minutes')
FROM n;

INSERT INTO exchange_rate VALUES (date('now', '-1 day'), 'PLN', '0.2334'), (date('now', '-2 days'), 'PLN', '0.2331');

INSERT INTO column_contract VALUES
    ('orders', 'order_id'), ('orders', 'customer_id'), ('orders', 'amount'), ('orders', 'currency'), ('orders', 'loaded_at');

INSERT INTO warehouse_query (owner, at, bytes_scanned) VALUES
    ('marketing', datetime('now', '-5 hours'), 910000000000), ('finance', datetime('now', '-3 hours'), 52000000000),
    ('marketing', datetime('now', '-1 hour'), 780000000000);
