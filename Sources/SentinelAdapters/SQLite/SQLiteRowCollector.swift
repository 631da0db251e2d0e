#if SQLite
    import SentinelModels
    import SentinelSQL

    /// Takes rows from a statement until a limit is reached.
    struct SQLiteRowCollector {
        private let limits: QueryLimits
        private var columns: [String]?
        private var rows: [[SQLValue]] = []
        private var bytes = 0
        private var isTruncated = false

        init(limits: QueryLimits) {
            self.limits = limits
        }

        /// Takes the row the statement stands on; false if there are enough.
        mutating func take(_ statement: SQLiteStatement) throws(SentinelError) -> Bool {
            // Only now the names are certain: the schema may have changed since the statement was compiled.
            if columns == nil { columns = statement.columnNames }
            guard rows.count < limits.maxRows else {
                isTruncated = true
                return false
            }
            let count = statement.columnCount
            var row: [SQLValue] = []
            row.reserveCapacity(count)
            for column in 0..<count {
                try measure(column, of: statement)
                row.append(statement.value(at: column))
            }
            rows.append(row)
            return true
        }

        /// What was taken.
        func result(of statement: SQLiteStatement) -> QueryResult {
            QueryResult(
                columns: columns ?? statement.columnNames, rows: rows,
                statistics: QueryResult.Statistics(isTruncated: isTruncated))
        }

        /// Adds a value's size before anything is copied.
        private mutating func measure(_ column: Int, of statement: SQLiteStatement) throws(SentinelError) {
            let kind = statement.storageClass(at: column)
            let isLong = kind == .text || kind == .blob
            let size = isLong ? statement.byteCount(at: column) : kind == .null ? 0 : 8
            guard size <= limits.maxCellBytes || !isLong else {
                throw SentinelError(
                    .resultTooLarge,
                    """
                    a value of column '\(columns?[column] ?? "")' has \(size) bytes; \(limits.maxCellBytes) are allowed
                    """)
            }
            bytes += size
            guard bytes <= limits.maxBytes else {
                throw SentinelError(
                    .resultTooLarge, "the result's values have more than the allowed \(limits.maxBytes) bytes")
            }
        }
    }
#endif
