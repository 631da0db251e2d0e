import SentinelModels

/// What a health check has found; the JSON has the original's shape, and more.
struct HealthReport: Sendable {
    /// How well a thing is.
    enum Status: String, Sendable, Comparable {
        case healthy
        case notConfigured = "not_configured"
        case degraded
        case unhealthy

        static func < (lhs: Status, rhs: Status) -> Bool { lhs.rank < rhs.rank }

        private var rank: Int {
            switch self {
            case .healthy, .notConfigured: 0
            case .degraded: 1
            case .unhealthy: 2
            }
        }
    }

    /// What was found of one thing.
    struct Check: Sendable {
        var name: String
        var status: Status
        var message: String
        var latency: Duration?
    }

    /// What was found of one receiver.
    struct Receiver: Sendable {
        var key: ReceiverKey
        var type: String
        var breaker: String
        var health: ReceiverHealth
    }

    var time: Timestamp
    var state: Check
    var sources: [Check]
    var receivers: [Receiver]
    var channels: [Check]
    var deadMessages: Int

    var status: Status {
        let parts = ([state] + sources + channels).map(\.status)
        return max(parts.max() ?? .healthy, deadMessages > 0 ? .degraded : .healthy)
    }

    /// `{"status","timestamp","checks":{"state_database","alert_database","sources","notifications"},"receivers":[…]}`.
    var json: JSONValue {
        let main = sources.first { $0.name == "default" }
        let missing = Check(name: "", status: .notConfigured, message: "no source is named 'default'")
        return .object([
            .init("status", .string(status.rawValue)), .init("timestamp", .string("\(time)")),
            .init(
                "checks",
                .object([
                    .init("state_database", Self.json(state)), .init("alert_database", Self.json(main ?? missing)),
                    .init("sources", .object(sources.map { .init($0.name, Self.json($0)) })),
                    .init(
                        "notifications",
                        .object([
                            .init("status", .string((channels.map(\.status).max() ?? .healthy).rawValue)),
                            .init("channels", .object(channels.map { .init($0.name, Self.json($0)) })),
                            .init("dead_messages", .integer(deadMessages)),
                        ])),
                ])), .init("receivers", .array(receivers.map(Self.json))),
        ])
    }

    private static func json(_ check: Check) -> JSONValue {
        var members: [JSONValue.Member] = [.init("status", .string(check.status.rawValue))]
        if let latency = check.latency {
            let microseconds = latency.wholeMicroseconds
            members.append(
                .init("latency_ms", .number("\(microseconds / 1000).\((microseconds % 1000).padded(to: 3))")))
        }
        members.append(.init("message", .string(check.message)))
        return .object(members)
    }

    private static func json(_ receiver: Receiver) -> JSONValue {
        .object([
            .init("receiver", .string(receiver.key.description)), .init("type", .string(receiver.type)),
            .init("configured", true), .init("breaker", .string(receiver.breaker)),
            .init("failure_streak", .integer(receiver.health.failureStreak)),
            .init("last_delivery_at", .optional(receiver.health.lastSuccessAt)),
            .init("last_failure_at", .optional(receiver.health.lastFailureAt)),
            .init(
                "last_error",
                receiver.health.lastError.map { error in
                    .object([.init("code", .string("\(error.code)")), .init("message", .string(error.message))])
                } ?? .null),
        ])
    }

    /// The same for people.
    var text: TextTable {
        var table = TextTable([.init("CHECK", flexibility: 1), .init("STATUS"), .init("DETAIL", flexibility: 2)])
        func add(_ name: String, _ check: Check) {
            let latency = check.latency.map { " (\($0.wholeMicroseconds / 1000) ms)" } ?? ""
            table.rows.append([
                .init(name), .init(check.status.rawValue, Self.style(check.status)), .init(check.message + latency),
            ])
        }
        add("state database", state)
        for source in sources { add("source \(source.name)", source) }
        for channel in channels { add(channel.name, channel) }
        for receiver in receivers {
            let last =
                receiver.health.lastSuccessAt.map { "last delivery " + TimeText.short($0) } ?? "nothing delivered yet"
            let error =
                receiver.health.failureStreak > 0 ? receiver.health.lastError.map { "; \($0.message)" } ?? "" : ""
            table.rows.append([
                .init("receiver \(receiver.key)"),
                .init("breaker \(receiver.breaker)", receiver.breaker == "closed" ? .good : .warning),
                .init(last + error),
            ])
        }
        table.rows.append([.init("overall", .bold), .init(status.rawValue, Self.style(status)), .init(overall)])
        return table
    }

    private var overall: String {
        deadMessages == 0
            ? ""
            : "\(deadMessages) undeliverable \(deadMessages == 1 ? "message" : "messages"): see 'sentinel outbox list'"
    }

    private static func style(_ status: Status) -> TextStyle {
        switch status {
        case .healthy: .good
        case .notConfigured: .dim
        case .degraded: .warning
        case .unhealthy: .badBold
        }
    }
}
