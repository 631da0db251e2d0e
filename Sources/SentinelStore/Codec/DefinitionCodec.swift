import SentinelModels

/// An alert's definition as the alert table shows it to people: complete, and free of secrets because routes name
/// receivers by key only. It is never read back.
enum DefinitionCodec {
    static func text(_ alert: AlertDefinition) -> String {
        var members: [JSONValue.Member] = [
            .init("name", .string(alert.name)), .init("source", .string(alert.source)),
            .init("query", .string(alert.query)), .init("schedule", .string(alert.schedule.text)),
            .init("timezone", .string(alert.timezone)), .init("enabled", .bool(alert.isEnabled)),
            .init("judgement", judgement(alert.judgement)), .init("policy", policy(alert.policy)),
            .init("notify", .array(alert.routes.map(route))),
        ]
        if alert.key.description != alert.name { members.append(.init("id", .string(alert.key.description))) }
        if let text = alert.description { members.append(.init("description", .string(text))) }
        if let severity = alert.severity { members.append(.init("severity", .string(severity.rawValue))) }
        if !alert.labels.isEmpty { members.append(.init("labels", .sorted(alert.labels))) }
        if !alert.annotations.isEmpty { members.append(.init("annotations", .sorted(alert.annotations))) }
        return JSONValue.object(members).encoded()
    }

    private static func route(_ route: NotificationRoute) -> JSONValue {
        var members: [JSONValue.Member] = [.init("receiver", .string(route.key))]
        if let events = route.events { members.append(.init("notify_on", words(events))) }
        if !route.template.isEmpty { members.append(.init("template", .sorted(route.template))) }
        return .object(members)
    }

    private static func words(_ events: Set<EventKind>) -> JSONValue {
        .array(events.map(\.rawValue).sorted().map { .string($0) })
    }

    private static func judgement(_ judgement: Judgement) -> JSONValue {
        switch judgement {
        case .statusColumn: "status_column"
        case .when(let condition):
            switch condition.test {
            case .exists(let isThere): .string(isThere ? "rows exist" : "no row exists")
            case .compare(let column, let comparison, let operand):
                .string("\(column) \(comparison.rawValue) \(operand.displayText), over \(word(condition.over))")
            }
        }
    }

    private static func word(_ scope: Condition.Scope) -> String {
        switch scope {
        case .any: "any row"
        case .all: "all rows"
        case .count: "the number of rows"
        }
    }

    private static func policy(_ policy: AlertPolicy) -> JSONValue {
        [
            "notify_on": words(policy.notifyOn),
            "on_no_data": policy.noData.map { .string("\($0.action.rawValue) after \($0.after)") } ?? .null,
            "on_error_after": .integer(policy.onError.after),
            "remind": .array(policy.reminders.map { .string($0.text) }),
            "on_silence_end": .string(policy.onSilenceEnd.rawValue), "timeout": .string(policy.timeout.text),
            "misfire": .string(policy.misfire.rawValue), "misfire_grace": .string(policy.misfireGrace.text),
            "overlap": .string(policy.overlap.rawValue),
        ]
    }
}
