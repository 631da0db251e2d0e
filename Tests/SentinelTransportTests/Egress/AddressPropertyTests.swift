import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelTransport

@Suite("Addresses and ranges, random") struct AddressPropertyTests {
    private struct Source {
        var generator: SeededGenerator
        init(_ seed: Int) { generator = SeededGenerator(seed: UInt64(seed)) }
        mutating func bytes(_ count: Int) -> [UInt8] {
            (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
        }
        mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    }

    private func bits(_ bytes: [UInt8]) -> String {
        bytes.map { byte in String((0..<8).map { byte >> (7 - $0) & 1 == 1 ? "1" : "0" }) }.joined()
    }

    @Test("a range holds what begins with its bits", arguments: 0..<20)
    func contains(seed: Int) throws {
        var source = Source(seed)
        for _ in 0..<100 {
            let width = source.number(0...1) == 0 ? 4 : 16
            let network = source.bytes(width)
            let prefix = source.number(0...width * 8)
            // Half of them differ from the network by a single bit.
            var address = source.number(0...1) == 0 ? source.bytes(width) : network
            address[source.number(0...width - 1)] ^= 1 << UInt8(source.number(0...7))
            let text = try #require(IPAddress(bytes: network)).description + "/\(prefix)"
            let range = try #require(IPNetwork(text))
            let expected = bits(network).prefix(prefix) == bits(address).prefix(prefix)
            #expect(range.contains(try #require(IPAddress(bytes: address))) == expected, "\(text) \(address)")
        }
    }

    @Test("an address is read back as it was written", arguments: 0..<20)
    func roundTrip(seed: Int) throws {
        var source = Source(seed)
        for width in [4, 16] {
            for _ in 0..<50 {
                let address = try #require(IPAddress(bytes: source.bytes(width)))
                #expect(IPAddress(address.description) == address)
                #expect(IPAddress("[\(address.description)]") == address)
            }
        }
    }

    @Test("what is forbidden stays forbidden in the clothes of IPv6", arguments: EgressPolicy.Mode.allCases, 0..<10)
    func embedded(mode: EgressPolicy.Mode, seed: Int) throws {
        var source = Source(seed)
        let egress = EgressGuard(EgressPolicy(mode: mode), host: "h")
        let special: [[UInt8]] = [
            [169, 254], [127], [10], [0], [224], [100, 100, 100, 200], [168, 63, 129, 16], [192, 168],
            [192, 0, 0, 192],
        ]
        for _ in 0..<100 {
            let start = special[source.number(0...special.count - 1)]
            let inner = Array((start + source.bytes(4)).prefix(4))
            let plain = egress.refusal(of: try #require(IPAddress(bytes: inner)), port: 443)
            let zeros = [UInt8](repeating: 0, count: 10)
            let forms = [
                zeros + [0xFF, 0xFF] + inner, [0, 0x64, 0xFF, 0x9B] + [UInt8](repeating: 0, count: 8) + inner,
                [0x20, 0x02] + inner + zeros,
            ]
            for form in forms {
                let refusal = egress.refusal(of: try #require(IPAddress(bytes: form)), port: 443)
                if plain != nil { #expect(refusal != nil, "\(inner) in \(form)") }
                // In the default mode the clothes alone are no reason.
                if mode == .default { #expect(refusal == plain) } else { #expect(refusal != nil) }
            }
        }
    }

    @Test("the edges of every range are where they should be", arguments: EgressRules.always + EgressRules.strict)
    func edges(rule: EgressRules.Rule) throws {
        let strict = EgressGuard(EgressPolicy(mode: .strict), host: "h")
        let first = rule.network.address.bytes.enumerated().map { index, byte in
            byte & UInt8(truncatingIfNeeded: 0xFF00 >> max(0, min(8, rule.network.prefix - index * 8)))
        }
        let last = first.enumerated().map { index, byte in
            byte | UInt8(0xFF >> max(0, min(8, rule.network.prefix - index * 8)))
        }
        for edge in [first, last] {
            let address = try #require(IPAddress(bytes: edge))
            #expect(rule.network.contains(address))
            #expect(strict.refusal(of: address, port: 443) != nil)
        }
        #expect(rule.network.address.bytes == first, "the rule's own address lies within its mask")
    }

    @Test("every IPv4 /16 has the verdict of the IANA special-purpose registry")
    func registry() throws {
        let strict = EgressGuard(EgressPolicy(mode: .strict), host: "h")
        for high in 0..<256 {
            for low in 0..<256 {
                // The address 1.1 within each /16 stands for it; the smaller blocks are tested by themselves.
                let address = try #require(IPAddress(bytes: [UInt8(high), UInt8(low), 1, 1]))
                let isSpecial: Bool =
                    switch (high, low) {
                    case (0, _), (10, _), (127, _), (100, 64...127), (169, 254), (172, 16...31), (192, 168),
                        (198, 18...19), (224..., _):
                        true
                    default: false
                    }
                #expect((strict.refusal(of: address, port: 443) != nil) == isSpecial, "\(address)")
            }
        }
    }
}
