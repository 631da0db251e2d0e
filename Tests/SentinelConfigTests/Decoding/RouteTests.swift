import SentinelConfig
import SentinelModels
import Testing

@Suite("Routes and receivers")
struct RouteTests {
    static let environment = ["SMTP_HOST": "mail.example.com"]

    static let receivers = """
        receivers:
          ops: {type: webhook, url: "https://example.com/ops", body: "{alert_name}"}
          mail: {type: email, recipients: [a@b], subject: "{status}"}

        """

    /// The routes of a version 1 alert with this `notify`.
    private func routes(_ notify: String, top: String = receivers) throws -> [NotificationRoute] {
        try configuration(alert("notify: \(notify)", top: top), Self.environment).alerts[0].routes
    }

    @Test(arguments: [
        ("[ops]", NotificationRoute(to: ReceiverKey("ops"), template: ["body": "{alert_name}"])),
        ("[{receiver: ops}]", NotificationRoute(to: ReceiverKey("ops"), template: ["body": "{alert_name}"])),
        ("[{receiver: ops, body: x}]", NotificationRoute(to: ReceiverKey("ops"), template: ["body": "x"])),
        (
            "[{receiver: mail, events: [firing, no_data]}]",
            NotificationRoute(to: ReceiverKey("mail"), events: [.firing, .noData], template: ["subject": "{status}"])
        ),
    ])
    func routesToConfiguredReceivers(_ notify: String, _ route: NotificationRoute) throws {
        #expect(try routes(notify) == [route])
    }

    @Test(arguments: [
        ("[{receiver: ops, subject: x}]", "unknown_key"),
        ("[{receiver: ops, url: u}]", "unknown_key"),
        ("[{receiver: ops, channel: email}]", "conflicting_keys"),
        ("[{receiver: [ops]}]", "wrong_type"),
        ("[{receiver: opps}]", "unknown_receiver"),
        ("[{receiver: ops, events: []}]", "invalid_value"),
        ("[{channel: email, recipients: [a@b], type: email}]", "conflicting_keys"),
        ("[{receiver: mail, subject: \"{x}\"}]", "invalid_template"),
    ])
    func routesThatAreRefused(_ notify: String, _ code: String) {
        let loaded = load(alert("notify: \(notify)", top: Self.receivers), Self.environment)
        #expect(loaded.diagnostics.map(\.code).contains(code), "\(loaded.diagnostics)")
    }

    @Test func routesToOneReceiverAreToldApart() throws {
        let routes = try routes("[ops, mail, {receiver: ops, body: x}, ops]")
        #expect(routes.map(\.key) == ["ops", "mail", "ops#2", "ops#3"])
    }

    // MARK: Inline receivers

    private func inline(_ notify: String, _ environment: [String: String] = environment) throws -> Configuration {
        try configuration(alert("notify: \(notify)"), environment)
    }

    @Test func anInlineRouteImpliesAReceiver() throws {
        let made = try inline(
            "[{channel: webhook, url: 'https://example.com', method: put, body: b, events: [firing]}]")
        let receiver = try #require(made.receivers.first)
        #expect(receiver.isInline)
        #expect(receiver.type == "webhook")
        #expect(receiver.options.secret("url") == .literal(Secret("https://example.com")))
        #expect(receiver.options.string("method") == "PUT")
        #expect(receiver.options.string("body") == nil)
        #expect(receiver.key.description.hasPrefix("webhook:"))
        #expect(!receiver.key.description.contains("example"))
        let route = NotificationRoute(to: receiver.key, events: [.firing], template: ["body": "b"])
        #expect(made.alerts[0].routes == [route])
    }

