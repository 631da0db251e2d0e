import SentinelModels

/// The audit log: a chain in which every entry's hash covers the entry before, so that an edit shows.
struct AuditLog {
    var connection: any StoreConnection

    private static let start = String(repeating: "0", count: 64)

    func append(_ entry: AuditEntry, tenant: String) throws(SentinelError) {
        let last = try connection.first(
            """
            SELECT entry_no, entry_hash FROM \(Table.audit) WHERE tenant = ? ORDER BY entry_no DESC LIMIT 1
            """, [.text(tenant)]
        ) { (number: $0.integer(at: 0), hash: $0.text(at: 1)) }
        let number = (last?.number ?? 0) + 1
        let previous = last?.hash ?? Self.start
        let texts = [
            String(entry.at.microseconds), entry.actor.kind.rawValue, entry.actor.name, entry.action.rawValue,
            entry.object, entry.detail,
        ]
        try connection.run(
            """
            INSERT INTO \(Table.audit) (tenant, entry_no, occurred_at, actor_kind, actor_name, action, object_id,
            detail, previous_hash, entry_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(tenant), .integer(number), .of(entry.at), .text(entry.actor.kind.rawValue),
                .text(entry.actor.name), .text(entry.action.rawValue), .text(entry.object), .text(entry.detail),
                .text(previous), .text(Self.hash(texts, number: number, tenant: tenant, previous: previous)),
            ])
    }

    /// All entries, oldest first.
    func entries(of tenant: String) throws(SentinelError) -> [AuditEntry] {
        var entries: [AuditEntry] = []
        for row in try rows(of: tenant) {
            guard let entry = row.entry else { throw JSONReader.damaged }
            entries.append(entry)
        }
        return entries
    }

    /// What is wrong with the chain of a tenant; empty if nothing is.
    func findings(of tenant: String) throws(SentinelError) -> [String] {
        var previous = Self.start
        for (position, row) in try rows(of: tenant).enumerated() {
            let hash = Self.hash(row.texts, number: Int64(position) + 1, tenant: tenant, previous: previous)
            if row.number != Int64(position) + 1 || row.previous != previous || row.hash != hash {
                return ["the audit log of tenant '\(tenant)' was changed at entry \(row.number)"]
            }
            previous = row.hash
        }
        return []
    }

    /// A row as it is kept: also one whose words were changed to some that nobody knows.
    private struct Row {
        var number: Int64
        /// Time, kind and name of the actor, action, object, detail.
        var texts: [String]
        var previous: String
        var hash: String

        var entry: AuditEntry? {
            guard let time = Int64(texts[0]), let kind = Actor.Kind(rawValue: texts[1]),
                let action = AuditEntry.Action(rawValue: texts[3])
            else { return nil }
            return AuditEntry(
                at: Timestamp(microseconds: time), actor: Actor(kind, name: texts[2]), action: action,
                object: texts[4], detail: texts[5])
        }
    }

    private func rows(of tenant: String) throws(SentinelError) -> [Row] {
        try connection.all(
            """
            SELECT entry_no, previous_hash, entry_hash, occurred_at, actor_kind, actor_name, action, object_id, detail
            FROM \(Table.audit) WHERE tenant = ? ORDER BY entry_no
            """, [.text(tenant)]
        ) { row in
            Row(
                number: row.integer(at: 0), texts: (3...8).map { row.text(at: $0) }, previous: row.text(at: 1),
                hash: row.text(at: 2))
        }
    }

    private static func hash(_ texts: [String], number: Int64, tenant: String, previous: String) -> String {
        let parts = [previous, tenant, String(number)] + texts
        return Digest.sha256(parts.map { "\($0.utf8.count):\($0)" }.joined())
    }
}
