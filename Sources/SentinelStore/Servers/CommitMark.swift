import SentinelModels

/// A row for each process that writes, which counts its transactions.
///
/// Every transaction raises the count as its last deed. When the connection breaks during COMMIT nobody knows what became
/// of it; the row tells. Reading it takes the row's lock, which the old transaction holds until it has ended: so the
/// answer is final.
struct CommitMark {
    static let name = Table.prefix + "writer"

    static func table(_ dialect: any SQLDialect) -> String {
        dialect.createTable(
            name, "writer_id VARCHAR(64) NOT NULL PRIMARY KEY, commit_no BIGINT NOT NULL, written_at BIGINT NOT NULL",
            isKeyed: true)
    }

    let writer: String
    let dialect: any SQLDialect
    private let insert: String

    init(writer: String, dialect: any SQLDialect) {
        self.writer = writer
        self.dialect = dialect
        insert = dialect.insertIfAbsent(Self.name, ["writer_id", "commit_no", "written_at"])
    }

    /// Makes the row if it is missing, and removes those of writers that are long gone. Takes a transaction of its own.
    func register(on connection: any StoreConnection, at now: Timestamp) throws(SentinelError) {
        try connection.transaction(writing: true) { () throws(SentinelError) in
            try connection.run(
                "DELETE FROM \(Self.name) WHERE written_at < ?", [.of(now.advanced(by: .seconds(-30 * 86_400)))])
            try connection.run(insert, [.text(writer), .integer(0), .of(now)])
        }
    }

    /// Whether the row was there to be written.
    func write(_ number: Int64, on connection: any StoreConnection, at now: Timestamp) throws(SentinelError) -> Bool {
        try connection.run(
            "UPDATE \(Self.name) SET commit_no = ?, written_at = ? WHERE writer_id = ?",
            [.integer(number), .of(now), .text(writer)]) > 0
    }

    /// The count of the last transaction that was committed. Waits for one that has not ended.
    func read(on connection: any StoreConnection) throws(SentinelError) -> Int64? {
        try connection.transaction(writing: true) { () throws(SentinelError) in
            try connection.first(
                "SELECT commit_no FROM \(Self.name) WHERE writer_id = ?\(dialect.lockingClause)", [.text(writer)]
            ) { $0.integer(at: 0) }
        }
    }

    func remove(on connection: any StoreConnection) throws(SentinelError) {
        try connection.run("DELETE FROM \(Self.name) WHERE writer_id = ?", [.text(writer)])
    }
}
