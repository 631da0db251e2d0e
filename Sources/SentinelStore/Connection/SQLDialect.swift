import SentinelModels

/// What differs between the databases that can hold the state: words, not transactions.
protocol SQLDialect: Sendable {
    /// The type of an integer key that the database counts up by itself, with its PRIMARY KEY clause.
    var countingKey: String { get }
    /// The type of a text without a limit.
    var longText: String { get }
    /// What follows a SELECT of one table whose rows the transaction will change; who holds them is waited for.
    var lockingClause: String { get }
    /// The same, but rows that others hold are left out.
    var skippingClause: String { get }
    /// The database's clock in microseconds since 1970, or nil where the host's clock is the database's.
    var clockExpression: String? { get }
    /// The functions that give the greater and the lesser of their arguments, none of which is NULL.
    var greatest: String { get }
    var least: String { get }
    /// How schemas are changed.
    var migrationStyle: MigrationStyle { get }
    /// Tables of the dialect's own, beside those of the schema, made with the first of all.
    var ownTables: [String] { get }
    /// A time column as the original's views show it: `2026-11-23 09:00:00.000000`, in UTC.
    func timeText(_ column: String) -> String
    /// A number as a truth value of the original's views.
    func truth(_ number: String) -> String
    /// A JSON object of the rows `key`, `json` of a JSON array of triples [name, type, value].
    func contextObject(_ column: String) -> String
    /// A table; one that is read by its primary key only is `isKeyed`. Types are BIGINT, DOUBLE PRECISION, VARCHAR(n)
    /// and CHAR(64), the last for texts of ASCII.
    func createTable(_ name: String, _ columns: String, isKeyed: Bool) -> String
    func createView(_ name: String, _ query: String) -> String
    /// The tables, not views, of these names that exist.
    func existingTables(_ names: [String], on connection: any StoreConnection) throws(SentinelError) -> Set<String>
    /// The columns of a table that can be written, in order.
    func columns(of table: String, on connection: any StoreConnection) throws(SentinelError) -> [StoredColumn]
    /// What the database itself finds wrong with its files; empty if nothing.
    func integrityFindings(on connection: any StoreConnection) throws(SentinelError) -> [String]
    /// Settings of the server with which a power failure may lose what was committed; empty if there are none.
    func durabilityFindings(on connection: any StoreConnection) throws(SentinelError) -> [String]
    /// Inserts a row, or updates the columns that are no key when the key exists.
    func upsert(_ table: String, key: [String], columns: [String]) -> String
    /// Inserts a row unless one of its keys exists; the count of changed rows tells.
    func insertIfAbsent(_ table: String, _ columns: [String]) -> String
    /// An index over the rows for which `condition` holds.
    func partialIndex(_ name: String, on table: String, _ columns: String, where condition: String, unique: Bool)
        -> String
    /// Removes all rows of a table of which nobody else knows yet, without looking at each.
    func emptying(_ table: String) -> String
    /// Lets a counting key go on after the greatest number there is, when rows were inserted with their numbers.
    func continueCounting(_ column: String, of table: String, on connection: any StoreConnection) throws(SentinelError)
}

/// How a database changes its schema.
///
/// The texts that lock give 1 at once if they have the lock, and 0 if another process has it.
enum MigrationStyle: Sendable {
    /// A migration is one transaction; the text, if any, is run first in it, and its lock ends with it.
    case transactional(lock: String?)
    /// Statements that change the schema commit by themselves. The texts, with one value for a name, take the lock and
    /// let it go.
    case stepwise(lock: String, unlock: String)
}

/// A column as the database describes it.
struct StoredColumn: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case integer, double, text

        init(type: String) {
            let type = type.lowercased()
            self = type.contains("int") ? .integer : type.hasPrefix("double") ? .double : .text
        }
    }

    var name: String
    var kind: Kind
}

extension SQLDialect {
    static func placeholders(_ count: Int) -> String {
        repeatElement("?", count: count).joined(separator: ", ")
    }

    var ownTables: [String] { [] }

    func truth(_ number: String) -> String { number }

    func emptying(_ table: String) -> String { "DELETE FROM \(table)" }

    func createView(_ name: String, _ query: String) -> String { "CREATE VIEW \(name) AS \(query)" }

    func durabilityFindings(on connection: any StoreConnection) throws(SentinelError) -> [String] { [] }

    func continueCounting(
        _ column: String, of table: String, on connection: any StoreConnection
    ) throws(SentinelError) {}
}
