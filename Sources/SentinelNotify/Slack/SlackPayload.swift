import SentinelModels

/// The message for a Slack webhook: the Python original's Block Kit layout, escaped and within Slack's limits.
struct SlackPayload: Sendable {
    /// Slack's limits: characters of a header, a section's text and a field; fields of a section.
    enum Limit {
        static let header = 150
        static let text = 3000
        static let field = 2000
        static let fields = 10
    }

    var channel: String?
    var username: String?
    var icon: String?

    /// The message as JSON.
    func json(_ message: NotificationMessage, title: MessageTemplate?, text: MessageTemplate?) -> JSONValue {
        let fields = MessageFields(message)
        var members: [JSONValue.Member] = [
            .init("text", .string(SlackText.cut(SlackText.escaped(Self.summary(fields)), to: Limit.text))),
            .init("blocks", .array(Self.blocks(fields, title: title, text: text))),
            .init("attachments", [Self.attachment(fields)]),
        ]
        if let channel { members.append(.init("channel", .string(channel))) }
        if let username { members.append(.init("username", .string(username))) }
        if let icon { members.append(.init("icon_emoji", .string(icon))) }
        return .object(members)
    }

    private static func blocks(
        _ fields: MessageFields, title: MessageTemplate?, text: MessageTemplate?
    ) -> [JSONValue] {
        let titles = [title.map { PlainText.line($0.rendered(fields.callAsFunction)) }, fields.title, fields.headline]
        let name = titles.lazy.compactMap(\.self).first { !isBlank($0) } ?? ""
        var blocks: [JSONValue] = [
            [
                "type": "header",
                "text": [
                    "type": "plain_text", "text": .string(SlackText.cut(SlackText.escaped(name), to: Limit.header)),
                    "emoji": true,
                ],
            ]
        ]
        // Slack refuses a message with an empty text, and what it refuses is never told.
        if let text = text?.rendered({ SlackText.escaped(fields($0)) }), !isBlank(text) {
            blocks.append(section(text))
        } else {
            blocks.append(["type": "section", "fields": .array(facts(fields))])
            for facts in [fields.context, fields.annotations] where !facts.isEmpty {
                blocks.append(section(lines(facts)))
            }
        }
        return blocks
    }

    private static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

    private static func lines(_ facts: [MessageFields.Fact]) -> String {
        facts.map { "*\(SlackText.escaped($0.label)):* \(SlackText.escaped($0.value))" }.joined(separator: "\n")
    }

    private static func section(_ text: String) -> JSONValue {
        ["type": "section", "text": mrkdwn(text, limit: Limit.text)]
    }

    private static func facts(_ fields: MessageFields) -> [JSONValue] {
        var facts = [MessageFields.Fact(label: "Status", value: "\(icon(fields.content.status)) \(fields(.status))")]
        let description = fields(.description)
        if !description.isEmpty { facts.append(.init(label: "Description", value: description)) }
        facts += fields.measured + fields.circumstances
        return facts.prefix(Limit.fields).map { fact in
            mrkdwn("*\(fact.label):*\n\(SlackText.escaped(fact.value))", limit: Limit.field)
        }
    }

    private static func mrkdwn(_ text: String, limit: Int) -> JSONValue {
        ["type": "mrkdwn", "text": .string(SlackText.cut(text, to: limit))]
    }

    private static func attachment(_ fields: MessageFields) -> JSONValue {
        let fallback = SlackText.escaped("\(fields.headline): \(fields.title) - Status: \(fields(.status))")
        return [
            "color": .string(color(fields.content.status)),
            "fallback": .string(SlackText.cut(fallback, to: Limit.text)),
        ]
    }

    /// What notifications and screen readers show.
    private static func summary(_ fields: MessageFields) -> String {
        let facts = fields.measured.map { ", \($0.label.lowercased()) \($0.value)" }.joined()
        return "\(fields.headline): \(fields.title) - Status: \(fields(.status))\(facts)"
    }

    private static func icon(_ status: String) -> String {
        switch status {
        case "OK": ":large_green_circle:"
        case "ALERT": ":red_circle:"
        default: ":warning:"
        }
    }

    private static func color(_ status: String) -> String {
        switch status {
        case "OK": "#36a64f"
        case "ALERT": "#d00000"
        default: "#daa038"
        }
    }
}
