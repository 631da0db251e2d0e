import SentinelModels
import Testing

@testable import SentinelTransport

@Suite struct HTTPValueTests {
    static let now = Timestamp(seconds: 784_111_777)  // Sun, 06 Nov 1994 08:49:37 GMT

    @Test(arguments: [
        ("0", Duration.zero), ("7", .seconds(7)), (" 120 ", .seconds(120)), ("99999", .seconds(99999)),
        ("123456789012345", .seconds(1_234_567_890)), ("Sun, 06 Nov 1994 08:50:37 GMT", .seconds(60)),
        ("Sunday, 06-Nov-94 08:50:37 GMT", .seconds(60)), ("Sun Nov  6 08:50:37 1994", .seconds(60)),
        ("Sun, 06 Nov 1994 08:00:00 GMT", .zero),
    ])
    func retryAfter(text: String, expected: Duration) {
        #expect(RetryAfter.duration(text, at: Self.now) == expected)
    }

    @Test(arguments: [
        "", "-1", "+5", "1.5", "soon", "5s", "Sun, 32 Nov 1994 08:50:37 GMT", "Sun, 06 Foo 1994 08:50:37 GMT",
        "Sun, 06 Nov 1994 25:50:37 GMT", "Sun, 06 Nov 1994 08:50 GMT", "06 Nov 1994", "Sun, 31 Feb 1994 08:50:37 GMT",
    ])
    func noRetryAfter(text: String) {
        #expect(RetryAfter.duration(text, at: Self.now) == nil)
    }

    @Test(
        arguments: [
            (200, nil, nil), (204, nil, nil), (299, nil, nil), (301, SentinelError.Code.rejected, false),
            (304, .rejected, false), (400, .rejected, false), (401, .authentication, false),
            (403, .authentication, false),
            (404, .rejected, false), (407, .authentication, false), (408, .receiverFailed, true),
            (409, .rejected, false),
            (410, .rejected, false), (413, .rejected, false), (422, .rejected, false), (425, .receiverFailed, true),
            (429, .rateLimited, true), (500, .receiverFailed, true), (502, .receiverFailed, true),
            (503, .receiverFailed, true), (504, .receiverFailed, true), (599, .receiverFailed, true),
            (100, .rejected, false),
        ] as [(Int, SentinelError.Code?, Bool?)])
    func classification(status: Int, code: SentinelError.Code?, isRetryable: Bool?) {
        let response = HTTPResponse(status: status, headers: [HTTPHeader("Retry-After", "9")])
        let failure = response.failure(from: "h:1", at: Self.now)
        #expect(failure?.code == code)
        #expect(failure?.isRetryable == isRetryable)
        #expect(failure?.retryAfter == (isRetryable == true ? .seconds(9) : nil))
        #expect(failure?.message.hasPrefix("h:1 answered \(status)") != false)
        #expect(response.isSuccess == (code == nil))
    }

    @Test(arguments: [
        "Host", "content-length", "Transfer-Encoding", "CONNECTION", "Keep-Alive", "TE", "Trailer", "Upgrade", "Expect",
        "Proxy-Authorization", "proxy-connection", "", "A B", "A:", "A\r\nB", "Ä", "A\0", "(x)", "HTTP2-Settings",
    ])
    func refusedNames(name: String) {
        #expect(HTTPHeader.fault(name: name, value: "v") != nil)
    }

    @Test(arguments: ["v\r\nX: 1", "v\n", "\r", "a\0b", "a\u{1b}b", "a\u{7f}"])
    func refusedValues(value: String) {
        #expect(HTTPHeader.fault(name: "X", value: value) == "has a control character in its value")
    }

    @Test(arguments: ["", "plain", "a\tb", "Grüße", #"{"a":"b"}"#])
    func acceptedValues(value: String) {
        #expect(HTTPHeader.fault(name: "X-Custom_1", value: value) == nil)
    }

    @Test func headersAreFoundInAnyCase() {
        var headers = [HTTPHeader("Content-Type", "a"), HTTPHeader("content-type", "b")]
        #expect(headers["CONTENT-TYPE"] == "b")
        headers.addIfAbsent("content-Type", "c")
        headers.addIfAbsent("X", "y")
        #expect(headers.map(\.value) == ["a", "b", "y"])
    }

    @Test(arguments: [
        ("250 2.0.0 ok\r\n", 250, "250 2.0.0 ok"), ("550\r\n", 550, "550"), ("421 gr\u{fc}\u{1b}", 421, "421 gr???"),
    ])
    func smtpReply(line: String, code: Int, text: String) throws {
        let reply = try #require(SMTPReply(line: Array(line.utf8)))
        #expect((reply.code, reply.text) == (code, text))
    }

    @Test(arguments: ["250-more\r\n", "25", "abc ok", "", "2500 x"])
    func noFinalSMTPReply(line: String) {
        #expect(SMTPReply(line: Array(line.utf8)) == nil)
    }

    @Test(arguments: [
        (421, SentinelError.Code.receiverFailed, true), (450, .receiverFailed, true), (454, .receiverFailed, true),
        (530, .authentication, false), (535, .authentication, false), (550, .rejected, false), (552, .rejected, false),
    ])
    func smtpClassification(code: Int, expected: SentinelError.Code, isRetryable: Bool) throws {
        let reply = try #require(SMTPReply(line: Array("\(code) s3cret said".utf8)))
        let open = reply.failure(from: "h:25", hiding: [""])
        #expect((open.code, open.isRetryable) == (expected, isRetryable))
        #expect(open.message == "the mail server h:25 answered \(code) s3cret said")
        #expect(reply.failure(from: "h:25", hiding: ["s3cret"]).message == "the mail server h:25 answered \(code)")
    }

    @Test(arguments: [
        "", "a b@c", "a@b>", "<a@b", "a@b\r\nRCPT TO:<x@y>", "a@b\n", "a\0@b", "\"a\"@b", "a@b,c@d", "a@b;c", "(x)a@b",
        "ä@b", "a@b\u{a0}", String(repeating: "a", count: 255), "a\\@b", "a\t@b", "a@b\u{2028}",
    ])
    func refusedMailAddresses(address: String) {
        #expect(MailEnvelope.fault(of: address) != nil)
    }

    @Test(arguments: ["a@b", "first.last+tag@sub.example.com", "o'neil@example.com", "apikey", "a@[192.0.2.1]"])
    func acceptedMailAddresses(address: String) {
        #expect(MailEnvelope.fault(of: address) == nil)
    }
}
