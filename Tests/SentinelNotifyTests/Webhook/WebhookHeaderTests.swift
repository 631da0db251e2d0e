import SentinelModels
import SentinelTesting
import SentinelTransport
import Testing

@testable import SentinelNotify

@Suite("Headers of a webhook", .timeLimit(.minutes(1))) struct WebhookHeaderTests {
    private func request(
        _ options: [String: IntegrationOptions.Value], files: [String: String] = [:], id: String = "msg-1"
    ) async throws -> HTTPSink.Request {
        let sink = try HTTPSink()
        defer { sink.stop() }
        let all = options.merging(["url": .literal(sink.url("/hook"))]) { $1 }
        let notifier = try WebhookNotifier(IntegrationOptions(all), NotifyScene.context(files: files))
        _ = try await notifier.deliver(NotifyScene.message(), NotifyScene.delivery(id: id))
        return try #require(sink.requests.first)
    }

    private func faults(
        _ options: [String: IntegrationOptions.Value],
        _ strictness: IntegrationDescriptor.Strictness = .current
    ) -> [IntegrationDescriptor.Fault] {
        let all = options.merging(["url": .literal("https://example.com/h")]) { $1 }
        return IntegrationDescriptor.webhook.validate(IntegrationOptions(all), strictness)
    }

    @Test(
        "a fixed key would make the receiver drop every message but the first, so ours stands in its place",
        arguments: ["Idempotency-Key", "idempotency-key", "IDEMPOTENCY-KEY"])
    func idempotencyKey(name: String) async throws {
        let headers = IntegrationOptions.Value.secretMap([.literal(name, "always-the-same")])
        let request = try await request(["headers": headers], id: "msg-7")
        #expect(request.headers.filter { $0.name.lowercased() == "idempotency-key" }.map(\.value) == ["msg-7"])
        #expect(faults(["headers": headers]).map(\.message) == ["the header '\(name)' is set for each message"])
        #expect(faults(["headers": headers]).map(\.severity) == [.error])
        #expect(faults(["headers": headers], .original).map(\.severity) == [.warning])
    }

    @Test(
        "'auth' cannot take the place of a header that each message sets",
        arguments: ["webhook-signature", "Webhook-Id", "webhook-timestamp", "Idempotency-Key"])
    func authorizationInAReservedHeader(name: String) {
        let group: [String: IntegrationOptions.Value] = [
            "type": .string("header"), "name": .string(name), "value": .literal("v"),
        ]
        #expect(faults(["auth": .group(group)]).map(\.message) == ["the header of 'auth' is set for each message"])
    }

    @Test(
        "'auth' and a header of the same name exclude each other",
        arguments: [
            ("X-Api-Key", "x-api-key", 1), ("X-Api-Key", "X-Api-Keys", 0), ("Authorization", "AUTHORIZATION", 1),
            ("X-Api-Key", "Authorization", 0),
        ])
    func twice(name: String, header: String, count: Int) {
        let group: [String: IntegrationOptions.Value] = [
            "type": .string("header"), "name": .string(name), "value": .literal("v"),
        ]
        let found = faults(["auth": .group(group), "headers": .secretMap([.literal(header, "s3cret")])])
        #expect(found.map(\.option) == Array(repeating: "headers", count: count))
        #expect(found.allSatisfy { $0.message == "'auth' and the header '\(header)' exclude each other" })
    }

    @Test("a body that is never sent is worth a warning", arguments: [("GET", 1), ("get", 1), ("POST", 0), ("PUT", 0)])
    func bodyWithoutUse(method: String, count: Int) {
        let found = faults([
            "body": .string("{status}"), "method": .string(method),
            "headers": .secretMap([
                .literal("Content-Type", "text/plain")
            ]),
        ])
        #expect(found.map(\.severity) == Array(repeating: .warning, count: count))
        #expect(found.allSatisfy { $0.message == "'body' is not sent with the method GET" && $0.option == "body" })
    }

    static let twins: [([String: IntegrationOptions.Value], String, String)] = [
        (["type": .string("bearer"), "token": .secret(.file(path: "/run/t"))], "authorization", "Bearer one"),
        (
            ["type": .string("basic"), "username": .string("ann"), "password": .secret(.file(path: "/run/t"))],
            "authorization", "Basic YW5uOm9uZQ=="
        ),
        (
            ["type": .string("header"), "name": .string("X-Api-Key"), "value": .secret(.file(path: "/run/t"))],
            "x-api-key", "one"
        ),
    ]

    @Test("every form of 'auth' takes its secret from a file", arguments: twins)
    func fileTwins(group: [String: IntegrationOptions.Value], header: String, value: String) async throws {
        #expect(try await request(["auth": .group(group)], files: ["/run/t": "one"])[header] == value)
    }

    @Test("a file that is missing at delivery is said, and nothing is sent", arguments: twins)
    func missingFiles(group: [String: IntegrationOptions.Value], _: String, _: String) async throws {
        let sink = try HTTPSink()
        defer { sink.stop() }
        let options: [String: IntegrationOptions.Value] = ["url": .literal(sink.url()), "auth": .group(group)]
        let error = await (try WebhookNotifier(IntegrationOptions(options), NotifyScene.context())).failure()
        #expect(error == SentinelError(.secretUnavailable, "no file /run/t"))
        #expect(sink.connectionCount == 0)
    }

    @Test(
        "a secret that would break the header is refused before anything is sent",
        arguments: [
            "a\r\nX-Evil: 1", "a\nb", "a\0b", "a\u{7f}",
        ])
    func brokenSecrets(secret: String) async throws {
        let sink = try HTTPSink()
        defer { sink.stop() }
        for (group, _, _) in Self.twins where group["type"] != .string("basic") {
            let options: [String: IntegrationOptions.Value] = ["url": .literal(sink.url()), "auth": .group(group)]
            let context = NotifyScene.context(files: ["/run/t": secret])
            let error = await (try WebhookNotifier(IntegrationOptions(options), context)).failure()
            #expect((error?.code, error?.isRetryable) == (.configuration, false))
            #expect(error?.message.contains("Evil") == false)
        }
        #expect(sink.connectionCount == 0)
    }
}
