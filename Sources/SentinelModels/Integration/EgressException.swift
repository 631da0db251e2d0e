/// An exception of an ``EgressPolicy`` in its parts: what it is about, and the port if it is for one alone.
package struct EgressException {
    /// An address, a range of addresses or a host name; not checked.
    package let target: Substring
    /// From 1 to 65,535; nil for every port.
    package let port: Int?

    /// Takes a text apart; nil if it ends in a port that is none. An IPv6 address with a port stands in brackets.
    package init?(_ text: String) {
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            let rest = text[text.index(after: end)...]
            guard !rest.isEmpty else {
                self.init(target: text[...], port: nil)
                return
            }
            guard rest.hasPrefix(":"), let port = Self.port(rest.dropFirst()) else { return nil }
            self.init(target: text[..<end].dropFirst(), port: port)
            return
        }
        // More colons than one are an IPv6 address.
        let pieces = text.split(separator: ":", omittingEmptySubsequences: false)
        guard pieces.count == 2 else {
            self.init(target: text[...], port: nil)
            return
        }
        guard let port = Self.port(pieces[1]) else { return nil }
        self.init(target: pieces[0], port: port)
    }

    private init(target: Substring, port: Int?) {
        self.target = target
        self.port = port
    }

    private static func port(_ text: Substring) -> Int? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(text), (1...65_535).contains(port)
        else { return nil }
        return port
    }
}
