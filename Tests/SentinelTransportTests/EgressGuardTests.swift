import SentinelModels
import SentinelTesting
import SentinelTransport
import Testing

@Suite struct EgressGuardTests {
    /// Denied in both modes.
    static let never = [
        "0.0.0.0", "0.1.2.3", "169.254.0.1", "169.254.169.254", "100.100.100.200", "192.0.0.192", "168.63.129.16",
        "224.0.0.1", "239.255.255.250", "255.255.255.255", "::", "fe80::1", "ff02::1", "fd00:ec2::254", "fd00:ec2::23",
        "fd20:ce::254", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "::169.254.169.254",
    ]
    /// Denied in strict mode only.
    static let inside = [
        "127.0.0.1", "127.255.255.254", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1",
        "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "240.0.0.1", "::1", "fc00::1", "fd12::1",
        "fec0::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1", "2001:db8::1",
    ]
    /// Allowed always.
    static let outside = ["1.1.1.1", "8.8.8.8", "93.184.216.34", "172.32.0.1", "2606:4700::1111", "2a00:1450::1"]

    @Test(arguments: never) func deniedAlways(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(EgressGuard(.default, host: "h").refusal(of: address, port: 443) != nil)
        #expect(EgressGuard(EgressPolicy(mode: .strict), host: "h").refusal(of: address, port: 443) != nil)
    }

    @Test(arguments: inside) func deniedWhenStrict(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(EgressGuard(.default, host: "h").refusal(of: address, port: 443) == nil)
        #expect(EgressGuard(EgressPolicy(mode: .strict), host: "h").refusal(of: address, port: 443) != nil)
    }

    @Test(arguments: outside) func allowed(text: String) throws {
        #expect(
            EgressGuard(EgressPolicy(mode: .strict), host: "h").refusal(of: try #require(IPAddress(text)), port: 443)
                == nil)
    }

    @Test(arguments: [
        (["10.1.2.3"], "10.1.2.3", true), (["10.1.2.3"], "10.1.2.4", false), (["10.0.0.0/8"], "10.9.9.9", true),
        (["10.0.0.0/8"], "::ffff:10.9.9.9", true), (["fd00::/8"], "fd00:ec2::254", true),
        (["Internal.Example."], "10.1.2.3", true), (["other.example"], "10.1.2.3", false),
        (["169.254.169.254"], "169.254.169.254", true), ([], "10.1.2.3", false),
    ])
    func exceptions(allow: [String], address: String, isAllowed: Bool) throws {
        let egress = EgressGuard(EgressPolicy(mode: .strict, allow: allow), host: "internal.example")
        #expect((egress.refusal(of: try #require(IPAddress(address)), port: 443) == nil) == isAllowed)
    }

    @Test(
        arguments: [
            (["10.1.2.3:443"], "10.1.2.3", 443, true), (["10.1.2.3:443"], "10.1.2.3", 80, false),
            (["10.0.0.0/8:443"], "10.9.9.9", 443, true), (["10.0.0.0/8:443"], "10.9.9.9", 4433, false),
            (["10.0.0.0/8:443"], "::ffff:10.9.9.9", 443, true), (["10.0.0.0/8:443"], "::ffff:10.9.9.9", 25, false),
            (["[fd00::1]:25"], "fd00::1", 25, true), (["[fd00::1]:25"], "fd00::1", 26, false),
            (["[fd00::/8]:25"], "fd12::1", 25, true), (["[fd00::/8]:25"], "fd12::1", 465, false),
            (["internal.example:443"], "10.1.2.3", 443, true), (["internal.example:443"], "10.1.2.3", 8443, false),
            (["internal.example:443", "internal.example"], "10.1.2.3", 8443, true),
            (["internal.example:"], "10.1.2.3", 443, false), (["10.1.2.3:0"], "10.1.2.3", 0, false),
            (["10.1.2.3:+443"], "10.1.2.3", 443, false), (["[fd00::1]x25"], "fd00::1", 25, false),
        ] as [([String], String, Int, Bool)])
    func portsOfExceptions(allow: [String], address: String, port: Int, isAllowed: Bool) throws {
        let egress = EgressGuard(EgressPolicy(mode: .strict, allow: allow), host: "Internal.Example")
        #expect((egress.refusal(of: try #require(IPAddress(address)), port: port) == nil) == isAllowed)
        let isNamed = allow.contains { $0.hasPrefix("internal") }
        #expect((egress.refusal(ofScheme: "http", port: port) == nil) == (isNamed && isAllowed))
    }

    @Test func theConnectedPortIsChecked() async throws {
        let sinks = [try HTTPSink(), try HTTPSink()]
        defer { for sink in sinks { sink.stop() } }
        let client = TransportClient()
        let port = try #require(Endpoint(url: sinks[0].url())?.port)
        let egress = EgressPolicy(mode: .strict, allow: ["127.0.0.1:\(port)"])
        #expect(try await client.send(HTTPRequest(url: Secret(sinks[0].url()), egress: egress)).status == 200)
        let error = await #expect(throws: SentinelError.self) {
            try await client.send(HTTPRequest(url: Secret(sinks[1].url()), egress: egress))
        }
        #expect(error?.code == .egressDenied)
        #expect(sinks[1].requests.isEmpty)
        await client.shutdown()
    }

    @Test(arguments: [
        ("https", true), ("smtps", true), ("http", false), ("smtp", false),
    ])
    func strictWantsTLS(scheme: String, isAllowed: Bool) {
        let strict = EgressGuard(EgressPolicy(mode: .strict), host: "h")
        #expect((strict.refusal(ofScheme: scheme, port: 443) == nil) == isAllowed)
        #expect(EgressGuard(.default, host: "h").refusal(ofScheme: scheme, port: 443) == nil)
        #expect(
            EgressGuard(EgressPolicy(mode: .strict, allow: ["h"]), host: "H").refusal(ofScheme: scheme, port: 443)
                == nil)
    }

    @Test func saysWhatTheAddressIs() throws {
        let egress = EgressGuard(EgressPolicy(mode: .strict), host: "h")
        #expect(egress.refusal(of: try #require(IPAddress("127.0.0.1")), port: 443) == "a loopback address")
        #expect(egress.refusal(of: try #require(IPAddress("169.254.169.254")), port: 443) == "a link-local address")
    }
}
