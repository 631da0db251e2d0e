import SentinelModels

/// A row that a query stands on; columns are counted from 0.
protocol StoreRow {
    func isNull(at column: Int) -> Bool
    func integer(at column: Int) -> Int64
    func double(at column: Int) -> Double
    func text(at column: Int) -> String
}

extension StoreRow {
    func int(_ column: Int) -> Int { Int(integer(at: column)) }
    func time(_ column: Int) -> Timestamp { Timestamp(microseconds: integer(at: column)) }
    func optionalInt64(_ column: Int) -> Int64? { isNull(at: column) ? nil : integer(at: column) }
    func optionalTime(_ column: Int) -> Timestamp? { optionalInt64(column).map(Timestamp.init(microseconds:)) }
    func optionalString(_ column: Int) -> String? { isNull(at: column) ? nil : text(at: column) }

    /// A failure kept in two columns, code first.
    func failure(_ column: Int) -> RunFailure? {
        optionalString(column).map { RunFailure(code: .init($0), message: text(at: column + 1)) }
    }
}

/// What the store's transactions need of a connection, whatever database is behind it.
///
/// Statements are written with `?` parameters; a connection whose database writes them otherwise translates. Every
/// statement text is compiled once. All calls come from one thread at a time.
protocol StoreConnection: AnyObject, Sendable {
    /// Runs statements that give no rows.
    func execute(_ script: String) throws(SentinelError)
    /// Runs one statement and returns how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ values: [SQLValue]) throws(SentinelError) -> Int
    /// Hands the rows of one query to `body` until it returns false. `body` runs no other statement.
    func query(
        _ sql: String, _ values: [SQLValue], _ body: (any StoreRow) throws(SentinelError) -> Bool
    ) throws(SentinelError)
    /// Opens a transaction; one that is to write takes its locks at once.
    func begin(writing: Bool) throws(SentinelError)
    func commit() throws(SentinelError)
    /// Undoes the transaction, if the database has not done so by itself.
    func rollback()
    func close()
}

extension StoreConnection {
    /// The first row's reading; nil without a row.
    func first<Value>(
        _ sql: String, _ values: [SQLValue], _ read: (any StoreRow) throws(SentinelError) -> Value
    ) throws(SentinelError) -> Value? {
        var result: Value?
        try query(sql, values) { row throws(SentinelError) in
            result = try read(row)
            return false
        }
        return result
    }

    /// All rows' readings.
    func all<Value>(
        _ sql: String, _ values: [SQLValue], _ read: (any StoreRow) throws(SentinelError) -> Value
    ) throws(SentinelError) -> [Value] {
        var results: [Value] = []
        try query(sql, values) { row throws(SentinelError) in
            results.append(try read(row))
            return true
        }
        return results
    }

    /// Runs `body` in a transaction of its own.
    func transaction<Value>(
        writing: Bool, _ body: () throws(SentinelError) -> Value
    ) throws(SentinelError) -> Value {
        try begin(writing: writing)
        do {
            let value = try body()
            try commit()
            return value
        } catch {
            rollback()
            throw error
        }
    }
}

extension SQLValue {
    static func of(_ time: Timestamp?) -> SQLValue { time.map { .integer($0.microseconds) } ?? .null }
    static func of(_ text: String?) -> SQLValue { text.map { .text($0) } ?? .null }
    static func of(_ number: Int64?) -> SQLValue { number.map { .integer($0) } ?? .null }
    static func of(_ number: Int) -> SQLValue { .integer(Int64(number)) }
}
