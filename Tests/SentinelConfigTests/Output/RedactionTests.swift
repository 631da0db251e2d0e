import SentinelModels
import Testing

@testable import SentinelConfig

@Suite("Resolved configuration without secrets")
struct RedactionTests {
    static let secretive = """
        version: 1
        database: {url: "sqlite:///t.db?key=hunter2", password: hunter2}
        state: {url: "postgresql://u:hunter2@h/d"}
        receivers:
          ops: {type: slack, webhook_url: "https://hooks.slack.com/hunter2"}
          file: {type: slack, webhook_url_file: /run/slack}
          mail: {type: email, recipients: [a@b], smtp: {password: hunter2}}
        alerts:
          - name: a
            id: b
            description: "two\\nlines"
            query: "SELECT 1\\nFROM t"
            schedule: "@daily"
            severity: info
            labels: {team: x}
            annotations: {owner: y}
            when: {column: v, op: ">", threshold: 1.50, over: all}
            on_no_data: {do: ok, notify: [file]}
            on_error: {notify: []}
            remind: [1h]
            history: 30d
            notify: [ops, {channel: webhook, url: "https://example.com/hunter2", headers: {Key: hunter2}, body: "{status}", events: [firing]}]
          - {name: c, query: q, every: 1m, when: {exists: true}, enabled: false}

        """

    private func made() throws -> Configuration {
        try configuration(Self.secretive, ["SMTP_HOST": "mail", "WEBHOOK_URL": "hunter2"])
    }

    @Test func noSecretIsShown() throws {
        let text = RedactedConfiguration.yaml(try made())
        #expect(!text.contains("hunter2"))
        #expect(text.contains("<secret>"))
        #expect(text.contains("<secret> in /run/slack"))
        #expect(text.contains("sqlite:///t.db"))
    }

    @Test("A secret from the environment is shown by the variable's name")
    func secretsOfTheEnvironment() throws {
        let made = try configuration(alert("notify: [{channel: webhook}]"), ["WEBHOOK_URL": "hunter2"])
        #expect(RedactedConfiguration.yaml(made).contains("<secret> in WEBHOOK_URL"))
    }

    @Test func theYAMLReadsBackAsTheJSON() throws {
        let json = RedactedConfiguration.json(try made())
        let tree = try read(RedactedConfiguration.yaml(try made()))
        #expect(SchemaTests.json(tree).encoded().replacing("1.5,", with: "1.50,") == json.encoded())
    }

    @Test func everythingIsResolved() throws {
        let json = RedactedConfiguration.json(try made())
        let alert = try #require(json["alerts"]?[0])
        #expect(alert["id"] == "b")
        #expect(alert["timeout"] == "30s")
        #expect(alert["when"]?["threshold"] == .number("1.50"))
        #expect(alert["when"]?["over"] == "all")
        #expect(alert["on_no_data"]?["notify"] == ["file"])
        #expect(alert["notify"]?[1]?["events"] == ["firing"])
        #expect(alert["notify"]?[1]?["body"] == "{status}")
        #expect(alert["history"] == "4w2d")
        #expect(json["alerts"]?[1]?["when"]?["exists"] == true)
        #expect(json["alerts"]?[1]?["enabled"] == false)
        #expect(json["receivers"]?["mail"]?["smtp"]?["host"] == "mail")
        #expect(json["receivers"]?["mail"]?["smtp"]?["password"] == "<secret>")
        #expect(json["egress"]?["mode"] == "default")
    }

    // MARK: The YAML writer

    @Test(
        "Any text reads back as itself",
        arguments: [
            "plain", "two words", "", " leading", "trailing ", "yes", "12:30", "1.5", "null", "~", "2024-01-01", "a: b",
            "a #b", "- x", "[x]", "{x}", "\"q\"", "it's", "back\\slash", "tab\there", "one\ntwo", "one\ntwo\n", "\n",
            "a\n\n",
            " a\nb", "ünï", "emoji 🔔", "\u{7F}\u{85}", "\u{2028}", "a\r\nb", "<<", "=", "*a", "&a", "!a", "%a", "@a",
            "`a",
            "|", ">", "?", "x:", "a\n  b\n c", "0x1F", "$$", "${A}", "#", "key\u{0}", "a\tb\nc", "\u{FEFF}x",
        ])
    func textsReadBack(_ text: String) throws {
        guard !text.contains("\u{0}") else {
            #expect(YAMLWriter.quoted(text) == "\"key\\U00000000\"")
            return
        }
        for value in [JSONValue.string(text), ["k": .string(text)], [.string(text), ["k": [.string(text)]]]] {
            #expect(try SchemaTests.json(read(YAMLWriter.document(value))).encoded() == value.encoded())
            #expect(try SchemaTests.json(read(YAMLWriter.flow(value))).encoded() == value.encoded())
        }
    }

    @Test(
        arguments: [
            (["a": [], "b": [:], "c": [[1], [2, 3]]], "a: []\nb: {}\nc:\n  -\n    - 1\n  -\n    - 2\n    - 3\n"),
            ([["x": 1, "y": "l1\nl2"], nil, true], "- x: 1\n  y: |-\n    l1\n    l2\n- null\n- true\n"),
        ] as [(JSONValue, String)])
    func blockForm(_ value: JSONValue, _ text: String) throws {
        #expect(YAMLWriter.document(value) == text)
        #expect(try SchemaTests.json(read(text)).encoded() == value.encoded())
    }
}
