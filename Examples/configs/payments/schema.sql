-- A payment processor's ledger. Amounts are in minor units; times are UTC and relative to now.

CREATE TABLE merchant (id TEXT PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL, reserve_minor INTEGER NOT NULL);

CREATE TABLE transfer (
    id           TEXT PRIMARY KEY,
    merchant_id  TEXT NOT NULL REFERENCES merchant (id),
    scheme       TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    settled_at   TEXT,
    state        TEXT NOT NULL,
    amount_minor INTEGER NOT NULL
);

CREATE TABLE ledger_entry (
    id           INTEGER PRIMARY KEY,
    transfer_id  TEXT NOT NULL REFERENCES transfer (id),
    account      TEXT NOT NULL,
    amount_minor INTEGER NOT NULL
);

CREATE TABLE chargeback (id INTEGER PRIMARY KEY, merchant_id TEXT NOT NULL, opened_at TEXT NOT NULL, answered_at TEXT);

CREATE TABLE authorisation (
    id           INTEGER PRIMARY KEY,
    scheme       TEXT NOT NULL,
    at           TEXT NOT NULL,
    approved     INTEGER NOT NULL,
    latency_ms   INTEGER NOT NULL
);

CREATE TABLE scheme_file (scheme TEXT NOT NULL, day TEXT NOT NULL, received_at TEXT, PRIMARY KEY (scheme, day));

CREATE TABLE sanction_list (version INTEGER PRIMARY KEY, loaded_at TEXT NOT NULL);

INSERT INTO merchant VALUES
    ('m_101', 'Harbour Books', 'IE', 1500000), ('m_102', 'Alpine Gear', 'AT', 900000),
    ('m_103', 'Nordlys Lamps', 'NO', 4000), ('m_104', 'Casa Verde', 'ES', 620000);

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 240)
INSERT INTO transfer
SELECT printf('tr_%05d', i), 'm_' || (101 + i % 4), CASE i % 3 WHEN 0 THEN 'sepa' WHEN 1 THEN 'visa' ELSE 'mastercard' END,
       datetime('now', '-' || (i * 11) || ' minutes'),
       CASE WHEN i % 60 <> 59 AND i > 24 THEN datetime('now', '-' || (i * 11 - 180) || ' minutes') END,
       CASE WHEN i % 60 = 59 OR i <= 24 THEN 'pending' ELSE 'settled' END, 2500 + i * 131 % 90000
FROM n;

-- Every transfer is booked twice with opposite signs, except one whose second leg was lost.
INSERT INTO ledger_entry (transfer_id, account, amount_minor)
SELECT id, 'merchant:' || merchant_id, amount_minor FROM transfer;
INSERT INTO ledger_entry (transfer_id, account, amount_minor)
SELECT id, 'scheme:' || scheme, -amount_minor FROM transfer WHERE id <> 'tr_00088';

INSERT INTO chargeback (merchant_id, opened_at, answered_at) VALUES
    ('m_103', datetime('now', '-1 day'), NULL), ('m_103', datetime('now', '-2 days'), NULL),
    ('m_103', datetime('now', '-6 days'), NULL), ('m_103', datetime('now', '-7 days'), NULL),
    ('m_101', datetime('now', '-9 days'), datetime('now', '-5 days'));

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)
INSERT INTO authorisation
SELECT i, CASE i % 2 WHEN 0 THEN 'visa' ELSE 'mastercard' END, datetime('now', '-' || i || ' seconds'),
       CASE WHEN i % 2 = 1 AND i % 9 < 3 THEN 0 WHEN i % 40 = 0 THEN 0 ELSE 1 END, 90 + i * 7 % 240
FROM n;

INSERT INTO scheme_file VALUES
    ('sepa', date('now', '-1 day'), datetime('now', '-20 hours')),
    ('visa', date('now', '-1 day'), datetime('now', '-21 hours')),
    ('mastercard', date('now', '-1 day'), datetime('now', '-19 hours'));

INSERT INTO sanction_list VALUES (881, datetime('now', '-3 days')), (882, datetime('now', '-31 hours'));
