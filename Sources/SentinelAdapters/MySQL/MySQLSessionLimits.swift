#if MySQL
    import SentinelModels

    /// The limits that the server itself keeps for a session's queries.
    struct MySQLSessionLimits: Hashable {
        private let milliseconds: Int64
        private let rows: Int64

        init(_ limits: QueryLimits) {
            // Zero would be no limit at all.
            milliseconds = max(1, min(limits.timeout.wholeMilliseconds, 31_536_000_000))
            // One more tells that there are more.
            rows = Int64(max(0, min(limits.maxRows, 1 << 40))) + 1
        }

        func statement(isMariaDB: Bool) -> String {
            let time =
                isMariaDB
                ? "max_statement_time = \(milliseconds / 1000).\((milliseconds % 1000).padded(to: 3))"
                : "max_execution_time = \(milliseconds)"
            return "SET SESSION \(time), sql_select_limit = \(rows)"
        }
    }
#endif
