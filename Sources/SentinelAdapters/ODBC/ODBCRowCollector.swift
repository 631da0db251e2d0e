#if ODBC
    import SentinelModels
    import SentinelSQL

    /// Takes rows from a statement until a limit is reached.
    struct ODBCRowCollector {
        private let limits: QueryLimits
        private let columns: [ODBCColumn]
        private var rows: [[SQLValue]] = []
        private var bytes = 0
        private var isTruncated = false

        init(limits: QueryLimits, columns: [ODBCColumn]) {
            self.limits = limits
            self.columns = columns
        }

        /// Takes the row the statement stands on; false if there are enough.
        mutating func take(_ statement: ODBCStatement) throws -> Bool {
            guard rows.count < limits.maxRows else {
                isTruncated = true
                return false
            }
            var row: [SQLValue] = []
            row.reserveCapacity(columns.count)
            for (index, column) in columns.enumerated() {
                let value = try statement.value(at: index, of: column, maxBytes: limits.maxCellBytes)
                bytes += Self.size(of: value)
                guard bytes <= limits.maxBytes else {
                    throw SentinelError(
                        .resultTooLarge, "the result's values have more than the allowed \(limits.maxBytes) bytes")
                }
                row.append(value)
            }
            rows.append(row)
            return true
        }

        private static func size(of value: SQLValue) -> Int {
            switch value {
            case .null: 0
            case .text(let text), .json(let text), .decimal(let text): text.utf8.count
            case .bytes(let bytes): bytes.count
            default: 8
            }
        }

        /// What was taken.
        var result: QueryResult {
            QueryResult(
                columns: columns.map(\.name), rows: rows,
                statistics: QueryResult.Statistics(isTruncated: isTruncated))
        }
    }
#endif
