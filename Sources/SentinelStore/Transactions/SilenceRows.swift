import SentinelModels

/// The silence table.
struct SilenceRows {
    var connection: any StoreConnection
    var dialect: any SQLDialect

    /// Silences of a tenant, in the order of their begin; with a time, those that end after it.
    ///
    /// One that cannot be read silences nothing: rather a notice too many than none of any alert. `state check` tells.
    func read(tenant: String, endingAfter time: Timestamp?) throws(SentinelError) -> [Silence] {
        try connection.all(
            """
            SELECT id, matchers_json, starts_at, ends_at, author, note FROM \(Table.silence)
            WHERE tenant = ? AND ends_at > ? ORDER BY starts_at, id
            """, [.text(tenant), .integer(time?.microseconds ?? .min)]
        ) { row in try? silence(row) }.compactMap(\.self)
    }

    /// The ids of those that cannot be read, in all tenants.
    func unreadable() throws(SentinelError) -> [String] {
        try connection.all(
            "SELECT id, matchers_json, starts_at, ends_at, author, note FROM \(Table.silence) ORDER BY id", []
        ) { row in (try? silence(row)) == nil ? row.text(at: 0) : nil }.compactMap(\.self)
    }

    func read(_ id: String, tenant: String) throws(SentinelError) -> Silence? {
        try connection.first(
            """
            SELECT id, matchers_json, starts_at, ends_at, author, note FROM \(Table.silence)
            WHERE tenant = ? AND id = ?\(dialect.lockingClause)
            """, [.text(tenant), .text(id)], silence)
    }

    /// Whether it is new.
    func insert(_ silence: Silence, tenant: String) throws(SentinelError) -> Bool {
        let columns = ["tenant", "id", "matchers_json", "alert_name", "starts_at", "ends_at", "author", "note"]
        let count = try connection.run(
            dialect.insertIfAbsent(Table.silence, columns),
            [
                .text(tenant), .text(silence.id), .text(Self.text(silence.matchers)), .of(silence.onlyAlertName),
                .of(silence.startsAt), .of(silence.endsAt), .text(silence.author), .text(silence.comment),
            ])
        return count > 0
    }

    func update(_ silence: Silence, tenant: String) throws(SentinelError) {
        try connection.run(
            "UPDATE \(Table.silence) SET starts_at = ?, ends_at = ? WHERE tenant = ? AND id = ?",
            [.of(silence.startsAt), .of(silence.endsAt), .text(tenant), .text(silence.id)])
    }

    private func silence(_ row: any StoreRow) throws(SentinelError) -> Silence {
        Silence(
            id: row.text(at: 0), matchers: try Self.matchers(row.text(at: 1)), startsAt: row.time(2),
            endsAt: row.time(3), author: row.text(at: 4), comment: row.text(at: 5))
    }

    private static func text(_ matchers: [Silence.Matcher]) -> String {
        JSONValue.array(
            matchers.map { [.string($0.label), .string($0.operation.rawValue), .string($0.value)] }
        ).encoded()
    }

    private static func matchers(_ text: String) throws(SentinelError) -> [Silence.Matcher] {
        var matchers: [Silence.Matcher] = []
        for triple in try JSONReader(text: text).value.arrayValue ?? [] {
            guard let label = triple[0]?.stringValue, let value = triple[2]?.stringValue,
                let operation = triple[1]?.stringValue.flatMap(Silence.Matcher.Operation.init(rawValue:))
            else { throw JSONReader.damaged }
            matchers.append(.init(label, operation, value))
        }
        return matchers
    }
}

extension Silence {
    /// The alert's name if the silence is over exactly one alert by name, as the original's are.
    fileprivate var onlyAlertName: String? {
        guard matchers.count == 1, let only = matchers.first, only.label == "alertname", only.operation == .equal
        else { return nil }
        return only.value
    }
}