    @Test(
        "The key of an inline receiver follows from kind and addresses",
        arguments: [
            ("{channel: webhook, url: u}", "{channel: webhook, url: u}", true),
            ("{channel: webhook, url: u}", "{channel: webhook, url: u, headers: {a: b}}", true),
            ("{channel: webhook, url: u}", "{channel: webhook, url: v}", false),
            ("{channel: webhook, url: u}", "{channel: slack, webhook_url: u}", false),
            ("{channel: email, recipients: [a@b]}", "{channel: email, recipients: [a@b], subject: s}", true),
            ("{channel: email, recipients: [a@b]}", "{channel: email, recipients: [a@b], smtp: {host: other}}", false),
            ("{channel: email, recipients: [a@b]}", "{channel: email, recipients: [a@b, c@d]}", false),
            ("{channel: email, recipients: [a@b, c@d]}", "{channel: email, recipients: ['a@b4:c@d']}", false),
            ("{channel: webhook, url_file: /f}", "{channel: webhook, url_file: /f}", true),
            ("{channel: webhook, url_file: /f}", "{channel: webhook, url: /f}", false),
        ])
    func keysOfInlineReceivers(_ first: String, _ second: String, _ isSame: Bool) throws {
        let keys = try [first, second].map { try inline("[\($0)]").receivers[0].key }
        #expect((keys[0] == keys[1]) == isSame)
    }

    @Test("The variable that stands in for an address is part of it")
    func keysOfReceiversFromTheEnvironment() throws {
        let notify = "[{channel: email, recipients: [a@b]}]"
        let one = try inline(notify, ["SMTP_HOST": "one"]).receivers[0]
        let two = try inline(notify, ["SMTP_HOST": "two"]).receivers[0]
        #expect(one.key != two.key)
        #expect(one.options.group("smtp")?.string("host") == "one")
    }

    @Test func identicalReceiversAreShared() throws {
        let text = alert(
            "notify: [{channel: webhook, url: u}, {channel: webhook, url: v}]",
            top: """
                  - {name: b, query: q, every: 1m, notify: [{url: u, channel: webhook}, {channel: webhook, url: u, body: x}]}

                """)
        let made = try configuration(text)
        #expect(made.receivers.count == 2)
        #expect(made.alerts[1].routes.map(\.discriminator) == ["", "2"])
        #expect(made.alerts[0].routes[0].receiver == made.alerts[1].routes[0].receiver)
    }

    @Test("Receivers at one address that differ otherwise are kept apart")
    func receiversThatDifferAtOneAddress() throws {
        let made = try inline(
            "[{channel: webhook, url: u}, {channel: webhook, url: u, method: PUT}, {channel: webhook, url: u, method: put}]"
        )
        #expect(made.receivers.map { $0.options.string("method") } == ["POST", "PUT"])
        #expect(Set(made.receivers.map(\.key)).count == 2)
        #expect(made.alerts[0].routes.map(\.discriminator) == ["", "", "2"])
    }

    @Test("With `type`, a kind's own option `channel` can be written; the original's format cannot")
    func typeInsteadOfChannel() throws {
        let notify = "[{type: slack, channel: '#ops', webhook_url: 'https://hooks.slack.com/x'}]"
        #expect(try inline(notify).receivers[0].options.string("channel") == "#ops")
        let original = alert("notify: \(notify)").replacing("version: 1\n", with: "")
        #expect(marks(load(original)) == ["6:37 unknown_type"])
        let withoutChannel = alert("notify: [{type: slack}]").replacing("version: 1\n", with: "")
        #expect(marks(load(withoutChannel)) == ["6:14 missing_key"])
    }

    @Test("An alert's own address wins over the variable")
    func ownAddressWins() throws {
        let environment = ["SLACK_WEBHOOK_URL": "https://hooks.slack.com/env"]
        let own = try inline("[{channel: slack, webhook_url: 'https://hooks.slack.com/own'}]", environment)
        #expect(own.receivers[0].options.secret("webhook_url") == .literal(Secret("https://hooks.slack.com/own")))
        let none = try inline("[{channel: slack}]", environment)
        #expect(none.receivers[0].options.secret("webhook_url") == .environment(name: "SLACK_WEBHOOK_URL"))
    }

    // MARK: Options

