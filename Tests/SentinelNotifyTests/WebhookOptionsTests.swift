import SentinelModels
import Testing

@testable import SentinelNotify

@Suite struct WebhookOptionsTests {
    private func faults(
        _ options: [String: IntegrationOptions.Value], _ strictness: IntegrationDescriptor.Strictness = .current
    ) -> [IntegrationDescriptor.Fault] {
        var values = options
        values["url"] = values["url"] ?? .literal("https://example.com/s3cret")
        return IntegrationDescriptor.webhook.validate(IntegrationOptions(values), strictness)
    }

    @Test func acceptsWhatIsRight() {
        #expect(faults([:]).isEmpty)
        #expect(faults(["url": .secret(.environment(name: "WEBHOOK_URL"))]).isEmpty)
        #expect(faults(["headers": .secretMap([.literal("X-A", "b"), .init("X-B", .file(path: "/x"))])]).isEmpty)
        #expect(faults(["auth": .group(["type": .string("bearer"), "token": .secret(.file(path: "/t"))])]).isEmpty)
    }

    @Test(arguments: ["ftp://example.com/h", "file:///x", "", "example.com", "https://a b/"])
    func urls(url: String) {
        #expect(faults(["url": .literal(url)]).map(\.severity) == [.error])
        #expect(faults(["url": .literal(url)], .original).map(\.severity) == [.warning])
        #expect(faults(["url": .literal(url)]).allSatisfy { $0.option == "url" && !$0.message.contains("example") })
    }

    @Test(
        arguments: [
            (["type": .string("bearer")], "'auth' of this type needs 'token'"),
            (["type": .string("basic"), "username": .string("u")], "'auth' of this type needs 'password'"),
            (["type": .string("basic"), "password": .literal("p")], "'auth' of this type needs 'username'"),
            (
                ["type": .string("basic"), "username": .string("a:b"), "password": .literal("p")],
                "'username' has a colon"
            ),
            (["type": .string("header"), "value": .literal("v")], "'auth' of this type needs 'name'"),
            (
                ["type": .string("header"), "name": .string("Host"), "value": .literal("v")],
                "the header of 'auth' is set by the connection and cannot be given"
            ),
            ([:], "'auth' needs the 'type' bearer, basic or header"),
        ] as [([String: IntegrationOptions.Value], String)])
    func authorization(group: [String: IntegrationOptions.Value], message: String) {
        #expect(faults(["auth": .group(group)]).map(\.message) == [message])
    }

    @Test(arguments: [
        ("Host", "x"), ("Content-Length", "5"), ("A B", "x"), ("X", "s3cret\r\ny"), ("webhook-id", "1"),
        ("Webhook-Signature", "v1,x"), ("Transfer-Encoding", "chunked"),
    ])
    func headers(name: String, value: String) {
        for strictness in [IntegrationDescriptor.Strictness.current, .original] {
            let faults = faults(["headers": .secretMap([.literal(name, value)])], strictness)
            #expect(faults.count == 1)
            #expect(faults.allSatisfy { $0.option == "headers" && !$0.message.contains("s3cret") })
        }
    }

    @Test func headerAndAuthExcludeEachOther() {
        let group: [String: IntegrationOptions.Value] = ["type": .string("bearer"), "token": .literal("t")]
        let headers = IntegrationOptions.Value.secretMap([.literal("authorization", "x")])
        #expect(faults(["auth": .group(group), "headers": headers]).count == 1)
        #expect(faults(["headers": headers]).isEmpty)
    }

    @Test(arguments: ["abc", "99", "600", "204-200", "2x", "0xx", "6xx", "", "200-", "-200", "200-204-209"])
    func statuses(text: String) {
        let faults = faults(["expect": .group(["status": .list([text])])])
        #expect(faults.map(\.option) == ["expect"])
    }

    @Test(arguments: [
        (#"{"a": {actual_value}, "b": "{alert_name}"}"#, nil), (#"{"a": [1, {"b": {}}]}"#, nil), (#""{status}""#, nil),
        (#"{"a": "{alertname}"}"#, "unknown placeholder '{alertname}'"),
        (#"{"a": }"#, "the body is no JSON: expected a value"), ("{status}: {alert_name}", "the body is no JSON"),
    ])
    func bodies(body: String, message: String?) {
        let faults = faults(["body": .string(body)])
        #expect(faults.map { $0.message.hasPrefix(message ?? "-") } == (message == nil ? [] : [true]))
    }

    @Test func bodiesOfOtherTypesNeedNotBeJSON() {
        let headers = IntegrationOptions.Value.secretMap([.literal("Content-Type", "text/plain")])
        #expect(faults(["body": .string("{status}!"), "headers": headers]).isEmpty)
    }

    @Test func signingSecrets() {
        #expect(faults(["signing_secret": .literal("s3cret")]).map(\.option) == ["signing_secret"])
        #expect(faults(["signing_secret": .literal("s3cret")]).allSatisfy { !$0.message.contains("s3cret") })
        #expect(faults(["signing_secret": .secret(.file(path: "/x"))]).isEmpty)
    }

    @Test(arguments: [
        ("application/json", DocumentTemplate.Format.json), ("application/json; charset=utf-8", .json),
        ("APPLICATION/CLOUDEVENTS+JSON", .json), ("text/plain", .plain), ("application/x-www-form-urlencoded", .form),
        ("text/html", .markup), ("application/soap+xml", .markup), ("", .plain),
    ])
    func formats(type: String, format: DocumentTemplate.Format) {
        #expect(DocumentTemplate.Format(contentType: type) == format)
    }

    @Test(arguments: [
        (
            DocumentTemplate.Format.json,
            #""{alert_name}" {alert_name} "\"{severity}" {severity} {actual_value} {error}"#,
            #""a <\"&> ü" "a <\"&> ü" "\"" null null null"#
        ),
        (.plain, "{alert_name}|{actual_value}|{x", "a <\"&> ü|None|{x"),
        (.form, "t={alert_name}&s={status}", "t=a%20%3C%22%26%3E%20%C3%BC&s=ALERT"),
        (.markup, "<b>{alert_name}</b>{}", "<b>a &lt;&quot;&amp;&gt; ü</b>{}"),
    ])
    func rendering(format: DocumentTemplate.Format, source: String, expected: String) throws {
        let fields = MessageFields(NotifyScene.message(NotifyScene.content("a <\"&> ü")))
        #expect(try DocumentTemplate(source).rendered(fields, as: format) == expected)
    }

    @Test func everyNameIsJSON() throws {
        let source = "[" + TemplateField.allCases.map { "{\($0.rawValue)}" }.joined(separator: ",") + "]"
        let json = try JSONValue(parsing: DocumentTemplate(source).rendered(.sample, as: .json))
        #expect(json.arrayValue?.count == TemplateField.allCases.count)
    }
}
