#if MySQL
    import SentinelModels
    import SentinelSQL

    /// Takes rows from a statement until a limit is reached.
    struct MySQLRowCollector {
        private let limits: QueryLimits
        private let columns: [String]
        private var rows: [[SQLValue]] = []
        private var bytes = 0
        private var isTruncated = false

        init(limits: QueryLimits, columns: [String]) {
            self.limits = limits
            self.columns = columns
        }

        /// Takes the row the statement stands on; false if there are enough.
        mutating func take(_ statement: MySQLStatement) throws(SentinelError) -> Bool {
            guard rows.count < limits.maxRows else {
                isTruncated = true
                return false
            }
            var row: [SQLValue] = []
            row.reserveCapacity(columns.count)
            for column in columns.indices {
                try measure(column, of: statement)
                row.append(statement.value(at: column))
            }
            rows.append(row)
            return true
        }

        /// What was taken.
        var result: QueryResult {
            QueryResult(columns: columns, rows: rows, statistics: QueryResult.Statistics(isTruncated: isTruncated))
        }

        /// Adds a value's size before anything is copied.
        private mutating func measure(_ column: Int, of statement: MySQLStatement) throws(SentinelError) {
            let size = statement.byteCount(at: column)
            guard size <= limits.maxCellBytes || !statement.hasVariableLength(at: column) else {
                throw SentinelError(
                    .resultTooLarge,
                    "a value of column '\(columns[column])' has \(size) bytes; \(limits.maxCellBytes) are allowed")
            }
            bytes += size
            guard bytes <= limits.maxBytes else {
                throw SentinelError(
                    .resultTooLarge, "the result's values have more than the allowed \(limits.maxBytes) bytes")
            }
        }
    }
#endif
