import SentinelModels
import Testing

@testable import SentinelTransport

@Suite struct AddressTests {
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("::1", "0:0:0:0:0:0:0:1"), ("[::1]", "0:0:0:0:0:0:0:1"),
        ("2001:db8::A", "2001:db8:0:0:0:0:0:a"), ("::ffff:127.0.0.1", "0:0:0:0:0:ffff:7f00:1"),
    ])
    func reads(text: String, shown: String) throws {
        #expect(try #require(IPAddress(text)).description == shown)
    }

    @Test(arguments: [
        "", "127.1", "0x7f.0.0.1", "2130706433", "1.2.3.4.5", "::g", "1.2.3.4/8", "localhost", "1.2.3.4\0",
    ])
    func refuses(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func refusesOddByteCounts() {
        #expect(IPAddress(bytes: [1, 2, 3]) == nil)
    }

    @Test(arguments: [
        ("::ffff:10.0.0.1", "10.0.0.1"), ("::10.0.0.1", "10.0.0.1"), ("64:ff9b::a00:1", "10.0.0.1"),
        ("2002:0a00:0001::1", "10.0.0.1"), ("::", nil), ("::1", nil), ("2001:db8::1", nil), ("10.0.0.1", nil),
    ])
    func embedded(text: String, inner: String?) throws {
        #expect(try #require(IPAddress(text)).embeddedIPv4 == inner.flatMap { IPAddress($0) })
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false), ("172.16.0.0/12", "172.31.9.9", true),
        ("172.16.0.0/12", "172.32.0.0", false), ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "::1", false),
        ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false), ("fc00::/7", "fdff::1", true),
        ("fe80::/10", "fec0::1", false), ("::/0", "::1", true),
    ])
    func contains(network: String, address: String, expected: Bool) throws {
        #expect(try #require(IPNetwork(network)).contains(#require(IPAddress(address))) == expected)
    }

    @Test(arguments: ["10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/", "host/8", "::/129", ""])
    func refusesNetwork(text: String) {
        #expect(IPNetwork(text) == nil)
    }

    @Test(arguments: [
        ("https://example.com/x?y", "https", "example.com", 443),
        ("HTTP://Example.com:8080", "http", "Example.com", 8080),
        ("http://0x7f000001/", "http", "127.0.0.1", 80), ("http://2130706433/", "http", "127.0.0.1", 80),
        ("http://0177.0.0.1/", "http", "127.0.0.1", 80), ("http://127.1/", "http", "127.0.0.1", 80),
        ("https://good@169.254.169.254/", "https", "169.254.169.254", 443), ("https://[::1]:9/", "https", "[::1]", 9),
        ("https://a.example#@b.example/", "https", "a.example", 443), ("ftp://example.com/h", "ftp", "example.com", 21),
    ])
    func endpoint(url: String, scheme: String, host: String, port: Int) throws {
        let endpoint = try #require(Endpoint(url: url))
        #expect((endpoint.scheme, endpoint.host, endpoint.port) == (scheme, host, port))
        #expect(endpoint.description == "\(host):\(port)")
    }

    @Test(arguments: [
        "", "example.com/x", "https://", "https://a b/", "https://a\t/", "https://a\n.example/",
        "https://a\r\nHost: b/", "https://a\u{7f}/", "https://a\\@b/", "https://a:99999/", "https://a:x/", "//a/b",
    ])
    func noEndpoint(url: String) {
        #expect(Endpoint(url: url) == nil)
    }
}
