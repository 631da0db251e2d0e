import SentinelModels

extension StoreSession {
    /// Deletes at most a batch of what is old of one kind; returns how many rows of that kind.
    func retain(
        _ kind: RetentionText.Kind, _ policy: RetentionPolicy, tenant: String
    ) throws(SentinelError) -> Int {
        let batch = max(1, policy.batch)
        let count: Int
        if kind == .audit {
            let log = AuditLog(connection: connection, dialect: dialect)
            count =
                try policy.auditBefore.map { limit throws(SentinelError) in
                    try log.deleteOldest(before: limit, tenant: tenant, batch: batch)
                } ?? 0
        } else {
            let text = RetentionText(tenant: tenant, before: policy.runsBefore)
            let old = try connection.all(
                text.selection(kind, limit: batch), text.values
            ) { $0.text(at: 0) }
            for id in old { try delete(id, of: kind, tenant: tenant) }
            count = old.count
        }
        try FaultPoint.beforeRetainCommit.pass()
        return count
    }

    /// Deletes those texts of queries that nothing uses by now, of those that nothing used when they were looked for.
    func retain(_ unused: UnusedQueries, tenant: String) throws(SentinelError) -> Int {
        var used = Set(
            try connection.all(
                "SELECT DISTINCT query_hash FROM \(Table.run) WHERE run_number > ?", [.integer(unused.newestRun)]
            ) { $0.text(at: 0) })
        // A run that was under way may have ended with another text.
        for number in unused.underWay {
            let hash = try connection.first(
                "SELECT query_hash FROM \(Table.run) WHERE run_number = ?", [.integer(number)]
            ) { $0.text(at: 0) }
            if let hash { used.insert(hash) }
        }
        used.formUnion(
            try connection.all("SELECT identity_hash FROM \(Table.alert) WHERE tenant = ?", [.text(tenant)]) {
                $0.text(at: 0)
            })
        let going = unused.hashes.filter { !used.contains($0) }
        for hash in going { try delete(hash, of: .queries, tenant: tenant) }
        try FaultPoint.beforeRetainCommit.pass()
        return going.count
    }

    private func delete(_ id: String, of kind: RetentionText.Kind, tenant: String) throws(SentinelError) {
        guard let (table, column) = kind.row else { return try delete(id, tenant: tenant) }
        try connection.run("DELETE FROM \(table) WHERE tenant = ? AND \(column) = ?", [.text(tenant), .text(id)])
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
        // One that cannot be read goes all the same; what its receiver gave back is asked for by nobody.
        let found =
            try connection.first(
                "SELECT \(MessageRow.columns) FROM \(Table.message) m WHERE m.tenant = ? AND m.id = ?",
                [.text(tenant), .text(message)]
            ) { try? MessageRow($0) } ?? nil
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
