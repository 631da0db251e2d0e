-- A plant that makes bearings: machines, sensors, quality and shifts. Times are UTC and relative to now.

CREATE TABLE machine (id TEXT PRIMARY KEY, line TEXT NOT NULL, target_per_hour INTEGER NOT NULL);

CREATE TABLE reading (machine_id TEXT NOT NULL, at TEXT NOT NULL, vibration_mm_s REAL NOT NULL, oil_celsius REAL NOT NULL);

CREATE TABLE piece (id INTEGER PRIMARY KEY, machine_id TEXT NOT NULL, made_at TEXT NOT NULL, diameter_um INTEGER NOT NULL, scrap INTEGER NOT NULL);

CREATE TABLE gateway (id TEXT PRIMARY KEY, last_seen_at TEXT NOT NULL, firmware TEXT NOT NULL);

CREATE TABLE maintenance (machine_id TEXT NOT NULL, due_on TEXT NOT NULL, done_on TEXT);

CREATE TABLE energy (at TEXT NOT NULL, kilowatts REAL NOT NULL);

CREATE TABLE safety_event (id INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, acknowledged INTEGER NOT NULL);

INSERT INTO machine VALUES ('grinder-1', 'A', 120), ('grinder-2', 'A', 120), ('press-7', 'B', 300), ('washer-3', 'B', 280);

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 240)
INSERT INTO reading
SELECT CASE i % 4 WHEN 0 THEN 'grinder-1' WHEN 1 THEN 'grinder-2' WHEN 2 THEN 'press-7' ELSE 'washer-3' END,
       datetime('now', '-' || (i * 10) || ' seconds'),
       CASE WHEN i % 4 = 1 THEN 7.6 + i % 3 * 0.2 ELSE 2.1 + i % 5 * 0.1 END, 51.0 + i % 9
FROM n;

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 800)
INSERT INTO piece
SELECT i, CASE i % 8 WHEN 0 THEN 'grinder-1' WHEN 1 THEN 'grinder-2' WHEN 2 THEN 'washer-3' WHEN 3 THEN 'washer-3'
       WHEN 4 THEN 'washer-3' ELSE 'press-7' END,
       datetime('now', '-' || (i * 4) || ' seconds'), 40000 + i * 7 % 13 - 6, CASE WHEN i % 25 = 0 THEN 1 ELSE 0 END
FROM n;

INSERT INTO gateway VALUES
    ('gw-hall-1', datetime('now', '-20 seconds'), '4.2.1'), ('gw-hall-2', datetime('now', '-31 minutes'), '4.2.1'),
    ('gw-yard', datetime('now', '-45 seconds'), '4.1.9');

INSERT INTO maintenance VALUES
    ('grinder-1', date('now', '+12 days'), NULL), ('press-7', date('now', '-2 days'), NULL),
    ('washer-3', date('now', '-30 days'), date('now', '-29 days'));

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
INSERT INTO energy SELECT datetime('now', '-' || i || ' minutes'), 410.5 + i % 17 * 3 FROM n;

INSERT INTO safety_event (at, kind, acknowledged) VALUES
    (datetime('now', '-26 hours'), 'light curtain', 1), (datetime('now', '-3 hours'), 'door open', 1);
