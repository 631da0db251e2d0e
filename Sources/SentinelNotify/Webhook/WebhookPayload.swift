import SentinelModels

/// The body of a webhook without a template: the Python original's keys first, then what it does not say.
enum WebhookPayload {
    static func json(_ message: NotificationMessage, attempt: Int) -> JSONValue {
        let content = message.content
        var members: [JSONValue.Member] = []
        func add(_ key: String, _ value: JSONValue) { members.append(.init(key, value)) }
        add("alert_name", .string(content.alertName))
        add("status", .string(content.status))
        add("description", .optional(content.description))
        add("actual_value", content.actualValue?.jsonValue ?? .null)
        add("threshold", content.threshold?.jsonValue ?? .null)
        if !content.context.isEmpty { add("context", object(content.context.map { ($0.name, $0.value) })) }
        add("event", .string(content.event.rawValue))
        add("reason", .string(content.reason.rawValue))
        add("severity", .optional(content.severity?.rawValue))
        add("run_id", .string(content.runID))
        add("time", .string(content.occurredAt.description))
        add("fire_at", .optional(content.fireAt))
        add("sequence", .integer(content.sequence))
        add("notice", .integer(content.notice))
        add("message_id", .string(message.id))
        add("attempt", .integer(attempt))
        add("episode", episode(content))
        if !content.identity.isEmpty { add("identity", object(content.identity.map { ($0.name, $0.value) })) }
        if !content.labels.isEmpty { add("labels", .sorted(content.labels)) }
        if !content.annotations.isEmpty { add("annotations", .sorted(content.annotations)) }
        if let error = content.error {
            add("error", ["code": .string(error.code.description), "message": .string(error.message)])
        }
        return .object(members)
    }

    private static func episode(_ content: NotificationContent) -> JSONValue {
        [
            "id": .string(content.episode.id), "opened_at": .string(content.episode.openedAt.description),
            "duration_seconds": .integer(max(0, content.episodeDuration.components.seconds)),
            "value_at_opening": content.valueAtOpening?.jsonValue ?? .null,
        ]
    }

    private static func object(_ pairs: [(String, SQLValue)]) -> JSONValue {
        .object(pairs.map { JSONValue.Member($0.0, $0.1.jsonValue) })
    }
}
