import SentinelModels

/// Messages of the outbox for people and programs.
enum OutboxReport {
    /// The id, which other commands take, stays whole on a line of 80 columns; everything else is in the last column.
    static func table(_ messages: [NotificationMessage]) -> TextTable {
        var table = TextTable([.init("ID"), .init("STATE"), .init("MESSAGE", flexibility: 1)])
        table.rows = messages.map { message in
            [
                .init(message.id), .init(message.state.rawValue, style(message.state)),
                .init(lines(message).joined(separator: "\n")),
            ]
        }
        return table
    }

    private static func lines(_ message: NotificationMessage) -> [String] {
        let tries = "\(message.attempts) \(message.attempts == 1 ? "try" : "tries")"
        let what = "\(message.content.alertName): \(message.content.event.rawValue) to \(message.receiver)"
        let error = message.lastError.map { ["\($0.code): \($0.message)"] } ?? []
        return [what, "\(tries) since \(TimeText.short(message.createdAt))"] + error
    }

    private static func style(_ state: DeliveryState) -> TextStyle {
        switch state {
        case .sent: .good
        case .dead: .bad
        case .superseded: .dim
        default: .plain
        }
    }
}

extension NotificationMessage {
    /// `{"id","alert","event","sequence","receiver","state","attempts","created_at","not_before","expires_at",…}`.
    var summaryJSON: JSONValue {
        .object([
            .init("id", .string(id)), .init("alert", .string(content.alertName)),
            .init("event", .string(content.event.rawValue)), .init("sequence", .integer(content.sequence)),
            .init("receiver", .string(receiver.description)), .init("state", .string(state.rawValue)),
            .init("attempts", .integer(attempts)), .init("created_at", .string("\(createdAt)")),
            .init("not_before", .string("\(notBefore)")), .init("expires_at", .string("\(expiresAt)")),
            .init("settled_at", .optional(settledAt)),
            .init(
                "last_error",
                lastError.map { error in
                    .object([.init("code", .string("\(error.code)")), .init("message", .string(error.message))])
                } ?? .null),
        ])
    }

    /// The summary with what the message says.
    var fullJSON: JSONValue {
        guard case .object(let members) = summaryJSON else { return summaryJSON }
        let context = content.context.map { JSONValue.Member($0.name, $0.value.jsonValue) }
        return .object(
            members + [
                .init(
                    "content",
                    .object([
                        .init("status", .string(content.status)), .init("reason", .string(content.reason.rawValue)),
                        .init("severity", .optional(content.severity?.rawValue)),
                        .init("actual_value", content.actualValue?.jsonValue ?? .null),
                        .init("threshold", content.threshold?.jsonValue ?? .null), .init("context", .object(context)),
                        .init("labels", .sorted(content.labels)), .init("annotations", .sorted(content.annotations)),
                        .init("episode", .string(content.episode.id)),
                        .init("occurred_at", .string("\(content.occurredAt)")), .init("run_id", .string(content.runID)),
                    ]))
            ])
    }
}
