public import SentinelModels

/// Reads a query result by the query contract: what the rows say, before any state is looked at.
///
/// The contract is DESIGN's §8 and the original's: a `status` column with ALERT or OK in exactly one row, or a `when`
/// condition over any number of rows.
public enum ResultContract {
    /// What `result` says about `alert`.
    public static func evaluate(_ result: QueryResult, for alert: AlertDefinition) -> RunFinding {
        do {
            try requireWholeRows(result)
            switch alert.judgement {
            case .statusColumn: return try StatusColumn.evaluate(result, severity: alert.severity)
            case .when(let condition): return try condition.evaluate(result, severity: alert.severity)
            }
        } catch {
            return .failure(error)
        }
    }

    /// An adapter of somebody's own may break its promise; that must fail the run, not the process.
    private static func requireWholeRows(_ result: QueryResult) throws(SentinelError) {
        guard let row = result.rows.first(where: { $0.count != result.columns.count }) else { return }
        throw SentinelError(
            .internalFault, "the source gave a row of \(row.count) values for \(result.columns.count) columns")
    }

    /// A row as an evaluation: the columns with a meaning apart, all others as context in column order.
    ///
    /// Of a column that occurs twice the last value counts, at the first one's place.
    static func evaluation(
        of row: [SQLValue], columns: [String], verdict: Evaluation.Verdict, values: ValueColumns,
        severity: Severity?
    ) throws(SentinelError) -> Evaluation {
        var evaluation = Evaluation(verdict: verdict, severity: severity)
        evaluation.actualValue = values.actual
        evaluation.threshold = values.threshold
        for (name, value) in zip(columns, row) where !values.consumed.contains(name) {
            switch name {
            case "actual_value": evaluation.actualValue = value.isNull ? nil : value
            case "threshold": evaluation.threshold = value.isNull ? nil : value
            case "severity": evaluation.severity = try Self.severity(value) ?? severity
            default:
                if let index = evaluation.context.firstIndex(where: { $0.name == name }) {
                    evaluation.context[index].value = value
                } else {
                    evaluation.context.append(ContextValue(name, value))
                }
            }
        }
        return evaluation
    }

    /// What the judging itself has used of a row.
    struct ValueColumns {
        var actual: SQLValue?
        var threshold: SQLValue?
        var consumed: Set<String> = []
    }

    /// The severity a column names; nil if it is NULL or empty.
    static func severity(_ value: SQLValue) throws(SentinelError) -> Severity? {
        if value.isNull { return nil }
        let text = value.displayText.trimmingBlanks.lowercased()
        if text.isEmpty { return nil }
        guard let severity = Severity(rawValue: text) else {
            let known = Severity.allCases.map(\.rawValue).joined(separator: ", ")
            throw SentinelError(.contract, "severity '\(text.prefix(40))' is none of \(known)")
        }
        return severity
    }
}

extension String {
    /// The text without blanks, tabs and line breaks at its ends.
    var trimmingBlanks: Substring {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0.isNewline }
        guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
            return ""
        }
        return self[first...last]
    }
}
