import SentinelModels
import SentinelTesting
import SentinelTransport
import Testing

@testable import SentinelNotify

@Suite(.timeLimit(.minutes(1))) struct SlackTests {
    private func notifier(
        _ sink: HTTPSink, _ options: [String: IntegrationOptions.Value] = [:]
    ) throws -> SlackNotifier {
        var values = options
        values["webhook_url"] = .literal(sink.url("/services/T/B/s3cret"))
        return try SlackNotifier(IntegrationOptions(values), NotifyScene.context())
    }

    private func payload(
        _ content: NotificationContent = NotifyScene.content(), _ options: [String: IntegrationOptions.Value] = [:]
    ) async throws -> JSONValue {
        let sink = try HTTPSink()
        defer { sink.stop() }
        let receipt = try await notifier(sink, options).deliver(NotifyScene.message(content), NotifyScene.delivery())
        #expect(receipt.detail == "HTTP 200 ok")
        let request = try #require(sink.requests.first)
        #expect((request.method, request.target) == ("POST", "/services/T/B/s3cret"))
        #expect(request["content-type"] == "application/json; charset=utf-8")
        return try JSONValue(parsing: request.text)
    }

    private func fields(_ payload: JSONValue) -> [String] {
        payload["blocks"]?[1]?["fields"]?.arrayValue?.compactMap { $0["text"]?.stringValue } ?? []
    }

    @Test func tellsHowAnEpisodeEnds() async throws {
        let payload = try await payload(
            NotifyScene.content(event: .resolved, status: "OK") { content in
                content.actualValue = .integer(1)
                content.valueAtOpening = .integer(9)
                content.severity = .critical
                content.episode.openedAt = NotifyScene.time.advanced(by: .seconds(-5400))
            })
        #expect(
            fields(payload) == [
                "*Status:*\n:large_green_circle: OK", "*Actual Value:*\n1", "*Severity:*\ncritical",
                "*Event:*\nresolved",
                "*Duration:*\n1h30m", "*Value at Start:*\n9",
            ])
        #expect(payload["text"] == "Resolved: hot - Status: OK, actual value 1")
        #expect(payload["attachments"]?[0]?["color"] == "#36a64f")
    }

    @Test func tellsOfErrors() async throws {
        let payload = try await payload(
            NotifyScene.content(event: .error, status: "ERROR") { content in
                content.error = RunFailure(code: .query, message: "no such table: <m>\nline 2")
            })
        #expect(fields(payload).contains("*Error:*\nno such table: &lt;m&gt; line 2"))
        #expect(fields(payload).first == "*Status:*\n:warning: ERROR")
        #expect(payload["attachments"]?[0]?["color"] == "#daa038")
    }

    @Test func namesTheInstance() async throws {
        let payload = try await payload(
            NotifyScene.content { $0.identity = [IdentityColumn("region", .text("eu")), IdentityColumn("n", .null)] })
        #expect(payload["blocks"]?[0]?["text"]?["text"] == "hot (region=eu, n=None)")
        #expect(fields(payload).contains("*Instance:*\nregion=eu, n=None"))
    }

    @Test func usesItsOptions() async throws {
        let payload = try await payload(
            NotifyScene.content(),
            ["channel_name": .string("#ops"), "username": .string("bot"), "icon_emoji": .string(":bell:")])
        #expect([payload["channel"], payload["username"], payload["icon_emoji"]] == ["#ops", "bot", ":bell:"])
    }

    @Test func usesTemplatesOfReceiverAndRoute() async throws {
        let options: [String: IntegrationOptions.Value] = [
            "title": .string("T {alert_name}"), "text": .string("*{status}* <https://runbook|help> {actual_value}"),
        ]
        let content = NotifyScene.content { content in
            content.actualValue = .text("<!channel>")
            content.template = ["title": "Route {alert_name} <b>"]
        }
        let payload = try await payload(content, options)
        #expect(payload["blocks"]?[0]?["text"]?["text"] == "Route hot &lt;b&gt;")
        #expect(payload["blocks"]?[1]?["text"]?["text"] == "*ALERT* <https://runbook|help> &lt;!channel&gt;")
        #expect(payload["blocks"]?.arrayValue?.count == 2)
    }

    @Test func ignoresATemplateThatIsNone() async throws {
        let payload = try await payload(NotifyScene.content { $0.template = ["title": "{nope}"] })
        #expect(payload["blocks"]?[0]?["text"]?["text"] == "hot")
    }

    @Test func staysWithinTheLimits() async throws {
        let long = String(repeating: "&é👩‍👩‍👧‍👦<", count: 900)
        let payload = try await payload(
            NotifyScene.content(long) { content in
                content.description = long
                content.actualValue = .text(long)
                content.threshold = .text(long)
                content.identity = [IdentityColumn("i", .text(long))]
                content.error = RunFailure(code: .query, message: long)
                content.severity = .info
                content.reason = .retell
                content.valueAtOpening = .text(long)
                content.context = (0..<40).map { ContextValue("k\($0)", .text(long)) }
            })
        let blocks = try #require(payload["blocks"]?.arrayValue)
        #expect(blocks.count == 3)
        #expect(try length(blocks[0]["text"]?["text"]) <= 150)
        let fields = try #require(blocks[1]["fields"]?.arrayValue)
        #expect(fields.count <= 10)
        for field in fields { #expect(try length(field["text"]) <= 2000) }
        #expect(try length(blocks[2]["text"]?["text"]) <= 3000)
        #expect(try length(payload["text"]) <= 3000)
    }

    private func length(_ json: JSONValue?) throws -> Int {
        let text = try #require(json?.stringValue)
        let rest = text.replacing("&amp;", with: "").replacing("&lt;", with: "").replacing("&gt;", with: "")
        #expect(!rest.contains("&"), "an entity was cut: \(text.suffix(10))")
        return text.utf16.count
    }

    @Test(arguments: [
        ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("", 0, ""), ("a&amp;b", 7, "a&amp;b"), ("a&amp;bc", 7, "a&amp;…"),
        ("a&amp;b", 6, "a…"), ("a&amp;b", 4, "a…"), ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 12, "👩‍👩‍👧‍👦…"),
    ])
    func cuts(text: String, limit: Int, expected: String) {
        #expect(SlackText.cut(text, to: limit) == expected)
    }

    @Test(
        arguments: [
            (SinkAnswer.status(200, body: "ok\n"), nil, nil),
            (.status(200, body: "no_service"), SentinelError.Code.rejected, false),
            (.status(200, body: "<html>Sign in</html>"), .unexpectedAnswer, true),
            (.status(200), .unexpectedAnswer, true),
            (.status(400, body: "invalid_payload"), .rejected, false),
            (.status(403, body: "action_prohibited"), .rejected, false),
            (.status(404, body: "channel_not_found"), .rejected, false),
            (.status(410, body: "channel_is_archived"), .rejected, false),
            (.status(403, body: "invalid_token"), .rejected, false), (.status(403), .authentication, false),
            (.status(404, body: "no_team"), .rejected, false),
            (.status(500, body: "rollup_error"), .receiverFailed, true),
            (.status(429, body: "rate_limited"), .rateLimited, true),
            (.redirect(to: "http://127.0.0.1:1"), .rejected, false),
            (.status(500, body: "ok"), .receiverFailed, true),
        ] as [(SinkAnswer, SentinelError.Code?, Bool?)])
    func answers(answer: SinkAnswer, code: SentinelError.Code?, isRetryable: Bool?) async throws {
        let sink = try HTTPSink([answer])
        defer { sink.stop() }
        let error = await (try notifier(sink)).failure()
        #expect((error?.code, error?.isRetryable) == (code, isRetryable))
        #expect(error?.description.contains("s3cret") != true)
    }

    @Test func passesOnTheWaitThatWasAskedFor() async throws {
        let sink = try HTTPSink([.status(429, headers: [.init("Retry-After", "30")])])
        defer { sink.stop() }
        #expect(await (try notifier(sink)).failure()?.retryAfter == .seconds(30))
    }

    @Test(arguments: [
        ("https://hooks.slack.com/services/T/B/X", true, true), ("https://hooks.slack-gov.com/services/x", false, true),
        ("http://mattermost.example/hooks/x", false, true), ("ftp://x/", false, false), ("", false, false),
        ("hooks.slack.com/x", false, false), ("https://hooks.slack.com.evil.example/", false, true),
    ])
    func addresses(url: String, isOriginal: Bool, isCurrent: Bool) {
        let options = IntegrationOptions(["webhook_url": .literal(url)])
        let slack = IntegrationDescriptor.slack
        #expect(slack.validate(options, .original).isEmpty == isOriginal)
        #expect(slack.validate(options, .current).isEmpty == isCurrent)
        #expect(
            (slack.validate(options, .original) + slack.validate(options, .current)).allSatisfy {
                url.isEmpty || !$0.message.contains(url)
            })
    }

    @Test func needsItsParts() {
        #expect(throws: SentinelError.self) { try SlackNotifier(IntegrationOptions(), NotifyScene.context()) }
        let options = IntegrationOptions(["webhook_url": .literal("https://h/")])
        #expect(throws: SentinelError.self) { try SlackNotifier(options, NotifyScene.context(client: nil)) }
    }
}
