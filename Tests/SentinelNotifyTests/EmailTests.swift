import Foundation
import SentinelModels
import SentinelTesting
import SentinelTransport
import Testing

@testable import SentinelNotify

@Suite(.timeLimit(.minutes(1))) struct EmailTests {
    private func options(_ sink: SMTPSink, _ more: [String: IntegrationOptions.Value] = [:]) -> IntegrationOptions {
        let base: [String: IntegrationOptions.Value] = [
            "host": .string("127.0.0.1"), "port": .integer(Int64(sink.port)), "use_tls": .boolean(false),
            "recipients": .list(["a@example.com", "Bea <b@example.com>"]), "from": .string("Wächter <w@example.org>"),
        ]
        return IntegrationOptions(base.merging(more) { $1 })
    }

    private func mail(
        _ content: NotificationContent = NotifyScene.content(), _ more: [String: IntegrationOptions.Value] = [:],
        references: [String] = [], id: String = "msg-1"
    ) async throws -> ParsedMail {
        let sink = try SMTPSink()
        defer { sink.stop() }
        let notifier = try EmailNotifier(options(sink, more), NotifyScene.context())
        let receipt = try await notifier.deliver(
            NotifyScene.message(content, id: id), NotifyScene.delivery(references: references))
        #expect(receipt.reference == "<\(id)@example.org>")
        #expect(receipt.detail == "250 2.0.0 queued as sink1")
        let mail = try #require(sink.mails.first)
        #expect((mail.from, mail.recipients) == ("w@example.org", ["a@example.com", "b@example.com"]))
        return try ParsedMail(mail.message)
    }

    @Test func hasTheHeadersOfAMail() async throws {
        let mail = try await mail()
        #expect(mail.headers["From"] == ["=?UTF-8?B?V8OkY2h0ZXI=?= <w@example.org>"])
        #expect(mail.headers["To"] == ["a@example.com, \"Bea\" <b@example.com>"])
        #expect(mail.headers["Subject"] == ["[SQL Sentinel] Alert: hot"])
        #expect(mail.headers["Date"] == ["Mon, 23 Nov 2026 09:00:00 +0000"])
        #expect(mail.headers["Message-ID"] == ["<msg-1@example.org>"])
        #expect(mail.headers["Auto-Submitted"] == ["auto-generated"])
        #expect(mail.headers["MIME-Version"] == ["1.0"])
        #expect(mail.headers["X-SQLSentinel-Alert"] == ["hot"])
        #expect(mail.headers["X-SQLSentinel-Event"] == ["firing"])
        #expect(mail.headers["List-Id"]?.first?.hasSuffix(".alerts.example.org>") == true)
        #expect(mail.headers["In-Reply-To"] == nil)
        #expect(mail.headers["Bcc"] == nil)
    }

    @Test func hasTextAndHTML() async throws {
        let content = NotifyScene.content("Umsatz <b>") { content in
            content.description = "Zeile 1\nZeile 2"
            content.actualValue = .decimal("1.50")
            content.threshold = .integer(3)
            content.context = [ContextValue("region", .text("eu\nBcc: x")), ContextValue("n", .null)]
            content.severity = .critical
            content.annotations = ["runbook": "https://example.com/?a&b"]
        }
        let mail = try await mail(content)
        #expect(
            mail.text == """
                Alert: Umsatz <b>
                Description: Zeile 1
                Zeile 2
                Status: ALERT
                Actual Value: 1.50
                Threshold: 3

                Additional Context:
                  region: eu Bcc: x
                  n: None

                Severity: critical

                runbook: https://example.com/?a&b

                Time: 2026-11-23T09:00:00Z
                Run: run-1

                """)
        #expect(mail.html.contains("<b>Alert: Umsatz &lt;b&gt;</b>"))
        #expect(mail.html.contains("<td>Zeile 1<br>Zeile 2</td>"))
        #expect(mail.html.contains("https://example.com/?a&amp;b"))
    }

    @Test func tellsHowAnEpisodeEnds() async throws {
        let content = NotifyScene.content(event: .resolved, status: "OK") { content in
            content.actualValue = .integer(1)
            content.valueAtOpening = .integer(9)
            content.episode.openedAt = NotifyScene.time.advanced(by: .seconds(-3661))
        }
        let mail = try await mail(content)
        #expect(mail.headers["Subject"] == ["[SQL Sentinel] Resolved: hot"])
        #expect(mail.text.contains("\n\nEvent: resolved\nDuration: 1h1m1s\nValue at Start: 9\n"))
    }

    @Test(arguments: [
        (EventKind.firing, "Alert"), (.resolved, "Resolved"), (.error, "Error"), (.noData, "No data"),
        (.recovered, "Recovered"), (.reminder, "Reminder"),
    ])
    func subjects(event: EventKind, word: String) async throws {
        let mail = try await mail(NotifyScene.content(event: event))
        #expect(mail.headers["Subject"] == ["[SQL Sentinel] \(word): hot"])
    }

    @Test(arguments: [
        (["subject": "{alert_name}: {status} {actual_value}/{threshold}"], "hot: ALERT None/None"),
        (["subject": "Größe {alert_name}"], "Größe hot"), (["subject": "{severity}"], "hot"),
        (["subject": "{nope}"], "[SQL Sentinel] Alert: hot"), ([:], "Receiver hot"),
    ])
    func subjectTemplates(template: [String: String], expected: String) async throws {
        let mail = try await mail(
            NotifyScene.content { $0.template = template },
            template.isEmpty ? ["subject": .string("Receiver {alert_name}")] : [:])
        #expect(mail.decoded("Subject") == expected)
    }

    @Test func joinsTheThread() async throws {
        let references = (1...14).map { "<m\($0)@example.org>" } + ["<bad\r\nBcc: x@y>", "none", "<a b@c>", "<x>"]
        let mail = try await mail(references: references)
        #expect(mail.headers["In-Reply-To"] == ["<m14@example.org>"])
        let kept = try #require(mail.headers["References"]?.first).split(separator: " ").map(String.init)
        #expect(kept == ["<m1@example.org>"] + (6...14).map { "<m\($0)@example.org>" })
    }

    @Test func answersGoWhereTheyShould() async throws {
        let mail = try await mail(NotifyScene.content(), ["reply_to": .string("Team <team@example.com>")])
        #expect(mail.headers["Reply-To"] == ["\"Team\" <team@example.com>"])
    }

    @Test func linesAreShort() async throws {
        let name = String(repeating: "längerer Name ", count: 60)
        let content = NotifyScene.content(name) { content in
            content.context = (0..<10).map {
                ContextValue("k\($0)", .text(String(repeating: "x\u{1F600}", count: 9000)))
            }
        }
        let mail = try await mail(content, ["recipients": .list(["a@example.com", "Bea <b@example.com>"])])
        #expect(mail.lines.allSatisfy { $0.utf8.count <= 78 })
        #expect(mail.lines.allSatisfy { $0.utf8.allSatisfy { (32...126).contains($0) } })
        #expect(mail.decoded("Subject").hasPrefix("[SQL Sentinel] Alert: längerer Name längerer"))
        #expect(mail.text.hasSuffix("…\n"))
    }

    @Test(
        arguments: [
            ([:], nil, "w@example.org"), (["from": nil], nil, "sqlsentinel@localhost"),
            (["from": nil, "username": .string("me@example.com")], nil, "me@example.com"),
            (["from": nil, "username": .string("apikey")], nil, "apikey"),
        ] as [([String: IntegrationOptions.Value?], String?, String)])
    func senders(changes: [String: IntegrationOptions.Value?], _: String?, sender: String) async throws {
        let sink = try SMTPSink()
        defer { sink.stop() }
        var options = options(sink)
        for (name, value) in changes { options.values[name] = value }
        _ = try await EmailNotifier(options, NotifyScene.context()).deliver(
            NotifyScene.message(), NotifyScene.delivery())
        #expect(sink.mails.map(\.from) == [sender])
    }

    @Test(
        arguments: [
            (["username": .string("u"), "password": .literal("p")], "u"), (["username": .string("u")], nil),
            (["password": .literal("p")], nil), (["username": .string("u"), "password": .literal("")], nil),
        ] as [([String: IntegrationOptions.Value], String?)])
    func logsInOnlyWithBoth(options more: [String: IntegrationOptions.Value], name: String?) async throws {
        let sink = try SMTPSink(login: name.map { .init(username: $0, password: "p") })
        defer { sink.stop() }
        _ = try await EmailNotifier(options(sink, more), NotifyScene.context())
            .deliver(NotifyScene.message(), NotifyScene.delivery())
        #expect(sink.mails.map(\.username) == [name])
    }

    @Test(
        arguments: [
            ([:], MailTransfer.Security.startTLS), (["port": .integer(465)], .implicit),
            (["port": .integer(25)], .startTLS),
            (["use_tls": .boolean(false)], .none), (["use_tls": .boolean(true), "port": .integer(465)], .implicit),
            (["use_tls": .boolean(false), "security": .string("implicit")], .implicit),
            (["port": .integer(465), "security": .string("starttls")], .startTLS),
            (["security": .string("none")], .none),
        ] as [([String: IntegrationOptions.Value], MailTransfer.Security)])
    func security(more: [String: IntegrationOptions.Value], expected: MailTransfer.Security) throws {
        let base: [String: IntegrationOptions.Value] = ["host": .string("h"), "recipients": .list(["a@b"])]
        let options = try EmailOptions(IntegrationOptions(base.merging(more) { $1 }), receiver: "ops")
        #expect(options.security == expected)
        #expect(options.port == more["port"].map { _ in Int(IntegrationOptions(more).integer("port") ?? 0) } ?? 587)
    }

    @Test(
        arguments: [
            (["recipients": .list([])], "recipients"), (["recipients": .list(["@"])], "recipients"),
            (["recipients": .list(["a@b, c@d"])], "recipients"),
            (["recipients": .list(["a@b\r\nBcc: c@d"])], "recipients"),
            (["recipients": .list((0...50).map { "a\($0)@b" })], "recipients"), (["from": .string("nobody")], "from"),
            (["reply_to": .string("x y@z")], "reply_to"), (["username": .string("a b")], "username"),
        ] as [([String: IntegrationOptions.Value], String)])
    func faults(more: [String: IntegrationOptions.Value], option: String) {
        let base: [String: IntegrationOptions.Value] = [
            "host": .string("h"), "recipients": .list(["a@b"]), "password": .literal("s3cret"),
        ]
        let options = IntegrationOptions(base.merging(more) { $1 })
        let errors = IntegrationDescriptor.email.validate(options, .current).filter { $0.severity == .error }
        #expect(errors.map(\.option) == [option])
    }

    /// The original looks for an `@` and nothing else.
    @Test(arguments: ["@", "a@", "@b", "a@b@c", "a@b, c@d", "a b@c", "a@b\r\nBcc: c@d", "Ann <a@b", "ü@b"])
    func originalRecipients(text: String) async throws {
        let sink = try SMTPSink()
        defer { sink.stop() }
        let alone = options(sink, ["recipients": .list([text])])
        let faults = IntegrationDescriptor.email.validate(alone, .original)
        #expect(faults.map(\.severity) == [.warning] && faults[0].option == "recipients")
        #expect(faults[0].message.hasPrefix("recipient 1 ") && !faults[0].message.contains("c@d"))
        #expect(faults[0].hint == "no mail is sent there: write name@example.com")
        #expect(IntegrationDescriptor.email.validate(alone, .current).map(\.severity) == [.error])
        let error = await #expect(throws: SentinelError.self) {
            try await EmailNotifier(alone, NotifyScene.context()).deliver(
                NotifyScene.message(), NotifyScene.delivery())
        }
        #expect(error == SentinelError(.rejected, "none of the recipients is a mail address", isRetryable: false))
        let both = options(sink, ["recipients": .list([text, "a@example.com"])])
        _ = try await EmailNotifier(both, NotifyScene.context()).deliver(NotifyScene.message(), NotifyScene.delivery())
        #expect(sink.mails.map(\.recipients) == [["a@example.com"]])
    }

    @Test(
        arguments: [
            (["recipients": .list([])], "recipients"), (["recipients": .list(["a"])], "recipients"),
            (["recipients": .list(["a@b", ""])], "recipients"),
            (["recipients": .list((0...50).map { "a\($0)@b" })], "recipients"), (["from": .string("@")], "from"),
            (["reply_to": .string("x y@z")], "reply_to"), (["username": .string("a b")], "username"),
        ] as [([String: IntegrationOptions.Value], String)])
    func originalFaults(more: [String: IntegrationOptions.Value], option: String) {
        let base: [String: IntegrationOptions.Value] = [
            "host": .string("h"), "recipients": .list(["a@b"]), "password": .literal("s3cret"),
        ]
        let options = IntegrationOptions(base.merging(more) { $1 })
        let errors = IntegrationDescriptor.email.validate(options, .original).filter { $0.severity == .error }
        #expect(errors.map(\.option) == [option])
        #expect(throws: SentinelError.self) { try EmailNotifier(options, NotifyScene.context()) }
    }

    @Test(
        arguments: [
            (["password": .literal("p"), "username": .string("u"), "security": .string("none")], ["password"]),
            (["password": .literal("p"), "username": .string("u")], []), (["username": .string("u")], ["username"]),
            (["password": .literal("p")], ["password"]),
            (
                [
                    "host": .string("localhost"), "password": .literal("p"), "username": .string("u"),
                    "use_tls": .boolean(false),
                ], []
            ),
        ] as [([String: IntegrationOptions.Value], [String])])
    func warnings(more: [String: IntegrationOptions.Value], expected: [String]) {
        let base: [String: IntegrationOptions.Value] = [
            "host": .string("h"), "recipients": .list(["a@b"]), "from": .string("c@d"),
        ]
        let faults = IntegrationDescriptor.email.validate(IntegrationOptions(base.merging(more) { $1 }), .current)
        #expect(faults.map(\.option) == expected)
        #expect(faults.allSatisfy { $0.severity == .warning })
    }

    @Test func needsItsParts() {
        let options = IntegrationOptions(["recipients": .list(["a@b"])])
        #expect(throws: SentinelError.self) { try EmailNotifier(options, NotifyScene.context()) }
        let whole = IntegrationOptions(["recipients": .list(["a@b"]), "host": .string("h")])
        #expect(throws: SentinelError.self) { try EmailNotifier(whole, NotifyScene.context(client: nil)) }
    }
}
