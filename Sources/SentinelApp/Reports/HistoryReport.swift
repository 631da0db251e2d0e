import SentinelModels

/// Runs of the past, or their sums.
struct HistoryReport: Sendable {
    let runs: [RunRecord]
    let showsStatistics: Bool

    /// `{"runs":[…],"summary":{…}}`, with sums for each alert if they are asked for.
    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("runs", .array(showsStatistics ? [] : runs.map(\.json))), .init("summary", summary),
        ]
        if showsStatistics { members.append(.init("stats", .array(statistics.map(\.json)))) }
        return .object(members)
    }

    /// Writes a table.
    func print(to console: Console) {
        guard !runs.isEmpty else { return console.note("no runs") }
        console.data(showsStatistics ? RunStatistics.table(statistics) : table)
    }

    private var statistics: [RunStatistics] {
        let groups = Dictionary(grouping: runs, by: \.alertName)
        return groups.sorted { $0.key < $1.key }.map { RunStatistics(alert: $0.key, runs: $0.value) }
    }

    private var summary: JSONValue {
        let counts = Dictionary(grouping: runs) { RunStatus($0.outcome) }.mapValues(\.count)
        return .object([
            .init("total", .integer(runs.count)), .init("ok", .integer(counts[.ok] ?? 0)),
            .init("alert", .integer(counts[.alert] ?? 0)), .init("error", .integer(counts[.error] ?? 0)),
            .init("no_data", .integer(counts[.noData] ?? 0)), .init("not_run", .integer(counts[.notRun] ?? 0)),
        ])
    }

    private var table: TextTable {
        var table = TextTable([
            .init("TIME"), .init("ALERT", flexibility: 1), .init("STATUS"),
            .init("VALUE", numeric: true, flexibility: 2), .init("TOOK", numeric: true),
            .init("NOTICES OR ERROR", flexibility: 3),
        ])
        table.rows = runs.map { run in
            let status = RunStatus(run.outcome)
            let notices = run.notifications.map { NotificationText.line($0) }
            let error = run.error.map { ["\($0.message) [\($0.code)]"] } ?? []
            let remarks = error + notices
            return [
                .init(TimeText.full(run.startedAt)), .init(run.alertName), .init(status.rawValue, status.style),
                .init(ValueText.cell(run.actualValue)), .init(run.duration.displayText),
                .init(remarks.isEmpty ? "-" : remarks.joined(separator: "\n")),
            ]
        }
        return table
    }
}
