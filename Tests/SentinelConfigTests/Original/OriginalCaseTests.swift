import SentinelModels
import Testing

@testable import SentinelConfig

/// A thousand small configurations, each of which the original was asked about: one value at one place, or a whole file.
@Suite("Configurations the original was asked about")
struct OriginalCaseTests {
    /// What is refused here although the original takes it, with the reason.
    static let refused: [String: String] = [
        "name: !!binary aGk=": "bytes are no text", "description: !!binary aGk=": "bytes are no text",
        "query: !!binary aGk=": "bytes are no text",
        "name: \"\\0\"": "no text holds NUL", "description: \"\\0\"": "no text holds NUL",
        "query: \"\\0\"": "no text holds NUL", "url: \"\\0\"": "no text holds NUL",
        "name: \"\\n\"": "a name is one line", "name: \"\\t\"": "a name has no control characters",
        "name: \"a\\tb\"": "a name has no control characters", "file: nel in text": "a name has no control characters",
        "schedule: 0 0 30 2 *": "a date that never comes", "schedule: 0 0 31 4 *": "a date that never comes",
        "schedule: 0 0 31 2,4 *": "a date that never comes",
        "file: notify empty text": "Python takes any empty thing for an empty list",
        "file: notify empty mapping": "Python takes any empty thing for an empty list",
    ]

    /// What is taken here although the original refuses it, with the reason.
    static let taken: [String: String] = [
        "name: =": "PyYAML's type of '=' is an accident", "description: =": "the same", "query: =": "the same",
        "url: =": "the same", "name: <<": "as a value '<<' is a text", "description: <<": "the same",
        "query: <<": "the same", "url: <<": "the same",
        "schedule: 0 0 * * 5L": "L stands behind its weekday elsewhere",
        "schedule: @hourly ": "blanks at the end are trimmed",
        "file: tab after colon": "libyaml takes blanks of both kinds", "file: trailing tab": "the same",
    ]

    @Test func theDifferencesAreAmongTheCases() {
        let all = Set(OriginalCase.all.map(\.testDescription))
        #expect(OriginalCase.all.count == 1006)
        #expect(Set(Self.refused.keys).subtracting(all) == [])
        #expect(Set(Self.taken.keys).subtracting(all) == [])
    }

    private func check(_ item: OriginalCase) throws {
        let name = item.testDescription
        let isDifferent = Self.refused[name] != nil || Self.taken[name] != nil
        let loaded = item.load()
        let isTaken = loaded.configuration != nil
        #expect(isTaken == (item.isAccepted != isDifferent), "\(item.text)\n\(loaded.diagnostics)")
        if !isTaken {
            let errors = loaded.diagnostics.filter { $0.severity == .error }
            #expect(errors.allSatisfy { $0.position != nil } && !errors.isEmpty, "\(item.text)")
        }
        guard item.isAccepted, let configuration = loaded.configuration else { return }
        #expect(configuration.strictness == .original)
        try compare(configuration, item)
    }

    /// Compares what both made of a file, field by field.
    private func compare(_ configuration: Configuration, _ item: OriginalCase) throws {
        let source = try #require(configuration.sources.first)
        #expect(source.url == .literal(Secret(item.database ?? "")), "\(item.text)")
        try #require(configuration.alerts.count == item.alerts.count)
        for (alert, expected) in zip(configuration.alerts, item.alerts) {
            #expect(alert.name == expected["name"]?.stringValue, "\(item.text)")
            #expect(alert.description == expected["description"]?.stringValue, "\(item.text)")
            #expect(alert.query == expected["query"]?.stringValue, "\(item.text)")
            #expect(alert.schedule.text == expected["schedule"]?.stringValue, "\(item.text)")
            #expect(alert.isEnabled == expected["enabled"]?.boolValue, "\(item.text)")
            let routes = try #require(expected["notify"]?.arrayValue)
            try #require(alert.routes.count == routes.count, "\(item.text)")
            for (route, wanted) in zip(alert.routes, routes) { compare(route, wanted, configuration) }
        }
    }

