import Foundation
import SentinelModels
import SentinelTesting
import Testing

@Suite("HTTP sink", .timeLimit(.minutes(1)))
struct HTTPSinkTests {
    private func post(_ target: String = "/", body: String = "", headers: String = "") -> String {
        "POST \(target) HTTP/1.1\r\nHost: x\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    @Test("records a request as it was sent")
    func records() throws {
        let sink = try HTTPSink()
        let client = try #require(RawClient(port: sink.port))
        client.send("PUT /a/b?c=d%20e HTTP/1.1\r\nHost: example\r\nX-Twice: 1\r\nx-twice:\t two\r\nEmpty:\r\n")
        client.send("Content-Length: 7\r\n\r\n{\"ö\":1")
        #expect(client.answer()?.body == "ok")
        let request = try #require(sink.requests.first)
        #expect(request.method == "PUT")
        #expect(request.target == "/a/b?c=d%20e")
        #expect(
            request.headers == [
                .init("Host", "example"), .init("X-Twice", "1"), .init("x-twice", "two"), .init("Empty", ""),
                .init("Content-Length", "7"),
            ])
        #expect(request["X-TWICE"] == "two", "of a header that is sent twice the last counts")
        #expect(request["absent"] == nil)
        #expect(request.text == "{\"ö\":1")
        #expect(request.connection == 1)
        #expect(sink.url("/hook") == "http://127.0.0.1:\(sink.port)/hook")
        #expect(sink.url() == "http://127.0.0.1:\(sink.port)/")
    }

    @Test(
        "answers with status, headers and body",
        arguments: [
            (SinkAnswer.ok, ["HTTP/1.1 200 Status", "Content-Length: 2"], "ok"),
            (.status(404), ["HTTP/1.1 404 Status", "Content-Length: 0"], ""),
            (
                .status(429, body: "slow", headers: [.init("Retry-After", "7")]),
                ["HTTP/1.1 429 Status", "Retry-After: 7", "Content-Length: 4"], "slow"
            ),
            (
                .redirect(to: "http://127.0.0.1:1/"),
                ["HTTP/1.1 302 Status", "Location: http://127.0.0.1:1/", "Content-Length: 0"], ""
            ),
            (.redirect(308, to: "/x"), ["HTTP/1.1 308 Status", "Location: /x", "Content-Length: 0"], ""),
            (.slow(.milliseconds(20)), ["HTTP/1.1 200 Status", "Content-Length: 2"], "ok"),
            (SinkAnswer(body: "ä€"), ["HTTP/1.1 200 Status", "Content-Length: 5"], "ä€"),
            (
                SinkAnswer(body: "bytes apart", fault: .drip(.microseconds(10))),
                ["HTTP/1.1 200 Status", "Content-Length: 11"], "bytes apart"
            ),
        ])
    func answers(answer: SinkAnswer, head: [String], body: String) throws {
        let sink = try HTTPSink([answer])
        let client = try #require(RawClient(port: sink.port))
        for _ in 0..<2 {
            client.send(post())
            let got = try #require(client.answer())
            #expect(got.head == head)
            #expect(got.body == body)
        }
        #expect(sink.connectionCount == 1, "the connection is kept")
    }

    @Test("gives answers in order and repeats the last one; a closure picks by request and number")
    func order() throws {
        let listed = try HTTPSink([.status(500), .status(503), .ok])
        let picked = try HTTPSink { request, index in .status(index == 1 ? 409 : 201, body: request.target) }
        for (sink, statuses, bodies) in [
            (listed, ["500", "503", "200", "200"], ["", "", "ok", "ok"]),
            (picked, ["201", "409", "201", "201"], ["/0", "/1", "/2", "/3"]),
        ] {
            var got: [(String, String)] = []
            for index in 0..<4 {
                let client = try #require(RawClient(port: sink.port))
                client.send(post("/\(index)"))
                let answer = try #require(client.answer())
                got.append((String(answer.head[0].split(separator: " ")[1]), answer.body))
            }
            #expect(got.map(\.0) == statuses)
            #expect(got.map(\.1) == bodies)
            #expect(sink.connectionCount == 4)
            #expect(sink.requests.map(\.connection) == [1, 2, 3, 4])
        }
    }

    @Test("without answers it says ok")
    func noAnswers() throws {
        let sink = try HTTPSink([])
        let client = try #require(RawClient(port: sink.port))
        client.send(post())
        #expect(client.answer()?.body == "ok")
    }

    @Test(
        "nonsense ends its connection, is not recorded, and harms nobody else",
        arguments: [
            "", "\r\n", "nonsense\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/1.1 more\r\n\r\n",
            "GET / HTTP/1.1\r\nno colon\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nshort",
            "GET / HTTP/1.1\r\nHost: cut off", String(repeating: "x", count: 100_000),
        ])
    func nonsense(text: String) throws {
        let sink = try HTTPSink()
        let client = try #require(RawClient(port: sink.port))
        client.send(text)
        client.finishSending()
        #expect(client.rest() == "")
        #expect(sink.requests.isEmpty)
        let other = try #require(RawClient(port: sink.port))
        other.send(post())
        #expect(other.answer()?.body == "ok")
    }

    @Test("a length that is no number counts as none")
    func oddLength() throws {
        let sink = try HTTPSink()
        let client = try #require(RawClient(port: sink.port))
        client.send("GET / HTTP/1.1\r\nContent-Length: many\r\n\r\n")
        #expect(client.answer()?.body == "ok")
        #expect(sink.requests.first?.body == [])
    }

