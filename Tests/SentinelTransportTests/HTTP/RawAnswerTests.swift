import SentinelModels
import SentinelTesting
import SentinelTransport
import Testing

/// Answers as they come off the wire from servers of all kinds.
@Suite("Answers, byte for byte", .timeLimit(.minutes(1))) struct RawAnswerTests {
    private let client = TransportClient()

    private func response(_ raw: String) async throws -> HTTPResponse {
        let sink = try HTTPSink([SinkAnswer(fault: .garbage(Array(raw.utf8)))])
        defer { sink.stop() }
        return try await client.send(HTTPRequest(url: Secret(sink.url())))
    }

    @Test(
        "bodies end where they say",
        arguments: [
            ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokmore", 200, "ok"),
            ("HTTP/1.0 200 OK\r\n\r\nok", 200, "ok"), ("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", 200, ""),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n", 200, "ok"),
            ("HTTP/1.1 204 No Content\r\n\r\n", 204, ""), ("HTTP/1.1 304 Not Modified\r\n\r\nx", 304, ""),
            ("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", 200, ""),
            ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Made\r\nContent-Length: 1\r\n\r\nx", 201, "x"),
            ("HTTP/1.1 103 Early\r\nLink: <x>\r\n\r\nHTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", 500, ""),
            ("HTTP/1.1 200 OK\nContent-Length: 2\n\nok", 200, "ok"),
        ])
    func bodies(raw: String, status: Int, body: String) async throws {
        let response = try await response(raw)
        #expect(response.status == status)
        #expect(String(decoding: response.body, as: UTF8.self) == body)
    }

    @Test("headers are read as they are meant")
    func headers() async throws {
        let response = try await response(
            "HTTP/1.1 103 Early\r\nX-Early: 1\r\n\r\nHTTP/1.1 200 OK\r\nX-A:  a \t\r\nx-a: b\r\nX-Empty:\r\nX-C: a:b\r\n"
                + "Content-Length: 0\r\n\r\n")
        #expect(response.headers["X-A"] == "b")
        #expect(response.headers.filter { $0.isNamed("x-a") }.map(\.value) == ["a", "b"])
        #expect(response.headers["x-empty"] == "")
        #expect(response.headers["x-c"] == "a:b")
        #expect(response.headers["x-early"] == nil)
    }

    @Test(
        "what is no whole answer is none, and may be tried again",
        arguments: [
            "", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", "HTTP/9.9 200 OK\r\n\r\n", "220 smtp ready\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        ])
    func broken(raw: String) async throws {
        let error = await #expect(throws: SentinelError.self) { try await response(raw) }
        #expect(error?.isRetryable == true)
        #expect([SentinelError.Code.connection, .unexpectedAnswer].contains(error?.code))
    }

    @Test(
        "a wait is asked for in seconds or by a date, also of a server in a hurry",
        arguments: [
            ("7", Duration.seconds(7)), ("0", .zero), ("-1", nil), ("99999", .seconds(99_999)), ("soon", nil),
            ("Mon, 23 Nov 2026 09:01:00 GMT", .seconds(60)), ("Mon, 23 Nov 2026 08:00:00 GMT", .zero),
        ] as [(String, Duration?)])
    func retryAfter(text: String, expected: Duration?) async throws {
        for status in [429, 503] {
            let response = try await response(
                "HTTP/1.1 \(status) No\r\nretry-after: \(text)\r\nContent-Length: 0\r\n\r\n")
            let error = response.failure(from: "h:1", at: Timestamp(seconds: 1_795_424_400))
            #expect(error?.retryAfter == expected)
            #expect(error?.isRetryable == true)
        }
    }

    @Test("a chunked body without end is read up to the limit")
    func endlessChunks() async throws {
        let chunk = "1000\r\n" + String(repeating: "x", count: 4096) + "\r\n"
        let response = try await response(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + String(repeating: chunk, count: 100))
        #expect(response.body.count == HTTPResponse.bodyLimit)
    }
}
