import SentinelModels
import Testing

@testable import SentinelConfig

@Suite("Exceptions of the egress policy")
struct EgressTests {
    static let entries = [
        "10.0.0.0/8", "0.0.0.0/0", "192.0.2.7", "192.0.2.7/32", "255.255.255.255", "::1", "::", "fd00::/8",
        "2001:db8::1/128",
        "1:2:3:4:5:6:7:8", "1::8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "::ffff:10.0.0.1", "1:2:3:4:5:6:10.0.0.1",
        "FE80::ABCD",
        "192.0.2.7:443", "10.0.0.0/8:443", "localhost:1", "hooks.example.com:65535", "[::1]:8443", "[fd00::/8]:443",
        "localhost", "hooks.example.com", "hooks.example.com.", "a-b.c_d.e", "xn--bcher-kva.example", "3com.example",
        "1.2.3.4.example",
        String(repeating: "a", count: 63) + ".example",
    ]

    static let others = [
        "", " ", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "10.0.0",
        "10.0.0.256",
        "10.0.0.0.0", "10.0.0.", "1000.0.0.1", "1.2.3", "7", "fd00::/129", "1:2:3", "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::", "1::2::3",
        ":::", "1:", ":1", "12345::", "g::", "::1.2.3", "::ffff:10.0.0.256", "https://example.com", "example.com/8",
        "example.com:", "example.com:0", "example.com:65536", "example.com:+1", "example.com:https", ":443",
        "10.0.0.0/33:443", "10.0.0.256:443", "[::1]:", "[::1]:0", "[::1]443", "[::1", "[10.0.0.1]:443", "[a.b]:443",
        "[fd00::/129]:443", "[::1]:1:2",
        "*.example.com", "a b", "a..b", ".a", "-a.example", "a,b", "büro.example", "user@host", "[::1]", "fe80::1%eth0",
        String(repeating: "a", count: 64) + ".example",
    ]

    @Test(arguments: entries)
    func isTaken(_ entry: String) throws {
        let text = alert("", top: "egress: {allow: ['\(entry)']}\n")
        #expect(try configuration(text).egress.allow == [entry])
    }

    @Test(arguments: others)
    func isRefused(_ entry: String) {
        let loaded = load(alert("", top: "egress: {mode: strict, allow: [localhost, '\(entry)']}\n"))
        #expect(
            loaded.diagnostics.map(\.description) == [
                "c.yaml:8:43: error: '\(entry.quotable)' is no address, address/prefix or host name "
                    + "(write 10.0.0.0/8, fd00::/8, 192.0.2.7 or hooks.example.com)"
            ])
    }

    @Test(arguments: [
        ("egress: {allow: [5]}", "8:18: error: 'allow' must be a text, not a number (put it in quotes: '5')"),
        ("egress: {allow: [null]}", "8:18: error: 'allow' must be a text, not null"),
        ("egress: {allow: {a: b}}", "8:17: error: 'allow' must be a list, not a mapping"),
        ("egress: {mode: Strict}", "8:16: error: 'Strict' is not a value of 'mode' (did you mean 'strict'?)"),
        ("egress: {deny: [a]}", "8:10: error: unknown key 'deny' in the egress section (known are: mode, allow)"),
        ("egress: strict", "8:9: error: the egress section must be a mapping, not a string"),
    ])
    func otherMistakes(_ line: String, _ said: String) {
        #expect(load(alert("", top: line + "\n")).diagnostics.map(\.description) == ["c.yaml:" + said])
    }

    @Test func aVariableThatIsNoAddressIsNotRepeated() {
        let loaded = load(alert("", top: "egress: {allow: [\"${A}\"]}\n"), ["A": "hunter 2"])
        #expect(
            loaded.diagnostics.map(\.message) == ["'allow' has a text that is no address, address/prefix or host name"])
    }
}
