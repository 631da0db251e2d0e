import SentinelModels

/// A table as a copy reads and writes it.
struct CopiedTable: Sendable {
    var name: String
    /// The columns that name a row, in the order in which rows are copied.
    var key: [String]

    /// All tables of the schema but those that speak of the database itself.
    static let all = [
        CopiedTable(name: Table.alert, key: ["tenant", "alert_id"]),
        CopiedTable(name: Table.schedule, key: ["tenant", "alert_id"]),
        CopiedTable(name: Table.query, key: ["tenant", "query_hash"]),
        CopiedTable(name: Table.run, key: ["run_number"]),
        CopiedTable(name: Table.event, key: ["tenant", "alert_id", "seq"]),
        CopiedTable(name: Table.alertState, key: ["tenant", "alert_id"]),
        CopiedTable(name: Table.instanceState, key: ["tenant", "alert_id", "fingerprint"]),
        CopiedTable(name: Table.ledger, key: ["tenant", "alert_id", "fingerprint", "route_key"]),
        CopiedTable(name: Table.episode, key: ["tenant", "id"]),
        CopiedTable(name: Table.intent, key: ["tenant", "alert_id", "seq", "route_key", "target"]),
        CopiedTable(name: Table.message, key: ["tenant", "id"]),
        CopiedTable(name: Table.attempt, key: ["tenant", "message_id", "fence"]),
        CopiedTable(name: Table.reference, key: ["tenant", "receiver_key", "episode_id", "seq", "message_id"]),
        CopiedTable(name: Table.health, key: ["tenant", "receiver_key"]),
        CopiedTable(name: Table.silence, key: ["tenant", "id"]),
        CopiedTable(name: Table.sample, key: ["tenant", "alert_id", "fingerprint", "taken_at"]),
        CopiedTable(name: Table.node, key: ["tenant", "node_id"]),
        CopiedTable(name: Table.generation, key: ["tenant", "generation"]),
        CopiedTable(name: Table.audit, key: ["tenant", "entry_no"]),
        CopiedTable(name: Table.auditEnds, key: ["tenant"]),
    ]

    /// Hands all rows to `body`, a page at a time, in the order of the key.
    func pages(
        of columns: [StoredColumn], size: Int, on connection: any StoreConnection,
        _ body: ([[SQLValue]]) throws(SentinelError) -> Void
    ) throws(SentinelError) {
        let names = columns.map(\.name).joined(separator: ", ")
        let places = key.compactMap { name in columns.firstIndex { $0.name == name } }
        guard places.count == key.count else { throw StateCopy.differentSchemas(name) }
        let order = key.joined(separator: ", ")
        var last: [SQLValue]?
        while true {
            let marks = repeatElement("?", count: key.count).joined(separator: ", ")
            let after = last == nil ? "" : " WHERE (\(order)) > (\(marks))"
            let page = try connection.all(
                "SELECT \(names) FROM \(name)\(after) ORDER BY \(order) LIMIT ?", (last ?? []) + [.of(size)]
            ) { row in columns.indices.map { Self.value(row, $0, columns[$0].kind) } }
            if !page.isEmpty { try body(page) }
            guard page.count == size, let end = page.last else { return }
            last = places.map { end[$0] }
        }
    }

    private static func value(_ row: any StoreRow, _ column: Int, _ kind: StoredColumn.Kind) -> SQLValue {
        guard !row.isNull(at: column) else { return .null }
        switch kind {
        case .integer: return .integer(row.integer(at: column))
        case .text: return .text(row.text(at: column))
        case .double:
            // Numbers that are shown to people only; not every database has infinity.
            let number = row.double(at: column)
            return number.isFinite ? .double(number) : .null
        }
    }

    /// Inserts rows, many in one statement.
    func insert(
        _ rows: [[SQLValue]], into columns: [StoredColumn], on connection: any StoreConnection
    ) throws(SentinelError) {
        let names = columns.map(\.name).joined(separator: ", ")
        // The text of a statement depends on the number of rows, so there are few: full ones and single ones.
        let full = max(1, 1000 / columns.count)
        var rest = rows[...]
        while !rest.isEmpty {
            let part = rest.prefix(rest.count >= full ? full : 1)
            let row = "(\(repeatElement("?", count: columns.count).joined(separator: ", ")))"
            try connection.run(
                "INSERT INTO \(name) (\(names)) VALUES \(repeatElement(row, count: part.count).joined(separator: ", "))",
                part.flatMap(\.self))
            rest = rest.dropFirst(part.count)
        }
    }
}
