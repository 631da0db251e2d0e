/// Which network addresses notifications may go to; checked on the connected address, not on the name.
public struct EgressPolicy: Sendable, Hashable {
    /// How much is forbidden from the start.
    public enum Mode: String, Sendable, Hashable, CaseIterable {
        /// Everything but link-local, cloud-metadata and multicast addresses.
        case `default`
        /// Only https, and no private, loopback or otherwise special address.
        case strict
    }

    /// How much is forbidden from the start.
    public var mode: Mode
    /// Exceptions from the forbidden, as `address`, `address/prefix` or host name; with `:port` for that port
    /// alone, an IPv6 address then in brackets: `[fd00::1]:443`.
    public var allow: [String]

    /// Makes a policy.
    public init(mode: Mode = .default, allow: [String] = []) {
        self.mode = mode
        self.allow = allow
    }

    /// The policy of a configuration without an `egress` section.
    public static let `default` = EgressPolicy()
}
