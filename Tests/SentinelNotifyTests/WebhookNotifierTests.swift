import SentinelModels
import SentinelTesting
import SentinelTransport
import Testing

@testable import SentinelNotify

@Suite(.timeLimit(.minutes(1))) struct WebhookNotifierTests {
    private func notifier(
        _ sink: HTTPSink, path: String = "/hook", variables: [String: String] = [:],
        _ options: [String: IntegrationOptions.Value] = [:]
    ) throws -> WebhookNotifier {
        var values = options
        values["url"] = values["url"] ?? .literal(sink.url(path))
        return try WebhookNotifier(IntegrationOptions(values), NotifyScene.context(variables: variables))
    }

    /// What the sink received for one delivered message.
    private func request(
        _ options: [String: IntegrationOptions.Value] = [:], variables: [String: String] = [:],
        message: NotificationMessage = NotifyScene.message(), attempt: Int = 1
    ) async throws -> HTTPSink.Request {
        let sink = try HTTPSink()
        defer { sink.stop() }
        let notifier = try notifier(sink, variables: variables, options)
        let receipt = try await notifier.deliver(message, NotifyScene.delivery(attempt: attempt))
        #expect(receipt.detail == "HTTP 200")
        return try #require(sink.requests.first)
    }

    @Test func sendsTheUsualBody() async throws {
        let content = NotifyScene.content(event: .resolved, status: "OK") { content in
            content.description = "Umsatz"
            content.actualValue = .integer(9_007_199_254_740_993)
            content.threshold = .decimal("123456789012345678.90")
            content.valueAtOpening = .double(1.5)
            content.context = [ContextValue("region", .text("eu")), ContextValue("n", .null)]
            content.severity = .critical
            content.episode.openedAt = NotifyScene.time.advanced(by: .seconds(-90))
            content.identity = [IdentityColumn("shop", .integer(7))]
            content.labels = ["team": "sales"]
            content.annotations = ["runbook": "https://x"]
            content.error = RunFailure(code: .timeout, message: "slow")
            content.fireAt = NotifyScene.time
        }
        let request = try await request(message: NotifyScene.message(content), attempt: 3)
        #expect((request.method, request.target) == ("POST", "/hook"))
        #expect(request["content-type"] == "application/json")
        #expect(request["user-agent"] == "sql-sentinel/\(SentinelVersion.current)")
        #expect(
            request.text == """
                {"alert_name":"hot","status":"OK","description":"Umsatz","actual_value":9007199254740993,\
                "threshold":123456789012345678.90,"context":{"region":"eu","n":null},"event":"resolved",\
                "reason":"transition","severity":"critical","run_id":"run-1","time":"2026-11-23T09:00:00Z",\
                "fire_at":"2026-11-23T09:00:00Z","sequence":7,"notice":1,"message_id":"msg-1","attempt":3,\
                "episode":{"id":"episode-1","opened_at":"2026-11-23T08:58:30Z","duration_seconds":90,\
                "value_at_opening":1.5},"identity":{"shop":7},"labels":{"team":"sales"},\
                "annotations":{"runbook":"https://x"},"error":{"code":"timeout","message":"slow"}}
                """)
    }

    @Test(arguments: ["GET", "POST", "PUT", "PATCH", "patch"])
    func usesTheMethod(method: String) async throws {
        let request = try await request(["method": .string(method)])
        #expect(request.method == method.uppercased())
        #expect(request.body.isEmpty == (method == "GET"))
        #expect((request["content-type"] == nil) == (method == "GET"))
    }

    @Test func sendsHeaders() async throws {
        let headers: [IntegrationOptions.SecretPair] = [
            .literal("X-Team", "data"), .literal("content-type", "application/vnd.x+json"),
            .literal("USER-AGENT", "me"),
            .init("X-Key", .environment(name: "KEY")),
        ]
        let request = try await request(["headers": .secretMap(headers)], variables: ["KEY": "k"])
        #expect(request["x-team"] == "data")
        #expect(request["x-key"] == "k")
        #expect(
            request.headers.filter { $0.name.lowercased() == "content-type" }.map(\.value) == ["application/vnd.x+json"]
        )
        #expect(request.headers.filter { $0.name.lowercased() == "user-agent" }.map(\.value) == ["me"])
    }

    @Test(
        arguments: [
            (["type": .string("bearer"), "token": .literal("t0k3n")], "Authorization", "Bearer t0k3n"),
            (
                ["type": .string("basic"), "username": .string("ann"), "password": .literal("pä:ss")], "Authorization",
                "Basic YW5uOnDDpDpzcw=="
            ),
            (["type": .string("header"), "name": .string("X-Api-Key"), "value": .literal("k")], "X-Api-Key", "k"),
        ] as [([String: IntegrationOptions.Value], String, String)])
    func authorizes(group: [String: IntegrationOptions.Value], header: String, value: String) async throws {
        #expect(try await request(["auth": .group(group)])[header] == value)
    }

    @Test func carriesItsIdentity() async throws {
        let request = try await request(attempt: 2)
        #expect(request["webhook-id"] == "msg-1")
        #expect(request["idempotency-key"] == "msg-1")
        #expect(request["webhook-timestamp"] == "1795424400")
        #expect(request["webhook-signature"] == nil)
    }

    @Test func signs() async throws {
        let request = try await request([
            "signing_secret": .literal("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
            "signing_secret_previous": .literal("whsec_AAECAwQFBgcICQoLDA0ODw=="),
        ])
        let keys = try ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "AAECAwQFBgcICQoLDA0ODw=="].map {
            try #require(WebhookSignature.key($0))
        }
        let expected = WebhookSignature.header(id: "msg-1", timestamp: 1_795_424_400, body: request.body, keys: keys)
        #expect(request["webhook-signature"] == expected)
        #expect(expected.split(separator: " ").count == 2)
    }

    /// The example of the Standard Webhooks libraries.
    @Test func signatureVector() throws {
        let key = try #require(WebhookSignature.key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let header = WebhookSignature.header(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: Array(#"{"test": 2432232314}"#.utf8),
            keys: [key])
        #expect(header == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test(arguments: ["", "whsec_", "whsec_!!!", "whsec_c2hvcnQ=", "plain text"])
    func refusesSigningSecrets(text: String) async throws {
        #expect(WebhookSignature.key(text) == nil)
        let sink = try HTTPSink()
        defer { sink.stop() }
        let error = await (try notifier(sink, ["signing_secret": .literal(text)])).failure()
        #expect((error?.code, error?.isRetryable) == (.configuration, false))
        #expect(sink.connectionCount == 0)
    }

    @Test func fillsInABodyTemplate() async throws {
        let body =
            #"{"title": "{alert_name} is {status}", "value": {actual_value}, "all": {context}, "id": {message_id}}"#
        let content = NotifyScene.content(#"a "quoted"\ name"#) { content in
            content.actualValue = .decimal("1.50")
            content.context = [ContextValue("k", .null)]
        }
        let request = try await request(["body": .string(body)], message: NotifyScene.message(content))
        #expect(
            request.text
                == #"{"title": "a \"quoted\"\\ name is ALERT", "value": 1.50, "all": {"k":null}, "id": "msg-1"}"#)
    }

    @Test func fillsInATextTemplate() async throws {
        let request = try await request([
            "body": .string("{alert_name}: {status}"), "headers": .secretMap([.literal("Content-Type", "text/plain")]),
        ])
        #expect(request.text == "hot: ALERT")
    }

    @Test(
        arguments: [
            (SinkAnswer.status(204), nil, nil), (.status(299, body: "x"), nil, nil),
            (.status(302, headers: [.init("Location", "http://127.0.0.1:1/")]), SentinelError.Code.rejected, false),
            (.status(400), .rejected, false), (.status(401), .authentication, false), (.status(404), .rejected, false),
            (.status(408), .receiverFailed, true), (.status(429), .rateLimited, true),
            (.status(500), .receiverFailed, true),
            (.status(503), .receiverFailed, true), (.reset, .connection, true),
        ] as [(SinkAnswer, SentinelError.Code?, Bool?)])
    func answers(answer: SinkAnswer, code: SentinelError.Code?, isRetryable: Bool?) async throws {
        let sink = try HTTPSink([answer])
        defer { sink.stop() }
        let error = await (try notifier(sink)).failure()
        #expect(error?.code == code)
        #expect(error?.isRetryable == isRetryable)
        #expect(sink.requests.count == 1)
    }

    @Test func passesOnTheWaitThatWasAskedFor() async throws {
        let sink = try HTTPSink([.status(429, headers: [.init("Retry-After", "7")])])
        defer { sink.stop() }
        #expect(await (try notifier(sink)).failure()?.retryAfter == .seconds(7))
    }

    @Test(
        arguments: [
            (["200"], nil, 200, "ok", nil, nil), (["2xx"], nil, 204, "", nil, nil),
            (["200-204", "409"], nil, 409, "", nil, nil),
            (["302"], nil, 302, "", nil, nil), (["202"], nil, 200, "ok", SentinelError.Code.unexpectedAnswer, false),
            (["202"], nil, 500, "", .receiverFailed, true), ([], "accepted", 200, "is accepted", nil, nil),
            ([], "accepted", 200, "no", .unexpectedAnswer, true), ([], "accepted", 404, "accepted", .rejected, false),
        ] as [([String], String?, Int, String, SentinelError.Code?, Bool?)])
    func expectations(
        statuses: [String], part: String?, status: Int, body: String, code: SentinelError.Code?, isRetryable: Bool?
    ) async throws {
        let sink = try HTTPSink([.status(status, body: body)])
        defer { sink.stop() }
        var group: [String: IntegrationOptions.Value] = [:]
        if !statuses.isEmpty { group["status"] = .list(statuses) }
        if let part { group["body_contains"] = .string(part) }
        let error = await (try notifier(sink, ["expect": .group(group)])).failure()
        #expect((error?.code, error?.isRetryable) == (code, isRetryable))
    }

    @Test func readsSecretsAtEachDelivery() async throws {
        let sink = try HTTPSink()
        defer { sink.stop() }
        let options: [String: IntegrationOptions.Value] = ["url": .secret(.environment(name: "HOOK"))]
        _ = try await notifier(sink, variables: ["HOOK": sink.url("/from-env")], options)
            .deliver(NotifyScene.message(), NotifyScene.delivery())
        #expect(sink.requests.first?.target == "/from-env")
        #expect(await (try notifier(sink, options)).failure()?.code == .secretUnavailable)
    }

    @Test(arguments: ["ftp://example.com/h", "file:///etc/passwd", "", "example.com"])
    func callsNothingButHTTP(url: String) async throws {
        let error = await (try notifier(HTTPSink(), ["url": .literal(url)])).failure()
        #expect((error?.code, error?.isRetryable) == (.configuration, false))
    }

    @Test func obeysTheEgressPolicy() async throws {
        let sink = try HTTPSink()
        defer { sink.stop() }
        let options = IntegrationOptions(["url": .literal(sink.url())])
        let notifier = try WebhookNotifier(options, NotifyScene.context(egress: EgressPolicy(mode: .strict)))
        #expect(await notifier.failure()?.code == .egressDenied)
        #expect(sink.connectionCount == 0)
    }

    @Test func needsItsParts() {
        let url: [String: IntegrationOptions.Value] = ["url": .literal("http://h/")]
        #expect(throws: SentinelError.self) {
            try WebhookNotifier(IntegrationOptions(url), NotifyScene.context(client: nil))
        }
        #expect(throws: SentinelError.self) { try WebhookNotifier(IntegrationOptions(), NotifyScene.context()) }
        for bad in [
            ["auth": IntegrationOptions.Value.group([:])], ["body": .string("{nope}")],
            ["expect": .group(["status": .list(["x"])])],
        ] {
            #expect(throws: SentinelError.self) {
                try WebhookNotifier(
                    IntegrationOptions(url.merging(bad) { $1 }), NotifyScene.context())
            }
        }
    }
}
