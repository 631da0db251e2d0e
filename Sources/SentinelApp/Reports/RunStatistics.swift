import SentinelModels

/// The sums of one alert's runs.
struct RunStatistics: Sendable {
    let alert: String
    let runs: Int
    let counts: [RunStatus: Int]
    let notices: Int
    let shortest: Duration
    let longest: Duration
    let mean: Duration
    let last: Timestamp?

    init(alert: String, runs: [RunRecord]) {
        self.alert = alert
        self.runs = runs.count
        counts = Dictionary(grouping: runs) { RunStatus($0.outcome) }.mapValues(\.count)
        notices = runs.flatMap(\.notifications).count { $0.decision.word == "notify" }
        let durations = runs.map(\.duration)
        shortest = durations.min() ?? .zero
        longest = durations.max() ?? .zero
        mean = durations.isEmpty ? .zero : durations.reduce(.zero, +) / durations.count
        last = runs.map(\.startedAt).max()
    }

    /// `{"alert","runs","ok",…,"duration_ms":{"min","mean","max"}}`.
    var json: JSONValue {
        .object([
            .init("alert", .string(alert)), .init("runs", .integer(runs)), .init("ok", .integer(counts[.ok] ?? 0)),
            .init("alerts", .integer(counts[.alert] ?? 0)), .init("errors", .integer(counts[.error] ?? 0)),
            .init("no_data", .integer(counts[.noData] ?? 0)), .init("not_run", .integer(counts[.notRun] ?? 0)),
            .init("notifications", .integer(notices)), .init("last_run_at", .optional(last)),
            .init(
                "duration_ms",
                .object([
                    .init("min", shortest.jsonMilliseconds), .init("mean", mean.jsonMilliseconds),
                    .init("max", longest.jsonMilliseconds),
                ])),
        ])
    }

    /// The sums for people.
    static func table(_ statistics: [RunStatistics]) -> TextTable {
        var table = TextTable([
            .init("ALERT", flexibility: 1), .init("RUNS", numeric: true), .init("OK", numeric: true),
            .init("ALERT", numeric: true), .init("ERROR", numeric: true), .init("NOTICES", numeric: true),
            .init("MEAN", numeric: true), .init("MAX", numeric: true), .init("LAST RUN"),
        ])
        table.rows = statistics.map { line in
            [
                .init(line.alert), .init("\(line.runs)"), .init("\(line.counts[.ok] ?? 0)"),
                .init("\(line.counts[.alert] ?? 0)"), .init("\(line.counts[.error] ?? 0)"), .init("\(line.notices)"),
                .init(line.mean.displayText), .init(line.longest.displayText), .init(TimeText.short(line.last)),
            ]
        }
        return table
    }
}
