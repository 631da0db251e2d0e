import SentinelTransport

/// An address of a mail, with or without a name: `a@example.com`, `Ann <a@example.com>`, `"Doe, Ann" <a@example.com>`.
struct MailAddress: Sendable, Hashable {
    /// The name; nil if there is none.
    var name: String?
    /// The bare address.
    var address: String

    /// Why a text is no address, as the end of a sentence.
    struct Invalid: Error, Hashable {
        var reason: String
    }

    /// Reads one address. Refuses control characters, several addresses in one text, and everything that could mean
    /// something to a mail server or another mail program.
    init(_ text: String) throws(Invalid) {
        for scalar in text.unicodeScalars where scalar.properties.generalCategory == .control {
            throw Invalid(reason: "has a control character")
        }
        let trimmed = text.trimmingBlanks
        if let open = trimmed.lastIndex(of: "<") {
            guard trimmed.last == ">" else { throw Invalid(reason: "has text after '>'") }
            address = String(trimmed[trimmed.index(after: open)...].dropLast())
            name = try Self.name(String(trimmed[..<open]).trimmingBlanks)
        } else {
            address = trimmed
            name = nil
        }
        if let fault = MailEnvelope.fault(of: address) { throw Invalid(reason: fault) }
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw Invalid(reason: "is not of the form name@domain")
        }
        guard parts[0].utf8.count <= 64 else { throw Invalid(reason: "has more than 64 characters before the '@'") }
        guard Self.isDomain(parts[1]) else { throw Invalid(reason: "has no domain after the '@'") }
    }

    /// Takes an address that is checked already.
    init(name: String? = nil, address: String) {
        self.name = name
        self.address = address
    }

    /// The part after the `@`; nil if there is none.
    var domain: String? {
        address.lastIndex(of: "@").map { String(address[address.index(after: $0)...]) }
    }

    private static func name(_ text: String) throws(Invalid) -> String? {
        var name = text
        if name.hasPrefix("\""), name.hasSuffix("\""), name.count >= 2 {
            name = String(name.dropFirst().dropLast())
        }
        guard !name.contains(where: { "<>\"\\".contains($0) }), !text.isEmpty || name.isEmpty else {
            throw Invalid(reason: "has a quote, backslash or bracket in its name")
        }
        guard text.hasPrefix("\"") || !name.contains(where: { ",;:@".contains($0) }) else {
            throw Invalid(reason: "has a comma, colon or '@' in a name without quotes; write each address by itself")
        }
        guard name.count <= 200 else { throw Invalid(reason: "has a name longer than 200 characters") }
        return name.isEmpty ? nil : name
    }

    /// Names of letters, digits, hyphens and dots, or an address literal in square brackets.
    private static func isDomain(_ text: Substring) -> Bool {
        if text.hasPrefix("["), text.hasSuffix("]") {
            let literal = text.dropFirst().dropLast()
            return IPAddress(literal.hasPrefix("IPv6:") ? literal.dropFirst(5) : literal) != nil
        }
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { byte in
                    (48...57).contains(byte) || (97...122).contains(byte | 32) || byte == UInt8(ascii: "-")
                        || byte == UInt8(ascii: "_")
                }
        }
    }
}

extension String {
    /// The text without blanks at both ends.
    var trimmingBlanks: String {
        var rest = self[...]
        while rest.first == " " || rest.first == "\t" { rest.removeFirst() }
        while rest.last == " " || rest.last == "\t" { rest.removeLast() }
        return String(rest)
    }
}
