public import SentinelModels

/// Applies an `EgressPolicy` to one host: asked with each address and port that is about to be connected to.
public struct EgressGuard: Sendable {
    private let mode: EgressPolicy.Mode
    /// The exceptions that name the host, or a range that the host, a number, is in.
    private let ofHost: [EgressEntry]
    private let all: [EgressEntry]

    /// Prepares the policy for transfers to `host`, as it stands in the URL.
    public init(_ policy: EgressPolicy, host: String) {
        mode = policy.mode
        all = policy.allow.compactMap { EgressEntry($0) }
        let name = EgressEntry.normalized(host)
        let numeric = IPAddress(host)
        ofHost = all.filter { entry in
            entry.target == .host(name) || numeric.map(entry.contains) ?? false
        }
    }

    /// Why the address may not be connected to at the port, such as `a link-local address`; nil if it may.
    public func refusal(of address: IPAddress, port: Int) -> String? {
        if ofHost.contains(where: { $0.matches(port: port) }) || isException(address, port) { return nil }
        if let embedded = address.embeddedIPv4 {
            if isException(embedded, port) { return nil }
            if let refusal = Self.refusal(of: embedded, mode: mode) { return refusal }
        }
        return Self.refusal(of: address, mode: mode)
    }

    /// Why a scheme may not be used at the port, such as `http`; nil if it may. An allowed host may use any.
    public func refusal(ofScheme scheme: String, port: Int) -> String? {
        guard mode == .strict, scheme != "https", scheme != "smtps", !ofHost.contains(where: { $0.matches(port: port) })
        else { return nil }
        return "a connection without TLS"
    }

    private func isException(_ address: IPAddress, _ port: Int) -> Bool {
        all.contains { $0.matches(port: port) && $0.contains(address) }
    }

    private static func refusal(of address: IPAddress, mode: EgressPolicy.Mode) -> String? {
        let rules = mode == .strict ? EgressRules.always + EgressRules.strict : EgressRules.always
        return rules.first { $0.network.contains(address) }?.meaning
    }
}
