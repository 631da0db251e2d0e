import SentinelModels

/// A message's content as the outbox keeps it.
enum ContentCodec {
    static func text(_ content: NotificationContent) -> String {
        var members: [JSONValue.Member] = [
            .init("version", .integer(content.version)), .init("alert", .string(content.alert.description)),
            .init("alert_name", .string(content.alertName)), .init("event", .string(content.event.rawValue)),
            .init("reason", .string(content.reason.rawValue)), .init("sequence", .integer(content.sequence)),
            .init("status", .string(content.status)), .init("episode", RunCodec.json(content.episode)),
            .init("notice", .integer(content.notice)), .init("occurred_at", .micros(content.occurredAt)),
            .init("run_id", .string(content.runID)),
        ]
        let optional: [(String, JSONValue)] = [
            ("description", .optional(content.description)), ("severity", .optional(content.severity?.rawValue)),
            ("actual_value", .stored(content.actualValue)), ("threshold", .stored(content.threshold)),
            ("value_at_opening", .stored(content.valueAtOpening)), ("fire_at", .micros(content.fireAt)),
            ("error", content.error.map(RunCodec.json) ?? .null),
        ]
        for (key, value) in optional where value != .null { members.append(.init(key, value)) }
        if !content.identity.isEmpty { members.append(.init("identity", NamedValues.json(content.identity))) }
        if !content.context.isEmpty { members.append(.init("context", NamedValues.json(content.context))) }
        let texts = [
            ("labels", content.labels), ("annotations", content.annotations), ("template", content.template),
        ]
        for (key, map) in texts where !map.isEmpty { members.append(.init(key, .sorted(map))) }
        return JSONValue.object(members).encoded()
    }

    static func content(_ text: String) throws(SentinelError) -> NotificationContent {
        let reader = try JSONReader(text: text)
        guard let episode = reader.object("episode") else { throw JSONReader.damaged }
        var content = NotificationContent(
            alert: AlertKey(try reader.string("alert")), alertName: try reader.string("alert_name"),
            description: reader.optionalString("description"), event: try reader.word("event"),
            reason: try reader.word("reason"), sequence: try reader.integer("sequence"),
            status: try reader.string("status"), severity: reader.optionalWord("severity"),
            identity: try NamedValues.identity(reader.value["identity"]),
            actualValue: try reader.sqlValue("actual_value"), threshold: try reader.sqlValue("threshold"),
            valueAtOpening: try reader.sqlValue("value_at_opening"),
            context: try NamedValues.context(reader.value["context"]), labels: reader.texts("labels"),
            annotations: reader.texts("annotations"), error: try RunCodec.failure(reader.object("error")),
            episode: try RunCodec.episode(episode), notice: Int(try reader.integer("notice")),
            occurredAt: try reader.time("occurred_at"), runID: try reader.string("run_id"),
            fireAt: reader.optionalTime("fire_at"), template: reader.texts("template"))
        content.version = Int(try reader.integer("version"))
        return content
    }
}
