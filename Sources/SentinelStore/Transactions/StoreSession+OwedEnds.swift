import SentinelModels

extension StoreSession {
    /// Owes the end that a silence took back to the routes that were told of the problem.
    func oweEnd(_ row: MessageRow, at now: Timestamp) throws(SentinelError) {
        guard try wasAnnounced(row) else { return }
        let content = row.message.content
        let intents = try connection.all(
            """
            SELECT i.alert_id, e.subject, i.route_key FROM \(Table.intent) i JOIN \(Table.event) e
            ON e.tenant = i.tenant AND e.alert_id = i.alert_id AND e.seq = i.seq
            WHERE i.tenant = ? AND i.message_id = ?
            """, row.key
        ) { found in
            (alert: found.integer(at: 0), subject: Fingerprint(stored: found.text(at: 1)), route: found.text(at: 2))
        }
        for intent in intents {
            guard let stored = try readableState(of: intent.alert, tenant: row.tenant) else { continue }
            var state = stored.state
            guard
                state.oweEnd(
                    of: content.episode, subject: intent.subject, route: intent.route, notices: content.notice - 1)
            else { continue }
            try stateRows.write(
                state, replacing: stored.state, base: stored.revision, alert: intent.alert, tenant: row.tenant, at: now)
        }
    }

    /// Nil for a state that cannot be read: it can owe nothing, and must not keep the messages of others.
    private func readableState(
        of alert: Int64, tenant: String
    ) throws(SentinelError) -> (revision: Int64, state: AlertState)? {
        // Asking for the revision locks the state.
        guard try stateRows.revision(of: alert, tenant: tenant) != nil else { return nil }
        do {
            return try stateRows.read(alert, tenant: tenant)
        } catch {
            guard error.isOfDamage else { throw error }
            return nil
        }
    }

    /// Whether the receiver has accepted any message of the episode.
    private func wasAnnounced(_ row: MessageRow) throws(SentinelError) -> Bool {
        try connection.first(
            """
            SELECT 1 FROM \(Table.message) WHERE tenant = ? AND order_key = ? AND receiver_key = ? AND state = 'sent'
            LIMIT 1
            """,
            [.text(row.tenant), .text(row.message.orderKey), .text(row.message.receiver.description)]
        ) { _ in true } ?? false
    }
}
