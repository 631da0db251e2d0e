import SentinelModels
import SentinelTesting
import SentinelTransport
import Testing

@Suite(.timeLimit(.minutes(1))) struct SMTPTransferTests {
    let client = TransportClient()
    static let message = "Subject: hi\r\n\r\nfirst\r\n.dot\r\n..two\r\n.\r\nlast\r\n"

    @Test func handsOverAMail() async throws {
        let sink = try SMTPSink()
        defer { sink.stop() }
        let receipt = try await client.send(mail(sink))
        #expect(receipt.reply == "250 2.0.0 queued as sink1")
        let mail = try #require(sink.mails.first)
        #expect((mail.from, mail.recipients) == ("me@example.com", ["a@example.com", "b@example.com"]))
        #expect(mail.text == Self.message)
        #expect(mail.username == nil)
    }

    @Test(arguments: [true, false])
    func logsIn(offersPlain: Bool) async throws {
        let sink = try SMTPSink(
            login: .init(username: "u@example.com", password: "s3 cret:ä", offersPlain: offersPlain))
        defer { sink.stop() }
        _ = try await client.send(mail(sink, login: ("u@example.com", "s3 cret:ä")))
        #expect(sink.mails.map(\.username) == ["u@example.com"])
    }

    @Test func saysWhenTheLoginIsWrong() async throws {
        let sink = try SMTPSink(login: .init(username: "u", password: "right"))
        defer { sink.stop() }
        let error = await failure(mail(sink, login: ("u", "s3cret")))
        #expect((error?.code, error?.isRetryable) == (.authentication, false))
        #expect(error.map { "\($0)\($0.underlying ?? "")".contains("s3cret") } == false)
        #expect(sink.mails.isEmpty)
    }

    @Test func needsALogin() async throws {
        let sink = try SMTPSink(login: .init(username: "u", password: "right"))
        defer { sink.stop() }
        #expect(await failure(mail(sink))?.code == .authentication)
    }

    @Test(arguments: [
        (SMTPSink.Stage.greeting, "554 no", SentinelError.Code.rejected, false),
        (.greeting, "421 later", .receiverFailed, true), (.sender, "550 5.1.8 bad sender", .rejected, false),
        (.sender, "451 4.3.0 try again", .receiverFailed, true), (.recipient, "550 5.1.1 unknown", .rejected, false),
        (.recipient, "450 4.2.1 grey", .receiverFailed, true), (.data, "554 5.7.1 no", .rejected, false),
        (.message, "552 5.3.4 too big", .rejected, false), (.message, "451 4.7.1 later", .receiverFailed, true),
        (.recipient, "421 4.3.2 closing", .receiverFailed, true),
    ])
    func refusals(stage: SMTPSink.Stage, reply: String, code: SentinelError.Code, isRetryable: Bool) async throws {
        let sink = try SMTPSink([stage: [.say(reply)]])
        defer { sink.stop() }
        let error = await failure(mail(sink))
        #expect((error?.code, error?.isRetryable) == (code, isRetryable), "\(error?.description ?? "taken")")
        #expect(error?.message == "the mail server 127.0.0.1:\(sink.port) answered \(reply)")
        #expect(sink.mails.isEmpty)
    }

    /// One refused recipient is reason enough to send to nobody.
    @Test func sendsToAllOrNobody() async throws {
        let sink = try SMTPSink([.recipient: [.accept, .say("550 5.1.1 unknown")]])
        defer { sink.stop() }
        #expect(await failure(mail(sink))?.code == .rejected)
        #expect(sink.mails.isEmpty)
        #expect(!sink.commands.contains("DATA"))
    }

    @Test func fallsBackToHELO() async throws {
        let sink = try SMTPSink([.hello: [.say("502 5.5.1 what")]])
        defer { sink.stop() }
        _ = try await client.send(mail(sink))
        #expect(sink.mails.count == 1)
    }

    @Test(arguments: [SMTPSink.Stage.greeting, .hello, .sender, .recipient, .data, .message])
    func silence(stage: SMTPSink.Stage) async throws {
        let elapsed = try await Elapsed.best(below: .seconds(1)) {
            let sink = try SMTPSink([stage: [.hang]])
            defer { sink.stop() }
            var transfer = mail(sink)
            transfer.timeout = .milliseconds(300)
            let start = ContinuousClock.now
            let error = await failure(transfer)
            #expect((error?.code, error?.isRetryable) == (.timeout, true))
            return ContinuousClock.now - start
        }
        #expect(elapsed < .seconds(1))
    }

    @Test(arguments: [SMTPSink.Stage.greeting, .hello, .sender, .recipient, .data, .message])
    func lostConnections(stage: SMTPSink.Stage) async throws {
        let sink = try SMTPSink([stage: [.reset]])
        defer { sink.stop() }
        let error = await failure(mail(sink))
        #expect(error?.isRetryable == true, "\(error?.description ?? "taken")")
    }

    /// A server that never answers QUIT must not keep the others waiting.
    @Test func doesNotWaitForTheGoodbye() async throws {
        let elapsed = try await Elapsed.best(below: .seconds(1)) {
            let slow = try SMTPSink([.quit: [.hang]])
            defer { slow.stop() }
            let refusing = try SMTPSink([.recipient: [.say("550 no")], .quit: [.hang]])
            defer { refusing.stop() }
            let start = ContinuousClock.now
            #expect(try await client.send(mail(slow)).reply.hasPrefix("250"))
            #expect(await failure(mail(refusing))?.code == .rejected)
            return ContinuousClock.now - start
        }
        #expect(elapsed < .seconds(1))
    }

    @Test func opensAConnectionForEachMail() async throws {
        let sink = try SMTPSink()
        defer { sink.stop() }
        for _ in 0..<3 { _ = try await client.send(mail(sink)) }
        #expect((sink.connectionCount, sink.mails.count) == (3, 3))
    }

    @Test(arguments: [(SMTPSink.Stage.data, "DATA"), (.message, "DATA"), (.hello, "EHLO")])
    func cancelsAtOnce(stage: SMTPSink.Stage, command: String) async throws {
        let elapsed = try await Elapsed.best(below: .seconds(1)) {
            let sink = try SMTPSink([stage: [.hang]])
            defer { sink.stop() }
            var transfer = mail(sink)
            transfer.timeout = .seconds(60)
            let task = Task { [transfer] in await failure(transfer) }
            #expect(await sink.waitForCommand(command))
            let start = ContinuousClock.now
            task.cancel()
            #expect(await task.value?.code == .cancelled)
            return ContinuousClock.now - start
        }
        #expect(elapsed < .seconds(1))
    }

    @Test func shutdownEndsTransfers() async throws {
        let sink = try SMTPSink([.data: [.hang]])
        defer { sink.stop() }
        let own = TransportClient()
        let transfer = mail(sink)
        let task = Task { try await own.send(transfer) }
        #expect(await sink.waitForCommand("DATA"))
        await own.shutdown()
        await #expect(throws: SentinelError.self) { try await task.value }
        await #expect(throws: SentinelError.self) { try await own.send(transfer) }
    }

    /// A server without STARTTLS is told nothing, least of all a password.
    @Test func neverFallsBackToClearText() async throws {
        let sink = try SMTPSink(login: .init(username: "u", password: "s3cret"))
        defer { sink.stop() }
        var transfer = mail(sink, login: ("u", "s3cret"))
        transfer.security = .startTLS
        let error = await failure(transfer)
        #expect((error?.code, error?.isRetryable) == (.tls, true))
        #expect(sink.commands.allSatisfy { $0.hasPrefix("EHLO") || $0.hasPrefix("QUIT") })
    }

    @Test(arguments: ["a@b>\r\nRCPT TO:<evil@x", "a@b\0", "", "a b@c"])
    func refusesAddresses(address: String) async throws {
        let sink = try SMTPSink()
        defer { sink.stop() }
        for (from, recipients) in [(address, ["a@b"]), ("a@b", ["ok@b", address])] {
            var transfer = mail(sink)
            transfer.envelope = MailEnvelope(from: from, recipients: recipients)
            #expect(await failure(transfer)?.code == .configuration)
        }
        #expect(sink.connectionCount == 0)
    }

    @Test(arguments: ["", "a/b", "user@host", "a b", "h\r\n", "h?x", "h#x"])
    func refusesHosts(host: String) async throws {
        var transfer = mail(try SMTPSink())
        transfer.host = host
        let error = await failure(transfer)
        #expect((error?.code, error?.isRetryable) == (.configuration, false))
    }

    @Test func refusesAMailToNobody() async throws {
        var transfer = mail(try SMTPSink())
        transfer.envelope.recipients = []
        #expect(await failure(transfer)?.code == .configuration)
    }

    @Test func obeysTheEgressPolicy() async throws {
        let sink = try SMTPSink()
        defer { sink.stop() }
        var transfer = mail(sink)
        transfer.egress = EgressPolicy(mode: .strict)
        for security in MailTransfer.Security.allCases {
            transfer.security = security
            let error = await failure(transfer)
            #expect((error?.code, error?.isRetryable) == (.egressDenied, false))
        }
        #expect(sink.connectionCount == 0)
    }

    private func mail(_ sink: SMTPSink, login: (name: String, password: String)? = nil) -> MailTransfer {
        MailTransfer(
            host: "127.0.0.1", port: sink.port, security: .none,
            credentials: login.map { .init(username: $0.name, password: Secret($0.password)) },
            envelope: MailEnvelope(from: "me@example.com", recipients: ["a@example.com", "b@example.com"]),
            message: Array(Self.message.utf8))
    }

    private func failure(_ mail: MailTransfer) async -> SentinelError? {
        do throws(SentinelError) {
            _ = try await client.send(mail)
            return nil
        } catch {
            return error
        }
    }
}
