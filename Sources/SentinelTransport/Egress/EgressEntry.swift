/// An exception of an `EgressPolicy`: an address, a range or a host name, for all ports or for one.
///
/// Forms: `192.0.2.7`, `10.0.0.0/8`, `hooks.example.com`, each also with `:443`; `fd00::1`, `fd00::/8`, with a port
/// `[fd00::1]:443`, `[fd00::/8]:443`.
struct EgressEntry: Sendable, Hashable {
    enum Target: Sendable, Hashable {
        case network(IPNetwork)
        /// In lower case, without a dot at the end.
        case host(String)
    }

    var target: Target
    /// Nil for every port.
    var port: Int?

    /// Nil for a text that would never match.
    init?(_ text: String) {
        guard let (address, port) = Self.parts(text) else { return nil }
        self.port = port
        if let network = IPNetwork(address) {
            target = .network(network)
        } else {
            target = .host(Self.normalized(String(address)))
        }
    }

    /// Whether it is about the port of a connection.
    func matches(port other: Int) -> Bool { port == nil || port == other }

    func contains(_ address: IPAddress) -> Bool {
        if case .network(let network) = target { network.contains(address) } else { false }
    }

    /// A host's name as it is compared.
    static func normalized(_ host: String) -> String {
        let name = host.lowercased()
        return name.hasSuffix(".") ? String(name.dropLast()) : name
    }

    private static func parts(_ text: String) -> (address: Substring, port: Int?)? {
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            let rest = text[text.index(after: end)...]
            if rest.isEmpty { return (text[...], nil) }
            guard rest.hasPrefix(":"), let port = port(rest.dropFirst()) else { return nil }
            return (text[text.index(after: text.startIndex)..<end], port)
        }
        // More colons than one are an IPv6 address.
        let pieces = text.split(separator: ":", omittingEmptySubsequences: false)
        guard pieces.count == 2 else { return (text[...], nil) }
        guard let port = port(pieces[1]) else { return nil }
        return (pieces[0], port)
    }

    private static func port(_ text: Substring) -> Int? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(text), (1...65_535).contains(port)
        else { return nil }
        return port
    }
}
