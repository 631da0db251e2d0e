import SentinelModels

/// SQLite 3.38 and newer, for the `->` of the views.
struct SQLiteDialect: SQLDialect {
    let countingKey = "INTEGER PRIMARY KEY"
    let longText = "TEXT"
    /// There is one writer; it holds the whole database.
    let lockingClause = ""
    let skippingClause = ""
    let clockExpression: String? = nil
    let greatest = "MAX"
    let least = "MIN"
    let migrationStyle = MigrationStyle.transactional(lock: nil)

    func timeText(_ column: String) -> String {
        // Integer division rounds towards zero; times before 1970 do not occur here.
        "strftime('%Y-%m-%d %H:%M:%S', \(column) / 1000000, 'unixepoch') || printf('.%06d', \(column) % 1000000)"
    }

    func contextObject(_ column: String) -> String {
        "(SELECT json_group_object(value ->> 0, json(value -> 2)) FROM json_each(\(column)))"
    }

    func createTable(_ name: String, _ columns: String, isKeyed: Bool) -> String {
        "CREATE TABLE \(name) (\(columns))\(isKeyed ? " WITHOUT ROWID" : "")"
    }

    func existingTables(
        _ names: [String], on connection: any StoreConnection
    ) throws(SentinelError) -> Set<String> {
        let list = Self.placeholders(names.count)
        return Set(
            try connection.all(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN (\(list))", names.map { .text($0) }
            ) { $0.text(at: 0) })
    }

    func columns(of table: String, on connection: any StoreConnection) throws(SentinelError) -> [StoredColumn] {
        try connection.all("SELECT name, type FROM pragma_table_info(?) ORDER BY cid", [.text(table)]) {
            StoredColumn(name: $0.text(at: 0), kind: .init(type: $0.text(at: 1)))
        }
    }

    func integrityFindings(on connection: any StoreConnection) throws(SentinelError) -> [String] {
        try connection.all("PRAGMA integrity_check", []) { $0.text(at: 0) }.filter { $0 != "ok" }
            + connection.all("PRAGMA foreign_key_check", []) { "foreign key of \($0.text(at: 0))" }
    }

    func upsert(_ table: String, key: [String], columns: [String]) -> String {
        let all = key + columns
        let changes = columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        return """
            INSERT INTO \(table) (\(all.joined(separator: ", "))) VALUES (\(Self.placeholders(all.count))) \
            ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET \(changes)
            """
    }

    func insertIfAbsent(_ table: String, _ columns: [String]) -> String {
        """
        INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(Self.placeholders(columns.count))) \
        ON CONFLICT DO NOTHING
        """
    }

    func partialIndex(
        _ name: String, on table: String, _ columns: String, where condition: String, unique: Bool
    ) -> String {
        "CREATE \(unique ? "UNIQUE " : "")INDEX \(name) ON \(table) (\(columns)) WHERE \(condition)"
    }
}
