import Foundation
import SentinelModels
import SentinelTesting
import SentinelTransport
import Testing

import SentinelNotify

/// Every place that may hold a secret × every way to fail: the error shows none of it, in no spelling.
@Suite("Errors hold no secrets", .timeLimit(.minutes(2))) struct SecretLeakTests {
    static let canary = "c4nary/+ \"s3\"=="
    static let spellings = [
        canary, canary.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "",
        Array(canary.utf8).base64, Array("ann:\(canary)".utf8).base64, JSONValue.string(canary).encoded(),
        "c4nary", "s3",
    ]
    private static let inURL = canary.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""

    enum Failure: CaseIterable {
        case refused, unknownName, hang, reset, cut, garbage, endlessHeader, redirect, denied, echo400, echo401
        case echo429, echo500, speaksNoTLS, forbidden, badPort
    }

    enum Place: CaseIterable {
        case path, query, user, header, bearer, basic, named, slackPath
    }

    @Test("by web", arguments: Failure.allCases, Place.allCases)
    func web(failure: Failure, place: Place) async throws {
        let sink = try HTTPSink([Self.answer(failure)])
        defer { sink.stop() }
        if failure == .refused { sink.stop() }
        let context = NotifyScene.context(egress: failure == .forbidden ? EgressPolicy(mode: .strict) : .default)
        let notifier = try Self.notifier(place, address: Self.address(failure, sink.port), context)
        let isQuick = [.hang, .unknownName].contains(failure)
        let error = try #require(
            await notifier.failure(
                NotifyScene.message(), NotifyScene.delivery(timeout: isQuick ? .milliseconds(150) : .seconds(5))))
        Self.check(error)
    }

    @Test(
        "by mail",
        arguments: [
            [:], [SMTPSink.Stage.greeting: [.say("554 c4nary")]], [.hello: [.reset]],
            [.login: [.say("535 5.7.8 bad password \(canary)")]],
            [.login: [.say("535 5.7.8 \(Array(canary.utf8).base64)")]],
            [.login: [.say("535 5.7.8 \(Array("\0ann\0\(canary)".utf8).base64)")]],
            [.sender: [.say("550 \(canary)")]], [.recipient: [.say("450 \(canary)")]], [.data: [.hang]],
            [.message: [.say("554 \(canary)")]], [.message: [.reset]],
        ] as [[SMTPSink.Stage: [SMTPSink.Reply]]])
    func mail(script: [SMTPSink.Stage: [SMTPSink.Reply]]) async throws {
        let password = script.isEmpty ? "other" : Self.canary
        let sink = try SMTPSink(script, login: .init(username: "ann", password: password))
        defer { sink.stop() }
        let notifier = try EmailNotifier(
            IntegrationOptions([
                "host": .string("127.0.0.1"), "port": .integer(Int64(sink.port)), "security": .string("none"),
                "username": .string("ann"), "password": .literal(Self.canary), "recipients": .list(["a@b"]),
                "from": .string("c@d"),
            ]), NotifyScene.context())
        let timeout = Duration.milliseconds(script[.data] == nil ? 5000 : 200)
        let error = try #require(
            await notifier.failure(NotifyScene.message(), NotifyScene.delivery(timeout: timeout)))
        let isOwnWord = script[.greeting] != nil
        if !isOwnWord { Self.check(error) }
        #expect(sink.mails.isEmpty)
    }

    private static func check(_ error: SentinelError) {
        let shown = "\(error) \(error.message) \(error.underlying ?? "") \(String(reflecting: error))"
        for spelling in spellings { #expect(!shown.contains(spelling), "\(shown)") }
    }

    private static func address(_ failure: Failure, _ port: Int) -> String {
        switch failure {
        case .unknownName: "http://USERno-such-host.invalid:\(port)"
        case .speaksNoTLS: "https://USER127.0.0.1:\(port)"
        case .denied: "http://USER169.254.169.254:\(port)"
        case .badPort: "http://USER127.0.0.1:999999"
        default: "http://USER127.0.0.1:\(port)"
        }
    }

    private static func answer(_ failure: Failure) -> SinkAnswer {
        switch failure {
        case .hang: .hang
        case .reset: .reset
        case .cut: SinkAnswer(fault: .cut)
        case .garbage: SinkAnswer(fault: .garbage(Array(canary.utf8)))
        case .endlessHeader:
            .status(200, headers: [.init("X", canary + String(repeating: "x", count: 70_000))])
        case .redirect: .redirect(to: "http://127.0.0.1:1/\(inURL)?\(inURL)")
        case .echo401: .status(401, body: canary, headers: [.init("WWW-Authenticate", "Basic realm=\(canary)")])
        case .echo429: .status(429, body: canary, headers: [.init("Retry-After", canary)])
        case .echo500: .status(500, body: canary)
        default: .status(400, body: canary)
        }
    }

    private static func notifier(
        _ place: Place, address: String, _ context: IntegrationContext
    ) throws -> any Notifier {
        let user = place == .user ? "ann:\(inURL)@" : ""
        let base = address.replacing("USER", with: user)
        let secret = IntegrationOptions.Value.literal(canary)
        var options: [String: IntegrationOptions.Value] = ["url": .literal(base + "/h")]
        switch place {
        case .path: options["url"] = .literal("\(base)/\(inURL)")
        case .query: options["url"] = .literal("\(base)/?token=\(inURL)")
        case .user: break
        case .header: options["headers"] = .secretMap([.literal("X-Key", canary)])
        case .bearer: options["auth"] = .group(["type": .string("bearer"), "token": secret])
        case .basic:
            options["auth"] = .group(["type": .string("basic"), "username": .string("ann"), "password": secret])
        case .named:
            options["auth"] = .group(["type": .string("header"), "name": .string("X-Key"), "value": secret])
        case .slackPath:
            return try SlackNotifier(
                IntegrationOptions(["webhook_url": .literal("\(base)/services/\(inURL)")]), context)
        }
        return try WebhookNotifier(IntegrationOptions(options), context)
    }
}
