#if DuckDB
    import CDuckDB
    package import SentinelModels

    /// A compiled statement. It is used from its connection's thread only.
    package final class DuckDBStatement {
        let connection: DuckDBConnection
        private let handle: UnsafeMutableRawPointer
        private var functions: DuckDBFunctions { connection.functions }

        init(_ handle: UnsafeMutableRawPointer, on connection: DuckDBConnection) {
            self.handle = handle
            self.connection = connection
        }

        deinit {
            var handle: UnsafeMutableRawPointer? = handle
            functions.destroyPrepared(&handle)
        }

        /// Whether it is a query (`DUCKDB_STATEMENT_TYPE_SELECT`), by DuckDB's own judgement.
        package var isQuery: Bool { functions.statementType(handle) == 1 }

        /// The parameters' names, in order; the first of `?` parameters is `1`.
        package var parameterNames: [String] {
            (0..<functions.parameterCount(handle)).map { index in
                guard let name = functions.parameterName(handle, index + 1) else { return String(index + 1) }
                defer { functions.free(UnsafeMutableRawPointer(mutating: name)) }
                return String(cString: name)
            }
        }

        /// The columns' names and types before it has run; nil if the library is too old to tell.
        package var columns: [ColumnDescription]? {
            guard let count = functions.preparedColumnCount, let name = functions.preparedColumnName,
                let type = functions.preparedColumnType
            else { return nil }
            return (0..<count(handle)).map { index in
                let text = name(handle, index)
                defer { functions.free(text.map { UnsafeMutableRawPointer(mutating: $0) }) }
                let kind = type(handle, index).map { DuckDBType($0, functions.vector) }
                return ColumnDescription(
                    name: text.map { String(cString: $0) } ?? "", declaredType: kind?.name)
            }
        }

        /// Binds a value to the parameter at `index`, counted from 1.
        package func bind(_ value: SQLValue, at index: Int) throws(DuckDBError) {
            let place = UInt64(index)
            let status =
                switch value {
                case .bool(let value): functions.bindBoolean(handle, place, value)
                case .integer(let value): functions.bindInteger(handle, place, value)
                case .double(let value): functions.bindDouble(handle, place, value)
                case .decimal(let text), .text(let text), .json(let text):
                    functions.bindText(handle, place, text, UInt64(text.utf8.count))
                case .bytes(let bytes): functions.bindBytes(handle, place, bytes, UInt64(bytes.count))
                case .timestamp(let instant):
                    functions.bindTimestamp(
                        handle, place, sentinel_duckdb_timestamp(micros: instant.microseconds))
                case .date(let date):
                    functions.bindDate(handle, place, sentinel_duckdb_date(days: Int32(clamping: date.daysSinceEpoch)))
                default: functions.bindNull(handle, place)
                }
            guard status == 0 else {
                throw DuckDBError(statement: functions.prepareError(handle).map { String(cString: $0) })
            }
        }

        /// Runs it; rows come while they are read.
        package func execute() throws(DuckDBError) -> DuckDBRows {
            var pending: UnsafeMutableRawPointer?
            let status = functions.pend(handle, &pending)
            defer { functions.destroyPending(&pending) }
            guard status == 0 else {
                throw DuckDBError(statement: functions.pendingError(pending).map { String(cString: $0) })
            }
            var result = sentinel_duckdb_result()
            guard functions.executePending(pending, &result) == 0 else {
                let words = functions.resultError(&result).map { String(cString: $0) }
                functions.destroyResult(&result)
                throw DuckDBError(statement: words)
            }
            return DuckDBRows(result, of: self)
        }
    }
#endif
