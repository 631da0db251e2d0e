public import SentinelModels

/// Applies an `EgressPolicy` to one host: asked with each address that is about to be connected to.
public struct EgressGuard: Sendable {
    private let mode: EgressPolicy.Mode
    private let isHostAllowed: Bool
    private let allowed: [IPNetwork]

    /// Prepares the policy for transfers to `host`, as it stands in the URL.
    public init(_ policy: EgressPolicy, host: String) {
        mode = policy.mode
        allowed = policy.allow.compactMap { IPNetwork($0) }
        let name = Self.normalized(host)
        let numeric = IPAddress(host)
        isHostAllowed = policy.allow.contains { entry in
            guard let network = IPNetwork(entry) else { return Self.normalized(entry) == name }
            return numeric.map { network.contains($0) } ?? false
        }
    }

    /// Why the address may not be connected to, such as `a link-local address`; nil if it may.
    public func refusal(of address: IPAddress) -> String? {
        if isHostAllowed || allowed.contains(where: { $0.contains(address) }) { return nil }
        if let embedded = address.embeddedIPv4 {
            if allowed.contains(where: { $0.contains(embedded) }) { return nil }
            if let refusal = Self.refusal(of: embedded, mode: mode) { return refusal }
        }
        return Self.refusal(of: address, mode: mode)
    }

    /// Why a scheme may not be used, such as `http`; nil if it may. An allowed host may use any.
    public func refusal(ofScheme scheme: String) -> String? {
        guard mode == .strict, !isHostAllowed, scheme != "https", scheme != "smtps" else { return nil }
        return "a connection without TLS"
    }

    private static func refusal(of address: IPAddress, mode: EgressPolicy.Mode) -> String? {
        let rules = mode == .strict ? EgressRules.always + EgressRules.strict : EgressRules.always
        return rules.first { $0.network.contains(address) }?.meaning
    }

    private static func normalized(_ host: String) -> String {
        let name = host.lowercased()
        return name.hasSuffix(".") ? String(name.dropLast()) : name
    }
}
