import SentinelModels

/// The numbers under a table of runs.
struct RunSummary: Sendable, Hashable {
    var total = 0
    var ok = 0
    var alert = 0
    var error = 0
    var noData = 0
    var notRun = 0
    var skipped = 0
    var notifications = 0
    var delivered = 0
    var undelivered = 0
    var suppressed = 0
    var duration = Duration.zero

    init(_ report: RunReport) {
        total = report.entries.count
        skipped = report.skipped.count
        duration = report.duration
        for entry in report.entries {
            guard case .success(let record) = entry.result else {
                error += 1
                continue
            }
            count(RunStatus(record.outcome))
            count(record.notifications, isDryRun: report.isDryRun)
        }
    }

    private mutating func count(_ status: RunStatus) {
        switch status {
        case .ok: ok += 1
        case .alert: alert += 1
        case .error: error += 1
        case .noData: noData += 1
        case .notRun: notRun += 1
        }
    }

    private mutating func count(_ records: [NotificationRecord], isDryRun: Bool) {
        for record in records {
            guard case .notify = record.decision else {
                suppressed += 1
                continue
            }
            notifications += 1
            if isDryRun { continue }
            switch record.delivery {
            case .sent, .superseded: delivered += 1
            default: undelivered += 1
            }
        }
    }

    /// `{"total","ok",…}`.
    var json: JSONValue {
        .object([
            .init("total", .integer(total)), .init("ok", .integer(ok)), .init("alert", .integer(alert)),
            .init("error", .integer(error)), .init("no_data", .integer(noData)), .init("not_run", .integer(notRun)),
            .init("skipped", .integer(skipped)), .init("notifications", .integer(notifications)),
            .init("delivered", .integer(delivered)), .init("undelivered", .integer(undelivered)),
            .init("suppressed", .integer(suppressed)), .init("duration_ms", duration.jsonMilliseconds),
        ])
    }
}
