-- A clinic's appointments, laboratory and pharmacy. No patient's name is needed to watch them, so none is stored here.

CREATE TABLE appointment (
    id         INTEGER PRIMARY KEY,
    department TEXT NOT NULL,
    starts_at  TEXT NOT NULL,
    arrived_at TEXT,
    seen_at    TEXT,
    state      TEXT NOT NULL
);

CREATE TABLE lab_order (
    id          INTEGER PRIMARY KEY,
    priority    TEXT NOT NULL,
    ordered_at  TEXT NOT NULL,
    result_at   TEXT,
    is_critical INTEGER NOT NULL DEFAULT 0,
    seen_by     TEXT
);

CREATE TABLE medicine (name TEXT PRIMARY KEY, units INTEGER NOT NULL, minimum INTEGER NOT NULL, expires_on TEXT NOT NULL);

CREATE TABLE fridge (name TEXT NOT NULL, at TEXT NOT NULL, celsius REAL NOT NULL);

CREATE TABLE interface_message (id INTEGER PRIMARY KEY, system TEXT NOT NULL, at TEXT NOT NULL, state TEXT NOT NULL);

CREATE TABLE bed (ward TEXT NOT NULL, number INTEGER NOT NULL, occupied INTEGER NOT NULL);

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 80)
INSERT INTO appointment
SELECT i, CASE i % 3 WHEN 0 THEN 'radiology' WHEN 1 THEN 'cardiology' ELSE 'surgery' END,
       datetime('now', '-' || (i * 4) || ' minutes'),
       datetime('now', '-' || (i * 4 + 6) || ' minutes'),
       CASE WHEN i > 25 OR i % 3 <> 0 THEN datetime('now', '-' || (i * 4 - 3) || ' minutes') END,
       CASE WHEN i % 16 = 0 THEN 'missed' ELSE 'kept' END
FROM n;

-- One critical potassium value has been waiting for a doctor for three quarters of an hour.
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50)
INSERT INTO lab_order
SELECT i, CASE WHEN i % 6 = 0 THEN 'urgent' ELSE 'routine' END, datetime('now', '-' || (i * 15 + 60) || ' minutes'),
       datetime('now', '-' || (i * 15 + 20) || ' minutes'),
       CASE WHEN i IN (9, 30) THEN 1 ELSE 0 END, CASE WHEN i <> 9 THEN 'ward' END
FROM n;

INSERT INTO medicine VALUES
    ('Adrenaline 1 mg/ml', 40, 20, date('now', '+200 days')),
    ('Insulin, short-acting', 12, 15, date('now', '+90 days')),
    ('Heparin 5000 IU', 65, 30, date('now', '+12 days')),
    ('Amoxicillin 500 mg', 320, 100, date('now', '+400 days'));

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24)
INSERT INTO fridge
SELECT CASE i % 2 WHEN 0 THEN 'vaccines' ELSE 'blood' END, datetime('now', '-' || (i * 5) || ' minutes'), 4.0 + i * 0.06 FROM n;

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
INSERT INTO interface_message
SELECT i, CASE i % 3 WHEN 0 THEN 'laboratory' WHEN 1 THEN 'radiology' ELSE 'billing' END,
       datetime('now', '-' || i || ' minutes'), CASE WHEN i % 3 = 2 AND i < 40 THEN 'rejected' ELSE 'accepted' END
FROM n;

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24)
INSERT INTO bed SELECT CASE WHEN i <= 8 THEN 'intensive' ELSE 'general' END, i, CASE WHEN i % 8 = 0 THEN 0 ELSE 1 END FROM n;
