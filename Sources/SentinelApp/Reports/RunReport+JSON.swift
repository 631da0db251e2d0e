import SentinelModels

extension RunReport {
    /// `{"runs":[…],"skipped":[…],"summary":{…}}`.
    var json: JSONValue {
        .object([
            .init("dry_run", .bool(isDryRun)), .init("runs", .array(entries.map(\.json))),
            .init("skipped", .array(skipped.map { ["alert": .string($0.name), "reason": "disabled"] })),
            .init("summary", summary.json),
        ])
    }
}

extension RunReport.Entry {
    fileprivate var json: JSONValue {
        switch result {
        case .success(let record): record.json
        case .failure(let error): RunRecord.json(alert: alert, error: error)
        }
    }
}