    @Test func optionsOfAReceiver() throws {
        let text = alert(
            "",
            top: """
                receivers:
                  m:
                    type: email
                    recipients: [a@b, "Ann <c@d>"]
                    subject: "{alert_name}"
                    smtp: {host: h, port: 25, password_file: /run/pw, timeout: 5s}

                """)
        let made = try #require(try configuration(text).receivers.first)
        let smtp = try #require(made.options.group("smtp"))
        #expect(made.options.list("recipients") == ["a@b", "Ann <c@d>"])
        #expect(made.options.string("subject") == "{alert_name}")
        #expect(smtp.string("host") == "h")
        #expect(smtp.integer("port") == 25)
        #expect(smtp.duration("timeout") == .seconds(5))
        #expect(smtp.secret("password") == .file(path: "/run/pw"))
        #expect(made.options.positions["recipients"]?.line == 11)
        #expect(smtp.positions["port"]?.column == 27)
        #expect(!made.isInline)
    }

    @Test func defaultsAndVariablesStandIn() throws {
        let environment = ["SMTP_HOST": "h", "SMTP_PORT": "2525", "SMTP_PASSWORD": "p"]
        let made = try inline("[{channel: email, recipients: [a@b]}]", environment).receivers[0]
        let smtp = try #require(made.options.group("smtp"))
        #expect(smtp.integer("port") == 2525)
        #expect(smtp.secret("password") == .environment(name: "SMTP_PASSWORD"))
        #expect(smtp.duration("timeout") == .seconds(30))
        let plain = try inline("[{channel: email, recipients: [a@b], smtp: {port: 26}}]").receivers[0]
        #expect(plain.options.group("smtp")?.integer("port") == 26)
    }

    @Test func aVariableOfTheWrongTypeIsAnError() {
        let text = alert("notify: [{channel: email, recipients: [a@b]}]")
        let loaded = load(text, ["SMTP_HOST": "h", "SMTP_PORT": "smtp"])
        #expect(marks(loaded) == ["7:14 wrong_type"])
        #expect(loaded.diagnostics[0].message.contains("SMTP_PORT"))
    }

    @Test func secretMaps() throws {
        let made = try inline("[{channel: webhook, url: u, headers: {X-Key: k, x-lower: l}}]").receivers[0]
        #expect(
            made.options.secretMap("headers") == [
                .init("X-Key", .literal(Secret("k"))), .init("x-lower", .literal(Secret("l"))),
            ])
    }

    @Test(
        "The original's rules hold in its format",
        arguments: [
            ("{channel: webhook, url: u, headers: {5: x}}", "wrong_type"),
            ("{channel: webhook, url: u, headers: {on: x}}", "wrong_type"),
            ("{channel: slack, webhook_url: 'https://example.com'}", "invalid_option"),
            ("{channel: webhook, url: u, method: ' POST '}", "invalid_value"),
        ])
    func rulesOfTheOriginal(_ route: String, _ code: String) {
        let text = alert("notify: [\(route)]").replacing("version: 1\n", with: "")
        #expect(load(text).diagnostics.map(\.code) == [code])
    }

    @Test("null means nothing for optional texts, as in the original")
    func nullOptions() throws {
        let made = try inline("[{channel: email, recipients: [a@b], subject: null}]")
        #expect(made.alerts[0].routes[0].template == [:])
        #expect(marks(load(alert("notify: [{channel: webhook, url: u, method: null}]"))) == ["7:49 wrong_type"])
    }

    @Test("The notify lists of policies follow the same rules")
    func routesOfPolicies() throws {
        let text = alert("on_error: {notify: [ops, ops]}\non_no_data: {do: ok, notify: [mail]}", top: Self.receivers)
        let policy = try configuration(text, Self.environment).alerts[0].policy
        #expect(policy.onError.routes?.map(\.key) == ["ops", "ops#2"])
        #expect(policy.noData?.routes?.map(\.key) == ["mail"])
    }

    @Test("A faulty receiver is reported once, not at each of its routes")
    func faultyReceivers() {
        let text = alert("notify: [bad, bad]", top: "receivers: {bad: {type: slack}}\n")
        #expect(marks(load(text)) == ["8:18 incomplete"])
    }
}
