import SentinelModels

extension Condition {
    /// Judges rows by this condition: one evaluation over all of them, or no data.
    ///
    /// Of a truncated result only what the rows that were read already decide is said; else it is an error. So the
    /// thousandth failing order does not turn an ALERT into an ERROR, and unread rows never count as fine.
    func evaluate(_ result: QueryResult, severity: Severity?) throws(SentinelError) -> RunFinding {
        switch (test, over) {
        case (.exists(let wanted), _):
            let verdict: Evaluation.Verdict = result.rows.isEmpty == wanted ? .ok : .alert
            return .evaluations([try evaluation(result, result.rows.first, verdict, .init(), severity)])
        case (.compare(_, let comparison, let operand), .count):
            return .evaluations([try count(result, comparison, operand, severity)])
        case (.compare(let column, let comparison, let operand), _):
            return try compare(result, column, comparison, operand, severity)
        }
    }

    private func count(
        _ result: QueryResult, _ comparison: Comparison, _ operand: SQLValue, _ severity: Severity?
    ) throws(SentinelError) -> Evaluation {
        let least = Int64(result.rows.count) + (result.statistics.isTruncated ? 1 : 0)
        let holds = try comparison.holds(.integer(least), operand, column: "the number of rows")
        if result.statistics.isTruncated {
            let muchMore = try comparison.holds(.integer(.max), operand, column: "the number of rows")
            let isExceeded = try Comparison.greater.holds(.integer(least), operand, column: "the number of rows")
            guard holds == muchMore, isExceeded || comparison.isMonotonic else { throw Self.truncated(result) }
        }
        return try evaluation(
            result, result.rows.first, holds ? .alert : .ok, .init(actual: .integer(least), threshold: operand),
            severity)
    }

    private func compare(
        _ result: QueryResult, _ column: String, _ comparison: Comparison, _ operand: SQLValue, _ severity: Severity?
    ) throws(SentinelError) -> RunFinding {
        guard let index = result.columns.lastIndex(of: column) else {
            let names = result.columns.prefix(20).map { "'\($0)'" }.joined(separator: ", ")
            throw SentinelError(.contract, "the result has no column '\(column)' for 'when'; it has \(names)")
        }
        guard !result.rows.isEmpty else { return .noData }
        var matching: [[SQLValue]] = []
        for row in result.rows where try comparison.holds(row[index], operand, column: "column '\(column)'") {
            matching.append(row)
        }
        let isAlert = over == .all ? matching.count == result.rows.count : !matching.isEmpty
        if result.statistics.isTruncated, isAlert == (over == .all) { throw Self.truncated(result) }
        let shown = isAlert ? try worst(of: matching, result.columns) : result.rows[0]
        let values = ResultContract.ValueColumns(
            actual: shown[index].isNull ? nil : shown[index], threshold: operand, consumed: [column])
        var evaluation = try evaluation(result, shown, isAlert ? .alert : .ok, values, severity)
        if result.rows.count > 1 {
            evaluation.context.append(ContextValue("matching_rows", .integer(Int64(matching.count))))
        }
        return .evaluations([evaluation])
    }

    /// The first of the rows with the highest severity: a critical row is not hidden behind a warning.
    private func worst(of rows: [[SQLValue]], _ columns: [String]) throws(SentinelError) -> [SQLValue] {
        guard let index = columns.lastIndex(of: "severity") else { return rows[0] }
        var worst = (row: rows[0], severity: try ResultContract.severity(rows[0][index]))
        for row in rows.dropFirst() {
            guard let severity = try ResultContract.severity(row[index]) else { continue }
            if worst.severity.map({ $0 < severity }) ?? true { worst = (row, severity) }
        }
        return worst.row
    }

    private func evaluation(
        _ result: QueryResult, _ row: [SQLValue]?, _ verdict: Evaluation.Verdict,
        _ values: ResultContract.ValueColumns, _ severity: Severity?
    ) throws(SentinelError) -> Evaluation {
        var evaluation = try ResultContract.evaluation(
            of: row ?? [], columns: result.columns, verdict: verdict, values: values, severity: severity)
        if result.statistics.isTruncated {
            evaluation.context.append(ContextValue("more_rows_than", .integer(Int64(result.rows.count))))
        }
        return evaluation
    }

    private static func truncated(_ result: QueryResult) -> SentinelError {
        SentinelError(
            .resultTooLarge,
            "the query returned at least \(result.rows.count + 1) rows, more than max_rows allows to judge")
    }
}
