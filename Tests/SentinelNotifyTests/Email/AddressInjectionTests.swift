import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelNotify

/// Addresses that carry more than an address: refused before a server is spoken to, or sent as exactly one.
@Suite("Addresses inject nothing", .timeLimit(.minutes(2))) struct AddressInjectionTests {
    static let shapes: [@Sendable (String) -> String] = [
        { "a@example.com\($0)" }, { "\($0)@example.com" }, { "\($0) <a@example.com>" },
        { "\"\($0)\" <a@example.com>" },
    ]

    @Test(arguments: HostileTexts.headers)
    func recipients(text: String) async throws {
        let sink = try SMTPSink()
        defer { sink.stop() }
        var sent = 0
        for shape in Self.shapes {
            for option in ["recipients", "from", "reply_to"] {
                let address = shape(text)
                var values: [String: IntegrationOptions.Value] = [
                    "host": .string("127.0.0.1"), "port": .integer(Int64(sink.port)), "security": .string("none"),
                    "recipients": .list(["to@example.com"]), "from": .string("from@example.com"),
                ]
                values[option] = option == "recipients" ? .list([address]) : .string(address)
                let options = IntegrationOptions(values)
                let faults = IntegrationDescriptor.email.validate(options, .current)
                guard let notifier = try? EmailNotifier(options, NotifyScene.context()) else {
                    #expect(faults.contains { $0.severity == .error && $0.option == option })
                    // Short texts such as "x" may be a part of any sentence.
                    #expect(text.count < 12 || !faults.contains { $0.message.contains(text) })
                    continue
                }
                if option == "recipients", faults.contains(where: { $0.severity == .error }) {
                    // The original's format takes it; then it is refused when it is to be sent to.
                    let error = await #expect(throws: SentinelError.self) {
                        try await notifier.deliver(NotifyScene.message(), NotifyScene.delivery())
                    }
                    #expect(error?.code == .rejected && error?.isRetryable == false)
                    #expect(text.count < 12 || !faults.contains { $0.message.contains(text) })
                    continue
                }
                #expect(!faults.contains { $0.severity == .error })
                _ = try await notifier.deliver(NotifyScene.message(), NotifyScene.delivery())
                sent += 1
                let mail = try #require(sink.mails.last)
                #expect(mail.recipients.count == 1)
                #expect(
                    ([mail.from] + mail.recipients).allSatisfy { !$0.contains("evil") || address.hasPrefix("RCPT") })
                let parsed = try ParsedMail(mail.message)
                #expect(parsed.headers["Bcc"] == nil && parsed.headers["bcc"] == nil)
                #expect(parsed.headers.values.allSatisfy { $0.count == 1 })
            }
        }
        #expect(sink.mails.count == sent)
        #expect(sink.commands.count { $0.hasPrefix("RCPT TO:") } == sent)
        #expect(sink.commands.count { $0.hasPrefix("MAIL FROM:") } == sent)
    }

    @Test("fifty recipients are the most", arguments: [(1, nil), (50, nil), (51, "has more than 50 recipients")])
    func recipientLimit(count: Int, message: String?) {
        let options = IntegrationOptions([
            "host": .string("h"), "recipients": .list((0..<count).map { "a\($0)@example.com" }),
            "from": .string("b@example.com"),
        ])
        #expect(IntegrationDescriptor.email.validate(options, .current).map(\.message) == (message.map { [$0] } ?? []))
    }

    @Test(
        "what is wrong with an address is said, without repeating it",
        arguments: [
            ("a b@c", "has a blank or control character"), ("a@b@c", "is not of the form name@domain"),
            ("@c", "is not of the form name@domain"), ("a@", "is not of the form name@domain"),
            ("nobody", "is not of the form name@domain"), ("a@-b", "has no domain after the '@'"),
            ("a@b..c", "has no domain after the '@'"), ("ä@b", "has a character that is not ASCII"),
            ("a(b)@c", "has the character '('"), ("a@b\u{7}", "has a control character"), ("<>", "is empty"),
            ("Ann <a@b> x", "has text after '>'"), ("Ann \"A\" <a@b>", "has a quote, backslash or bracket in its name"),
            ("Doe, Ann <a@b>", "has a comma, colon or '@' in a name without quotes; write each address by itself"),
            (String(repeating: "a", count: 65) + "@b", "has more than 64 characters before the '@'"),
            (String(repeating: "a", count: 201) + " <a@b>", "has a name longer than 200 characters"),
            ("a@" + String(repeating: "b.", count: 140) + "c", "is longer than 254 characters"),
            ("a@" + String(repeating: "b", count: 64), "has no domain after the '@'"),
        ])
    func reasons(text: String, reason: String) {
        #expect(throws: MailAddress.Invalid(reason: reason)) { try MailAddress(text) }
    }

    @Test(
        "a login that is no address as the sender is worth a warning",
        arguments: [
            ("apikey", nil, 1), ("apikey", "a@example.com", 0), ("me@example.com", nil, 0),
        ] as [(String, String?, Int)])
    func senders(username: String, from: String?, count: Int) {
        var values: [String: IntegrationOptions.Value] = [
            "host": .string("h"), "recipients": .list(["a@b"]), "username": .string(username),
            "password": .literal("p"),
        ]
        values["from"] = from.map { .string($0) }
        let faults = IntegrationDescriptor.email.validate(IntegrationOptions(values), .current)
        #expect(faults.map(\.severity) == Array(repeating: .warning, count: count))
        #expect(faults.allSatisfy { $0.message == "the sender, taken from 'username', is no address" })
    }
}
