internal import SentinelModels

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
        guard let exception = EgressException(text) else { return nil }
        port = exception.port
        if let network = IPNetwork(exception.target) {
            target = .network(network)
        } else {
            target = .host(Self.normalized(String(exception.target)))
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
}
