import SentinelModels

/// What is old enough to be deleted, kind by kind, for looking at it and for deleting it alike.
///
/// Nothing of an alert that is not well goes, nor anything that something else which stays speaks of.
struct RetentionText {
    /// Kinds of rows, in the order in which they can go.
    enum Kind: CaseIterable {
        case runs, episodes, silences, queries, audit

        /// The table and the column beside the tenant that name one row; nil where more than a row goes.
        var row: (table: String, column: String)? {
            switch self {
            case .runs, .audit: nil
            case .episodes: (Table.episode, "id")
            case .silences: (Table.silence, "id")
            case .queries: (Table.query, "query_hash")
            }
        }
    }

    var tenant: String
    var before: Timestamp

    /// The values of every text's parameters.
    var values: [SQLValue] { [.text(tenant)] }

    /// Gives the ids of rows that go, at most `limit`.
    func selection(_ kind: Kind, limit: Int) -> String {
        "SELECT \(column(kind)) \(source(kind)) ORDER BY \(order(kind)) LIMIT \(limit)"
    }

    /// Gives how many rows go.
    func count(_ kind: Kind) -> String {
        "SELECT COUNT(*) \(source(kind))"
    }

    private func column(_ kind: Kind) -> String {
        switch kind {
        case .runs: "r.id"
        case .episodes: "p.id"
        case .silences: "s.id"
        case .queries: "q.query_hash"
        case .audit: "a.entry_no"
        }
    }

    private func order(_ kind: Kind) -> String {
        kind == .runs ? "r.started_at, r.id" : column(kind)
    }

    private func source(_ kind: Kind) -> String {
        switch kind {
        case .runs: "FROM \(Table.run) r WHERE r.tenant = ? AND \(goes("r"))"
        case .episodes:
            """
            FROM \(Table.episode) p WHERE p.tenant = ? AND p.closed_at < \(before.microseconds) AND \(isWell("p"))
            AND NOT EXISTS (SELECT 1 FROM \(Table.event) e JOIN \(Table.run) r ON r.tenant = e.tenant AND r.id = e.run_id
            WHERE e.tenant = p.tenant AND e.alert_id = p.alert_id AND e.episode_id = p.id AND NOT (\(goes("r"))))
            """
        case .silences: "FROM \(Table.silence) s WHERE s.tenant = ? AND s.ends_at < \(before.microseconds)"
        case .queries:
            """
            FROM \(Table.query) q WHERE q.tenant = ? AND q.query_hash NOT IN (SELECT r.query_hash FROM \(Table.run) r
            WHERE r.tenant = q.tenant AND NOT (\(goes("r")))) AND q.query_hash NOT IN
            (SELECT d.identity_hash FROM \(Table.alert) d WHERE d.tenant = q.tenant)
            """
        case .audit:
            """
            FROM \(Table.audit) a WHERE a.tenant = ? AND a.entry_no < (SELECT MIN(n.entry_no) FROM \(Table.audit) n
            WHERE n.tenant = a.tenant AND (n.occurred_at >= \(before.microseconds) OR n.entry_no =
            (SELECT MAX(l.entry_no) FROM \(Table.audit) l WHERE l.tenant = n.tenant)))
            """
        }
    }

    /// A run that goes.
    private func goes(_ run: String) -> String {
        """
        \(run).state = 'done' AND \(run).started_at < \(before.microseconds) AND \(isWell(run))
        AND NOT EXISTS (SELECT 1 FROM \(Table.intent) i JOIN \(Table.message) m ON m.tenant = i.tenant
        AND m.id = i.message_id WHERE i.tenant = \(run).tenant AND i.run_id = \(run).id AND \(OutboxText.unsettled))
        """
    }

    /// A row of an alert that has no problem and owes no end of one.
    private func isWell(_ row: String) -> String {
        """
        NOT EXISTS (SELECT 1 FROM \(Table.alertState) h WHERE h.tenant = \(row).tenant
        AND h.alert_id = \(row).alert_id AND (h.health <> 'answering' OR h.health_episode_id IS NOT NULL))
        AND NOT EXISTS (SELECT 1 FROM \(Table.instanceState) n WHERE n.tenant = \(row).tenant
        AND n.alert_id = \(row).alert_id AND (n.condition_state <> 'ok' OR n.episode_id IS NOT NULL))
        """
    }
}
