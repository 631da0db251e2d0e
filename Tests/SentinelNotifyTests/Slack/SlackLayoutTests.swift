import SentinelModels
import Testing

@testable import SentinelNotify

/// What Slack demands of every message (docs.slack.dev, "Text object", "Header block", "Section block"): texts of at
/// least one character, a header of at most 150, a section's text of at most 3000, at most 10 fields of at most 2000.
@Suite("Slack messages fit what Slack accepts") struct SlackLayoutTests {
    private func json(
        _ content: NotificationContent, title: String? = nil, text: String? = nil
    ) throws -> JSONValue {
        try SlackPayload().json(
            NotifyScene.message(content), title: title.map { try MessageTemplate($0) },
            text: text.map { try MessageTemplate($0) })
    }

    private func header(_ payload: JSONValue) -> String? { payload["blocks"]?[0]?["text"]?["text"]?.stringValue }

    @Test(
        "a title that comes out empty gives way to one that says something",
        arguments: [
            ("{severity}", "hot", "hot"), (" ", "hot", "hot"), ("{description}{error}", "hot", "hot"),
            ("{alert_name}", "\u{202e}\u{feff}", "Alert"), ("{severity}", "\t\n", "Alert"), ("x", "hot", "x"),
            (nil, "\u{200f}", "Alert"), (nil, "hot", "hot"),
        ] as [(String?, String, String)])
    func blankTitles(title: String?, name: String, expected: String) throws {
        #expect(try header(json(NotifyScene.content(name), title: title)) == expected)
    }

    @Test(
        "a text that comes out empty gives way to the usual fields",
        arguments: ["{description}", "{severity} {error}", "\n", "{context}", "{duration}"])
    func blankTexts(text: String) throws {
        let payload = try json(NotifyScene.content(), text: text)
        #expect(payload["blocks"]?[1]?["fields"]?[0]?["text"] == "*Status:*\n:red_circle: ALERT")
    }

    @Test("annotations such as a runbook follow the context, sorted and escaped")
    func annotations() throws {
        let content = NotifyScene.content { content in
            content.context = [ContextValue("region", .text("eu"))]
            content.annotations = ["runbook": "https://wiki.example/a?b&c", "owner": "<!here>"]
        }
        let blocks = try #require(try json(content)["blocks"]?.arrayValue)
        #expect(blocks.count == 4)
        #expect(blocks[2]["text"]?["text"] == "*region:* eu")
        #expect(
            blocks[3]["text"]?["text"] == "*owner:* &lt;!here&gt;\n*runbook:* https://wiki.example/a?b&amp;c")
    }

    @Test("without context and annotations nothing is added")
    func nothingAdded() throws {
        #expect(try json(NotifyScene.content())["blocks"]?.arrayValue?.count == 2)
    }

    @Test("whatever stands in a table, the message is one that Slack accepts", arguments: 0..<40)
    func always(seed: Int) throws {
        var random = RandomTexts(seed: UInt64(seed))
        for _ in 0..<8 {
            let content = random.content()
            let titles = [nil, "{alert_name} {severity}", "{error}"]
            let texts = [nil, nil, "{context}\n{description}", "{actual_value}"]
            let payload = try json(
                content, title: titles[random.number(0...2)], text: texts[random.number(0...3)])
            #expect(try JSONValue(parsing: payload.encoded()) == payload)
            try check(payload)
        }
    }

    /// The rules, read from the JSON alone.
    private func check(_ payload: JSONValue) throws {
        let blocks = try #require(payload["blocks"]?.arrayValue)
        #expect((1...50).contains(blocks.count))
        for block in blocks {
            switch block["type"] {
            case "header":
                #expect(block["text"]?["type"] == "plain_text")
                try check(block["text"]?["text"], upTo: 150)
            case "section":
                #expect((block["text"] == nil) != (block["fields"] == nil))
                if let text = block["text"] { try check(text["text"], upTo: 3000) }
                if let fields = block["fields"]?.arrayValue {
                    #expect((1...10).contains(fields.count))
                    for field in fields {
                        #expect(field["type"] == "mrkdwn")
                        try check(field["text"], upTo: 2000)
                    }
                }
            default: Issue.record("a block of type \(block["type"]?.encoded() ?? "none")")
            }
        }
        try check(payload["text"], upTo: 3000)
        try check(payload["attachments"]?[0]?["fallback"], upTo: 3000)
    }

    private func check(_ json: JSONValue?, upTo limit: Int) throws {
        let text = try #require(json?.stringValue)
        #expect(text.contains { !$0.isWhitespace })
        #expect(text.utf16.count <= limit)
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            #expect(scalar != "<" && scalar != ">")
            guard scalar == "&" else { continue }
            let entity = ["amp;", "lt;", "gt;"].first { rest.starts(with: $0.unicodeScalars) }
            #expect(entity != nil, "a bare '&' before \(String(rest.prefix(5)))")
            rest = rest.dropFirst(entity?.count ?? 0)
        }
    }

    @Test(
        "cutting keeps entities whole, also where a mark joins them",
        arguments: [
            ("a&amp;\u{301}bcdef", 9, "a&amp;\u{301}b…"),
            ("&amp;\u{301}" + String(repeating: "x", count: 9), 9, "&amp;\u{301}xx…"),
            ("\u{600}&amp;bc", 4, "\u{600}…"), ("&lt;&lt;&lt;", 8, "&lt;…"), ("&lt;&lt;&lt;", 9, "&lt;&lt;…"),
            ("x&gt;", 5, "x&gt;"),
        ])
    func cuts(text: String, limit: Int, expected: String) {
        let cut = SlackText.cut(text, to: limit)
        #expect(Array(cut.unicodeScalars) == Array(expected.unicodeScalars), "\(cut)")
    }
}
