import SentinelModels

/// The audit log: a chain in which every entry's hash covers the entry before, so that an edit shows.
///
/// Where the chain begins and ends stands in a row of its own, so that a cut at either end shows too, except the one
/// that retention makes.
struct AuditLog {
    var connection: any StoreConnection
    var dialect: any SQLDialect

    private static let start = String(repeating: "0", count: 64)

    func append(_ entry: AuditEntry, tenant: String) throws(SentinelError) {
        try waitForOthers()
        let ends = try ends(of: tenant)
        let number = (ends?.last ?? 0) + 1
        let previous = ends?.lastHash ?? Self.start
        let texts = [
            String(entry.at.microseconds), entry.actor.kind.rawValue, entry.actor.name, entry.action.rawValue,
            entry.object, entry.detail,
        ]
        let hash = Self.hash(texts, number: number, tenant: tenant, previous: previous)
        try connection.run(
            """
            INSERT INTO \(Table.audit) (tenant, entry_no, occurred_at, actor_kind, actor_name, action, object_id,
            detail, previous_hash, entry_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(tenant), .integer(number), .of(entry.at), .text(entry.actor.kind.rawValue),
                .text(entry.actor.name), .text(entry.action.rawValue), .text(entry.object), .text(entry.detail),
                .text(previous), .text(hash),
            ])
        if ends == nil {
            try connection.run(
                """
                INSERT INTO \(Table.auditEnds) (tenant, first_no, before_first, last_no, last_hash)
                VALUES (?, ?, ?, ?, ?)
                """, [.text(tenant), .integer(number), .text(previous), .integer(number), .text(hash)])
        } else {
            try connection.run(
                "UPDATE \(Table.auditEnds) SET last_no = ?, last_hash = ? WHERE tenant = ?",
                [.integer(number), .text(hash), .text(tenant)])
        }
    }

    /// Deletes at most a batch of the oldest entries, those before a time, and moves the beginning of the chain.
    func deleteOldest(before time: Timestamp, tenant: String, batch: Int) throws(SentinelError) -> Int {
        try waitForOthers()
        guard let ends = try ends(of: tenant) else { return 0 }
        let old = try connection.all(
            """
            SELECT entry_no, occurred_at, entry_hash FROM \(Table.audit) WHERE tenant = ? AND entry_no >= ?
            ORDER BY entry_no LIMIT ?
            """, [.text(tenant), .integer(ends.first), .of(batch)]
        ) { (number: $0.integer(at: 0), time: $0.time(1), hash: $0.text(at: 2)) }.prefix { $0.time < time }
        // The chain's last entry stays, whatever its age: the next one continues it.
        let going = old.last?.number == ends.last ? old.dropLast() : old
        guard let newest = going.last else { return 0 }
        try connection.run(
            "DELETE FROM \(Table.audit) WHERE tenant = ? AND entry_no <= ?", [.text(tenant), .integer(newest.number)])
        try connection.run(
            "UPDATE \(Table.auditEnds) SET first_no = ?, before_first = ? WHERE tenant = ?",
            [.integer(newest.number + 1), .text(newest.hash), .text(tenant)])
        return going.count
    }

    /// The tenants that have entries, or had some.
    func tenants() throws(SentinelError) -> [String] {
        try connection.all(
            "SELECT tenant FROM \(Table.audit) UNION SELECT tenant FROM \(Table.auditEnds) ORDER BY 1", []
        ) { $0.text(at: 0) }
    }

    private struct Ends {
        var first: Int64
        var beforeFirst: String
        var last: Int64
        var lastHash: String
    }

    private func ends(of tenant: String) throws(SentinelError) -> Ends? {
        try connection.first(
            "SELECT first_no, before_first, last_no, last_hash FROM \(Table.auditEnds) WHERE tenant = ?",
            [.text(tenant)]
        ) { row in
            Ends(
                first: row.integer(at: 0), beforeFirst: row.text(at: 1), last: row.integer(at: 2),
                lastHash: row.text(at: 3))
        }
    }

    /// Two writers must not both continue after the same entry. A row that is always there stands for the chain's end.
    private func waitForOthers() throws(SentinelError) {
        guard !dialect.lockingClause.isEmpty else { return }
        try connection.query("SELECT name FROM \(Table.meta) WHERE version = 1\(dialect.lockingClause)", []) { _ in true
        }
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
        let ends = try ends(of: tenant)
        var number = ends?.first ?? 1
        var previous = ends?.beforeFirst ?? Self.start
        for row in try rows(of: tenant) {
            let hash = Self.hash(row.texts, number: number, tenant: tenant, previous: previous)
            if row.number != number || row.previous != previous || row.hash != hash {
                return ["the audit log of tenant '\(tenant)' was changed at entry \(row.number)"]
            }
            previous = row.hash
            number += 1
        }
        guard let ends, ends.last == number - 1, ends.lastHash == previous else {
            return ["the audit log of tenant '\(tenant)' was cut off after entry \(number - 1)"]
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
