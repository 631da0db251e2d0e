import SentinelModels
import SentinelSQL
import SentinelTesting

@testable import SentinelStore

/// SQLite spoken in another way, as far from the usual one as its grammar allows: tables with row ids, other words for
/// upserts, locking clauses, and a clock that is asked of the database.
///
/// What passes with it goes through the dialect and not past it.
struct OtherDialect: SQLDialect {
    private let usual = SQLiteDialect()

    let countingKey = "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT"
    let longText = "CLOB"
    /// A comment stands where others lock; it shows that the clause comes last.
    let lockingClause = " /* FOR UPDATE */"
    let skippingClause = " /* FOR UPDATE SKIP LOCKED */"
    let migrationStyle = MigrationStyle.transactional(lock: "SELECT 1")
    let clockExpression: String? = "now_us FROM database_clock"
    let greatest = "max"
    let least = "min"

    func timeText(_ column: String) -> String { usual.timeText(column) }
    func contextObject(_ column: String) -> String { usual.contextObject(column) }

    func createTable(_ name: String, _ columns: String, isKeyed: Bool) -> String {
        "CREATE TABLE \(name) (\(columns))"
    }

    func columns(of table: String, on connection: any StoreConnection) throws(SentinelError) -> [StoredColumn] {
        try usual.columns(of: table, on: connection)
    }

    func existingTables(
        _ names: [String], on connection: any StoreConnection
    ) throws(SentinelError) -> Set<String> {
        try usual.existingTables(names, on: connection)
    }

    func integrityFindings(on connection: any StoreConnection) throws(SentinelError) -> [String] {
        try usual.integrityFindings(on: connection)
    }

    func upsert(_ table: String, key: [String], columns: [String]) -> String {
        let changes = columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        let list = (key + columns).joined(separator: ", ")
        return """
            INSERT INTO \(table) (\(list)) SELECT \(Self.placeholders(key.count + columns.count)) WHERE true \
            ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET \(changes)
            """
    }

    func insertIfAbsent(_ table: String, _ columns: [String]) -> String {
        "INSERT OR IGNORE INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(Self.placeholders(columns.count)))"
    }

    func partialIndex(
        _ name: String, on table: String, _ columns: String, where condition: String, unique: Bool
    ) -> String {
        usual.partialIndex(name, on: table, columns, where: condition, unique: unique)
    }
}

extension SQLStateStore {
    /// A store that speaks the other dialect. Its database's clock shows what `clock` shows.
    static func speakingOtherDialect(path: String, clock: ManualClock) throws -> SQLStateStore {
        let dialect = OtherDialect()
        let file = try StatePath.prepare(path, mayCreate: true)
        let connection = ClockedConnection(try SQLiteStoreConnection(path: file, access: .readWrite), clock)
        try connection.execute(
            "PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS database_clock (now_us INTEGER NOT NULL)")
        try Migrator(connection: connection, dialect: dialect).migrate(at: clock.now())
        let owners = OwnerLocks(database: file)
        // The host's clock is far off: whoever asks it instead of the database's shows.
        let host = ManualClock(at: Timestamp(seconds: 1))
        let session = StoreSession(connection: connection, dialect: dialect, clock: host, owners: owners)
        let reader = ReadWorker { () throws(SentinelError) in
            ClockedConnection(try SQLiteStoreConnection(path: file, access: .readWrite), clock)
        }
        return SQLStateStore(
            dialect: dialect, clock: host, owners: owners, reader: reader,
            writer: GroupWriter(session: session, linger: .init(idle: .zero, urgentIdle: .zero)))
    }
}

/// Answers for the clock of the database.
private final class ClockedConnection: StoreConnection {
    private let inner: SQLiteStoreConnection
    private let clock: ManualClock

    init(_ inner: SQLiteStoreConnection, _ clock: ManualClock) {
        self.inner = inner
        self.clock = clock
    }

    func execute(_ script: String) throws(SentinelError) { try inner.execute(script) }
    func run(_ sql: String, _ values: [SQLValue]) throws(SentinelError) -> Int { try inner.run(sql, values) }

    func query(
        _ sql: String, _ values: [SQLValue], _ body: (any StoreRow) throws(SentinelError) -> Bool
    ) throws(SentinelError) {
        if sql == "SELECT now_us FROM database_clock" {
            try inner.query("SELECT ?", [.integer(clock.now().microseconds)], body)
        } else {
            try inner.query(sql, values, body)
        }
    }

    func begin(writing: Bool) throws(SentinelError) { try inner.begin(writing: writing) }
    func commit() throws(SentinelError) { try inner.commit() }
    func rollback() { inner.rollback() }
    func close() { inner.close() }
}
