import SentinelModels
import SentinelTesting
import SentinelTransport
import Synchronization
import Testing

import SentinelNotify

/// The three receivers keep what every notifier promises.
@Suite(.timeLimit(.minutes(1))) struct ContractTests {
    /// Keeps the servers of a check alive until it ends.
    private final class Servers: Sendable {
        private let stops = Mutex<[@Sendable () -> Void]>([])
        func keep(_ stop: @escaping @Sendable () -> Void) { stops.withLock { $0.append(stop) } }
        deinit { for stop in stops.withLock({ $0 }) { stop() } }
    }

    private let servers = Servers()
    private let client = TransportClient()

    @Test(arguments: NotifierContract.Clause.allCases)
    func webhook(_ clause: NotifierContract.Clause) async throws {
        try await contract { sink, context in
            let options: [String: IntegrationOptions.Value] = [
                "url": .literal(sink.url("/s3cret")),
                "auth": .group(["type": .string("bearer"), "token": .literal("t0k3n")]),
            ]
            return try WebhookNotifier(IntegrationOptions(options), context)
        }.check(clause)
    }

    @Test(arguments: NotifierContract.Clause.allCases)
    func slack(_ clause: NotifierContract.Clause) async throws {
        try await contract { sink, context in
            try SlackNotifier(IntegrationOptions(["webhook_url": .literal(sink.url("/s3cret"))]), context)
        }.check(clause)
    }

    @Test(arguments: NotifierContract.Clause.allCases)
    func email(_ clause: NotifierContract.Clause) async throws {
        let servers = servers
        let client = client
        try await NotifierContract(secrets: ["s3cret"]) { behaviour in
            let login = SMTPSink.Login(username: "u", password: behaviour == .refusesLogin ? "other" : "s3cret")
            let sink = try SMTPSink(Self.script(behaviour), login: login)
            servers.keep { sink.stop() }
            if behaviour == .isDown { sink.stop() }
            let options: [String: IntegrationOptions.Value] = [
                "host": .string("127.0.0.1"), "port": .integer(Int64(sink.port)), "security": .string("none"),
                "username": .string("u"), "password": .literal("s3cret"), "recipients": .list(["a@example.com"]),
                "from": .string("b@example.com"),
            ]
            return try EmailNotifier(IntegrationOptions(options), NotifyScene.context(client: client))
        }.check(clause)
    }

    private func contract(
        _ make: @escaping @Sendable (HTTPSink, IntegrationContext) throws -> any Notifier
    ) -> NotifierContract {
        let servers = servers
        let client = client
        return NotifierContract(secrets: ["s3cret", "t0k3n"]) { behaviour in
            let sink = try HTTPSink([Self.answer(behaviour)])
            servers.keep { sink.stop() }
            if behaviour == .isDown { sink.stop() }
            return try make(sink, NotifyScene.context(client: client))
        }
    }

    private static func answer(_ behaviour: NotifierContract.Behaviour) -> SinkAnswer {
        switch behaviour {
        case .accepts, .isDown: .ok
        case .refuses: .status(400, body: "s3cret t0k3n")
        case .refusesLogin: .status(401, body: "s3cret t0k3n")
        case .fails: .status(503, body: "s3cret t0k3n")
        case .hangs: .hang
        case .disconnects: .reset
        }
    }

    private static func script(_ behaviour: NotifierContract.Behaviour) -> [SMTPSink.Stage: [SMTPSink.Reply]] {
        switch behaviour {
        case .accepts, .isDown, .refusesLogin: [:]
        case .refuses: [.recipient: [.say("550 5.1.1 no s3cret here")]]
        case .fails: [.message: [.say("451 4.3.0 s3cret")]]
        case .hangs: [.message: [.hang]]
        case .disconnects: [.message: [.reset]]
        }
    }
}
