-- A video streaming service. Times are UTC and relative to now.

CREATE TABLE playback (
    id           INTEGER PRIMARY KEY,
    region       TEXT NOT NULL,
    device       TEXT NOT NULL,
    started_at   TEXT NOT NULL,
    startup_ms   INTEGER NOT NULL,
    rebuffer_pct REAL NOT NULL,
    failed       INTEGER NOT NULL
);

CREATE TABLE encode_job (id INTEGER PRIMARY KEY, title TEXT NOT NULL, queued_at TEXT NOT NULL, finished_at TEXT, state TEXT NOT NULL);

CREATE TABLE release (title TEXT PRIMARY KEY, available_from TEXT NOT NULL, subtitles INTEGER NOT NULL, renditions INTEGER NOT NULL);

CREATE TABLE licence (title TEXT PRIMARY KEY, ends_on TEXT NOT NULL, weekly_views INTEGER NOT NULL);

CREATE TABLE cdn_bill (day TEXT PRIMARY KEY, gigabytes INTEGER NOT NULL, cost_cents INTEGER NOT NULL);

CREATE TABLE login_attempt (at TEXT NOT NULL, succeeded INTEGER NOT NULL, address TEXT NOT NULL);

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900)
INSERT INTO playback
SELECT i, CASE i % 3 WHEN 0 THEN 'eu' WHEN 1 THEN 'us' ELSE 'apac' END,
       CASE i % 4 WHEN 0 THEN 'tv' WHEN 1 THEN 'phone' WHEN 2 THEN 'web' ELSE 'tablet' END,
       datetime('now', '-' || i || ' seconds'), 700 + i * 31 % 900,
       CASE WHEN i % 3 = 2 THEN 2.9 + i % 5 * 0.1 ELSE 0.4 END, CASE WHEN i % 90 = 0 THEN 1 ELSE 0 END
FROM n;

INSERT INTO encode_job (title, queued_at, finished_at, state) VALUES
    ('The Long Tide, episode 1', datetime('now', '-9 hours'), datetime('now', '-7 hours'), 'done'),
    ('The Long Tide, episode 2', datetime('now', '-8 hours'), datetime('now', '-6 hours'), 'done'),
    ('Harvest Moon', datetime('now', '-5 hours'), NULL, 'failed'),
    ('Night Ferry', datetime('now', '-4 hours'), NULL, 'running');

INSERT INTO release VALUES
    ('The Long Tide, episode 1', datetime('now', '-1 hour'), 9, 6),
    ('The Long Tide, episode 2', datetime('now', '+20 hours'), 3, 6),
    ('Harvest Moon', datetime('now', '+6 days'), 0, 0);

INSERT INTO licence VALUES
    ('Northern Line', date('now', '+9 days'), 48200), ('Old Harbour', date('now', '+12 days'), 90),
    ('Glass Rivers', date('now', '+300 days'), 15000);

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 15)
INSERT INTO cdn_bill SELECT date('now', '-' || i || ' days'), 41000 + i * 100, CASE i WHEN 1 THEN 188000 ELSE 120000 + i * 500 END FROM n;

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
INSERT INTO login_attempt
SELECT datetime('now', '-' || (i * 3) || ' seconds'), CASE WHEN i % 12 = 0 THEN 0 ELSE 1 END, '203.0.113.' || (i % 60) FROM n;
