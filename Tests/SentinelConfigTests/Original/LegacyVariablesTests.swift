import SentinelModels
import Testing

@testable import SentinelConfig

/// The environment variables of the original: each alone, empty, beside an own value, and wrong.
@Suite("Variables of the original")
struct LegacyVariablesTests {
    /// A route for which a variable stands in, and what shows whether it did.
    struct Stand: Sendable, CustomTestStringConvertible {
        var variable: String
        var route: String
        var ownRoute: String
        /// The value if only the variable says it, and if the route says it too.
        var value: String
        var ownValue: String
        var found: @Sendable (IntegrationOptions) -> String?
        var testDescription: String { variable }
    }

    private static func text(_ reference: SecretReference?) -> String? {
        switch reference {
        case .literal(let secret)?: "literal " + secret.reveal()
        case .environment(let name)?: "variable " + name
        case .file(let path)?: "file " + path
        case nil: nil
        }
    }

    static let stands = [
        Stand(
            variable: "SLACK_WEBHOOK_URL", route: "{channel: slack}",
            ownRoute: "{channel: slack, webhook_url: 'https://hooks.slack.com/own'}",
            value: "variable SLACK_WEBHOOK_URL",
            ownValue: "literal https://hooks.slack.com/own", found: { text($0.secret("webhook_url")) }),
        Stand(
            variable: "WEBHOOK_URL", route: "{channel: webhook}", ownRoute: "{channel: webhook, url: own}",
            value: "variable WEBHOOK_URL", ownValue: "literal own", found: { text($0.secret("url")) }),
        Stand(
            variable: "WEBHOOK_URL", route: "{channel: webhook}", ownRoute: "{channel: webhook, url_file: /own}",
            value: "variable WEBHOOK_URL", ownValue: "file /own", found: { text($0.secret("url")) }),
        Stand(
            variable: "SMTP_HOST", route: "{channel: email, recipients: [a@b]}",
            ownRoute: "{channel: email, recipients: [a@b], smtp: {host: own}}", value: "25", ownValue: "own",
            found: { $0.group("smtp")?.string("host") }),
        Stand(
            variable: "SMTP_PORT", route: "{channel: email, recipients: [a@b], smtp: {host: h}}",
            ownRoute: "{channel: email, recipients: [a@b], smtp: {host: h, port: 2525}}", value: "25", ownValue: "2525",
            found: { $0.group("smtp")?.integer("port").map(String.init) }),
        Stand(
            variable: "SMTP_PASSWORD", route: "{channel: email, recipients: [a@b], smtp: {host: h}}",
            ownRoute: "{channel: email, recipients: [a@b], smtp: {host: h, password: own}}",
            value: "variable SMTP_PASSWORD", ownValue: "literal own",
            found: { text($0.group("smtp")?.secret("password")) }),
    ]

    private func options(_ route: String, _ environment: [String: String]) throws -> IntegrationOptions {
        try #require(try configuration(alert("notify: [\(route)]"), environment).receivers.first).options
    }

    @Test(arguments: stands)
    func standsIn(_ stand: Stand) throws {
        #expect(stand.found(try options(stand.route, [stand.variable: "25"])) == stand.value)
    }

    @Test(arguments: stands)
    func ownValueWins(_ stand: Stand) throws {
        #expect(stand.found(try options(stand.ownRoute, [stand.variable: "25"])) == stand.ownValue)
        #expect(stand.found(try options(stand.ownRoute, [:])) == stand.ownValue)
    }

    @Test("An empty variable is as good as none, as container files leave them", arguments: stands)
    func emptyVariable(_ stand: Stand) {
        for notify in [stand.route, stand.ownRoute] {
            let text = alert("notify: [\(notify)]")
            #expect(load(text, [stand.variable: ""]).diagnostics == load(text).diagnostics)
        }
    }

    @Test("Without variable and value the alert is refused, if the channel cannot work without it", arguments: stands)
    func missingVariable(_ stand: Stand) {
        let isNeeded = !["SMTP_PORT", "SMTP_PASSWORD"].contains(stand.variable)
        for head in ["version: 1\n", ""] {
            let text = alert("notify: [\(stand.route)]").replacing("version: 1\n", with: head)
            let loaded = load(text)
            #expect(loaded.diagnostics.map(\.code) == (isNeeded ? ["incomplete"] : []))
            #expect((loaded.configuration == nil) == isNeeded)
            if isNeeded {
                #expect(loaded.diagnostics[0].hint?.hasSuffix("or set the variable \(stand.variable)") == true)
            }
        }
    }