    @Test("large bodies pass in both directions")
    func large() throws {
        let sink = try HTTPSink([.huge(3_000_000)])
        let client = try #require(RawClient(port: sink.port))
        let body = String(repeating: "0123456789", count: 200_000)
        client.send(post(body: body))
        #expect(client.answer()?.body.utf8.count == 3_000_000)
        #expect(sink.requests.first?.text == body)
    }

    @Test("requests that are sent at once are all recorded, each on its connection in order")
    func crowd() async throws {
        let sink = try HTTPSink()
        let port = sink.port
        await withTaskGroup(of: Void.self) { group in
            for client in 0..<16 {
                group.addTask { [self] in
                    guard let raw = RawClient(port: port) else { return }
                    for index in 0..<10 {
                        raw.send(post("/\(client)/\(index)"))
                        _ = raw.answer()
                    }
                }
            }
        }
        #expect(sink.requests.count == 160)
        #expect(sink.connectionCount == 16)
        for (_, group) in Dictionary(grouping: sink.requests, by: \.connection) {
            let numbers = group.compactMap { $0.target.split(separator: "/").last.flatMap { Int($0) } }
            #expect(numbers == Array(0..<10))
        }
    }

    @Test("waiting for requests ends when they have come, or with fewer when the time is over")
    func waiting() async throws {
        let sink = try HTTPSink()
        #expect(await sink.requests(count: 1, timeout: .milliseconds(20)).isEmpty)
        let client = try #require(RawClient(port: sink.port))
        for index in 0..<3 { client.send(post("/\(index)")) }
        #expect(await sink.requests(count: 2).map(\.target) == ["/0", "/1"])
        #expect(await sink.requests(count: 3).count == 3)
    }
}

@Suite("HTTP sink: faults and its log", .timeLimit(.minutes(1)))
struct HTTPSinkFaultTests {
    private static let request = "GET / HTTP/1.1\r\nwebhook-id: m1\r\n\r\n"

    @Test("a hanging answer says nothing until the client or the sink ends it")
    func hang() throws {
        let sink = try HTTPSink([.hang])
        let client = try #require(RawClient(port: sink.port))
        client.send(Self.request)
        #expect(!client.hasNews(within: 100))
        #expect(sink.requests.count == 1)
        sink.stop()
        #expect(client.rest() == "")
    }

    @Test("a reset is a reset, an answer cut short ends in the middle, garbage comes as it is")
    func broken() throws {
        let reset = try HTTPSink([.reset])
        let client = try #require(RawClient(port: reset.port))
        client.send(Self.request)
        #expect(client.rest() == "")
        #expect(client.lastError == ECONNRESET)

        let cut = try HTTPSink([SinkAnswer(body: "12345678", fault: .cut)])
        let second = try #require(RawClient(port: cut.port))
        second.send(Self.request)
        #expect(second.rest() == "HTTP/1.1 200 Status\r\nContent-Length: 8\r\n\r\n1234")

        let garbage = try HTTPSink([SinkAnswer(fault: .garbage(Array("220 mail\r\n".utf8)))])
        let third = try #require(RawClient(port: garbage.port))
        third.send(Self.request)
        #expect(third.rest() == "220 mail\r\n")
    }

    @Test(
        "a client that goes away while it waits costs the sink nothing",
        arguments: [
            SinkAnswer.hang, .slow(.seconds(3600)), SinkAnswer(fault: .drip(.seconds(3600))),
        ])
    func impatient(answer: SinkAnswer) async throws {
        let sink = try HTTPSink { request, _ in request.target == "/" ? answer : .ok }
        let client = try #require(RawClient(port: sink.port))
        client.send(Self.request)
        #expect(await sink.requests(count: 1).count == 1)
        client.hangUp()
        let other = try #require(RawClient(port: sink.port))
        other.send("GET /other HTTP/1.1\r\n\r\n")
        #expect(other.answer()?.body == "ok")
    }

    @Test("the log has each request before it is answered, and is appended to")
    func log() throws {
        let folder = try TemporaryFolder()
        for round in 1...2 {
            let sink = try HTTPSink(log: folder.file("sink.log"))
            let client = try #require(RawClient(port: sink.port))
            client.send(Self.request)
            _ = client.answer()
            client.send("POST /x HTTP/1.1\r\n\r\n")
            _ = client.answer()
            let lines = String(decoding: try #require(try folder.contents()["sink.log"]), as: UTF8.self)
            #expect(lines == String(repeating: "GET / m1\nPOST /x -\n", count: round))
        }
    }

    @Test("a log that cannot be opened is an error")
    func noLog() {
        #expect(throws: SentinelError(.configuration, "cannot open the sink's log /nowhere/sink.log")) {
            try HTTPSink(log: "/nowhere/sink.log")
        }
    }

    @Test("a port that is taken is an error; a given port is taken")
    func ports() throws {
        let first = try HTTPSink()
        #expect(throws: SentinelError(.connection, "cannot listen on 127.0.0.1:\(first.port)")) {
            try HTTPSink(port: first.port)
        }
        #expect(throws: SentinelError(.connection, "cannot listen on 127.0.0.1:\(first.port)")) {
            try SMTPSink(port: first.port)
        }
        first.stop()
        first.stop()
    }

    @Test("stopping closes the port and all connections; so does forgetting the sink", arguments: [true, false])
    func stop(explicitly: Bool) async throws {
        var sink: HTTPSink? = try HTTPSink()
        let port = try #require(sink?.port)
        let client = try #require(RawClient(port: port))
        client.send(Self.request)
        _ = client.answer()
        if explicitly { sink?.stop() } else { sink = nil }
        #expect(client.rest() == "")
        #expect(try await eventually { RawClient(port: port)?.rest() == nil })
        withExtendedLifetime(sink) {}
    }
}