    private func compare(_ route: NotificationRoute, _ expected: JSONValue, _ configuration: Configuration) {
        let receiver = configuration.receivers.first { $0.key == route.receiver }
        let config = expected["config"]
        #expect(receiver?.type == expected["channel"]?.stringValue)
        switch receiver?.type {
        case "email":
            #expect(
                receiver?.options.list("recipients") == config?["recipients"]?.arrayValue?.compactMap(\.stringValue))
            #expect(route.template["subject"] == config?["subject"]?.stringValue)
        case "slack":
            #expect(receiver?.options.secret("webhook_url") == secret(config?["webhook_url"]))
            #expect(route.template["username"] == config?["username"]?.stringValue)
        default:
            #expect(receiver?.options.secret("url") == secret(config?["url"]))
            #expect(receiver?.options.string("method") == config?["method"]?.stringValue)
            let headers = receiver?.options.secretMap("headers") ?? []
            let pairs = headers.map { JSONValue.Member($0.name, .string(text($0.value))) }
            #expect(config?["headers"] == .object(pairs))
        }
    }

    private func secret(_ value: JSONValue?) -> SecretReference? {
        value?.stringValue.map { .literal(Secret($0)) }
    }

    private func text(_ reference: SecretReference) -> String {
        if case .literal(let secret) = reference { secret.reveal() } else { "" }
    }

    @Test(arguments: OriginalCase.group("name", "description", "query", "enabled"))
    func valuesOfAlertKeys(_ item: OriginalCase) throws { try check(item) }

    @Test(arguments: OriginalCase.group("schedule"))
    func schedules(_ item: OriginalCase) throws { try check(item) }

    @Test(arguments: OriginalCase.group("route"))
    func routes(_ item: OriginalCase) throws { try check(item) }

    @Test(arguments: OriginalCase.group("url", "file", "environment"))
    func files(_ item: OriginalCase) throws { try check(item) }

    // MARK: What follows from loading

    /// Files without a variable in the way that has no value, and with a URL that version 1 takes as well.
    static let migratable = OriginalCase.all.filter { item in
        item.isAccepted && refused[item.testDescription] == nil && item.database?.hasPrefix("sqlite:") == true
    }

    @Test("Migrated files ask, judge and tell the same, and nothing is left to migrate")
    func migration() throws {
        #expect(Self.migratable.count > 400)
        for item in Self.migratable {
            let migration = ConfigurationMigration(
                integrations: TestIntegrations.all, environment: item.environmentWithMail)
            let text = migration.migrate(item.text)
            let before = try #require(item.load().configuration)
            let loaded = SentinelConfigTests.load(text, item.environmentWithMail)
            let after = try #require(loaded.configuration, "\(item.text)\n---\n\(text)\n\(loaded.diagnostics)")
            #expect(after.strictness == .current)
            #expect(ConfigurationMigration.isEquivalent(before, after), "\(item.text)\n---\n\(text)")
            #expect(migration.migrate(text) == text)
        }
    }

    @Test("Every accepted file is shown as YAML that reads back as its JSON")
    func shownFilesReadBack() throws {
        for item in OriginalCase.all where item.isAccepted {
            guard let configuration = item.load().configuration else { continue }
            let json = RedactedConfiguration.json(configuration)
            let tree = try read(RedactedConfiguration.yaml(configuration))
            #expect(SchemaTests.json(tree).encoded() == json.encoded(), "\(item.text)")
        }
    }

    @Test("A file says the same whether its lines end as on Unix or on Windows, with a byte order mark or without")
    func encodings() throws {
        for item in OriginalCase.all where item.isAccepted && !item.text.contains("\r") {
            let plain = item.load()
            for text in [item.text.replacing("\n", with: "\r\n"), "\u{FEFF}" + item.text]
            where item.rule != "bom" {
                let other = SentinelConfigTests.load(text, item.environmentWithMail)
                #expect(other.configuration?.alerts == plain.configuration?.alerts, "\(item.text)")
                #expect(other.diagnostics == plain.diagnostics, "\(item.text)")
            }
        }
    }
}
