import SentinelModels

/// The alert table: numbers for keys.
struct AlertRegister {
    var connection: any StoreConnection
    var dialect: any SQLDialect

    /// The number of an alert, registered or brought up to date on the way.
    ///
    /// `queryHash` is what the alert's instances are told apart by.
    func id(
        of key: AlertKey, tenant: String, registering alert: AlertDefinition, queryHash: String, at now: Timestamp
    ) throws(SentinelError) -> Int64 {
        let json = DefinitionCodec.text(alert)
        let hash = Digest.sha256(json)
        let known = try connection.first(
            "SELECT alert_id, definition_hash FROM \(Table.alert) WHERE tenant = ? AND alert_key = ?",
            [.text(tenant), .text(key.description)]
        ) { (id: $0.integer(at: 0), hash: $0.text(at: 1)) }
        let content: [SQLValue] = [.text(alert.name), .text(json), .text(hash), .text(queryHash), .of(now)]
        guard let known else { return try insert(key, tenant: tenant, content) }
        if known.hash != hash {
            try connection.run(
                """
                UPDATE \(Table.alert) SET name = ?, definition_json = ?, definition_hash = ?, identity_hash = ?,
                updated_at = ?, removed_at = NULL WHERE tenant = ? AND alert_id = ?
                """, content + [.text(tenant), .integer(known.id)])
        }
        return known.id
    }

    /// Another process may register alerts at the same moment: then the number is taken, or the alert is there.
    private func insert(_ key: AlertKey, tenant: String, _ content: [SQLValue]) throws(SentinelError) -> Int64 {
        let columns = [
            "name", "definition_json", "definition_hash", "identity_hash", "updated_at", "tenant", "alert_id",
            "alert_key",
        ]
        while true {
            let last = try connection.first(
                "SELECT MAX(alert_id) FROM \(Table.alert) WHERE tenant = ?", [.text(tenant)]
            ) { $0.integer(at: 0) }
            let id = (last ?? 0) + 1
            let count = try connection.run(
                dialect.insertIfAbsent(Table.alert, columns),
                content + [.text(tenant), .integer(id), .text(key.description)])
            if count > 0 { return id }
            if let known = try self.id(of: key, tenant: tenant) { return known }
        }
    }

    /// The number of an alert that is known.
    func id(of key: AlertKey, tenant: String) throws(SentinelError) -> Int64? {
        try connection.first(
            "SELECT alert_id FROM \(Table.alert) WHERE tenant = ? AND alert_key = ?",
            [.text(tenant), .text(key.description)]
        ) { $0.integer(at: 0) }
    }
}
