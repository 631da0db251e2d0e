#if PostgreSQL
    import SentinelModels
    import SentinelSQL

    /// Takes rows until a limit is reached.
    final class PostgreSQLRowCollector {
        private let limits: QueryLimits
        private(set) var rows: [[SQLValue]] = []
        private(set) var isTruncated = false
        private var bytes = 0

        init(limits: QueryLimits) {
            self.limits = limits
        }

        /// How many rows to ask for: one more than wanted shows whether there are more.
        static func fetchCount(_ limits: QueryLimits) -> Int {
            min(max(limits.maxRows, 0), Int(Int32.max) - 1) + 1
        }

        /// How many bytes may come before rows are looked at: text forms are longer than values (bytes come as
        /// hexadecimal digits), and each row has lengths.
        static func wireLimit(_ limits: QueryLimits) -> Int {
            let (double, overflow) = max(limits.maxBytes, 0).multipliedReportingOverflow(by: 2)
            let (sum, carry) = double.addingReportingOverflow(fetchCount(limits) * 256 + 4 << 20)
            return overflow || carry ? .max : sum
        }

        func take(_ row: PostgreSQLRow) throws(PostgreSQLError) {
            guard rows.count < limits.maxRows else {
                isTruncated = true
                return
            }
            for column in row.columns.indices where !row.isNull(column) { try measure(row, column) }
            rows.append(row.columns.indices.map { row[$0] })
        }

        /// Adds a value's size before anything is copied.
        private func measure(_ row: PostgreSQLRow, _ column: Int) throws(PostgreSQLError) {
            let size = row.byteCount(column)
            guard size <= limits.maxCellBytes else {
                throw PostgreSQLError(
                    .tooLarge,
                    """
                    a value of column '\(row.columns[column].name)' has \(size) bytes; \(limits.maxCellBytes) are allowed
                    """)
            }
            bytes += size
            guard bytes <= limits.maxBytes else {
                throw PostgreSQLError(
                    .tooLarge, "the result's values have more than the allowed \(limits.maxBytes) bytes")
            }
        }
    }
#endif
