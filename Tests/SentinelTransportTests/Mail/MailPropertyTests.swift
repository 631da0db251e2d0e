import Foundation
import SentinelModels
import SentinelTesting
import SentinelTransport
import Testing

@Suite("Mails arrive as they were handed over", .timeLimit(.minutes(2))) struct MailPropertyTests {
    private let client = TransportClient()

    private func mail(_ sink: SMTPSink, _ body: String, recipients: [String] = ["a@example.com"]) -> MailTransfer {
        MailTransfer(
            host: "127.0.0.1", port: sink.port, security: .none,
            envelope: MailEnvelope(from: "me@example.com", recipients: recipients), message: Array(body.utf8))
    }

    @Test("whatever the lines begin with", arguments: 0..<25)
    func bodies(seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let lines = [".", "..", "", ".x", "...", "text", "QUIT", "MAIL FROM:<x@y>", ". ", "\t.", "From me"]
        var body = "Subject: x\r\n\r\n"
        // Up to several buffers of libcurl, so that a dot comes to stand at every place of one.
        for _ in 0..<Int.random(in: 1...400, using: &random) {
            body += lines.randomElement(using: &random) ?? ""
            body += String(repeating: "x", count: Int.random(in: 0...70, using: &random)) + "\r\n"
            body += (lines.randomElement(using: &random) ?? "") + "\r\n"
        }
        let sink = try SMTPSink()
        defer { sink.stop() }
        _ = try await client.send(mail(sink, body))
        #expect(sink.mails.map(\.text) == [body])
        #expect(sink.mails.first?.recipients == ["a@example.com"])
    }

    @Test("many at a time, some of them called off")
    func many() async throws {
        let sink = try SMTPSink()
        defer { sink.stop() }
        let tasks = (0..<40).map { number in
            let transfer = mail(sink, "Subject: \(number)\r\n\r\nbody\r\n")
            return Task { [client] in try await client.send(transfer) }
        }
        for (number, task) in tasks.enumerated() where number % 4 == 0 { task.cancel() }
        var taken: Set<String> = []
        for (number, task) in tasks.enumerated() {
            switch await task.result {
            case .success: taken.insert("Subject: \(number)")
            case .failure(let error):
                #expect(number % 4 == 0)
                #expect((error as? SentinelError)?.code == .cancelled)
            }
        }
        let arrived = sink.mails.compactMap { $0.text.split(separator: "\r\n").first.map(String.init) }
        #expect(Set(arrived).count == arrived.count)
        #expect(taken.isSubset(of: arrived))
        await client.shutdown()
    }

    @Test("all recipients are named, in their order", arguments: [1, 2, 50])
    func recipients(count: Int) async throws {
        let sink = try SMTPSink()
        defer { sink.stop() }
        let all = (0..<count).map { "r\($0)@example.com" }
        _ = try await client.send(mail(sink, "Subject: x\r\n\r\n\r\n", recipients: all))
        #expect(sink.mails.map(\.recipients) == [all])
    }

    @Test(
        "an answer of several lines is judged by its last",
        arguments: [
            ("250-2.0.0 first\r\n250 2.0.0 queued", nil),
            ("550-no\r\n550 5.1.1 really not", SentinelError.Code.rejected),
            ("451-wait\r\n451 4.3.0 a while", .receiverFailed),
        ] as [(String, SentinelError.Code?)])
    func replies(reply: String, code: SentinelError.Code?) async throws {
        let sink = try SMTPSink([.message: [.say(reply)]])
        defer { sink.stop() }
        let last = String(reply.split(separator: "\r\n").last ?? "")
        do throws(SentinelError) {
            let receipt = try await client.send(mail(sink, "Subject: x\r\n\r\nx\r\n"))
            #expect(receipt.reply == last)
            #expect(code == nil)
        } catch {
            #expect(error.code == code)
            #expect(error.message == "the mail server 127.0.0.1:\(sink.port) answered \(last)")
        }
    }

    @Test(
        "a login that the server repeats is not shown",
        arguments: [
            "535 no s3cret here", "535 \(Data("s3cret".utf8).base64EncodedString())",
            "535 \(Data("\0u\0s3cret".utf8).base64EncodedString())",
        ])
    func hidden(reply: String) async throws {
        let sink = try SMTPSink([.login: [.say(reply)]], login: .init(username: "u", password: "s3cret"))
        defer { sink.stop() }
        var transfer = mail(sink, "Subject: x\r\n\r\nx\r\n")
        transfer.credentials = .init(username: "u", password: Secret("s3cret"))
        let error = await #expect(throws: SentinelError.self) { try await client.send(transfer) }
        #expect(error?.message == "the mail server 127.0.0.1:\(sink.port) answered 535")
        #expect((error?.code, error?.isRetryable) == (.authentication, false))
    }
}
