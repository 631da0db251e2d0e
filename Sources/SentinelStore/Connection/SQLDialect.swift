import SentinelModels

/// What differs between the databases that can hold the state: words, not transactions.
protocol SQLDialect: Sendable {
    /// The type of an integer key that the database counts up by itself, with its PRIMARY KEY clause.
    var countingKey: String { get }
    /// The type of a text without a limit.
    var longText: String { get }
    /// What follows the closing bracket of a table that is read by its primary key only.
    var keyedTableSuffix: String { get }
    /// What follows a SELECT whose rows the transaction will change; rows that others hold are left out.
    var lockingClause: String { get }
    /// The database's clock in microseconds since 1970, or nil where the host's clock is the database's.
    var clockExpression: String? { get }
    /// The functions that give the greater and the lesser of their arguments, none of which is NULL.
    var greatest: String { get }
    var least: String { get }
    /// A time column as text: `2026-11-23 09:00:00.000000`, in UTC.
    func timeText(_ column: String) -> String
    /// A JSON object of the rows `key`, `json` of a JSON array of triples [name, type, value].
    func contextObject(_ column: String) -> String
    /// The tables, not views, of these names that exist.
    func existingTables(_ names: [String], on connection: any StoreConnection) throws(SentinelError) -> Set<String>
    /// What the database itself finds wrong with its files; empty if nothing.
    func integrityFindings(on connection: any StoreConnection) throws(SentinelError) -> [String]
    /// Inserts a row, or updates the columns that are no key when the key exists.
    func upsert(_ table: String, key: [String], columns: [String]) -> String
    /// Inserts a row unless one of its keys exists.
    func insertIfAbsent(_ table: String, _ columns: [String]) -> String
    /// An index over the rows for which `condition` holds.
    func partialIndex(_ name: String, on table: String, _ columns: String, where condition: String, unique: Bool)
        -> String
}

extension SQLDialect {
    static func placeholders(_ count: Int) -> String {
        repeatElement("?", count: count).joined(separator: ", ")
    }
}

/// SQLite 3.38 and newer, for the `->` of the views.
struct SQLiteDialect: SQLDialect {
    let countingKey = "INTEGER PRIMARY KEY"
    let longText = "TEXT"
    let keyedTableSuffix = " WITHOUT ROWID"
    /// There is one writer; it holds the whole database.
    let lockingClause = ""
    let clockExpression: String? = nil
    let greatest = "MAX"
    let least = "MIN"

    func timeText(_ column: String) -> String {
        // Integer division rounds towards zero; times before 1970 do not occur here.
        "strftime('%Y-%m-%d %H:%M:%S', \(column) / 1000000, 'unixepoch') || printf('.%06d', \(column) % 1000000)"
    }

    func contextObject(_ column: String) -> String {
        "(SELECT json_group_object(value ->> 0, json(value -> 2)) FROM json_each(\(column)))"
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
