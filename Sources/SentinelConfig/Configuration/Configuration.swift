public import SentinelModels

/// A checked configuration: everything the composition root needs, nothing of YAML.
public struct Configuration: Sendable {
    /// By whose rules it was read.
    public var strictness: IntegrationDescriptor.Strictness
    /// The monitored databases by name; `default` is the `database` section.
    public var sources: [SourceConfiguration]
    /// Where the state is kept; nil if the file does not say.
    public var state: StateConfiguration?
    /// Which addresses notifications may go to.
    public var egress: EgressPolicy
    /// The receivers: the configured ones and those of inline routes.
    public var receivers: [ReceiverConfiguration]
    /// The alerts, in the order of the files.
    public var alerts: [AlertDefinition]
    /// SHA-256 over the content of all files, for telling generations apart.
    public var contentHash: String
    /// Where the query of each alert stands, for messages about it; empty for alerts that come from a program.
    public var queryPositions: [AlertKey: SourcePosition] = [:]

    /// Makes a configuration.
    public init(
        strictness: IntegrationDescriptor.Strictness = .current, sources: [SourceConfiguration] = [],
        state: StateConfiguration? = nil, egress: EgressPolicy = .default, receivers: [ReceiverConfiguration] = [],
        alerts: [AlertDefinition] = [], contentHash: String = ""
    ) {
        self.strictness = strictness
        self.sources = sources
        self.state = state
        self.egress = egress
        self.receivers = receivers
        self.alerts = alerts
        self.contentHash = contentHash
    }
}

/// A monitored database as configured.
public struct SourceConfiguration: Sendable {
    /// The name alerts use.
    public var name: String
    /// The connection URL; may hold a password.
    public var url: SecretReference
    /// The URL without password and parameters, for people.
    public var displayURL: String
    /// The scheme, which picks the integration; empty if the URL has none.
    public var scheme: String
    /// The checked options of the integration, `url` among them as a secret.
    public var options: IntegrationOptions
    /// How long queries may take unless the alert says otherwise.
    public var timeout: Duration?
    /// How many rows queries may return.
    public var maxRows: Int
    /// Where it stands.
    public var position: SourcePosition?

    /// Makes a configuration.
    public init(
        name: String, url: SecretReference, displayURL: String, scheme: String, options: IntegrationOptions,
        timeout: Duration? = nil, maxRows: Int = 1000, position: SourcePosition? = nil
    ) {
        self.name = name
        self.url = url
        self.displayURL = displayURL
        self.scheme = scheme
        self.options = options
        self.timeout = timeout
        self.maxRows = maxRows
        self.position = position
    }
}

/// The state database as configured.
public struct StateConfiguration: Sendable {
    /// The connection URL; may hold a password.
    public var url: SecretReference
    /// The account's password on the server, if it is not in the URL.
    public var password: SecretReference?
    /// Where it stands.
    public var position: SourcePosition?

    /// Makes a configuration.
    public init(url: SecretReference, password: SecretReference? = nil, position: SourcePosition? = nil) {
        self.url = url
        self.password = password
        self.position = position
    }
}

/// A receiver as configured, or as an inline route implies it.
public struct ReceiverConfiguration: Sendable {
    /// Its key: the configured name, or a hash of kind and addresses.
    public var key: ReceiverKey
    /// The integration's type, such as `slack`.
    public var type: String
    /// The checked options.
    public var options: IntegrationOptions
    /// Whether it comes from an alert's inline route.
    public var isInline: Bool
    /// Where it stands.
    public var position: SourcePosition?

    /// Makes a configuration.
    public init(
        key: ReceiverKey, type: String, options: IntegrationOptions, isInline: Bool = false,
        position: SourcePosition? = nil
    ) {
        self.key = key
        self.type = type
        self.options = options
        self.isInline = isInline
        self.position = position
    }
}
