import Foundation
import SentinelModels
import Testing

@testable import SentinelNotify

/// Each case of the Python original's recorded payloads. Differences, with their reasons:
/// - `& < >` are escaped in Slack texts (the original lets data mention everybody);
/// - Slack messages have the top-level `text` that notifications and screen readers show;
/// - what exceeds Slack's limits is cut (Slack refuses it from the original);
/// - the webhook's body and the mail's text go on after what the original has.
@Suite struct OriginalPayloadTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var json: JSONValue
        var testDescription: String { "\(channel): \(json["case"]?.stringValue ?? "")" }
        var channel: String { json["channel"]?.stringValue ?? "" }
        var name: String { json["alert"]?["name"]?.stringValue ?? "" }

        var message: NotificationMessage {
            let result = json["result"]
            return NotifyScene.message(
                NotifyScene.content(name, status: result?["status"]?.stringValue ?? "") { content in
                    content.description = json["alert"]?["description"]?.stringValue
                    content.actualValue = Self.value(result?["actual_value"])
                    content.threshold = Self.value(result?["threshold"])
                    guard case .object(let members)? = result?["context"] else { return }
                    content.context = members.map { ContextValue($0.key, Self.value($0.value) ?? .null) }
                })
        }

        private static func value(_ json: JSONValue?) -> SQLValue? {
            switch json {
            case nil, .null: nil
            case .string(let text): .text(text)
            case .number(let digits): Int64(digits).map(SQLValue.integer) ?? .decimal(digits)
            case .bool(let value): .bool(value)
            // As the original's texts show lists.
            case let other?: .json(other.encoded().replacing(",", with: ", "))
            }
        }
    }

    static func cases(_ channel: String) throws -> [Case] {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/notifications", withExtension: "json"))
        let json = try JSONValue(parsing: String(contentsOf: url, encoding: .utf8))
        return (json.arrayValue ?? []).map(Case.init).filter { $0.channel == channel }
    }

    @Test func everyChannelHasCases() throws {
        #expect(try ["slack", "webhook", "email"].map { try Self.cases($0).count } == [5, 3, 3])
    }

    @Test func slack() throws {
        for item in try Self.cases("slack") {
            let settings = item.json["slack"]
            let payload = SlackPayload(
                channel: settings?["channel"]?.stringValue, username: settings?["username"]?.stringValue
            ).json(item.message, title: nil, text: nil)
            let expected = try Self.adjusted(#require(item.json["payload"]))
            guard case .object(let members) = payload else {
                Issue.record("\(item) is no object")
                continue
            }
            #expect(Self.sorted(.object(members.filter { $0.key != "text" })) == Self.sorted(expected), "\(item)")
            #expect(payload["text"]?.stringValue?.hasPrefix("Alert: \(item.name) - Status: ") == true)
        }
    }

    @Test func webhook() throws {
        for item in try Self.cases("webhook") {
            let payload = WebhookPayload.json(item.message, attempt: 1)
            guard case .object(let expected)? = item.json["payload"], case .object(let members) = payload else {
                Issue.record("\(item) is no object")
                continue
            }
            #expect(Array(members.prefix(expected.count)) == expected, "\(item)")
        }
    }

    @Test func email() throws {
        for item in try Self.cases("email") {
            let fields = MessageFields(item.message)
            let body = try #require(item.json["body"]?.stringValue)
            #expect(EmailBody(fields).text.hasPrefix(body + "\n\nTime: 2026-11-23T09:00:00Z\n"), "\(item)")
            let mail = EmailPayload(from: MailAddress(address: "a@b"), recipients: [MailAddress(address: "c@d")])
            let text = String(decoding: mail.bytes(item.message, at: NotifyScene.time, references: []), as: UTF8.self)
            #expect(text.contains("\r\nSubject: \(try #require(item.json["subject"]?.stringValue))\r\n"), "\(item)")
        }
    }

    /// The original's payload with the named differences applied.
    private static func adjusted(_ json: JSONValue) -> JSONValue {
        switch json {
        case .object(let members):
            let isHeader = json["type"]?.stringValue == "plain_text"
            return .object(
                members.map { member in
                    guard member.key == "text", case .string(let text) = member.value else {
                        return .init(member.key, adjusted(member.value))
                    }
                    let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
                        .replacing(">", with: "&gt;")
                    let isCut = isHeader && escaped.count > 150
                    return .init(member.key, .string(isCut ? escaped.prefix(149) + "…" : escaped))
                })
        case .array(let elements): return .array(elements.map(adjusted))
        default: return json
        }
    }

    private static func sorted(_ json: JSONValue) -> JSONValue {
        switch json {
        case .object(let members):
            .object(members.map { .init($0.key, sorted($0.value)) }.sorted { $0.key < $1.key })
        case .array(let elements): .array(elements.map(sorted))
        default: json
        }
    }
}
