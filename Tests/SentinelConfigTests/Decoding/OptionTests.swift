import SentinelModels
import Testing

@testable import SentinelConfig

/// An integration of a user's own: every kind of option, described and nothing more.
@Suite("Options by description")
struct OptionTests {
    static let options: [OptionDescriptor] = [
        OptionDescriptor("text", .string(allowsEmpty: false), "Text."),
        OptionDescriptor("blank", .string(allowsEmpty: true), "Text or nothing.", default: "\"\""),
        OptionDescriptor("word", .word(["Red", "Green"]), "A word.", default: "Red"),
        OptionDescriptor("count", .integer(1...10), "A number.", default: "3"),
        OptionDescriptor("free", .integer(0...Int64.max), "A number."),
        OptionDescriptor("flag", .boolean, "A flag.", default: "yes"),
        OptionDescriptor("wait", .duration(.seconds(1)...(.seconds(60))), "A time.", default: "5s"),
        OptionDescriptor("size", .byteCount(1...1 << 20), "A size.", default: "1KiB"),
        OptionDescriptor("key", .secret, "A secret.", environment: "KEY", isAddress: true),
        OptionDescriptor("list", .list(minimum: 2), "A list.", default: "[a, b]"),
        OptionDescriptor("env_list", .list(minimum: 1), "A list.", environment: "LIST"),
        OptionDescriptor("map", .map(isSecret: false), "A map.", default: "{a: b}"),
        OptionDescriptor("title", .template, "A title.", default: "{alert_name}", scope: .message),
        OptionDescriptor("urgent", .boolean, "Urgent.", scope: .message),
        OptionDescriptor("ttl", .duration(.zero...(.seconds(3600))), "Validity.", scope: .message),
        OptionDescriptor("rank", .integer(0...9), "Rank.", scope: .message),
        OptionDescriptor("tags", .list(minimum: 0), "Tags.", scope: .message),
        OptionDescriptor(
            "auth",
            .group([
                OptionDescriptor("user", .string(allowsEmpty: false), "A user.", isRequired: true),
                OptionDescriptor("token", .secret, "A token."),
                OptionDescriptor(
                    "more", .group([OptionDescriptor("deep", .boolean, "Deep.", default: "true")]), "More."),
            ]), "Access."),
    ]

    static let pager = IntegrationDescriptor(
        type: "pager", summary: "A pager.", options: options,
        factory: .receiver { _, _ throws(SentinelError) in throw SentinelError(.unsupported, "not in tests") },
        validate: { options, _ in
            switch options.string("text") {
            case "nested": [.init("a fault in a group", option: "auth.user")]
            case "group": [.init("a fault of a group", option: "auth.none")]
            case "whole": [.init("a fault of the whole")]
            case "absent": [.init("a fault of an absent option", option: "size", hint: "do better")]
            case "warning": [.init("rather not", option: "text", severity: .warning)]
            default: []
            }
        })

    /// Loads a receiver with these lines in front of an alert.
    private func loaded(_ lines: String, _ environment: [String: String] = [:]) -> LoadedConfiguration {
        let body = lines.split(separator: "\n").map { "    \($0)\n" }.joined()
        let text = """
            version: 1
            database: {url: "sqlite:///t.db"}
            alerts: [{name: a, query: q, every: 1m, notify: [p]}]
            receivers:
              p:
                type: pager

            """ + body
        return ConfigurationLoader(integrations: [TestIntegrations.sqlite, Self.pager], environment: environment)
            .load(text: text, name: "c.yaml")
    }

    private func options(_ lines: String, _ environment: [String: String] = [:]) throws -> IntegrationOptions {
        let loaded = loaded(lines, environment)
        #expect(loaded.diagnostics.map(\.description) == [])
        return try #require(loaded.configuration?.receivers.first).options
    }

    @Test func defaultsAreFilledIn() throws {
        let made = try options("")
        #expect(made.string("text") == nil)
        #expect(made.string("blank")?.isEmpty == true)
        #expect(made.string("word") == "Red")
        #expect(made.integer("count") == 3)
        #expect(made.boolean("flag") == true)
        #expect(made.duration("wait") == .seconds(5))
        #expect(made.integer("size") == 1024)
        #expect(made.secret("key") == nil)
        #expect(made.list("list") == ["a", "b"])
        #expect(made.map("map") == [.init("a", "b")])
        #expect(made.string("title") == "{alert_name}")
        #expect(made.group("auth") == nil)
        #expect(made.positions.isEmpty)
    }

    @Test(arguments: [
        ("text: x", "text", IntegrationOptions.Value.string("x")),
        ("blank: ''", "blank", .string("")),
        ("word: GREEN", "word", .string("Green")),
        ("count: 10", "count", .integer(10)),
        ("count: 0x0A", "count", .integer(10)),
        ("flag: off", "flag", .boolean(false)),
        ("wait: 1m", "wait", .duration(.seconds(60))),
        ("size: 512", "size", .integer(512)),
        ("size: 2 KiB", "size", .integer(2048)),
        ("key: s", "key", .secret(.literal(Secret("s")))),
        ("key_file: /s", "key", .secret(.file(path: "/s"))),
        ("list: [x, y, z]", "list", .list(["x", "y", "z"])),
        ("map: {x: y, z: w}", "map", .map([.init("x", "y"), .init("z", "w")])),
        ("map: {}", "map", .map([])),
        ("title: '{status}!'", "title", .string("{status}!")),
    ])
    func valuesOfEachKind(_ line: String, _ name: String, _ value: IntegrationOptions.Value) throws {
        let made = try options(line)
        #expect(made.values[name] == value)
        #expect(made.positions[name]?.line == 7)
    }

