import SentinelModels
import Testing

@testable import SentinelConfig

/// Every secret has a twin that names a file, wherever it stands; a faulty twin is never dropped in silence.
@Suite("Secrets and their files")
struct SecretTwinTests {
    /// Where a secret may stand: the text around its line, and the option's name.
    struct Place: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var name: String
        var text: @Sendable (String) -> String
        var secret: @Sendable (Configuration) -> SecretReference?
    }

    static let places = [
        Place(
            testDescription: "a source", name: "password",
            text: { alert("", top: "sources:\n  w:\n    url: 'sqlite://'\n    \($0)\n") },
            secret: { $0.sources.last?.options.secret("password") }),
        Place(
            testDescription: "the database", name: "password",
            text: { alert("").replacing("{url: \"sqlite:///t.db\"}", with: "{url: 'sqlite://', \($0)}") },
            secret: { $0.sources.first?.options.secret("password") }),
        Place(
            testDescription: "a receiver", name: "webhook_url",
            text: { alert("notify: [r]", top: "receivers:\n  r:\n    type: slack\n    \($0)\n") },
            secret: { $0.receivers.first?.options.secret("webhook_url") }),
        Place(
            testDescription: "a group of a receiver", name: "password",
            text: {
                alert(
                    "notify: [r]",
                    top: "receivers: {r: {type: email, recipients: [a@b], smtp: {host: h, \($0)}}}\n")
            },
            secret: { $0.receivers.first?.options.group("smtp")?.secret("password") }),
        Place(
            testDescription: "an inline route", name: "url", text: { alert("notify: [{channel: webhook, \($0)}]") },
            secret: { $0.receivers.first?.options.secret("url") }),
        Place(
            testDescription: "a group of an inline route", name: "password",
            text: { alert("notify: [{channel: email, recipients: [a@b], smtp: {host: h, \($0)}}]") },
            secret: { $0.receivers.first?.options.group("smtp")?.secret("password") }),
        Place(
            testDescription: "a route of a policy", name: "url",
            text: { alert("on_error: {notify: [{channel: webhook, \($0)}]}") },
            secret: { $0.receivers.first?.options.secret("url") }),
        Place(
            testDescription: "a route of the defaults", name: "url",
            text: { alert("", top: "defaults: {notify: [{channel: webhook, \($0)}]}\n") },
            secret: { $0.receivers.first?.options.secret("url") }),
    ]

    @Test(arguments: places)
    func literal(_ place: Place) throws {
        let made = try configuration(place.text("\(place.name): hunter2"))
        #expect(place.secret(made) == .literal(Secret("hunter2")))
    }

    @Test(arguments: places)
    func fromAVariable(_ place: Place) throws {
        let made = try configuration(place.text("\(place.name): \"${PW}\""), ["PW": "hunter2"])
        #expect(place.secret(made) == .literal(Secret("hunter2")))
    }

    @Test(arguments: places)
    func fromAFile(_ place: Place) throws {
        let made = try configuration(place.text("\(place.name)_file: \"${DIR}/pw\""), ["DIR": "/run"])
        #expect(place.secret(made) == .file(path: "/run/pw"))
    }

    @Test(arguments: places)
    func anEmptyPathIsAnError(_ place: Place) {
        for line in ["\(place.name)_file: ''", "\(place.name)_file: \"${NO:-}\""] {
            let loaded = load(place.text(line))
            #expect(loaded.diagnostics.map(\.code) == ["invalid_value"], "\(line)")
            #expect(loaded.diagnostics[0].message.hasSuffix("\(place.name)_file' is empty"))
            #expect(loaded.configuration == nil)
        }
    }

    @Test(arguments: places)
    func aPathIsAText(_ place: Place) {
        for value in ["5", "[/f]", "{a: b}", "null", "true"] {
            let loaded = load(place.text("\(place.name)_file: \(value)"))
            #expect(loaded.diagnostics.map(\.code) == ["wrong_type"], "\(value)")
        }
    }

    @Test("A secret that is no text is refused without a word of it", arguments: places)
    func aSecretIsAText(_ place: Place) {
        for value in ["4711", "[hunter2]", "{hunter2: x}", "2024-01-01", "''"] {
            let loaded = load(place.text("\(place.name): \(value)"))
            #expect(loaded.configuration == nil)
            #expect(loaded.diagnostics.count == 1, "\(loaded.diagnostics)")
            let said = loaded.diagnostics.map(\.description).joined()
            #expect(!said.contains("4711") && !said.contains("hunter2") && !said.contains("2024"))
        }
    }

    @Test(arguments: places)
    func bothAtOnceAreRefused(_ place: Place) {
        let separator = place.text("x").contains("\n    x\n") ? "\n    " : ", "
        let loaded = load(place.text("\(place.name): hunter2\(separator)\(place.name)_file: /f"))
        #expect(loaded.diagnostics.map(\.code) == ["conflicting_keys"])
        #expect(!loaded.diagnostics.map(\.description).joined().contains("hunter2"))
    }

    @Test("The twin of an option that routes may not have is refused in routes as well")
    func twinsInRoutes() {
        let kind = IntegrationDescriptor(
            type: "page", summary: "",
            options: [
                OptionDescriptor("to", .string(allowsEmpty: false), "", isRequired: true, isAddress: true),
                OptionDescriptor("key", .secret, "", isInline: false),
            ],
            factory: TestIntegrations.slack.factory)
        let loader = ConfigurationLoader(integrations: [TestIntegrations.sqlite, kind], environment: [:])
        for key in ["key", "key_file"] {
            let inline = loader.load(text: alert("notify: [{channel: page, to: x, \(key): k}]"), name: "c.yaml")
            #expect(
                inline.diagnostics.map(\.description) == [
                    "c.yaml:7:37: error: '\(key)' cannot be written in a route (configure the receiver under 'receivers')"
                ])
            let section = loader.load(
                text: alert("", top: "receivers: {r: {type: page, to: x, \(key): k}}\n"), name: "")
            #expect(section.diagnostics == [])
        }
    }
}
