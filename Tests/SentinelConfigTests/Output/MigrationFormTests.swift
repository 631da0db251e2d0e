import SentinelModels
import Testing

@testable import SentinelConfig

@Suite("Migration of unusual forms")
struct MigrationFormTests {
    private static let environment = ["SMTP_HOST": "h", "HOOK": "https://example.com/h", "NO": "no"]

    /// Migrates a file that is fine and checks that the result means the same.
    private func migrate(_ text: String) throws -> String {
        let migration = ConfigurationMigration(integrations: TestIntegrations.all, environment: Self.environment)
        let result = migration.migrate(text)
        let before = try #require(load(text, Self.environment).configuration)
        let loaded = load(result, Self.environment)
        let after = try #require(loaded.configuration, "\(result)\n\(loaded.diagnostics)")
        #expect(after.strictness == .current)
        #expect(ConfigurationMigration.isEquivalent(before, after), "\(result)")
        #expect(migration.migrate(result) == result)
        return result
    }

    private static let database = "database: {url: 'sqlite:///t.db'}\n"

    private static let alert = "{name: a, query: q, schedule: '@daily'"

    @Test("Names that are their author's stay, even `enabled`")
    func freeNames() throws {
        let text =
            Self.database + "alerts:\n  - name: a\n    query: q\n    schedule: '@daily'\n    enabled: \"no\"\n"
            + "    labels: {enabled: \"yes\"}\n    notify:\n      - channel: webhook\n        url: u\n        headers:\n          enabled: \"off\"\n"
        let result = try migrate(text)
        #expect(result.contains("    enabled: false\n    labels: {enabled: \"yes\"}\n"))
        let header = load(result).configuration?.receivers.first?.options.secretMap("headers").first
        #expect(header == .init("enabled", .literal(Secret("off"))))
    }

    @Test(
        "Files whose first key is written in one of YAML's rarer ways",
        arguments: [
            "? database\n: {url: 'sqlite:///t.db'}\nalerts: [\(alert)}]\n",
            "\"database\": {url: 'sqlite:///t.db'}\nalerts: [\(alert)}]\n",
            "&d database: {url: 'sqlite:///t.db'}\nalerts: [\(alert)}]\n",
            "!!str database: {url: 'sqlite:///t.db'}\nalerts: [\(alert)}]\n",
            "%YAML 1.1\n---\n\(database)alerts: [\(alert)}]\n...\n",
            "--- # start\n\(database)alerts: [\(alert)}]\n",
            "\u{FEFF}\(database)alerts: [\(alert)}]\n",
            "   database: {url: 'sqlite:///t.db'}\n   alerts: [\(alert)}]\n",
            "{database: {url: 'sqlite:///t.db'}, alerts: [\(alert)}]}\n",
            "{\n  database: {url: 'sqlite:///t.db'},\n  alerts: [\n    \(alert)}\n  ]\n}\n",
            "{\"database\":{\"url\":\"sqlite:///t.db\"},\"alerts\":[{\"name\":\"a\",\"query\":\"q\",\"schedule\":\"@daily\"}]}\n",
            "alerts: [\(alert)}]\ndatabase:\n  url: 'sqlite:///t.db'\n",
            "alerts:\n- name: a\n  query: q\n  schedule: '@daily'\ndatabase:\n  url: 'sqlite:///t.db'",
            "# é comment\n\n\(database)# more\nalerts: [\(alert)}] # end",
        ])
    func firstKeys(_ text: String) throws {
        let result = try migrate(text)
        for line in text.split(separator: "\n") where line.contains("# ") {
            #expect(result.contains(line[(line.firstIndex(of: "#") ?? line.startIndex)...]))
        }
    }