    @Test(arguments: [
        ("text: ''", "7:11 invalid_value"),
        ("text: 5", "7:11 wrong_type"),
        ("word: blue", "7:11 invalid_value"),
        ("count: 11", "7:12 out_of_range"),
        ("count: 99999999999999999999", "7:12 out_of_range"),
        ("count: '3'", "7:12 wrong_type"),
        ("count: 1.0", "7:12 wrong_type"),
        ("free: -1", "7:11 out_of_range"),
        ("flag: 'yes'", "7:11 wrong_type"),
        ("wait: 2m", "7:11 out_of_range"),
        ("wait: 5", "7:11 wrong_type"),
        ("size: 2MiB", "7:11 out_of_range"),
        ("size: much", "7:11 wrong_type"),
        ("size: [1]", "7:11 wrong_type"),
        ("key: 5", "7:10 wrong_type"),
        ("key: ''", "7:10 invalid_value"),
        ("key: {a: b}", "7:10 wrong_type"),
        ("key_file: 5", "7:15 wrong_type"),
        ("key_file: /a\nkey: b", "7:5 conflicting_keys"),
        ("list: [x]", "7:11 invalid_value"),
        ("list: [x, 5]", "7:15 wrong_type"),
        ("map: [x]", "7:10 wrong_type"),
        ("map: {x: 5}", "7:14 wrong_type"),
        ("title: '{{x}}'", "7:12 invalid_template"),
        ("title: 5", "7:12 wrong_type"),
        ("auth: x", "7:11 wrong_type"),
        ("auth: {token: t}", "7:11 incomplete"),
        ("auth: {user: u, tokn: t}", "7:21 unknown_key"),
        ("auth: {user: u, token: t, token_file: f}", "7:31 conflicting_keys"),
        ("auth: {user: u, more: {deep: 1}}", "7:34 wrong_type"),
        ("auth: {user: u, more: 1}", "7:27 wrong_type"),
        ("txet: x", "7:5 unknown_key"),
        ("key_fil: x", "7:5 unknown_key"),
    ])
    func mistakesOfEachKind(_ lines: String, _ mark: String) {
        #expect(marks(loaded(lines)) == [mark])
    }

    @Test func groupsHoldOptions() throws {
        let auth = try #require(try options("auth: {user: u, token_file: /t}").group("auth"))
        #expect(auth.string("user") == "u")
        #expect(auth.secret("token") == .file(path: "/t"))
        #expect(auth.group("more")?.boolean("deep") == true)
    }

    @Test func variablesStandIn() throws {
        let made = try options("", ["KEY": "k", "LIST": "a@b"])
        #expect(made.secret("key") == .environment(name: "KEY"))
        #expect(made.list("env_list") == ["a@b"])
        #expect(try options("", ["KEY": ""]).secret("key") == nil)
    }

    @Test(
        "What an integration finds wrong is reported at the option",
        arguments: [
            ("text: nested\nauth: {user: u}", "8:18 invalid_option", "a fault in a group"),
            ("text: group\nauth: {user: u}", "8:11 invalid_option", "a fault of a group"),
            ("text: group", "6:5 invalid_option", "a fault of a group"),
            ("text: whole", "6:5 invalid_option", "the receiver 'p': a fault of the whole"),
            ("text: absent", "6:5 invalid_option", "absent"),
        ])
    func faultsOfTheIntegration(_ lines: String, _ mark: String, _ message: String) throws {
        let loaded = loaded(lines)
        #expect(marks(loaded) == [mark])
        #expect(loaded.configuration == nil)
        #expect(loaded.diagnostics[0].message.contains(message))
    }

    @Test func warningsOfTheIntegrationRefuseNothing() {
        let loaded = loaded("text: warning")
        #expect(loaded.diagnostics.map(\.severity) == [.warning])
        #expect(loaded.configuration?.receivers.count == 1)
    }

    @Test("Message options of every kind travel with the route")
    func messageOptions() throws {
        let loaded = loaded("urgent: yes\nttl: 90s\nrank: 0x5\ntitle: t\ntags: [a, b]")
        let route = try #require(loaded.configuration?.alerts.first?.routes.first)
        #expect(
            route.template == ["urgent": "true", "ttl": "1m30s", "rank": "5", "title": "t", "tags": "1:a1:b"])
    }

    @Test("A kind without options of a description is nothing special")
    func descriptionsAreEnough() throws {
        let plain = IntegrationDescriptor(
            type: "plain", summary: "Nothing.", options: [],
            factory: .receiver { _, _ throws(SentinelError) in throw SentinelError(.unsupported, "not in tests") })
        let text = alert("notify: [{channel: plain}, {channel: plain}]")
        let loaded = ConfigurationLoader(integrations: [TestIntegrations.sqlite, plain], environment: [:])
            .load(text: text, name: "c.yaml")
        #expect(loaded.configuration?.receivers.map(\.type) == ["plain"])
        #expect(loaded.configuration?.alerts[0].routes.map(\.discriminator) == ["", "2"])
        #expect(
            load(text.replacing("plain", with: "plane")).diagnostics.map(\.code) == ["unknown_type", "unknown_type"])
    }

    @Test(arguments: [
        ("abcdefgh$", UInt8(ascii: "$"), true),
        ("$abcdefgh", UInt8(ascii: "$"), true),
        ("abcd$fghijkl", UInt8(ascii: "$"), true),
        ("abcdefghijkl", UInt8(ascii: "$"), false),
        ("", UInt8(ascii: "$"), false),
        ("abc$", UInt8(ascii: "$"), true),
        ("ääääääää", 0xC3, true),
        ("%%%%%%%%#", UInt8(ascii: "$"), false),
    ])
    func bytesAreFound(_ text: String, _ byte: UInt8, _ isThere: Bool) {
        #expect(text.has(byte) == isThere)
    }
}
