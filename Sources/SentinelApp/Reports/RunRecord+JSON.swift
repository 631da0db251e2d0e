import SentinelModels

extension RunRecord {
    /// A run as `run` and `history` show it; on top what the worst instance says.
    var json: JSONValue {
        .object([
            .init("id", .string(id)), .init("alert", .string(alertName)), .init("trigger", .string(trigger.rawValue)),
            .init("fire_at", .optional(fireAt)), .init("started_at", .string(startedAt.description)),
            .init("duration_ms", duration.jsonMilliseconds),
            .init("status", .string(RunStatus(outcome).rawValue)), .init("outcome", .string(outcome.rawValue)),
            .init("actual_value", actualValue?.jsonValue ?? .null), .init("threshold", threshold?.jsonValue ?? .null),
            .init("severity", .optional(severity?.rawValue)),
            .init("context", .object(context.map { .init($0.name, $0.value.jsonValue) })),
            .init("transition", transition?.json ?? .null), .init("instances", .array(instances.map(\.json))),
            .init("notifications", .array(notifications.map(\.json))),
            .init("error", error.map { Self.json(code: $0.code, message: $0.message) } ?? .null),
        ])
    }

    /// An alert whose run has no history, since it was cancelled or the state could not be stored.
    static func json(alert: AlertDefinition, error: SentinelError) -> JSONValue {
        .object([
            .init("id", nil), .init("alert", .string(alert.name)),
            .init("trigger", .string(RunTrigger.manual.rawValue)),
            .init("fire_at", nil), .init("started_at", nil), .init("duration_ms", nil),
            .init("status", .string(RunStatus.error.rawValue)), .init("outcome", .string(RunOutcome.error.rawValue)),
            .init("actual_value", nil), .init("threshold", nil), .init("severity", nil), .init("context", .object([])),
            .init("transition", nil), .init("instances", []), .init("notifications", []),
            .init("error", json(code: error.code, message: error.fullMessage)),
        ])
    }

    private static func json(code: SentinelError.Code, message: String) -> JSONValue {
        .object([.init("code", .string("\(code)")), .init("message", .string(message))])
    }
}

extension Transition {
    /// `{"seq","from","to","kind"}`.
    var json: JSONValue {
        .object([
            .init("seq", .integer(sequence)), .init("from", .string(from)), .init("to", .string(to)),
            .init("kind", .string(kind.rawValue)),
        ])
    }
}

extension InstanceRecord {
    /// `{"identity","fingerprint","condition","actual_value","transition"}`.
    var json: JSONValue {
        .object([
            .init("identity", .object(identity.map { .init($0.name, $0.value.jsonValue) })),
            .init("fingerprint", .string(fingerprint.description)), .init("condition", .string(condition.rawValue)),
            .init("actual_value", actualValue?.jsonValue ?? .null), .init("transition", transition?.json ?? .null),
        ])
    }
}

extension NotificationRecord {
    /// `{"receiver","event","decision","reason","delivery","message_id"}`.
    var json: JSONValue {
        .object([
            .init("receiver", .string(receiver.description)), .init("event", .string(event.rawValue)),
            .init("decision", .string(decision.word)), .init("reason", .string(decision.reason)),
            .init("delivery", .optional(delivery?.rawValue)), .init("message_id", .optional(messageID)),
        ])
    }
}

extension Duration {
    /// Milliseconds as an exact JSON number.
    var jsonMilliseconds: JSONValue {
        let microseconds = wholeMicroseconds
        guard microseconds % 1000 != 0, microseconds > 0 else { return .integer(microseconds / 1000) }
        var digits = "\(microseconds / 1000).\((microseconds % 1000).padded(to: 3))"
        while digits.last == "0" { digits.removeLast() }
        return .number(digits)
    }

    /// For people: `3 ms`, `1.24 s`, `2m5s`.
    var displayText: String {
        let milliseconds = wholeMilliseconds
        switch milliseconds {
        case ..<1000: return "\(milliseconds) ms"
        case ..<60_000: return "\(milliseconds / 1000).\((milliseconds % 1000 / 10).padded(to: 2)) s"
        default: return Duration.seconds(milliseconds / 1000).text
        }
    }
}
