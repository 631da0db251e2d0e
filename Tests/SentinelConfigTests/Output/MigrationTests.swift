import Foundation
import SentinelModels
import Testing

@testable import SentinelConfig

@Suite("Migration of the original's files")
struct MigrationTests {
    private func migrate(_ text: String, _ environment: [String: String] = [:]) -> String {
        ConfigurationMigration(integrations: TestIntegrations.all, environment: environment).migrate(text)
    }

    static let head = "version: 1\ndefaults: {notify_on: [firing, error, recovered]}\n"

    @Test(arguments: [
        ("a: $X\n", "a: ${X}\n"),
        ("a: [$X, '$Y']\n", "a: [\"${X}\", '${Y}']\n"),
        ("a: \"$X-${Y}\"\n", "a: \"${X}-${Y}\"\n"),
        ("a: $$X $5 $\n", "a: $$X $5 $\n"),
        ("a: ${x y}\n", "a: $${x y}\n"),
        ("a: |\n  $X\n  ${Y:-$Z}\n", "a: |\n  ${X}\n  ${Y:-$Z}\n"),
        ("a:\n  enabled: \"no\"\n", "a:\n  enabled: false\n"),
        ("a: {enabled: 1.0}\n", "a: {enabled: true}\n"),
        ("a: {enabled: 0}\n", "a: {enabled: false}\n"),
        ("a: {enabled: yes}\n", "a: {enabled: yes}\n"),
        ("a: 1\nb: 2\na: 3\n", "b: 2\na: 3\n"),
        ("a: {b: 1, c: 2, b: $X}\n", "a: {c: 2, b: \"${X}\"}\n"),
        ("a: $X\na: 2\na: 3\n", "a: 3\n"),
        ("# top\n\na: 1 # end\n# last\n", "# top\n\na: 1 # end\n# last\n"),
        ("a: $X\r\nb: $Y\r\n", "a: ${X}\r\nb: ${Y}\r\n"),
        ("ä: \"ö $X\"\n", "ä: \"ö ${X}\"\n"),
        ("x-a: $X\n", "x-a: $X\n"),
        ("alerts:\n  - {query: $X, name: $Y}\n", "alerts:\n  - {query: $X, name: \"${Y}\"}\n"),
    ])
    func edits(_ text: String, _ expected: String) throws {
        let result = migrate(text).replacing("\r\n", with: "\n")
        let lines = expected.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        let comments = lines.prefix { $0.hasPrefix("#") || $0.isEmpty && lines.first != "" }
        let body = lines.dropFirst(comments.count).joined(separator: "\n")
        let top = comments.map { $0 + "\n" }.joined()
        #expect(result == top + Self.head + body)
    }

