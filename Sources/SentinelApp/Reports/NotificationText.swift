import SentinelModels

/// Decisions about notices for people.
enum NotificationText {
    /// `ops: firing sent`, `ops: firing not sent (silenced)`.
    static func line(_ record: NotificationRecord, isDryRun: Bool = false, failure: RunFailure? = nil) -> String {
        let receiver = ReceiverText.short(record.receiver)
        let event = words(record.event.rawValue)
        switch record.decision {
        case .suppress(let reason): return "\(receiver): \(event) not sent, \(words(reason.rawValue))"
        case .notify(let reason):
            let cause = reason == .transition ? "" : " (\(words(reason.rawValue)))"
            if isDryRun { return "\(receiver): would send \(event)\(cause)" }
            return "\(receiver): \(event)\(cause) \(delivery(record.delivery))"
                + (failure.map { ": \($0.message)" } ?? "")
        }
    }

    private static func delivery(_ state: DeliveryState?) -> String {
        switch state {
        case .sent: "sent"
        case .superseded: "superseded"
        case .dead: "given up"
        case .sending: "being sent"
        case .pending: "waiting"
        default: "recorded"
        }
    }

    private static func words(_ name: String) -> String {
        String(name.map { $0 == "_" ? " " : $0 })
    }
}
