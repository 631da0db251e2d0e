import SentinelModels
import SentinelTesting
import SentinelTransport
import Testing

/// Tricks to reach an address that the policy forbids: not one may open a connection.
@Suite struct EgressCorpusTests {
    /// Ways to say 127.0.0.1, ::1 or an address that leads there; PORT is the listener's.
    static let loopback = [
        "127.0.0.1", "127.0.0.2", "127.1", "127.0.1", "127.255.255.255", "0", "0.0.0.0", "00.0.0.0", "0x0",
        "0x7f000001",
        "0x7F.0.0.1", "0x7f.0x0.0x0.0x1", "0x7f.1", "2130706433", "017700000001", "0177.0.0.1", "0177.1", "00177.0.0.1",
        "0177.0x0.0.1", "127.0.0.01", "127.0.0.0x1", "127.0x1", "localhost", "LOCALHOST", "localhost.", "LocalHost.",
        "[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[::]", "[::0]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
        "[::FFFF:127.0.0.1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::1]", "127.0.0.1.", "127。0。0。1", "127．0．0．1", "①②⑦.⓪.⓪.①", "１２７.０.０.１", "loc%61lhost",
        "%31%32%37.0.0.1", "127%2e0%2e0%2e1", "ⓛocalhost", "localhost%2e",
    ]
    /// Tricks with the rest of the URL.
    static let shapes = [
        "https://good.example@127.0.0.1:PORT/", "https://good.example:443@127.0.0.1:PORT/",
        "https://127.0.0.1:PORT#@good.example/", "https://127.0.0.1:PORT?@good.example/",
        "https://127.0.0.1:PORT\\@good.example/", "https://good.example\\@127.0.0.1:PORT/",
        "https://a@b@127.0.0.1:PORT/", "https://:@127.0.0.1:PORT/", "https://@127.0.0.1:PORT/",
        "https://%40@127.0.0.1:PORT/", "https:///127.0.0.1:PORT/", "https:////127.0.0.1:PORT/",
        "https:127.0.0.1:PORT/", "https://169.254.169.254.:PORT/", "https:/127.0.0.1:PORT/", "//127.0.0.1:PORT/",
        "127.0.0.1:PORT/",
        " https://127.0.0.1:PORT/", "https://127.0.0.1:PORT/ ", "https://127.0.0.1\t:PORT/",
        "https://127.0.0.1\n:PORT/",
        "https://127.0.0.1:PORT/\r\nHost: good.example", "https://127.0.0.1:PORT/%2f..%2f", "HTTPS://127.0.0.1:PORT/",
        "http://127.0.0.1:PORT/", "ftp://127.0.0.1:PORT/", "file:///etc/passwd", "gopher://127.0.0.1:PORT/_x",
        "dict://127.0.0.1:PORT/x", "smtp://127.0.0.1:PORT/", "telnet://127.0.0.1:PORT/", "ldap://127.0.0.1:PORT/",
        "tftp://127.0.0.1:PORT/", "imap://127.0.0.1:PORT/", "jar:https://127.0.0.1:PORT/!/", "unix:///tmp/socket",
    ]
    /// Stand-ins of the metadata service: forbidden also in the default mode, so nothing is sent and nothing waits.
    static let metadata = [
        "http://169.254.169.254:PORT/", "http://2852039166:PORT/", "http://0xa9fea9fe:PORT/",
        "http://0251.0376.0251.0376:PORT/",
        "http://169.254.43518:PORT/", "http://169.16689662:PORT/", "http://[::ffff:169.254.169.254]:PORT/",
        "http://[::ffff:a9fe:a9fe]:PORT/", "http://[64:ff9b::a9fe:a9fe]:PORT/", "http://[fd00:ec2::254]:PORT/",
        "http://good.example@169.254.169.254:PORT/", "http://100.100.100.200:PORT/",
        "http://224.0.0.1:PORT/", "http://[fe80::1]:PORT/", "http://0.0.0.0:PORT/",
    ]

    @Test func corpusIsLarge() {
        #expect(Self.loopback.count + Self.shapes.count + Self.metadata.count >= 90)
    }

    @Test func nothingReachesTheListener() async throws {
        let sink = try HTTPSink()
        defer { sink.stop() }
        let client = TransportClient()
        let urls = Self.loopback.map { "https://\($0):PORT/hook" } + Self.shapes
        let strict = EgressPolicy(mode: .strict)
        let outcomes = await Self.errors(of: urls, to: sink.port, policy: strict, client: client)
        for (url, error) in outcomes {
            let error = try #require(error, "\(url) was answered")
            #expect([.egressDenied, .configuration, .dns].contains(error.code), "\(url): \(error)")
        }
        #expect(sink.connectionCount == 0)
        await client.shutdown()
    }

    @Test func metadataIsForbiddenByDefault() async throws {
        let sink = try HTTPSink()
        defer { sink.stop() }
        let client = TransportClient()
        let outcomes = await Self.errors(of: Self.metadata, to: sink.port, policy: .default, client: client)
        for (url, error) in outcomes {
            #expect(error?.code == .egressDenied, "\(url): \(error?.description ?? "answered")")
            #expect(error?.isRetryable == false)
        }
        #expect(sink.connectionCount == 0)
        await client.shutdown()
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func redirectsAreNotFollowed(status: Int) async throws {
        let target = try HTTPSink()
        defer { target.stop() }
        let sink = try HTTPSink([.redirect(status, to: target.url("/latest/meta-data"))])
        defer { sink.stop() }
        let client = TransportClient()
        let response = try await client.send(HTTPRequest(url: Secret(sink.url())))
        #expect(response.status == status)
        #expect(response.failure(from: "h", at: Timestamp(seconds: 0))?.isRetryable == false)
        #expect(target.connectionCount == 0)
        await client.shutdown()
    }

    @Test func allowedAddressesMayGoWithoutTLS() async throws {
        let sink = try HTTPSink()
        defer { sink.stop() }
        let client = TransportClient()
        for allow in [["127.0.0.1"], ["127.0.0.0/8"]] {
            let policy = EgressPolicy(mode: .strict, allow: allow)
            #expect(try await client.send(HTTPRequest(url: Secret(sink.url()), egress: policy)).isSuccess)
        }
        await client.shutdown()
    }

    private static func errors(
        of urls: [String], to port: Int, policy: EgressPolicy, client: TransportClient
    ) async -> [(url: String, error: SentinelError?)] {
        await withTaskGroup(of: (String, SentinelError?).self) { group in
            for url in urls {
                let target = url.replacing("PORT", with: String(port))
                group.addTask {
                    do throws(SentinelError) {
                        _ = try await client.send(
                            HTTPRequest(url: Secret(target), timeout: .seconds(4), egress: policy))
                        return (url, nil)
                    } catch {
                        return (url, error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append(($1.0, $1.1)) }
        }
    }
}
