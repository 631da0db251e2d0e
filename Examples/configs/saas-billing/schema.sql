-- Billing of a subscription product. Times are UTC and relative to now.

CREATE TABLE plan (id TEXT PRIMARY KEY, monthly_cents INTEGER NOT NULL);

CREATE TABLE account (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    plan_id     TEXT NOT NULL REFERENCES plan (id),
    seats       INTEGER NOT NULL,
    created_at  TEXT NOT NULL,
    churned_at  TEXT,
    trial_ends_at TEXT
);

CREATE TABLE invoice (
    id           INTEGER PRIMARY KEY,
    account_id   INTEGER NOT NULL REFERENCES account (id),
    issued_at    TEXT NOT NULL,
    due_at       TEXT NOT NULL,
    paid_at      TEXT,
    amount_cents INTEGER NOT NULL,
    tax_cents    INTEGER NOT NULL
);

CREATE TABLE charge (
    id         INTEGER PRIMARY KEY,
    invoice_id INTEGER NOT NULL REFERENCES invoice (id),
    at         TEXT NOT NULL,
    succeeded  INTEGER NOT NULL,
    decline    TEXT
);

CREATE TABLE webhook_event (
    id           TEXT PRIMARY KEY,
    provider     TEXT NOT NULL,
    received_at  TEXT NOT NULL,
    processed_at TEXT
);

CREATE TABLE usage_export (day TEXT PRIMARY KEY, finished_at TEXT, rows INTEGER);

INSERT INTO plan VALUES ('starter', 1900), ('team', 4900), ('business', 9900), ('enterprise', 24900);

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
INSERT INTO account
SELECT i, 'Account ' || i, CASE WHEN i % 20 = 0 THEN 'enterprise' WHEN i % 5 = 0 THEN 'business'
       WHEN i % 2 = 0 THEN 'team' ELSE 'starter' END,
       1 + i % 13, datetime('now', '-' || (i * 3) || ' days'),
       CASE WHEN i IN (40, 60, 80, 85, 91) THEN datetime('now', '-' || (i % 7) || ' days', '-1 hour') END,
       CASE WHEN i <= 4 THEN datetime('now', '+' || i || ' days') END
FROM n;

-- One invoice for each account; the tax of two was never computed, five are long overdue.
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
INSERT INTO invoice
SELECT i, i, datetime('now', '-' || (i % 28) || ' days', '-2 hours'),
       datetime('now', '-' || (i % 28) || ' days', '+12 days'),
       CASE WHEN i % 80 <> 17 AND i % 28 > 1 THEN datetime('now', '-' || (i % 28 - 1) || ' days', '-2 hours') END,
       (1 + i % 13) * 4900, CASE WHEN i IN (113, 277) THEN 0 ELSE (1 + i % 13) * 931 END
FROM n;

UPDATE invoice SET due_at = datetime('now', '-40 days') WHERE id % 80 = 17;

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150)
INSERT INTO charge
SELECT i, i, datetime('now', '-' || (i * 9) || ' minutes'),
       CASE WHEN i % 31 = 0 THEN 0 ELSE 1 END, CASE WHEN i % 31 = 0 THEN 'insufficient_funds' END
FROM n;

-- A worker has stopped: events of the last hour wait.
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 90)
INSERT INTO webhook_event
SELECT printf('evt_%06d', i), CASE i % 3 WHEN 0 THEN 'bank' ELSE 'cards' END,
       datetime('now', '-' || (i * 2) || ' minutes'),
       CASE WHEN i > 30 THEN datetime('now', '-' || (i * 2 - 1) || ' minutes') END
FROM n;

INSERT INTO usage_export VALUES
    (date('now', '-2 days'), datetime('now', '-2 days'), 48211),
    (date('now', '-1 day'), datetime('now', '-1 day', '+1 hour'), 47903);
