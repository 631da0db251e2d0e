import SentinelModels
import Testing

@testable import SentinelConfig

/// Routes that are repeated are decoded once: that must make no difference.
@Suite("Repeated routes")
struct RouteCacheTests {
    /// Routes that resemble each other as much as possible.
    static let routes = [
        "{channel: webhook, url: u}", "{url: u, channel: webhook}", "{channel: webhook, url: u, method: PUT}",
        "{channel: webhook, url: u, headers: {A: b}, method: PUT}",
        "{channel: webhook, url: u, headers: {A: b, method: PUT}}",
        "{channel: webhook, url: u, headers: {A: 'b, method: PUT'}}", "{channel: webhook, url: u, headers: {}}",
        "{channel: webhook, url_file: u}", "{channel: webhook, url: u, body: x}",
        "{channel: webhook, url: u, body: null}",
        "{channel: webhook, url: u, events: [firing]}", "{channel: webhook, url: u, events: [firing, error]}",
        "{channel: webhook, url: v}", "{channel: webhook, url: 'true'}", "{channel: webhook, url: '1'}",
        "{channel: slack, webhook_url: u}", "{channel: slack, webhook_url: u, username: x}",
        "{type: slack, webhook_url: u, channel: x}",
        "{channel: email, recipients: [a@b, c@d]}", "{channel: email, recipients: [c@d, a@b]}",
        "{channel: email, recipients: ['a@b, c@d']}",
        "{channel: email, recipients: [a@b], smtp: {port: 25}}",
        "{channel: email, recipients: [a@b], smtp: {host: mail, port: 25}}",
        "{channel: email, recipients: [a@b], subject: x}", "{channel: email, recipients: [a@b], smtp: {password: x}}",
    ]
    private static let environment = ["SMTP_HOST": "mail"]

    /// What a route does, whatever its receiver is called.
    private struct Meaning: Equatable {
        var type: String?
        var options: [String: IntegrationOptions.Value]?
        var events: Set<EventKind>?
        var template: [String: String]
    }

    private func meaning(_ route: NotificationRoute, _ configuration: Configuration) -> Meaning {
        let receiver = configuration.receivers.first { $0.key == route.receiver }
        return Meaning(
            type: receiver?.type, options: receiver?.options.placeless, events: route.events, template: route.template)
    }

    private func text(_ routes: [String]) -> String {
        "version: 1\ndatabase: {url: 'sqlite://'}\nalerts:\n"
            + routes.enumerated().map { "  - {name: a\($0), query: q, every: 1m, notify: [\($1)]}\n" }.joined()
    }

    private func alone() throws -> [Meaning] {
        try Self.routes.map { route in
            let made = try configuration(text([route]), Self.environment)
            return meaning(made.alerts[0].routes[0], made)
        }
    }

    @Test("A route means the same alone and among all others, in any order")
    func amongOthers() throws {
        let alone = try alone()
        var generator = MutationTests.Generator(state: 77)
        for _ in 0..<12 {
            let order = (Array(Self.routes.indices) + Self.routes.indices).shuffled(using: &generator)
            let made = try configuration(text(order.map { Self.routes[$0] }), Self.environment)
            for (index, alert) in zip(order, made.alerts) {
                #expect(meaning(alert.routes[0], made) == alone[index], "\(Self.routes[index])")
            }
            #expect(Set(made.receivers.map(\.key)).count == made.receivers.count)
        }
    }

    @Test("Of receivers that differ at one address each alert gets its own, whichever comes first")
    func differentReceiversAtOneAddress() throws {
        let routes = ["{channel: webhook, url: u, method: PUT}", "{channel: webhook, url: u}"]
        for order in [routes, routes.reversed()] {
            let made = try configuration(text(order), Self.environment)
            let methods = made.alerts.map { meaning($0.routes[0], made).options?["method"] }
            #expect(methods == order.map { .string($0.contains("PUT") ? "PUT" : "POST") })
        }
    }

    @Test("Receivers with groups are shared wherever they stand")
    func groups() throws {
        let route = "{channel: email, recipients: [a@b], smtp: {host: h, port: 25}"
        let made = try configuration(text([route + "}", route + ", subject: x}", " " + route + ", events: [error]}"]))
        #expect(made.receivers.count == 1)
        #expect(Set(made.alerts.map { $0.routes[0].receiver }) == [made.receivers[0].key])
    }

    @Test("A faulty route is reported at each of its places")
    func faultyRoutes() {
        let loaded = load(text(Array(repeating: "{channel: webhook, url: ''}", count: 3)), Self.environment)
        #expect(marks(loaded) == (4...6).map { "\($0):70 invalid_value" })
    }

    @Test("The key of a receiver says its kind and nothing of its address, and is the same tomorrow")
    func stableKeys() throws {
        let made = try configuration(text([Self.routes[0], Self.routes[18]]), Self.environment)
        #expect(made.receivers.map { $0.key.description.split(separator: ":")[0] } == ["webhook", "email"])
        let again = try configuration(text([Self.routes[18], Self.routes[0]]), Self.environment)
        #expect(Set(made.receivers.map(\.key)) == Set(again.receivers.map(\.key)))
        #expect(made.receivers[0].key == ReceiverKey(inline: "webhook", addresses: ["url=u"]))
    }
}
