import SentinelModels

/// What people do. Every change writes its line of the audit log in the same transaction.
extension StoreSession {
    func add(_ silence: Silence, tenant: String, by actor: Actor) throws(SentinelError) {
        guard try silenceRows.insert(silence, tenant: tenant) else {
            guard try silenceRows.read(silence.id, tenant: tenant) == silence else {
                throw SentinelError(.conflict, "a silence with the id '\(silence.id)' exists", isRetryable: false)
            }
            return
        }
        try note(.silenceAdded, silence.id, silence.comment, tenant: tenant, by: actor, at: try now())
    }

    func endSilences(_ ids: [String], tenant: String, by actor: Actor) throws(SentinelError) -> Int {
        let now = try now()
        var count = 0
        for id in ids {
            guard var silence = try silenceRows.read(id, tenant: tenant), now < silence.endsAt else { continue }
            silence.startsAt = min(silence.startsAt, now)
            silence.endsAt = now
            try silenceRows.update(silence, tenant: tenant)
            try note(.silenceEnded, id, silence.comment, tenant: tenant, by: actor, at: now)
            count += 1
        }
        return count
    }

    func retry(_ ids: [String], tenant: String, by actor: Actor) throws(SentinelError) -> Int {
        let now = try now()
        var count = 0
        for id in ids {
            guard let row = try message(id, tenant: tenant, in: "('dead', 'pending')") else { continue }
            try connection.run(
                """
                UPDATE \(Table.message) SET state = 'pending', not_before = ?, expires_at = ?, settled_at = NULL
                WHERE tenant = ? AND id = ?
                """, [.of(now), .of(now.advanced(by: row.lifetime))] + row.key)
            try note(.messageRetried, id, row.message.receiver.description, tenant: tenant, by: actor, at: now)
            count += 1
        }
        return count
    }

    func drop(_ ids: [String], tenant: String, by actor: Actor) throws(SentinelError) -> Int {
        let now = try now()
        var count = 0
        for id in ids {
            guard let row = try message(id, tenant: tenant, in: "('pending', 'sending')") else { continue }
            try end(row, as: .dead, at: now, failure: .dropped(by: actor))
            try note(.messageDropped, id, row.message.receiver.description, tenant: tenant, by: actor, at: now)
            count += 1
        }
        return count
    }

    private func message(_ id: String, tenant: String, in states: String) throws(SentinelError) -> MessageRow? {
        try connection.first(
            """
            SELECT \(MessageRow.columns) FROM \(Table.message) m
            WHERE m.tenant = ? AND m.id = ? AND m.state IN \(states)\(dialect.lockingClause)
            """, [.text(tenant), .text(id)], MessageRow.init)
    }

    func note(
        _ action: AuditEntry.Action, _ object: String, _ detail: String, tenant: String, by actor: Actor,
        at now: Timestamp
    ) throws(SentinelError) {
        let entry = AuditEntry(at: now, actor: actor, action: action, object: object, detail: detail)
        try AuditLog(connection: connection, dialect: dialect).append(entry, tenant: tenant)
    }
}
