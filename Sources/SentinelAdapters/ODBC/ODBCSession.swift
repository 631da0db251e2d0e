#if ODBC
    import SentinelModels
    import SentinelSQL
    import Synchronization

    /// One connection, told to read only: runs queries, one at a time, on its worker's thread.
    final class ODBCSession: PooledConnection {
        typealias Control = ODBCControl

        private let connection: ODBCConnection
        private let control: ODBCControl
        private let target: ODBCTarget
        let dialect: SQLDialect
        private let hasTransactions: Bool
        private let state = Mutex(State())

        private struct State {
            var isBroken = false
            /// Whether the last statement was compiled, so that the session was alive when it began to run.
            var hasBegun = false
            /// How many rows the database was last told to give.
            var rowLimit: Int?
        }

        /// Connects and sets the session up.
        init(_ target: ODBCTarget, options: ODBCSource.Options, control: ODBCControl) throws(SentinelError) {
            self.control = control
            self.target = target
            do throws(ODBCError) {
                let library = try ODBCLibrary.load(path: options.library)
                var wanted = ODBCConnection.Options()
                wanted.encoding = target.encoding
                wanted.loginTimeout = min(options.loginTimeout, max(control.remaining, .seconds(1)))
                connection = try ODBCConnection(target.string, library: library, options: wanted)
                dialect = SQLDialect(databaseName: connection.databaseName)
                hasTransactions = connection.hasTransactions
                for statement in dialect.session.demanded { try connection.execute(statement) }
                for statement in dialect.session.wanted { try? connection.execute(statement) }
                connection.setReadOnly()
                if hasTransactions { try connection.turnAutocommitOff() }
            } catch {
                throw control.failure(beneath: error) ?? SentinelError(connecting: error, to: target)
            }
            control.attach(connection)
        }

        deinit {
            control.attach(nil)
        }

        var isBroken: Bool { control.isSpent || state.withLock(\.isBroken) }
        var isStale: Bool { isBroken }

        /// A session that had died at rest is noticed when a statement is to be compiled.
        func mayRepeat(after error: SentinelError, isFresh: Bool) -> Bool {
            !isFresh && isBroken && error.code == .connection && !state.withLock(\.hasBegun)
        }

        func close() {
            control.attach(nil)
            connection.close()
        }

        /// Runs the request under its limits, in a transaction that is rolled back.
        func run(_ request: QueryRequest) throws(SentinelError) -> QueryResult {
            try reading(request.sql) { query in
                let values = try query.values(request.parameters)
                let limits = request.limits
                try limitRows(max(limits.maxRows, 0))
                if let start = dialect.transactionStart { try connection.execute(start) }
                let (statement, _) = try compile(query)
                defer { statement.release() }
                try statement.bind(values, hasBigIntegers: dialect.hasBigIntegers)
                if limits.maxRows < Int(Int32.max) { statement.setMaxRows(max(limits.maxRows, 0) + 1) }
                // Ours comes first; the server's is for the case that we are gone.
                statement.setTimeout(control.remaining + .milliseconds(500))
                try control.check()
                state.withLock { $0.hasBegun = true }
                try statement.execute()
                // Some drivers know the types only now.
                var collector = ODBCRowCollector(limits: limits, columns: try statement.columns())
                while try statement.fetch(), try collector.take(statement) { try control.check() }
                return collector.result
            }
        }

        /// Names the columns without running.
        func describe(_ sql: String) throws(SentinelError) -> [ColumnDescription] {
            try reading(sql) { query in
                let (statement, columns) = try compile(query)
                defer { statement.release() }
                return columns.map { ColumnDescription(name: $0.name, declaredType: $0.typeName) }
            }
        }

        /// Tells a database whose driver reads a whole result at once where to end it.
        private func limitRows(_ count: Int) throws {
            guard let setting = dialect.rowLimit(count), state.withLock({ $0.rowLimit != count }) else { return }
            try connection.execute(setting)
            state.withLock { $0.rowLimit = count }
        }

        private func compile(_ query: SQLQueryText) throws -> (ODBCStatement, [ODBCColumn]) {
            let statement = try connection.prepare(query.text)
            let columns = try statement.columns()
            guard !columns.isEmpty else {
                throw SentinelError(.notReadOnly, "the statement returns no columns, so it is no query")
            }
            return (statement, columns)
        }

        /// Checks the text, runs `body`, and undoes what the statement may have done.
        private func reading<Value>(
            _ sql: String, _ body: (SQLQueryText) throws -> Value
        ) throws(SentinelError) -> Value {
            let query = try SQLQueryText(
                sql, dialect: dialect, marks: .question, gate: ODBCGate(dialect: dialect).check)
            state.withLock { $0.hasBegun = false }
            do {
                let value = try body(query)
                undo()
                return value
            } catch {
                undo()
                throw failure(error)
            }
        }

        private func undo() {
            let isStopped = control.failure(beneath: nil) != nil
            if isStopped { breakUp() }
            guard hasTransactions, !isStopped else { return }
            do throws(ODBCError) { try connection.rollback() } catch { breakUp() }
        }

        private func breakUp() { state.withLock { $0.isBroken = true } }

        private func failure(_ error: any Error) -> SentinelError {
            if let error = error as? SentinelError { return error }
            guard let error = error as? ODBCError else { return SentinelError(.internalFault, "\(error)") }
            if error.kind != .tooLong, let stopped = control.failure(beneath: error) { return stopped }
            let failure = SentinelError(querying: error, dialect: dialect)
            if [.connection, .timeout, .cancelled].contains(failure.code) { breakUp() }
            return failure
        }
    }
#endif
