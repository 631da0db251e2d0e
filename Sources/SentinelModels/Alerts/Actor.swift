/// Who changes the state: written to the audit log with every change.
///
/// Shadows `Swift.Actor`, which nothing in these modules needs; write `_Concurrency.Actor` where both meet.
public struct Actor: Sendable, Hashable, Codable {
    /// What kind of party it is.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// A person at a command line.
        case operatorCLI = "cli"
        /// A program through the library or an API.
        case api
        /// The engine itself.
        case engine
    }

    /// What kind of party it is.
    public var kind: Kind
    /// The person's or program's name.
    public var name: String

    /// Makes an actor.
    public init(_ kind: Kind, name: String) {
        self.kind = kind
        self.name = name
    }

    /// The engine acting by itself.
    public static let engine = Actor(.engine, name: "engine")
}

/// Whose data an operation may see; the first part of every key in the state tables.
///
/// It cannot be made from anything a request says: it is neither decodable nor constructible outside of the package.
public struct TenantScope: Sendable, Hashable {
    /// The tenant's name as it is stored.
    public let tenant: String

    package init(tenant: String) {
        self.tenant = tenant
    }

    /// The only tenant of an installation that does not use tenants.
    public static let `default` = TenantScope(tenant: "default")
}
