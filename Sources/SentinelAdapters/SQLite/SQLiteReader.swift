#if SQLite
    import SentinelModels
    import SentinelSQL
    import Synchronization

    /// One locked-down connection: runs queries, one at a time, on its worker's thread.
    final class SQLiteReader: PooledConnection {
        typealias Control = SQLiteQueryControl

        private let connection: SQLiteConnection
        private let control: SQLiteQueryControl
        private let gate = SQLiteGate()
        private let hasFailed = Atomic(false)

        /// Opens the file. `prepare` sees the connection before it is locked down.
        init(
            path: String, options: SQLiteSource.Options, control: SQLiteQueryControl,
            prepare: (SQLiteConnection) throws(SQLiteError) -> Void
        ) throws(SentinelError) {
            self.control = control
            do throws(SQLiteError) {
                connection = try SQLiteConnection(path: path, access: .readOnly)
            } catch {
                throw SentinelError(
                    .connection, "the database file '\(path)' is missing or cannot be opened for reading",
                    underlying: error.description)
            }
            let isState: Bool
            do throws(SQLiteError) {
                try prepare(connection)
                try Self.lockDown(connection, control: control, busyTimeout: options.busyTimeout)
                isState = try connection.scalar(Self.stateTable) != nil
            } catch {
                throw control.failure(beneath: error) ?? SentinelError(error, role: .source)
            }
            guard options.allowsStateDatabase || !isState else { throw Self.stateRefusal(path) }
            connection.setAuthorizer { [gate] in gate.verdict(on: $0) }
            control.attach(connection)
        }

        deinit {
            control.attach(nil)
        }

        var isBroken: Bool { hasFailed.load(ordering: .relaxed) }

        /// Whether the connection is of no use any more: it failed, or its file was replaced or removed.
        var isStale: Bool { isBroken || connection.hasMoved }

        /// Runs the request under its limits.
        func run(_ request: QueryRequest) throws(SentinelError) -> QueryResult {
            try reading(request.sql, maxCellBytes: request.limits.maxCellBytes) { statement in
                try statement.bind(request.parameters)
                var collector = SQLiteRowCollector(limits: request.limits)
                while try statement.step(), try collector.take(statement) {}
                return collector.result(of: statement)
            }
        }

        /// Names the columns without running.
        func describe(_ sql: String) throws(SentinelError) -> [ColumnDescription] {
            try reading(sql, maxCellBytes: QueryLimits().maxCellBytes) { statement in
                statement.columnNames.enumerated().map {
                    ColumnDescription(name: $1, declaredType: statement.declaredType(at: $0))
                }
            }
        }

        /// Compiles, checks, hands the statement over, and lets go of its locks.
        private func reading<Value>(
            _ sql: String, maxCellBytes: Int, _ body: (SQLiteStatement) throws -> Value
        ) throws(SentinelError) -> Value {
            let query = try SQLiteQueryText(sql)
            // Room for intermediate values beside the longest cell. A stored value over it is refused unread.
            connection.setLimit(.length, min(max(maxCellBytes, 0), 1 << 30) + 1 << 20)
            do {
                let statement = try connection.cached(query.text)
                defer { statement.reset() }
                guard statement.isReadOnly, !statement.isExplain, statement.columnCount > 0 else {
                    throw SQLiteError(.authorization, "the statement is no query")
                }
                return try body(statement)
            } catch let error as SQLiteError {
                throw failure(error, of: query)
            } catch {
                throw error as? SentinelError ?? SentinelError(.internalFault, "\(error)")
            }
        }

        private func failure(_ error: SQLiteError, of query: SQLiteQueryText) -> SentinelError {
            let refusal = gate.takeRefusal()
            if let stopped = control.failure(beneath: error) { return stopped }
            var failure = SentinelError(error, role: .source)
            if let refusal {
                // A refused function or virtual table comes as an ordinary error of the statement.
                failure = SentinelError(
                    .notReadOnly, "the query may only read: \(refusal)", underlying: error.description)
            }
            switch failure.code {
            case .connection: hasFailed.store(true, ordering: .relaxed)
            case .query:
                if let offset = error.offset { failure.message += " (\(query.place(ofByte: offset)))" }
            default: break
            }
            return failure
        }
    }

    extension SQLiteReader {
        /// Every guard that SQLite has, beside the gate.
        private static func lockDown(
            _ connection: SQLiteConnection, control: SQLiteQueryControl, busyTimeout: Duration
        ) throws(SQLiteError) {
            try connection.set(.loadExtension, false)
            try connection.set(.trustedSchema, false)
            try connection.set(.defensive, true)
            try connection.boundFormatFunctions()
            connection.setBusyHandler { control.shallRetry(after: $0, within: busyTimeout) }
            connection.setProgressHandler(every: 1000) { control.shallContinue() }
            try connection.execute("PRAGMA query_only = ON")
            for (limit, value) in limits { connection.setLimit(limit, value) }
        }

        /// Far above what queries of people need, far below what hurts.
        private static let limits: [(SQLiteConnection.Limit, Int)] = [
            (.sqlLength, QueryTextRules.maximumBytes), (.expressionDepth, 250), (.compoundSelects, 100),
            (.instructions, 250_000), (.functionArguments, 100), (.attachedDatabases, 0), (.likePatternLength, 5000),
            (.parameterNumber, 100), (.triggerDepth, 10), (.workerThreads, 0),
        ]

        /// Our own schema's mark.
        private static let stateTable = "SELECT 1 FROM sqlite_schema WHERE name = 'sqlsentinel_schema_meta'"

        private static func stateRefusal(_ path: String) -> SentinelError {
            SentinelError(
                .configuration,
                """
                '\(path)' holds SQL Sentinel's own state, which alerts may not read; set allow_state_database: true \
                on the source if they shall
                """)
        }
    }

    extension SQLiteStatement {
        /// Binds the `:name` parameters that the statement uses.
        fileprivate func bind(_ parameters: [String: SQLValue]) throws {
            for index in 0..<parameterCount {
                guard let name = parameterName(at: index + 1), name.hasPrefix(":"),
                    let value = parameters[String(name.dropFirst())]
                else {
                    throw QueryTextRules.unknownParameter(parameterName(at: index + 1) ?? "?", known: parameters.keys)
                }
                try bind(value, at: index + 1)
            }
        }
    }
#endif
