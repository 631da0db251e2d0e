import Foundation
import SentinelModels
import SentinelTesting
import SentinelTransport
import Testing

@Suite(.timeLimit(.minutes(1))) struct HTTPTransferTests {
    let client = TransportClient()

    @Test("a server that takes the request and stays silent is left after the first-byte limit, long before the whole")
    func silentServer() async throws {
        let sink = try HTTPSink([SinkAnswer.hang])
        defer { sink.stop() }
        let error = await failure(
            HTTPRequest(
                url: Secret(sink.url("/s3cret")), firstByteTimeout: .milliseconds(250), timeout: .seconds(50)))
        #expect(error?.code == .timeout && error?.isRetryable == true)
        #expect(error?.message.hasSuffix("sent nothing within 250ms") == true, "\(String(describing: error))")
        #expect(error?.description.contains("s3cret") == false)
    }

    @Test("an answer that has begun in time may take longer than the first-byte limit, but not than the whole")
    func drippingServer() async throws {
        var answer = SinkAnswer.huge(300)
        answer.fault = .drip(.milliseconds(10))
        let sink = try HTTPSink([answer, answer])
        defer { sink.stop() }
        let limit = Duration.seconds(2)
        let start = ContinuousClock.now
        let response = try await client.send(
            HTTPRequest(url: Secret(sink.url()), firstByteTimeout: limit, timeout: .seconds(50)))
        #expect(response.status == 200 && response.body.count == 300)
        #expect(ContinuousClock.now - start > limit, "else this shows nothing")
        let error = await failure(
            HTTPRequest(url: Secret(sink.url()), firstByteTimeout: .seconds(30), timeout: .milliseconds(400)))
        #expect(error?.code == .timeout && error?.message.contains("sent nothing") == false)
    }

    @Test("the usual limits are those of the guarantees")
    func usualLimits() {
        let request = HTTPRequest(url: Secret("http://h"))
        #expect(request.connectTimeout == .seconds(5) && request.firstByteTimeout == .seconds(10))
        #expect(request.timeout == .seconds(15))
    }

    @Test(arguments: HTTPRequest.Method.allCases)
    func sendsWhatWasAsked(method: HTTPRequest.Method) async throws {
        let sink = try HTTPSink([.status(201, body: "made", headers: [.init("X-Answer", " yes ")])])
        defer { sink.stop() }
        let response = try await client.send(
            HTTPRequest(
                method, url: Secret(sink.url("/a?b=c")),
                headers: [HTTPHeader("X-One", "1"), HTTPHeader("X-Empty", "")],
                body: Array("Grüße".utf8)))
        #expect(response.status == 201)
        #expect(response.headers["x-answer"] == "yes")
        #expect(String(decoding: response.body, as: UTF8.self) == "made")
        let request = try #require(sink.requests.first)
        #expect((request.method, request.target) == (method.rawValue, "/a?b=c"))
        #expect(request.text == (method == .get ? "" : "Grüße"))
        #expect(request["x-one"] == "1")
        #expect(request["x-empty"] == "")
        #expect(request["content-type"] == nil)
        #expect(request["expect"] == nil)
    }

    @Test func sendsEmptyAndLargeBodies() async throws {
        let sink = try HTTPSink()
        defer { sink.stop() }
        let large = [UInt8](repeating: 0, count: 3_000_000)
        for body in [[], large] {
            _ = try await client.send(HTTPRequest(url: Secret(sink.url()), body: body))
        }
        #expect(sink.requests.map(\.body.count) == [0, large.count])
    }

    @Test func opensAtMostFourConnectionsToAHost() async throws {
        let sink = try HTTPSink([.slow(.milliseconds(5))])
        defer { sink.stop() }
        let url = Secret(sink.url())
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<100 { group.addTask { try await client.send(HTTPRequest(url: url)).status } }
            for try await status in group { #expect(status == 200) }
        }
        #expect(sink.requests.count == 100)
        #expect(sink.connectionCount <= 4)
    }

    @Test func reusesAConnection() async throws {
        let sink = try HTTPSink()
        defer { sink.stop() }
        for _ in 0..<5 { _ = try await client.send(HTTPRequest(url: Secret(sink.url()))) }
        #expect(sink.connectionCount == 1)
    }

    @Test func readsLimitedBodies() async throws {
        let sink = try HTTPSink([.huge(5_000_000), .huge(HTTPResponse.bodyLimit), .huge(100)])
        defer { sink.stop() }
        for expected in [HTTPResponse.bodyLimit, HTTPResponse.bodyLimit, 100] {
            let response = try await client.send(HTTPRequest(url: Secret(sink.url())))
            #expect((response.status, response.body.count) == (200, expected))
        }
    }

    @Test func refusesEndlessHeaders() async throws {
        let header = HTTPSink.Header("X-Long", String(repeating: "x", count: 80_000))
        let sink = try HTTPSink([.status(200, headers: [header])])
        defer { sink.stop() }
        let error = await failure(HTTPRequest(url: Secret(sink.url())))
        #expect(error?.code == .unexpectedAnswer)
    }

    @Test(arguments: [
        (SinkAnswer.hang, SentinelError.Code.timeout), (.reset, .connection),
        (SinkAnswer(fault: .drip(.milliseconds(40))), .timeout), (SinkAnswer(fault: .cut), .connection),
        (SinkAnswer(fault: .garbage(Array("SSH-2.0-OpenSSH\r\n".utf8))), .unexpectedAnswer),
        (SinkAnswer(fault: .garbage([])), .connection), (.slow(.seconds(5)), .timeout),
    ])
    func answersThatAreNone(answer: SinkAnswer, code: SentinelError.Code) async throws {
        let sink = try HTTPSink([answer])
        defer { sink.stop() }
        let elapsed = await Elapsed.best(below: .seconds(1)) {
            let start = ContinuousClock.now
            let error = await failure(
                HTTPRequest(url: Secret(sink.url("/s3cret-path?token=s3cret")), timeout: .milliseconds(300)))
            #expect([code, .timeout].contains(error?.code))
            #expect(error?.isRetryable == true)
            #expect(error.map { "\($0) \($0.underlying ?? "")".contains("s3cret") } == false)
            #expect(error?.message.contains("127.0.0.1:\(sink.port)") == true)
            return ContinuousClock.now - start
        }
        #expect(elapsed < .seconds(1))
        // With time to spare, the failure is named for what it is.
        if code != .timeout { #expect(await failure(HTTPRequest(url: Secret(sink.url())))?.code == code) }
    }

    @Test func saysWhenNobodyListens() async throws {
        let sink = try HTTPSink()
        sink.stop()
        let error = await failure(HTTPRequest(url: Secret("http://user:s3cret@127.0.0.1:\(sink.port)/s3cret")))
        #expect((error?.code, error?.isRetryable) == (.connection, true))
        #expect(error?.message == "cannot connect to 127.0.0.1:\(sink.port)")
        #expect(error?.underlying?.contains("s3cret") == false)
    }

    @Test func saysWhenANameIsUnknown() async {
        let error = await failure(HTTPRequest(url: Secret("http://no-such-host.invalid/"), timeout: .seconds(3)))
        #expect(error.map { [.dns, .timeout].contains($0.code) && $0.isRetryable } == true)
    }

    @Test(arguments: ["", "no url", "ftp://127.0.0.1/x", "file:///etc/passwd", "http://a b/", "127.0.0.1"])
    func refusesAddresses(url: String) async {
        let error = await failure(HTTPRequest(url: Secret(url)))
        #expect((error?.code, error?.isRetryable) == (.configuration, false))
    }

    @Test(arguments: [
        HTTPHeader("Host", "evil"), HTTPHeader("X", "a\r\nY: b"), HTTPHeader("X\r\nY", "s3cret"),
        HTTPHeader("Content-Length", "5"),
    ])
    func refusesHeaders(header: HTTPHeader) async throws {
        let sink = try HTTPSink()
        defer { sink.stop() }
        let error = await failure(HTTPRequest(url: Secret(sink.url()), headers: [header]))
        #expect((error?.code, error?.isRetryable) == (.configuration, false))
        #expect(sink.connectionCount == 0)
    }

    @Test func cancelsAtOnce() async throws {
        let sink = try HTTPSink([.hang])
        defer { sink.stop() }
        let elapsed = await Elapsed.best(below: .seconds(1)) {
            let count = sink.requests.count
            let task = Task { await failure(HTTPRequest(url: Secret(sink.url()), timeout: .seconds(60))) }
            _ = await sink.requests(count: count + 1)
            let start = ContinuousClock.now
            task.cancel()
            #expect(await task.value?.code == .cancelled)
            return ContinuousClock.now - start
        }
        #expect(elapsed < .seconds(1))
    }

    @Test func doesNotStartWhenCancelled() async throws {
        let sink = try HTTPSink()
        defer { sink.stop() }
        let task = Task {
            try? await Task.sleep(for: .seconds(60))
            return await failure(HTTPRequest(url: Secret(sink.url())))
        }
        task.cancel()
        #expect(await task.value?.code == .cancelled)
        #expect(sink.connectionCount == 0)
    }

    @Test func cancelsManyWhileTheyRace() async throws {
        let sink = try HTTPSink()
        defer { sink.stop() }
        let url = Secret(sink.url())
        let tasks = (0..<200).map { _ in Task { await failure(HTTPRequest(url: url)) } }
        for (index, task) in tasks.enumerated() where index % 2 == 0 { task.cancel() }
        for task in tasks {
            let error = await task.value
            #expect(error == nil || error?.code == .cancelled)
        }
        #expect(try await client.send(HTTPRequest(url: url)).status == 200)
    }

    @Test func shutdownEndsTransfers() async throws {
        let sink = try HTTPSink([.hang])
        defer { sink.stop() }
        let own = TransportClient()
        let task = Task { await Self.failure(HTTPRequest(url: Secret(sink.url())), by: own) }
        _ = await sink.requests(count: 1)
        await own.shutdown()
        #expect(await task.value?.code == .cancelled)
        #expect(await Self.failure(HTTPRequest(url: Secret(sink.url())), by: own)?.code == .cancelled)
        await own.shutdown()
    }

    @Test func shutdownWithoutUseIsQuick() async {
        let own = TransportClient()
        await own.shutdown()
        #expect(await Self.failure(HTTPRequest(url: Secret("http://127.0.0.1:1/")), by: own)?.code == .cancelled)
    }

    /// The proxy would be an address of nobody; the request arrives all the same.
    @Test func ignoresProxiesOfTheEnvironment() async throws {
        for name in ["http_proxy", "all_proxy", "ALL_PROXY"] { setenv(name, "http://127.0.0.1:1", 1) }
        defer { for name in ["http_proxy", "all_proxy", "ALL_PROXY"] { unsetenv(name) } }
        let sink = try HTTPSink()
        defer { sink.stop() }
        #expect(try await client.send(HTTPRequest(url: Secret(sink.url()))).status == 200)
    }

    private func failure(_ request: HTTPRequest) async -> SentinelError? {
        await Self.failure(request, by: client)
    }

    private static func failure(_ request: HTTPRequest, by client: TransportClient) async -> SentinelError? {
        do throws(SentinelError) {
            _ = try await client.send(request)
            return nil
        } catch {
            return error
        }
    }
}
