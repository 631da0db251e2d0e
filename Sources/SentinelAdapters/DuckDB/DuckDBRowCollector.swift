#if DuckDB
    import SentinelModels
    import SentinelSQL

    /// Takes rows until a limit is reached.
    struct DuckDBRowCollector {
        private let limits: QueryLimits
        private var rows: [[SQLValue]] = []
        private var bytes = 0
        private var isTruncated = false

        init(limits: QueryLimits) {
            self.limits = limits
        }

        /// Takes the row that is current; false if there are enough.
        mutating func take(_ source: DuckDBRows) throws -> Bool {
            guard rows.count < limits.maxRows else {
                isTruncated = true
                return false
            }
            var row: [SQLValue] = []
            row.reserveCapacity(source.names.count)
            for column in source.names.indices {
                let (value, size) = try source.value(at: column, maxBytes: limits.maxCellBytes)
                bytes += size
                guard bytes <= limits.maxBytes else {
                    throw SentinelError(
                        .resultTooLarge, "the result's values have more than the allowed \(limits.maxBytes) bytes")
                }
                row.append(value)
            }
            rows.append(row)
            return true
        }

        /// What was taken.
        func result(of source: DuckDBRows) -> QueryResult {
            QueryResult(
                columns: source.names, rows: rows, statistics: QueryResult.Statistics(isTruncated: isTruncated))
        }
    }
#endif