    @Test(
        "Routes in every form",
        arguments: [
            "[{channel: webhook, url: $HOOK}]",
            "[{channel: webhook, url: '$HOOK', method: put, headers: {A: '1', B: $NO}}]",
            "[{channel: email, recipients: [a@b, 'Ann <c@d>'], subject: '{alert_name}: {status}'}]",
            "[{channel: email, recipients: [a@b], subject: null}]",
            "[{channel: slack, webhook_url: 'https://hooks.slack.com/x', username: bot}]",
            "[{channel: email, recipients: [a@b], smtp: {host: mail, port: 25, password: '$NO'}}]",
            "[{channel: webhook, url: u}, {channel: webhook, url: u}]",
            "[{channel: webhook, url: u}, {channel: webhook, url: v}]",
            "[{url: u, channel: webhook}]", "[{channel: webhook, url: u, x-note: 1}]",
            "[{channel: webhook, url: 'a # b'}]",
            "[{channel: webhook, url: \"line\\nbreak\"}]", "[{channel: webhook, url: 'it''s'}]",
            "[{channel: webhook, url: '5'}]",
            "[{channel: webhook, url: 'yes', headers: {'Yes': 'no'}}]",
            "[{channel: webhook, url: '${HOOK}?a={b}&c=[d]'}]", "[]",
            "[{channel: webhook, url: a$$b}]", "[{channel: webhook, url: 'a$5'}]",
            "[{channel: webhook, url: '${NO:-x}'}]",
            "[&r {channel: webhook, url: u}, *r]", "&l [{channel: webhook, url: u}]",
        ])
    func routes(_ notify: String) throws {
        let flow = Self.database + "alerts:\n  - \(Self.alert), notify: \(notify)}\n"
        _ = try migrate(flow)
        let block =
            Self.database + "alerts:\n  - name: a\n    query: q\n    notify: \(notify)\n    schedule: '@daily'\n"
        _ = try migrate(block)
    }

    @Test("A route in block form becomes one line, and what follows stays where it was")
    func blockRoutes() throws {
        let text = """
            database: {url: 'sqlite:///t.db'}
            alerts:
              - name: a
                notify:
                  - channel: webhook
                    url: u
                    headers:
                      A: b
                  -   channel: email
                      recipients:
                        - a@b
                      subject: "{status}"

                # of the query
                query: |
                  SELECT '$HOOK'
                schedule: '@daily'
              # of the next
              - {name: b, query: q, schedule: '@daily', notify: [{channel: webhook, url: u, headers: {A: b}}]}
            """
        #expect(
            try migrate(text) == """
                version: 1
                defaults: {notify_on: [firing, error, recovered]}
                receivers:
                  webhook: {type: webhook, url: u, headers: {A: b}}
                  email: {type: email, recipients: [a@b]}
                database: {url: 'sqlite:///t.db'}
                alerts:
                  - name: a
                    notify:
                      - webhook
                      -   {receiver: email, subject: "{status}"}

                    # of the query
                    query: |
                      SELECT '$HOOK'
                    schedule: '@daily'
                  # of the next
                  - {name: b, query: q, schedule: '@daily', notify: [webhook]}
                """)
    }

    @Test("Receivers of one kind are numbered, those of equal content shared")
    func namesOfReceivers() throws {
        let routes = ["u", "v", "u", "w", "v"].map { "{channel: webhook, url: \($0)}" }
        let alerts = routes.enumerated().map { "  - {name: a\($0), query: q, schedule: '@daily', notify: [\($1)]}\n" }
        let result = try migrate(Self.database + "alerts:\n" + alerts.joined())
        let made = try configuration(result, Self.environment)
        #expect(made.receivers.map(\.key.description) == ["webhook", "webhook-2", "webhook-3"])
        #expect(
            made.alerts.map { $0.routes[0].receiver.description }
                == ["webhook", "webhook-2", "webhook", "webhook-3", "webhook-2"])
    }

    @Test(
        "Merged alerts and shared keys keep their meaning",
        arguments: [
            "x-base: &b {query: q, schedule: '@daily', enabled: \"no\"}\n\(database)alerts:\n  - {<<: *b, name: a}\n  - {<<: *b, name: b, enabled: yes}\n",
            "\(database)alerts:\n  - &a {name: a, query: q, schedule: '@daily', description: $NO}\n  - {<<: *a, name: b}\n",
            "\(database)alerts:\n  - {name: &n a, query: *n, schedule: '@daily'}\n",
            "\(database)database: {url: 'sqlite:///u.db'}\nalerts: [\(alert), name: b, name: c}]\n",
        ])
    func mergedAlerts(_ text: String) throws {
        _ = try migrate(text)
    }

    @Test("Without the variables the form is migrated all the same")
    func withoutVariables() {
        let text = Self.database + "alerts:\n  - \(Self.alert), notify: [{channel: webhook, url: $SECRET}]}\n"
        let result = ConfigurationMigration(integrations: TestIntegrations.all).migrate(text)
        #expect(
            result == MigrationTests.head + "receivers:\n  webhook: {type: webhook, url: \"${SECRET}\"}\n"
                + Self.database + "alerts:\n  - \(Self.alert), notify: [webhook]}\n")
    }
}
