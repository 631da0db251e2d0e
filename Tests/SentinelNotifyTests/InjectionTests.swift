import SentinelModels
import SentinelTesting
import SentinelTransport
import Testing

@testable import SentinelNotify

/// What stands in a monitored table must stay text in every message.
@Suite(.timeLimit(.minutes(1))) struct InjectionTests {
    /// A content with the text wherever data or an author can put one.
    private static func content(_ text: String, template: [String: String] = [:]) -> NotificationContent {
        NotifyScene.content(text) { content in
            content.alert = AlertKey(text)
            content.description = text
            content.actualValue = .text(text)
            content.threshold = .text(text)
            content.valueAtOpening = .text(text)
            content.context = [ContextValue(text, .text(text))]
            content.identity = [IdentityColumn(text, .text(text))]
            content.error = RunFailure(code: .query, message: text)
            content.annotations = [text: text]
            content.labels = [text: text]
            content.runID = text
            content.template = template
        }
    }

    @Test func corporaAreLarge() {
        #expect(HostileTexts.headers.count >= 40)
        #expect(HostileTexts.markup.count >= 120)
    }

    @Test(arguments: HostileTexts.headers)
    func mailHeaders(text: String) async throws {
        let sink = try SMTPSink()
        defer { sink.stop() }
        let options = IntegrationOptions([
            "host": .string("127.0.0.1"), "port": .integer(Int64(sink.port)), "security": .string("none"),
            "recipients": .list(["a@example.com"]), "from": .string("b@example.com"),
        ])
        let content = Self.content(text, template: ["subject": "{alert_name} {context} {error}"])
        _ = try await EmailNotifier(options, NotifyScene.context()).deliver(
            NotifyScene.message(content, id: text), NotifyScene.delivery(references: [text, "<\(text)@x>"]))
        let sent = try #require(sink.mails.first)
        #expect((sink.mails.count, sent.from, sent.recipients) == (1, "b@example.com", ["a@example.com"]))
        #expect(sink.commands.map { $0.prefix(4) } == ["EHLO", "MAIL", "RCPT", "DATA"] || sink.commands.last == "QUIT")
        let mail = try ParsedMail(sent.message)
        let allowed: Set<String> = [
            "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted", "List-Id",
            "X-SQLSentinel-Alert", "X-SQLSentinel-Event", "MIME-Version", "Content-Type",
        ]
        #expect(Set(mail.headers.keys).isSubset(of: allowed))
        #expect(mail.headers.values.allSatisfy { $0.count == 1 })
        #expect(
            mail.lines.allSatisfy { $0.utf8.count <= 998 && $0.utf8.allSatisfy { (32...126).contains($0) || $0 == 9 } })
    }

    @Test(arguments: HostileTexts.markup)
    func mailBodies(text: String) throws {
        let fields = MessageFields(NotifyScene.message(Self.content(text)))
        let body = EmailBody(fields)
        let tags = body.html.split(separator: "<").dropFirst().map {
            $0.prefix { $0.isLetter || $0 == "/" || $0 == "!" }
        }
        let known: Set<Substring> = [
            "!DOCTYPE", "html", "head", "meta", "/head", "body", "p", "b", "/b", "/p", "table", "tr", "td", "/td",
            "/tr",
            "/table", "br", "/body", "/html",
        ]
        #expect(Set(tags).isSubset(of: known))
        #expect(!body.html.lowercased().contains("onload=alert(1)>") && !body.html.contains("onerror=alert(1)>"))
        for part in [body.text, body.html] {
            let isClean = part.unicodeScalars.allSatisfy { scalar in
                (scalar.value >= 32 || scalar == "\n") && !(0x7F..<0xA0).contains(scalar.value)
                    && !(0x202A...0x202E).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value)
            }
            #expect(isClean)
        }
    }

    @Test(arguments: HostileTexts.markup)
    func slack(text: String) throws {
        let templates = try ["{alert_name} {context}", "{description} {error} {actual_value}"].map {
            try MessageTemplate($0)
        }
        let message = NotifyScene.message(Self.content(text))
        for payload in [
            SlackPayload().json(message, title: nil, text: nil),
            SlackPayload().json(message, title: templates[0], text: templates[1]),
        ] {
            let parsed = try JSONValue(parsing: payload.encoded())
            #expect(parsed == payload)
            for shown in Self.strings(payload) {
                #expect(!shown.contains("<") && !shown.contains(">"))
                let rest = ["&amp;", "&lt;", "&gt;"].reduce(shown) { $0.replacing($1, with: "") }
                #expect(!rest.contains("&"))
            }
        }
    }

    @Test(arguments: HostileTexts.markup + HostileTexts.headers)
    func webhooks(text: String) throws {
        let message = NotifyScene.message(Self.content(text), id: text)
        let json = WebhookPayload.json(message, attempt: 1)
        let parsed = try JSONValue(parsing: json.encoded())
        #expect(parsed == json)
        #expect(parsed["alert_name"] == .string(text))
        #expect(parsed["status"] == "ALERT")
        let template = try DocumentTemplate(
            #"{"a": "{alert_name}", "b": {description}, "c": {context}, "d": "x{error}"}"#)
        let body = template.rendered(MessageFields(message), as: .json)
        guard case .object(let members) = try JSONValue(parsing: body) else { throw NotAnObject() }
        #expect(members.map(\.key) == ["a", "b", "c", "d"])
        #expect(members[0].value == .string(PlainText.line(text)))
        #expect(members[1].value == .string(text))
        let form = try DocumentTemplate("a={alert_name}&b={error}").rendered(MessageFields(message), as: .form)
        #expect(form.split(separator: "&").count == 2)
    }

    private struct NotAnObject: Error {}

    private static func strings(_ json: JSONValue) -> [String] {
        switch json {
        case .string(let text): [text]
        case .array(let elements): elements.flatMap(strings)
        case .object(let members): members.flatMap { strings($0.value) }
        default: []
        }
    }
}
