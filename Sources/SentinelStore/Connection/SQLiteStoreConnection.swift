#if SQLite
    import SentinelModels
    import SentinelSQL
    import Synchronization

    extension SQLiteStatement: StoreRow {}

    /// A connection to a state database in a SQLite file.
    ///
    /// After an error of the disk it is opened anew before the next transaction.
    final class SQLiteStoreConnection: StoreConnection {
        private struct State {
            var connection: SQLiteConnection
            var epoch: Int
            var isClosed = false
        }

        private let state: Mutex<State>
        private let path: String
        private let access: SQLiteConnection.Access
        private let trust: FileTrust
        private let prepare: @Sendable (SQLiteStoreConnection) throws(SentinelError) -> Void

        /// Opens the file.
        /// - Parameters:
        ///   - path: The file.
        ///   - access: For reading or writing.
        ///   - trust: Shared by all connections to the file.
        ///   - prepare: Sets what the connection needs; called at each opening.
        init(
            path: String, access: SQLiteConnection.Access, trust: FileTrust = FileTrust(),
            prepare: @escaping @Sendable (SQLiteStoreConnection) throws(SentinelError) -> Void = { _ in }
        ) throws(SentinelError) {
            self.path = path
            self.access = access
            self.trust = trust
            self.prepare = prepare
            let epoch = trust.epoch
            let connection = try Self.open(path, access)
            state = Mutex(State(connection: connection, epoch: epoch))
            try prepare(self)
        }

        private static func open(
            _ path: String, _ access: SQLiteConnection.Access
        ) throws(SentinelError) -> SQLiteConnection {
            do {
                return try SQLiteConnection(
                    path: path, access: access, busyTimeout: .seconds(5), cachedStatements: 128)
            } catch {
                throw SentinelError(error, role: .state)
            }
        }

        private var connection: SQLiteConnection { state.withLock(\.connection) }

        /// Opens the file anew if an error of the disk has happened since it was opened.
        private func regainTrust() throws(SentinelError) {
            let epoch = trust.epoch
            guard state.withLock({ !$0.isClosed && $0.epoch != epoch }) else { return }
            // Closed first: what it holds in memory is not to be written by it.
            connection.close()
            let fresh = try Self.open(path, access)
            state.withLock { $0.connection = fresh }
            try prepare(self)
            state.withLock { $0.epoch = epoch }
        }

        func execute(_ script: String) throws(SentinelError) {
            try mapped { connection throws(SQLiteError) in try connection.execute(script) }
        }

        func run(_ sql: String, _ values: [SQLValue]) throws(SentinelError) -> Int {
            try mapped { connection throws(SQLiteError) in try connection.run(sql, values) }
        }

        func query(
            _ sql: String, _ values: [SQLValue], _ body: (any StoreRow) throws(SentinelError) -> Bool
        ) throws(SentinelError) {
            let statement = try mapped { connection throws(SQLiteError) in
                let statement = try connection.cached(sql)
                try statement.bind(values)
                return statement
            }
            // A statement that stands on a row would keep its read lock.
            defer { statement.reset() }
            while try mapped({ _ throws(SQLiteError) in try statement.step() }) {
                guard try body(statement) else { return }
            }
        }

        func begin(writing: Bool) throws(SentinelError) {
            try regainTrust()
            try mapped { connection throws(SQLiteError) in try connection.begin(writing ? .immediate : .deferred) }
        }

        func commit() throws(SentinelError) {
            try mapped { connection throws(SQLiteError) in try connection.commit() }
        }

        func rollback() {
            // Nothing is left to undo if this fails: the next BEGIN tells.
            try? connection.rollback()
        }

        func close() {
            state.withLock { $0.isClosed = true }
            connection.close()
        }

        private func mapped<Value>(
            _ body: (SQLiteConnection) throws(SQLiteError) -> Value
        ) throws(SentinelError) -> Value {
            do {
                return try body(connection)
            } catch {
                if error.code == .inputOutput || error.code == .full { trust.lose() }
                throw SentinelError(error, role: .state)
            }
        }
    }
#endif