    @Test func bracketsAtTheTop() {
        #expect(
            migrate("{a: 1}\n") == "{version: 1, defaults: {notify_on: [firing, error, recovered]}, a: 1}\n")
        #expect(migrate("--- # x\n{a: 1}\n").hasPrefix("--- # x\n{version: 1, "))
    }

    @Test func anIndentedTopLevel() {
        #expect(
            migrate("  a: 1\n  b: 2\n")
                == "  version: 1\n  defaults: {notify_on: [firing, error, recovered]}\n  a: 1\n  b: 2\n")
    }

    @Test func ownDefaultsAreExtended() {
        #expect(
            migrate("defaults: {timeout: 5s}\n")
                == "version: 1\ndefaults: {notify_on: [firing, error, recovered], timeout: 5s}\n")
        #expect(
            migrate("defaults:\n  timeout: 5s\n")
                == "version: 1\ndefaults:\n  notify_on: [firing, error, recovered]\n  timeout: 5s\n")
        #expect(migrate("defaults: {notify_on: [firing]}\n") == "version: 1\ndefaults: {notify_on: [firing]}\n")
    }

    @Test(
        "What needs no migration, or cannot have one, stays as it is",
        arguments: [
            "version: 1\nalerts: []\n", "- a\n", "", "a: [", "text", "version: 2\n",
        ])
    func nothingToDo(_ text: String) {
        #expect(migrate(text) == text)
    }

    static let original = """
        # The shop's alerts.
        database:
          url: "$DB"   # from the environment

        alerts:
          # Revenue must not fall.
          - name: revenue
            query: "SELECT '$DB' AS status"
            schedule: "0 9 * * *"
            enabled: "yes"
            notify:
              - channel: email
                recipients: ["a@b", $MAIL]
                subject: "{alert_name} fell"
              - channel: slack
                webhook_url: "${SLACK}"
          - name: stock
            query: SELECT 1
            schedule: "@daily"
            notify:
              - {channel: slack, webhook_url: "$SLACK"}
              - channel: webhook # the pager
                url: https://example.com/h
              - channel: webhook
                url: https://example.com/h
                method: post
                headers:
                  X-Key: "$KEY"

        """
    static let environment = [
        "DB": "sqlite:///shop.db", "MAIL": "c@d", "SLACK": "https://hooks.slack.com/x", "KEY": "k", "SMTP_HOST": "h",
    ]

    @Test func receiversGetNames() throws {
        let text = migrate(Self.original, Self.environment)
        #expect(
            text
                == """
                # The shop's alerts.
                version: 1
                defaults: {notify_on: [firing, error, recovered]}
                receivers:
                  email: {type: email, recipients: ["a@b", "${MAIL}"]}
                  slack: {type: slack, webhook_url: "${SLACK}"}
                  webhook: {type: webhook, url: "https://example.com/h", method: post, headers: {X-Key: "${KEY}"}}
                database:
                  url: "${DB}"   # from the environment

                alerts:
                  # Revenue must not fall.
                  - name: revenue
                    query: "SELECT '$DB' AS status"
                    schedule: "0 9 * * *"
                    enabled: true
                    notify:
                      - {receiver: email, subject: "{alert_name} fell"}
                      - slack
                  - name: stock
                    query: SELECT 1
                    schedule: "@daily"
                    notify:
                      - slack
                      - channel: webhook # the pager
                        url: https://example.com/h
                      - webhook

                """.replacing("[\"a@b\"", with: "[a@b"))
        let before = try #require(load(Self.original, Self.environment).configuration)
        #expect(try ConfigurationMigration.isEquivalent(before, configuration(text, Self.environment)))
    }

    @Test("With aliases the routes stay where they are")
    func aliases() throws {
        let text = """
            database: {url: "sqlite:///t.db"}
            x-mail: &mail [{channel: webhook, url: $HOOK}]
            alerts:
              - {name: a, query: q, schedule: "@daily", notify: *mail}
              - {name: b, query: q, schedule: "@daily", notify: *mail}

            """
        let environment = ["HOOK": "https://example.com"]
        let result = migrate(text, environment)
        #expect(result == Self.head + text.replacing("$HOOK", with: "\"${HOOK}\""))
        #expect(try configuration(result, environment).receivers.count == 1)
    }

    /// Files of the original that version 1 refuses whatever their form, with the reason.
    static let refused: [String: String] = [
        "valid/dburl-postgres.yaml": "no source for the scheme among these tests",
        "valid/dburl-bigquery.yaml": "no source for the scheme among these tests",
        "valid/dburl-duckdb.yaml": "no source for the scheme among these tests",
        "valid/top-database-url-nonsense.yaml": "version 1 refuses what is no URL",
    ]

    @Test(
        arguments: CompatibilityTests.cases.filter {
            $0.isAccepted && CompatibilityTests.differences[$0.file] == nil && refused[$0.file] == nil
        })
    func casesMeanTheSameAfterwards(_ item: CompatibilityTests.Case) throws {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/compat/\(item.file)", withExtension: nil))
        let text = try String(contentsOf: url, encoding: .utf8)
        let environment = ["SMTP_HOST": "h"].merging(item.environment) { _, own in own }
        let before = try #require(load(text, environment).configuration)
        let after = try configuration(migrate(text, environment), environment)
        #expect(after.strictness == .current)
        #expect(ConfigurationMigration.isEquivalent(before, after))
    }

    @Test func whatDiffersIsNoticed() throws {
        let one = try configuration(alert("notify: [{channel: webhook, url: u}]"))
        for other in [
            "notify: [{channel: webhook, url: v}]", "notify: []",
            "notify: [{channel: webhook, url: u}]\nnotify_on: [firing]", "description: x",
        ] {
            #expect(try !ConfigurationMigration.isEquivalent(one, configuration(alert(other))))
        }
    }
}
