import CLibCurl

/// An IPv4 or IPv6 address.
public struct IPAddress: Sendable, Hashable {
    /// 4 or 16 bytes in network order.
    public let bytes: [UInt8]

    /// Takes 4 or 16 bytes in network order; nil for another number.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Reads `192.0.2.1` or `2001:db8::1`, with or without brackets; short, octal and hexadecimal forms are none.
    public init?(_ text: some StringProtocol) {
        var plain = String(text)
        if plain.hasPrefix("["), plain.hasSuffix("]") { plain = String(plain.dropFirst().dropLast()) }
        guard !plain.utf8.contains(0) else { return nil }
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = Int(sentinel_curl_parse_address(plain, &buffer))
        self.init(bytes: Array(buffer.prefix(count)))
    }

    /// Whether it is an IPv4 address.
    public var isIPv4: Bool { bytes.count == 4 }

    /// The IPv4 address that an IPv6 address of a transition technique stands for: mapped, compatible, NAT64, 6to4.
    ///
    /// The kernel or a gateway turns these into IPv4 packets, so a rule about the IPv4 address must hold for them too.
    public var embeddedIPv4: IPAddress? {
        guard !isIPv4 else { return nil }
        let zeros = [UInt8](repeating: 0, count: 10)
        let tail = Array(bytes[12...])
        if Array(bytes[..<10]) == zeros, bytes[10] == bytes[11], bytes[10] == 0 || bytes[10] == 0xFF {
            return tail.dropLast().allSatisfy { $0 == 0 } && bytes[10] == 0 ? nil : IPAddress(bytes: tail)
        }
        if Array(bytes[..<12]) == [0, 0x64, 0xFF, 0x9B] + [UInt8](repeating: 0, count: 8) {
            return IPAddress(bytes: tail)
        }
        if bytes[0] == 0x20, bytes[1] == 0x02 { return IPAddress(bytes: Array(bytes[2..<6])) }
        return nil
    }
}

extension IPAddress: CustomStringConvertible {
    /// The usual text; IPv6 without shortening of zeros.
    public var description: String {
        if isIPv4 { return bytes.map(String.init).joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2)
            .map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }
            .joined(separator: ":")
    }
}
