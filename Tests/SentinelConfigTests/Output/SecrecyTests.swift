import SentinelModels
import Testing

@testable import SentinelConfig

/// Wherever a secret stands: it is in no output, no description and no dump.
@Suite("Secrets stay secret")
struct SecrecyTests {
    /// Files with the secret `hunter2` in one place.
    static let texts: [String] = [
        alert("").replacing("t.db\"", with: "t.db?key=hunter2\""),
        alert("").replacing("sqlite:///t.db", with: "sqlite://u:hunter2@h/d"),
        alert("").replacing("sqlite:///t.db", with: "sqlite://u:hun;hunter2@h/d"),
        alert("", top: "state: {url: 'postgresql://u:hunter2@h/d'}\n"),
        alert("", top: "sources: {w: {url: 'sqlite://', password: 'hunter2'}}\n"),
        alert("", top: "receivers: {r: {type: slack, webhook_url: 'https://hooks.slack.com/hunter2'}}\n"),
        alert("", top: "receivers: {r: {type: webhook, url: u, headers: {Authorization: 'Bearer hunter2'}}}\n"),
        alert("", top: "receivers: {r: {type: email, recipients: [a@b], smtp: {host: h, password: 'hunter2'}}}\n"),
        alert("notify: [{channel: webhook, url: 'https://example.com/hunter2'}]"),
        alert("notify: [{channel: slack, webhook_url: 'https://hooks.slack.com/hunter2'}]"),
        alert("notify: [{channel: webhook, url: u, headers: {Key: 'hunter2'}}]"),
        alert("notify: [{channel: email, recipients: [a@b], smtp: {host: h, password: 'hunter2'}}]"),
        alert("on_error: {notify: [{channel: webhook, url: 'hunter2'}]}"),
        alert("on_no_data: {do: ok, notify: [{channel: webhook, url: 'hunter2'}]}"),
        alert("", top: "defaults: {notify: [{channel: webhook, url: 'hunter2'}]}\n"),
        alert("", top: "x-secret: 'hunter2'\n"),
    ]

    @Test(arguments: texts)
    func literalSecrets(_ text: String) throws {
        try expectSecrecy(of: configuration(text))
    }

    @Test("The same from variables", arguments: texts)
    func secretsOfVariables(_ text: String) throws {
        try expectSecrecy(of: configuration(text.replacing("hunter2", with: "${PW}"), ["PW": "hunter2"]))
    }

    @Test(
        "The variables that stand in",
        arguments: ["SLACK_WEBHOOK_URL", "WEBHOOK_URL", "SMTP_PASSWORD", "STATE_DB_URL", "DATABASE_URL"])
    func secretsOfTheEnvironment(_ name: String) throws {
        let text = """
            version: 1
            \(name == "DATABASE_URL" ? "x-none: 1" : "database: {url: \"sqlite:///t.db\"}")
            alerts:
              - name: a
                query: q
                every: 1m
                notify: [{channel: slack}, {channel: webhook}, {channel: email, recipients: [a@b]}]

            """
        var environment = ["SMTP_HOST": "h", "SLACK_WEBHOOK_URL": "s", "WEBHOOK_URL": "w"]
        environment[name] = name == "DATABASE_URL" ? "sqlite://u:hunter2@h" : "https://hooks.slack.com/hunter2"
        try expectSecrecy(of: configuration(text, environment))
    }

    private func expectSecrecy(of configuration: Configuration) throws {
        var dumped = ""
        dump(configuration, to: &dumped)
        let outputs = [
            RedactedConfiguration.yaml(configuration), RedactedConfiguration.json(configuration).encoded(),
            String(describing: configuration), String(reflecting: configuration), dumped, "\(configuration.receivers)",
            "\(configuration.sources)", "\(configuration.alerts)",
        ]
        for (number, output) in outputs.enumerated() {
            #expect(!output.contains("hunter2"), "output \(number)")
        }
    }

    @Test("Whatever else is wrong, no message shows a secret", arguments: texts)
    func faultyFiles(_ text: String) {
        let changes: [(String, String)] = [
            ("hunter2", "hunter2\\"), ("url:", "urrl:"), ("type: ", "type: x"), ("query: SELECT 1", "query: ''"),
            ("hunter2", "${hunter2"), ("channel: ", "kind: "), ("webhook", "webhok"), ("password", "pasword"),
            ("sqlite", "sqlit"),
        ]
        for (old, new) in changes where text.contains(old) {
            let loaded = load(text.replacing(old, with: new), ["PW": "hunter2"])
            for diagnostic in loaded.diagnostics where !["yaml_syntax", "unknown_key"].contains(diagnostic.code) {
                #expect(!diagnostic.description.contains("hunter2"), "\(diagnostic)")
            }
        }
    }
}
