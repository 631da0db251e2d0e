import Crypto
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelNotify

@Suite("Webhook signatures convince an independent receiver", .timeLimit(.minutes(1))) struct StandardWebhooksTests {
    static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    static let old = "whsec_AAECAwQFBgcICQoLDA0ODw=="

    @Test(
        "the independent receiver computes what FIPS 180-4 and RFC 4231 print",
        arguments: [
            ("", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                "what do ya want for nothing?", "Jefe",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
        ])
    func oracle(message: String, key: String, expected: String) {
        let bytes = Array(message.utf8)
        let digest = key.isEmpty ? StandardWebhooks.sha256(bytes) : StandardWebhooks.hmac(bytes, key: Array(key.utf8))
        #expect(digest.hexadecimal == expected)
    }

    @Test("signatures of random messages hold, and none of their parts can be changed", arguments: 0..<25)
    func property(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        func bytes(_ range: ClosedRange<Int>) -> [UInt8] {
            (0..<Int.random(in: range, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
        for _ in 0..<8 {
            let key = bytes(16...64)
            let secret = "whsec_" + key.base64
            let body = bytes(0...300)
            let id = "msg_\(UInt64.random(in: 0 ... .max, using: &random))"
            let time = Int64.random(in: 0...4_000_000_000, using: &random)
            let made = WebhookSignature.header(
                id: id, timestamp: time, body: body, keys: [try #require(WebhookSignature.key(secret))])
            func verdict(
                id: String, time: Int64, body: [UInt8], secret: String, signatures: String
            ) -> StandardWebhooks.Verdict {
                StandardWebhooks.verify(
                    id: id, timestamp: "\(time)", signatures: signatures, body: body, secret: secret, now: time)
            }
            #expect(verdict(id: id, time: time, body: body, secret: secret, signatures: made) == .valid)
            #expect(verdict(id: id + "x", time: time, body: body, secret: secret, signatures: made) == .wrong)
            #expect(verdict(id: id, time: time + 1, body: body, secret: secret, signatures: made) == .wrong)
            #expect(verdict(id: id, time: time, body: body + [0], secret: secret, signatures: made) == .wrong)
            #expect(verdict(id: id, time: time, body: body, secret: Self.secret, signatures: made) == .wrong)
            #expect(
                verdict(id: id, time: time, body: body, secret: secret, signatures: "v2" + made.dropFirst(2)) == .wrong)
        }
    }

    @Test("a delivered request is accepted by who knows either secret", arguments: ["GET", "POST", "PUT", "PATCH"])
    func delivered(method: String) async throws {
        let sink = try HTTPSink()
        defer { sink.stop() }
        let notifier = try notifier(sink, ["method": .string(method)])
        for attempt in 1...2 {
            _ = try await notifier.deliver(NotifyScene.message(), NotifyScene.delivery(attempt: attempt))
        }
        let now = NotifyScene.time.seconds
        for request in sink.requests {
            func verdict(_ secret: String, at now: Int64) -> StandardWebhooks.Verdict {
                StandardWebhooks.verify(
                    id: request["webhook-id"], timestamp: request["webhook-timestamp"],
                    signatures: request["webhook-signature"], body: request.body, secret: secret, now: now)
            }
            #expect(verdict(Self.secret, at: now + 299) == .valid)
            #expect(verdict(Self.old, at: now - 299) == .valid)
            #expect(verdict("whsec_" + [UInt8](repeating: 1, count: 24).base64, at: now) == .wrong)
            #expect(verdict(Self.secret, at: now + 301) == .tooOld)
        }
        #expect(sink.requests.map { $0["webhook-id"] } == ["msg-1", "msg-1"])
    }

    @Test("a retry keeps its id and is signed with the time of the attempt")
    func retry() async throws {
        let sink = try HTTPSink()
        defer { sink.stop() }
        let notifier = try notifier(sink)
        var delivery = NotifyScene.delivery()
        for wait in [0, 3600, 86_400] {
            delivery.time = NotifyScene.time.advanced(by: .seconds(wait))
            _ = try await notifier.deliver(NotifyScene.message(), delivery)
        }
        #expect(Set(sink.requests.map { $0["webhook-id"] }) == ["msg-1"])
        #expect(sink.requests.map { $0["webhook-timestamp"] } == ["1795424400", "1795428000", "1795510800"])
        for request in sink.requests {
            let verdict = StandardWebhooks.verify(
                id: "msg-1", timestamp: request["webhook-timestamp"], signatures: request["webhook-signature"],
                body: request.body, secret: Self.secret, now: Int64(request["webhook-timestamp"] ?? "") ?? 0)
            #expect(verdict == .valid)
        }
    }

    @Test(
        "a secret is 16 bytes or more in base64, with or without its prefix",
        arguments: [
            (15, true, false), (16, true, true), (16, false, true), (24, true, true), (64, true, true),
            (0, true, false),
        ])
    func keys(count: Int, hasPrefix: Bool, isKey: Bool) {
        let text = (hasPrefix ? "whsec_" : "") + [UInt8](repeating: 7, count: count).base64
        #expect(WebhookSignature.key(text).map(\.bitCount) == (isKey ? count * 8 : nil))
    }

    private func notifier(
        _ sink: HTTPSink, _ options: [String: IntegrationOptions.Value] = [:]
    ) throws -> WebhookNotifier {
        let base: [String: IntegrationOptions.Value] = [
            "url": .literal(sink.url("/hook")), "signing_secret": .literal(Self.secret),
            "signing_secret_previous": .literal(Self.old),
        ]
        return try WebhookNotifier(IntegrationOptions(base.merging(options) { $1 }), NotifyScene.context())
    }
}
