import Foundation
import SentinelConfig
import SentinelModels
import Testing

/// The configurations that were given to the Python original: accepted or refused as there, except where the design
/// says otherwise.
@Suite("Configurations of the original")
struct CompatibilityTests {
    /// A file, its environment, and what the original made of it.
    struct Case: Sendable, CustomTestStringConvertible {
        var file: String
        var rule: String
        var environment: [String: String]
        var isAccepted: Bool
        var parsed: JSONValue?
        var testDescription: String { "\(file): \(rule)" }
    }

    /// What the design wants otherwise, by file, with the reason.
    static let differences: [String: (code: ConfigurationProblem, reason: String)] = [
        "valid/alert-typo-enabled.yaml": (.unknownKey, "a misspelt key must not be dropped without a word"),
        "valid/env-database-url-unset.yaml": (.unsetVariable, "a variable that is not set is never taken literally"),
    ]

    /// Files that are accepted as there, but whose content differs, with the reason.
    static let otherContent: [String: String] = [
        "valid/env-default-syntax.yaml": "${VAR:-default} is understood",
        "valid/env-unquoted-hash.yaml": "a variable's text cannot change the structure of the file",
    ]

    static let cases: [Case] = {
        guard let url = Bundle.module.url(forResource: "Fixtures/compat/index", withExtension: "json"),
            let data = try? Data(contentsOf: url),
            let index = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
            let entries = index["cases"] as? [[String: Any]]
        else { return [] }
        return entries.compactMap { entry in
            guard let file = entry["file"] as? String, let rule = entry["rule"] as? String,
                let code = entry["exit_code"] as? Int
            else { return nil }
            let parsed = entry["parsed"].flatMap { try? JSONSerialization.data(withJSONObject: $0) }
            return Case(
                file: file, rule: rule, environment: entry["env"] as? [String: String] ?? [:], isAccepted: code == 0,
                parsed: parsed.flatMap { try? JSONValue(parsing: String(decoding: $0, as: UTF8.self)) })
        }
    }()

    /// The e-mail cases have no server in their environment: the original finds out when it is too late, see
    /// `aReceiverThatCannotWorkIsRefused`.
    static func load(_ item: Case) throws -> LoadedConfiguration {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/compat/\(item.file)", withExtension: nil))
        let environment = ["SMTP_HOST": "127.0.0.1"].merging(item.environment) { _, own in own }
        return ConfigurationLoader(integrations: TestIntegrations.all, environment: environment)
            .load(paths: [url.path])
    }

    @Test func allCasesAreThere() {
        #expect(Self.cases.count == 81)
    }

    @Test(
        arguments: cases.filter {
            !$0.isAccepted
        })
    func whatTheOriginalRefusesIsRefused(_ item: Case) throws {
        let loaded = try Self.load(item)
        #expect(loaded.configuration == nil)
        #expect(loaded.diagnostics.contains { $0.severity == .error && $0.position != nil })
    }

    @Test(arguments: cases.filter { $0.isAccepted && differences[$0.file] == nil })
    func whatTheOriginalAcceptsIsAccepted(_ item: Case) throws {
        let loaded = try Self.load(item)
        let configuration = try #require(loaded.configuration, "\(loaded.diagnostics)")
        #expect(configuration.strictness == .original)
        guard Self.otherContent[item.file] == nil else { return }
        let source = try #require(configuration.sources.first)
        #expect(source.url == .literal(Secret(try #require(item.parsed?["database"]?["url"]?.stringValue))))
        let alerts = try #require(item.parsed?["alerts"]?.arrayValue)
        try #require(configuration.alerts.count == alerts.count)
        for (alert, expected) in zip(configuration.alerts, alerts) {
            #expect(alert.name == expected["name"]?.stringValue)
            #expect(alert.description == expected["description"]?.stringValue)
            #expect(alert.query == expected["query"]?.stringValue)
            #expect(alert.schedule.text == expected["schedule"]?.stringValue)
            #expect(alert.isEnabled == expected["enabled"]?.boolValue)
            #expect(alert.policy.notifyOn == [.firing, .error, .recovered])
            #expect(alert.routes.count == expected["notify"]?.arrayValue?.count)
        }
    }

    @Test(arguments: cases.filter { differences[$0.file] != nil })
    func theDesignDiffersWithAReason(_ item: Case) throws {
        let difference = try #require(Self.differences[item.file])
        let codes = try Self.load(item).diagnostics.filter { $0.severity == .error }.map(\.code)
        #expect(codes == [difference.code.rawValue], "\(difference.reason)")
    }

    @Test("An e-mail route without a server is refused: the original loses the message in silence")
    func aReceiverThatCannotWorkIsRefused() throws {
        let item = try #require(Self.cases.first { $0.file == "valid/email-recipient-named.yaml" })
        let url = try #require(Bundle.module.url(forResource: "Fixtures/compat/\(item.file)", withExtension: nil))
        let loaded = ConfigurationLoader(integrations: TestIntegrations.all, environment: [:]).load(paths: [url.path])
        #expect(marks(loaded) == ["8:9 incomplete"])
    }

    @Test("A text with ' #' stays whole: a variable's text cannot change the structure of the file")
    func substitutionComesAfterParsing() throws {
        let item = try #require(Self.cases.first { $0.file == "valid/env-unquoted-hash.yaml" })
        let source = try #require(try Self.load(item).configuration?.sources.first)
        #expect(source.url == .literal(Secret("sqlite:///t.db #secret")))
    }

    @Test("${VAR:-default} is understood: the original takes it literally")
    func defaultsAreUnderstood() throws {
        let item = try #require(Self.cases.first { $0.file == "valid/env-default-syntax.yaml" })
        #expect(try Self.load(item).configuration?.alerts.map(\.name) == ["fallback"])
    }
}
