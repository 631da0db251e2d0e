internal import SentinelModels

/// Decodes an exception of `egress.allow`: an address, a range of them, or a host name, each also with a port. What is
/// none of these would never match anything, and nobody would notice before a notification is refused.
struct EgressEntryDecoder {
    let reading: Reading

    func entry(_ node: ConfigNode) -> String? {
        guard let text = reading.text(node, "allow") else { return nil }
        guard Self.isEntry(text) else {
            let shown = node.scalar?.shown.map { "\($0) is no address, address/prefix or host name" }
            reading.error(
                .invalidValue, shown ?? "'allow' has a text that is no address, address/prefix or host name",
                at: node.position, hint: "write 10.0.0.0/8, fd00::/8, 192.0.2.7 or hooks.example.com")
            return nil
        }
        return text
    }

    static func isEntry(_ text: String) -> Bool {
        guard let exception = EgressException(text) else { return false }
        // Brackets are for IPv6 addresses alone.
        if exception.port != nil, text.hasPrefix("["), !exception.target.contains(":") { return false }
        return isAddressOrHost(exception.target)
    }

    private static func isAddressOrHost(_ text: Substring) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let address = parts.first, parts.count <= 2 else { return false }
        guard let width = width(of: address) else { return parts.count == 1 && isHostName(address) }
        guard parts.count == 2 else { return true }
        return !parts[1].isEmpty && parts[1].utf8.allSatisfy(YAMLResolver.isDigit)
            && Int(parts[1]).map { $0 <= width } == true
    }

    /// The bits of an address's family, or nil if the text is no address.
    private static func width(of text: Substring) -> Int? {
        if text.contains(":") { return isIPv6(text) ? 128 : nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { isNumber($0, upTo: 255) } ? 32 : nil
    }

    /// Up to eight groups of hexadecimal digits, of which `::` may leave some out; the last two may be an IPv4 address.
    private static func isIPv6(_ text: Substring) -> Bool {
        var groups = text.split(separator: ":", omittingEmptySubsequences: false)
        var length = 8
        if let last = groups.last, last.contains(".") {
            guard width(of: last) == 32 else { return false }
            groups[groups.count - 1] = "0"
            length = 7
        }
        let isShort = text.firstRange(of: "::") != nil
        guard !text.contains(":::"), text.ranges(of: "::").count <= 1, isShort || groups.count == length,
            text.hasPrefix("::") || !text.hasPrefix(":"), text.hasSuffix("::") || !text.hasSuffix(":")
        else { return false }
        let written = groups.filter { !$0.isEmpty }
        return written.count <= (isShort ? length - 1 : length)
            && written.allSatisfy { $0.utf8.count <= 4 && UInt16($0, radix: 16) != nil }
    }

    private static func isNumber(_ text: Substring, upTo limit: Int) -> Bool {
        (1...3).contains(text.utf8.count) && text.utf8.allSatisfy(YAMLResolver.isDigit)
            && Int(text).map { $0 <= limit } == true
    }

    /// A DNS name; one of digits and dots alone is a mistyped address.
    private static func isHostName(_ text: Substring) -> Bool {
        let name = text.hasSuffix(".") ? text.dropLast() : text
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let isWord = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.utf8.first != UInt8(ascii: "-")
                && label.utf8.allSatisfy {
                    YAMLResolver.isDigit($0) || ($0 | 32) &- 97 < 26 || $0 == UInt8(ascii: "-")
                        || $0 == UInt8(ascii: "_")
                }
        }
        return isWord && name.utf8.count <= 253
            && !name.utf8.allSatisfy { YAMLResolver.isDigit($0) || $0 == UInt8(ascii: ".") }
    }
}
