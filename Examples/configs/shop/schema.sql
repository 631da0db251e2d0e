-- The demo shop: a day of trade in which three things have gone wrong.
-- Times are UTC and relative to now, so the story is the same whenever it is loaded.

CREATE TABLE product (
    sku           TEXT PRIMARY KEY,
    name          TEXT NOT NULL,
    stock         INTEGER NOT NULL,
    reorder_point INTEGER NOT NULL
);

CREATE TABLE customer_order (
    id          INTEGER PRIMARY KEY,
    placed_at   TEXT NOT NULL,
    status      TEXT NOT NULL CHECK (status IN ('paid', 'shipped', 'cancelled')),
    total_cents INTEGER NOT NULL
);

CREATE TABLE payment_attempt (
    id           INTEGER PRIMARY KEY,
    provider     TEXT NOT NULL,
    attempted_at TEXT NOT NULL,
    succeeded    INTEGER NOT NULL,
    error        TEXT
);

CREATE TABLE checkout_timing (
    at           TEXT NOT NULL,
    milliseconds INTEGER NOT NULL
);

CREATE TABLE signup (
    at    TEXT NOT NULL,
    email TEXT NOT NULL
);

INSERT INTO product VALUES
    ('TEA-0042', 'Darjeeling first flush, 100 g', 3, 25),
    ('TEA-0107', 'Earl Grey, 250 g', 64, 40),
    ('TEA-0311', 'Sencha, 100 g', 11, 30),
    ('POT-0009', 'Cast-iron pot, 0.8 l', 18, 6),
    ('CUP-0020', 'Glass cup, set of four', 41, 10),
    ('FIL-0001', 'Paper filters, 100 pieces', 230, 80);

-- 84 orders in the last 24 hours, but a promotion code has halved their value.
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 84)
INSERT INTO customer_order
SELECT i, datetime('now', '-' || (i * 17) || ' minutes'),
       CASE WHEN i % 21 = 0 THEN 'cancelled' WHEN i > 20 THEN 'shipped' ELSE 'paid' END,
       6200 + (i * 37 % 41) * 110
FROM n;

-- 60 payment attempts in the last half hour; one provider in two declines since its certificate expired.
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
INSERT INTO payment_attempt
SELECT i, CASE i % 2 WHEN 0 THEN 'northpay' ELSE 'cardlane' END, datetime('now', '-' || (i * 25) || ' seconds'),
       CASE WHEN i % 2 = 0 AND i % 10 <> 0 AND i <= 30 THEN 0 ELSE 1 END,
       CASE WHEN i % 2 = 0 AND i % 10 <> 0 AND i <= 30 THEN 'certificate expired' END
FROM n;

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)
INSERT INTO checkout_timing
SELECT datetime('now', '-' || (i * 5) || ' seconds'), 180 + (i * 53 % 97) * 6 FROM n;

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 31)
INSERT INTO signup
SELECT datetime('now', '-' || (i * 40) || ' minutes'), 'customer' || i || '@example.com' FROM n;
