import SentinelModels

/// What an invocation of `run` came to.
struct RunReport: Sendable {
    /// One alert and its run.
    struct Entry: Sendable {
        var alert: AlertDefinition
        /// The history of the run, or why there is none.
        var result: Result<RunRecord, SentinelError>
    }

    var entries: [Entry]
    var skipped: [AlertDefinition]
    var isDryRun: Bool
    var duration: Duration
    /// Where the messages were at the end.
    private(set) var messages: [String: NotificationMessage] = [:]

    init(
        selection: RunSelection, results: [Result<RunRecord, SentinelError>], isDryRun: Bool, duration: Duration
    ) {
        entries = zip(selection.alerts, results).map { Entry(alert: $0, result: $1) }
        skipped = selection.skipped
        self.isDryRun = isDryRun
        self.duration = duration
        if isDryRun { forgetMessages() }
    }

    /// The messages that this invocation promised.
    var messageIDs: [String] {
        records.flatMap { $0.notifications.compactMap(\.messageID) }
    }

    /// The runs that have a history.
    var records: [RunRecord] {
        entries.compactMap { try? $0.result.get() }
    }

    /// A dry run promises nothing, so its decisions have no messages.
    private mutating func forgetMessages() {
        for index in entries.indices {
            guard case .success(var record) = entries[index].result else { continue }
            for place in record.notifications.indices {
                record.notifications[place].delivery = nil
                record.notifications[place].messageID = nil
            }
            entries[index].result = .success(record)
        }
    }

    /// Notes where messages are now.
    mutating func note(_ messages: [NotificationMessage]) {
        for message in messages { self.messages[message.id] = message }
        for index in entries.indices {
            guard case .success(var record) = entries[index].result else { continue }
            for place in record.notifications.indices {
                let id = record.notifications[place].messageID
                guard let message = id.flatMap({ self.messages[$0] }) else { continue }
                record.notifications[place].delivery = message.state
            }
            entries[index].result = .success(record)
        }
    }

    /// What is counted.
    var summary: RunSummary { RunSummary(self) }

    /// How the command ends.
    func exitStatus(ignoringAlerts: Bool) -> ExitStatus {
        let summary = summary
        var status = ExitStatus.success
        if summary.alert > 0, !ignoringAlerts { status = .alert }
        if summary.error > 0 { status = .failure }
        if summary.undelivered > 0 { status = .undelivered }
        return status
    }
}
