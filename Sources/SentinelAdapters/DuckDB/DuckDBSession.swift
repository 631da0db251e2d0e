#if DuckDB
    import SentinelModels
    import SentinelSQL

    /// One connection to a file that is open for reading: runs queries, one at a time, on its worker's thread.
    final class DuckDBSession: PooledConnection {
        typealias Control = DuckDBControl

        private let connection: DuckDBConnection
        private let control: DuckDBControl

        init(_ file: DuckDBFile, control: DuckDBControl) throws(SentinelError) {
            self.control = control
            connection = try file.connect()
            control.attach(connection)
        }

        deinit {
            control.attach(nil)
        }

        var isBroken: Bool { false }
        var isStale: Bool { false }

        func close() {
            control.attach(nil)
        }

        /// Runs the request under its limits.
        func run(_ request: QueryRequest) throws(SentinelError) -> QueryResult {
            try reading(request.sql) { statement, query in
                try bind(statement, query, request.parameters)
                try control.check()
                let rows = try statement.execute()
                var collector = DuckDBRowCollector(limits: request.limits)
                while try rows.next(), try collector.take(rows) { try control.check() }
                return collector.result(of: rows)
            }
        }

        /// Names the columns without running.
        func describe(_ sql: String) throws(SentinelError) -> [ColumnDescription] {
            try reading(sql) { statement, _ in
                guard let columns = statement.columns else {
                    throw SentinelError(.unsupported, "describing needs DuckDB 1.4 or newer")
                }
                return columns
            }
        }

        private func bind(
            _ statement: DuckDBStatement, _ query: SQLQueryText, _ parameters: [String: SQLValue]
        ) throws {
            let values = Dictionary(zip(query.parameters, try query.values(parameters))) { first, _ in first }
            for (index, name) in statement.parameterNames.enumerated() {
                guard let value = values[name] else {
                    throw SentinelError(.query, "the query uses the parameter $\(name); write :name instead")
                }
                try statement.bind(value, at: index + 1)
            }
        }

        /// Compiles, checks, and hands the statement over.
        private func reading<Value>(
            _ sql: String, _ body: (DuckDBStatement, SQLQueryText) throws -> Value
        ) throws(SentinelError) -> Value {
            let query = try SQLQueryText(sql, dialect: .duckDB, marks: .dollar)
            do {
                let statement = try connection.prepare(query.text)
                guard statement.isQuery else {
                    throw SentinelError(.notReadOnly, "the query may only read: this statement is no query")
                }
                return try body(statement, query)
            } catch let error as DuckDBError {
                let isStopped = error.kind == .interrupted || error.kind == .statement
                if isStopped, let stopped = control.failure(beneath: error) { throw stopped }
                throw SentinelError(error)
            } catch {
                throw error as? SentinelError ?? SentinelError(.internalFault, "\(error)")
            }
        }
    }
#endif
