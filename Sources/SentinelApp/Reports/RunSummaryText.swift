/// The sums of a run on one line.
enum RunSummaryText {
    /// `3 alerts: 1 ALERT, 2 OK; 1 notice sent; 0.21 s`.
    static func line(_ summary: RunSummary, isDryRun: Bool) -> String {
        var parts = [alerts(summary)]
        if let notices = notices(summary, isDryRun: isDryRun) { parts.append(notices) }
        return (parts + [summary.duration.displayText]).joined(separator: "; ")
    }

    private static func alerts(_ summary: RunSummary) -> String {
        let counts = [
            (summary.alert, "ALERT"), (summary.error, "ERROR"), (summary.noData, "NO_DATA"), (summary.ok, "OK"),
            (summary.notRun, "NOT_RUN"), (summary.skipped, "skipped"),
        ]
        let shown = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let total = summary.total + summary.skipped
        let noun = total == 1 ? "alert" : "alerts"
        return "\(total) \(noun)" + (shown.isEmpty ? "" : ": " + shown.joined(separator: ", "))
    }

    private static func notices(_ summary: RunSummary, isDryRun: Bool) -> String? {
        let counts = [
            (isDryRun ? summary.notifications : 0, "would be sent"), (summary.delivered, "sent"),
            (summary.undelivered, "not accepted yet"), (summary.suppressed, "suppressed"),
        ]
        let shown = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return shown.isEmpty ? nil : "notices: " + shown.joined(separator: ", ")
    }
}
