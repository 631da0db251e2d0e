#if SQLite
    import SentinelModels
    import SentinelSQL

    extension SQLiteStatement: StoreRow {}

    /// A connection to a state database in a SQLite file.
    final class SQLiteStoreConnection: StoreConnection {
        private let connection: SQLiteConnection

        init(path: String, access: SQLiteConnection.Access) throws(SentinelError) {
            connection = try Self.mapped { () throws(SQLiteError) in
                try SQLiteConnection(path: path, access: access, busyTimeout: .seconds(5), cachedStatements: 128)
            }
        }

        func execute(_ script: String) throws(SentinelError) {
            try Self.mapped { () throws(SQLiteError) in try connection.execute(script) }
        }

        func run(_ sql: String, _ values: [SQLValue]) throws(SentinelError) -> Int {
            try Self.mapped { () throws(SQLiteError) in try connection.run(sql, values) }
        }

        func query(
            _ sql: String, _ values: [SQLValue], _ body: (any StoreRow) throws(SentinelError) -> Bool
        ) throws(SentinelError) {
            let statement = try Self.mapped { () throws(SQLiteError) in
                let statement = try connection.cached(sql)
                try statement.bind(values)
                return statement
            }
            // A statement that stands on a row would keep its read lock.
            defer { statement.reset() }
            while try Self.mapped({ () throws(SQLiteError) in try statement.step() }) {
                guard try body(statement) else { return }
            }
        }

        func begin(writing: Bool) throws(SentinelError) {
            try Self.mapped { () throws(SQLiteError) in try connection.begin(writing ? .immediate : .deferred) }
        }

        func commit() throws(SentinelError) {
            try Self.mapped { () throws(SQLiteError) in try connection.commit() }
        }

        func rollback() {
            // Nothing is left to undo if this fails: the next BEGIN tells.
            try? connection.rollback()
        }

        func close() {
            connection.close()
        }

        private static func mapped<Value>(
            _ body: () throws(SQLiteError) -> Value
        ) throws(SentinelError) -> Value {
            do {
                return try body()
            } catch {
                throw SentinelError(error, role: .state)
            }
        }
    }
#endif
