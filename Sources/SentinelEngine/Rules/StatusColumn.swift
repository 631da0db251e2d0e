import SentinelModels

/// Judging by the `status` column of the only row.
enum StatusColumn {
    static func evaluate(_ result: QueryResult, severity: Severity?) throws(SentinelError) -> RunFinding {
        // The original's exact spelling wins over another one of the same word.
        let found =
            result.columns.lastIndex(of: "status") ?? result.columns.lastIndex { $0.lowercased() == "status" }
        guard let index = found else {
            throw SentinelError(.contract, missingColumn(result.columns))
        }
        guard let row = result.rows.first else { return .noData }
        guard result.rows.count == 1, !result.statistics.isTruncated else {
            let count = result.statistics.isTruncated ? "at least \(result.rows.count + 1)" : "\(result.rows.count)"
            throw SentinelError(
                .contract,
                "the query returned \(count) rows; a query with a status column must return exactly one "
                    + "(aggregate it, or use 'when' to judge rows)")
        }
        return .evaluations([
            try ResultContract.evaluation(
                of: row, columns: result.columns, verdict: try verdict(row[index]),
                values: .init(consumed: [result.columns[index]]), severity: severity)
        ])
    }

    private static func verdict(_ value: SQLValue) throws(SentinelError) -> Evaluation.Verdict {
        let text: String?
        switch value {
        case .text(let content): text = content
        case .bytes(let bytes): text = String(validating: bytes, as: UTF8.self)
        default: text = nil
        }
        switch text?.trimmingBlanks.uppercased() {
        case "ALERT": return .alert
        case "OK": return .ok
        default:
            let shown = value.isNull ? "NULL" : "'\(value.displayText.prefix(40))'"
            throw SentinelError(.contract, "column status is \(shown); it must be ALERT or OK")
        }
    }

    private static func missingColumn(_ columns: [String]) -> String {
        let names = columns.prefix(20).map { "'\($0)'" }.joined(separator: ", ")
        let more = columns.count > 20 ? ", …" : ""
        return "the result has no column 'status'; it has \(names)\(more)"
    }
}
