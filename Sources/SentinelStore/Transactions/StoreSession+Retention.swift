import SentinelModels

extension StoreSession {
    /// Deletes at most a batch of old runs of alerts that are well, with all that belongs to them.
    func retain(_ policy: RetentionPolicy, tenant: String) throws(SentinelError) -> Int {
        let old = try connection.all(
            """
            SELECT r.id FROM \(Table.run) r
            LEFT JOIN \(Table.alertState) s ON s.tenant = r.tenant AND s.alert_id = r.alert_id
            WHERE r.tenant = ? AND r.state = 'done' AND r.started_at < ?
            AND (s.health IS NULL OR s.health = 'answering' AND s.health_episode_id IS NULL)
            AND NOT EXISTS (SELECT 1 FROM \(Table.instanceState) n WHERE n.tenant = r.tenant
            AND n.alert_id = r.alert_id AND (n.condition_state <> 'ok' OR n.episode_id IS NOT NULL))
            AND NOT EXISTS (SELECT 1 FROM \(Table.intent) i JOIN \(Table.message) m ON m.tenant = i.tenant
            AND m.id = i.message_id WHERE i.tenant = r.tenant AND i.run_id = r.id AND \(OutboxText.unsettled))
            ORDER BY r.started_at, r.id LIMIT ?
            """, [.text(tenant), .of(policy.runsBefore), .of(max(1, policy.batch))]
        ) { $0.text(at: 0) }
        for id in old { try delete(id, tenant: tenant) }
        return old.count
    }

    private func delete(_ runID: String, tenant: String) throws(SentinelError) {
        let key: [SQLValue] = [.text(tenant), .text(runID)]
        let messages = try connection.all(
            "SELECT DISTINCT message_id FROM \(Table.intent) WHERE tenant = ? AND run_id = ? AND message_id IS NOT NULL",
            key
        ) { $0.text(at: 0) }
        try connection.run("DELETE FROM \(Table.intent) WHERE tenant = ? AND run_id = ?", key)
        try connection.run("DELETE FROM \(Table.event) WHERE tenant = ? AND run_id = ?", key)
        try connection.run("DELETE FROM \(Table.run) WHERE tenant = ? AND id = ?", key)
        for message in messages {
            let key: [SQLValue] = [.text(tenant), .text(message)]
            let isShared = try connection.first(
                "SELECT 1 FROM \(Table.intent) WHERE tenant = ? AND message_id = ? LIMIT 1", key
            ) { _ in true }
            guard isShared == nil else { continue }
            try connection.run("DELETE FROM \(Table.attempt) WHERE tenant = ? AND message_id = ?", key)
            try deleteReferences(of: message, tenant: tenant)
            try connection.run("DELETE FROM \(Table.message) WHERE tenant = ? AND id = ?", key)
        }
    }

    private func deleteReferences(of message: String, tenant: String) throws(SentinelError) {
        let found = try connection.first(
            "SELECT \(MessageRow.columns) FROM \(Table.message) m WHERE m.tenant = ? AND m.id = ?",
            [.text(tenant), .text(message)], MessageRow.init)
        guard let content = found?.message.content, let receiver = found?.message.receiver else { return }
        try connection.run(
            """
            DELETE FROM \(Table.reference) WHERE tenant = ? AND receiver_key = ? AND episode_id = ? AND seq = ?
            AND message_id = ?
            """,
            [
                .text(tenant), .text(receiver.description), .text(content.episode.id), .integer(content.sequence),
                .text(message),
            ])
    }
}
