-- A parcel carrier. Times are UTC and relative to now.

CREATE TABLE depot (code TEXT PRIMARY KEY, city TEXT NOT NULL, capacity INTEGER NOT NULL);

CREATE TABLE parcel (
    id           INTEGER PRIMARY KEY,
    depot        TEXT NOT NULL REFERENCES depot (code),
    service      TEXT NOT NULL,
    accepted_at  TEXT NOT NULL,
    promised_at  TEXT NOT NULL,
    delivered_at TEXT,
    state        TEXT NOT NULL
);

CREATE TABLE scan (parcel_id INTEGER NOT NULL, at TEXT NOT NULL, device TEXT NOT NULL);

CREATE TABLE cold_chain (trailer TEXT NOT NULL, at TEXT NOT NULL, celsius REAL NOT NULL);

CREATE TABLE customs_message (id INTEGER PRIMARY KEY, sent_at TEXT NOT NULL, answered_at TEXT, answer TEXT);

CREATE TABLE route_plan (day TEXT PRIMARY KEY, made_at TEXT NOT NULL, tours INTEGER NOT NULL);

INSERT INTO depot VALUES ('HAM', 'Hamburg', 900), ('LYO', 'Lyon', 700), ('MIL', 'Milano', 120);

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)
INSERT INTO parcel
SELECT i, CASE i % 3 WHEN 0 THEN 'HAM' WHEN 1 THEN 'LYO' ELSE 'MIL' END,
       CASE WHEN i % 5 = 0 THEN 'express' ELSE 'standard' END,
       datetime('now', '-' || (i * 5) || ' minutes'),
       datetime('now', '-' || (i * 5) || ' minutes', CASE WHEN i % 5 = 0 THEN '+36 hours' ELSE '+60 hours' END),
       CASE WHEN i > 400 THEN datetime('now', '-' || (i * 5 - 1200 + i % 7 * 30) || ' minutes') END,
       CASE WHEN i > 400 THEN 'delivered' WHEN i > 150 THEN 'in_depot' ELSE 'in_transit' END
FROM n;

-- Two express parcels missed the van.
UPDATE parcel SET promised_at = datetime('now', '-3 hours') WHERE id IN (155, 160);

INSERT INTO scan
SELECT id, datetime('now', '-' || (id % 50) || ' minutes'), 'gate-' || (id % 4) FROM parcel WHERE id <= 200;

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
INSERT INTO cold_chain
SELECT CASE i % 2 WHEN 0 THEN 'TR-118' ELSE 'TR-204' END, datetime('now', '-' || i || ' minutes'),
       CASE WHEN i % 2 = 1 AND i < 24 THEN 8.5 + i * 0.05 ELSE 4.2 + i * 0.02 END
FROM n;

INSERT INTO customs_message (sent_at, answered_at, answer) VALUES
    (datetime('now', '-3 hours'), datetime('now', '-175 minutes'), 'released'),
    (datetime('now', '-2 hours'), datetime('now', '-110 minutes'), 'released'),
    (datetime('now', '-50 minutes'), datetime('now', '-46 minutes'), 'inspect');

INSERT INTO route_plan VALUES (date('now'), datetime('now', '-4 hours'), 212);
