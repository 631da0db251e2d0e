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
        try connection.run(
            """
            INSERT INTO \(Table.audit) (tenant, entry_no, occurred_at, actor_kind, actor_name, action, object_id,
            detail, previous_hash, entry_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(tenant), .integer(number), .of(entry.at), .text(entry.actor.kind.rawValue),
                .text(entry.actor.name), .text(entry.action.rawValue), .text(entry.object), .text(entry.detail),
                .text(previous), .text(Self.hash(entry, number: number, tenant: tenant, previous: previous)),
            ])
    }

    /// All entries, oldest first.
    func entries(of tenant: String) throws(SentinelError) -> [AuditEntry] {
        try rows(of: tenant).map(\.entry)
    }

    /// What is wrong with the chain of a tenant; empty if nothing is.
    func findings(of tenant: String) throws(SentinelError) -> [String] {
        var findings: [String] = []
        var previous = Self.start
        for (position, row) in try rows(of: tenant).enumerated() {
            let number = Int64(position) + 1
            let hash = Self.hash(row.entry, number: number, tenant: tenant, previous: previous)
            if row.number != number || row.previous != previous || row.hash != hash {
                findings.append("the audit log of tenant '\(tenant)' was changed at entry \(row.number)")
                break
            }
            previous = row.hash
        }
        return findings
    }

    private func rows(
        of tenant: String
    ) throws(SentinelError) -> [(number: Int64, entry: AuditEntry, previous: String, hash: String)] {
        try connection.all(
            """
            SELECT entry_no, occurred_at, actor_kind, actor_name, action, object_id, detail, previous_hash, entry_hash
            FROM \(Table.audit) WHERE tenant = ? ORDER BY entry_no
            """, [.text(tenant)]
        ) { row throws(SentinelError) in
            guard let kind = Actor.Kind(rawValue: row.text(at: 2)),
                let action = AuditEntry.Action(rawValue: row.text(at: 4))
            else { throw JSONReader.damaged }
            let entry = AuditEntry(
                at: row.time(1), actor: Actor(kind, name: row.text(at: 3)), action: action, object: row.text(at: 5),
                detail: row.text(at: 6))
            return (row.integer(at: 0), entry, row.text(at: 7), row.text(at: 8))
        }
    }

    private static func hash(_ entry: AuditEntry, number: Int64, tenant: String, previous: String) -> String {
        let parts = [
            previous, tenant, String(number), String(entry.at.microseconds), entry.actor.kind.rawValue,
            entry.actor.name, entry.action.rawValue, entry.object, entry.detail,
        ]
        return Digest.sha256(parts.map { "\($0.utf8.count):\($0)" }.joined())
    }
}