    @Test(
        "A port that is none is told by the variable's name, without its value",
        arguments: ["smtp", "0", "65536", "25.0", "-1", " 25"])
    func faultyPort(_ value: String) {
        let text = alert("notify: [{channel: email, recipients: [a@b], smtp: {host: h}}]")
        let loaded = load(text, ["SMTP_PORT": value])
        #expect(loaded.configuration == nil)
        let isNumber = Int(value) != nil
        #expect(
            loaded.diagnostics.map(\.message)
                == [
                    isNumber
                        ? "'SMTP_PORT' must be from 1 to 65535" : "'SMTP_PORT' must be a whole number, not a string"
                ])
        #expect(load(alert(""), ["SMTP_PORT": value]).diagnostics == [])
    }

    // MARK: Databases and zone

    @Test("DATABASE_URL counts only where the file has no database", arguments: ["version: 1\n", ""])
    func databaseURL(_ head: String) throws {
        let with = alert("").replacing("version: 1\n", with: head)
        let without = with.replacing("database: {url: \"sqlite:///t.db\"}\n", with: "")
        let environment = ["DATABASE_URL": "sqlite:///e.db?key=hunter2"]
        #expect(try configuration(with, environment).sources.map(\.displayURL) == ["sqlite:///t.db"])
        let made = try configuration(without, environment)
        #expect(made.sources.map(\.displayURL) == ["sqlite:///e.db"])
        #expect(made.sources[0].url == .environment(name: "DATABASE_URL"))
        #expect(made.sources[0].scheme == "sqlite")
        #expect(made.sources[0].maxRows == 1000)
        #expect(made.sources[0].position == nil)
        #expect(!RedactedConfiguration.yaml(made).contains("hunter2"))
    }

    @Test("A faulty database is not replaced by the variable")
    func faultyDatabase() {
        let text = alert("").replacing("{url: \"sqlite:///t.db\"}", with: "{url: 5}")
        #expect(marks(load(text, ["DATABASE_URL": "sqlite:///e.db"])) == ["2:17 wrong_type"])
    }

    @Test(
        "TIMEZONE is the zone of alerts that name none, after the defaults",
        arguments: [
            ("", "", "Asia/Tokyo"), ("timezone: Europe/Berlin", "", "Europe/Berlin"),
            ("", "defaults: {timezone: America/Lima}\n", "America/Lima"),
            ("timezone: UTC", "defaults: {timezone: America/Lima}\n", "UTC"),
        ])
    func timezone(_ line: String, _ top: String, _ zone: String) throws {
        let made = try configuration(alert(line, top: top), ["TIMEZONE": "Asia/Tokyo"])
        #expect(made.alerts[0].timezone == zone)
    }

    @Test("A zone that does not exist is told by the variable's name")
    func faultyTimezone() {
        let said = load(alert(""), ["TIMEZONE": "Europe/Berln"]).diagnostics.map(\.description)
        #expect(
            said == ["error: the variable TIMEZONE: unknown time zone 'Europe/Berln'; did you mean 'Europe/Berlin'?"])
    }

    @Test("STATE_DB_URL counts only where the file has no state", arguments: ["version: 1\n", ""])
    func stateURL(_ head: String) throws {
        let text = alert("").replacing("version: 1\n", with: head)
        let environment = ["STATE_DB_URL": "sqlite:///e.db"]
        #expect(try configuration(text, environment).state?.url == .environment(name: "STATE_DB_URL"))
        #expect(try configuration(text, environment).state?.position == nil)
        let own = try configuration(text + "state: {url_file: /run/state}\n", environment).state
        #expect(own?.url == .file(path: "/run/state"))
        #expect(try configuration(text, ["STATE_DB_URL": ""]).state == nil)
    }

    @Test(
        "Variables that the original never read change nothing",
        arguments: [
            "WEBHOOK_AUTH_HEADER", "STATE_DB_PATH", "CONFIG_PATH", "STATE_DATABASE", "BIGQUERY_PROJECT_ID",
            "SMTP_FROM_EMAIL", "SMTP_USER",
            "SMTP_FROM", "PORT", "LOG_LEVEL",
        ])
    func otherVariables(_ name: String) throws {
        let text = alert("notify: [{channel: webhook, url: u}]")
        let plain = try configuration(text)
        let made = try configuration(text, [name: "/dev/null"])
        #expect(RedactedConfiguration.yaml(made) == RedactedConfiguration.yaml(plain))
    }
}
