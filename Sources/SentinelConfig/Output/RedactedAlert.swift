internal import SentinelModels

/// An alert as it was understood, with its defaults filled in.
enum RedactedAlert {
    static func json(_ alert: AlertDefinition) -> JSONValue {
        var members: [JSONValue.Member] = [.init("name", .string(alert.name))]
        if alert.key.description != alert.name { members.append(.init("id", .string(alert.key.description))) }
        if let description = alert.description { members.append(.init("description", .string(description))) }
        members += [
            .init("source", .string(alert.source)), .init("query", .string(alert.query)),
            .init("schedule", .string(alert.schedule.text)), .init("timezone", .string(alert.timezone)),
            .init("enabled", .bool(alert.isEnabled)),
        ]
        if let severity = alert.severity { members.append(.init("severity", .string(severity.rawValue))) }
        if !alert.labels.isEmpty { members.append(.init("labels", .sorted(alert.labels))) }
        if !alert.annotations.isEmpty { members.append(.init("annotations", .sorted(alert.annotations))) }
        if case .when(let condition) = alert.judgement { members.append(.init("when", json(condition))) }
        members.append(.init("notify", .array(alert.routes.map(json))))
        return .object(members + policy(alert.policy))
    }

    private static func policy(_ policy: AlertPolicy) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = [.init("notify_on", events(policy.notifyOn))]
        if let noData = policy.noData {
            var inner: [JSONValue.Member] = [
                .init("do", .string(noData.action.rawValue)), .init("after", .integer(noData.after)),
            ]
            if let routes = noData.routes { inner.append(.init("notify", .array(routes.map(json)))) }
            members.append(.init("on_no_data", .object(inner)))
        }
        var onError: [JSONValue.Member] = [.init("after", .integer(policy.onError.after))]
        if let routes = policy.onError.routes { onError.append(.init("notify", .array(routes.map(json)))) }
        return members + [
            .init("on_error", .object(onError)),
            .init("remind", .array(policy.reminders.map { .string($0.text) })),
            .init("on_silence_end", .string(policy.onSilenceEnd.rawValue)),
            .init("timeout", .string(policy.timeout.text)), .init("misfire", .string(policy.misfire.rawValue)),
            .init("misfire_grace", .string(policy.misfireGrace.text)),
            .init("overlap", .string(policy.overlap.rawValue)), .init("splay", json(policy.splay)),
            .init("history", json(policy.history)),
        ]
    }

    private static func events(_ events: Set<EventKind>) -> JSONValue {
        .array(EventKind.allCases.filter(events.contains).map { .string($0.rawValue) })
    }

    private static func json(_ choice: AlertPolicy.Choice) -> JSONValue {
        switch choice {
        case .automatic: "auto"
        case .fixed(let duration): .string(duration.text)
        }
    }

    private static func json(_ route: NotificationRoute) -> JSONValue {
        guard route.events != nil || !route.template.isEmpty else { return .string(route.receiver.description) }
        var members: [JSONValue.Member] = [.init("receiver", .string(route.receiver.description))]
        if let events = route.events { members.append(.init("events", self.events(events))) }
        members += route.template.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) }
        return .object(members)
    }

    private static func json(_ condition: Condition) -> JSONValue {
        switch condition.test {
        case .exists(let wanted): return ["exists": .bool(wanted)]
        case .compare(let column, let comparison, let threshold):
            var members: [JSONValue.Member] = column.isEmpty ? [] : [.init("column", .string(column))]
            members.append(.init("op", .string(comparison.rawValue)))
            members.append(.init("threshold", json(threshold)))
            members.append(.init("over", .string("\(condition.over)")))
            return .object(members)
        }
    }

    private static func json(_ value: SQLValue) -> JSONValue {
        switch value {
        case .integer, .decimal, .double: .number(value.displayText)
        case .bool(let value): .bool(value)
        default: .string(value.displayText)
        }
    }
}
