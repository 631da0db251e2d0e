/// What the configuration, the reference page and the composition root know of a kind of source or receiver.
///
/// Built-in kinds and a user's own are described alike; `SentinelMain.run(integrations: .standard + [mine])` is all
/// that is needed to add one.
public struct IntegrationDescriptor: Sendable {
    /// How to make the thing from its options.
    @nonexhaustive public enum Factory: Sendable {
        /// Makes a source. Must not connect: that happens at the first query.
        case source(@Sendable (IntegrationOptions, IntegrationContext) throws(SentinelError) -> any DataSource)
        /// Makes a notifier. Must not connect: that happens at the first delivery.
        case receiver(@Sendable (IntegrationOptions, IntegrationContext) throws(SentinelError) -> any Notifier)
    }

    /// The word after `type:` (or `channel:`), such as `slack`; for sources the kind's name, such as `sqlite`.
    public var type: String
    /// The URL schemes of a source, without `://`: `["sqlite"]`. Empty for receivers.
    public var urlSchemes: [String]
    /// One sentence for the reference page.
    public var summary: String
    /// The options beside those every source or receiver has.
    public var options: [OptionDescriptor]
    /// How to make it.
    public var factory: Factory
    /// Checks that span several options or need more than a type; returns one message for each fault, by option name.
    ///
    /// `strictness` tells whether the file has the original's format, whose narrower rules then apply.
    public var validate: @Sendable (IntegrationOptions, Strictness) -> [Fault]
    /// Writes the statements that make a source's account with no more rights than alerts need, for an administrator to
    /// run; they hold no password. Nil where there are no accounts.
    public var grants: Grants?

    /// Writes the statements for an account; see ``grants``.
    public typealias Grants =
        @Sendable (IntegrationOptions, IntegrationContext) throws(SentinelError) -> String

    /// A fault that ``validate`` found.
    public struct Fault: Sendable, Hashable {
        /// The option it is about; nil for the integration as a whole.
        public var option: String?
        /// What is wrong; never repeats a secret.
        public var message: String
        /// What to do about it.
        public var hint: String?
        /// How much it matters.
        public var severity: Diagnostic.Severity

        /// Makes a fault.
        public init(
            _ message: String, option: String? = nil, hint: String? = nil, severity: Diagnostic.Severity = .error
        ) {
            self.message = message
            self.option = option
            self.hint = hint
            self.severity = severity
        }
    }

    /// By whose rules a file is read.
    public enum Strictness: Sendable, Hashable {
        /// `version: 1`.
        case current
        /// A file without `version`: the Python original's rules where they are narrower.
        case original
    }

    /// Makes a descriptor.
    public init(
        type: String, urlSchemes: [String] = [], summary: String, options: [OptionDescriptor], factory: Factory,
        validate: @escaping @Sendable (IntegrationOptions, Strictness) -> [Fault] = { _, _ in [] },
        grants: Grants? = nil
    ) {
        self.type = type
        self.urlSchemes = urlSchemes
        self.summary = summary
        self.options = options
        self.factory = factory
        self.validate = validate
        self.grants = grants
    }

    /// Whether it describes a source, else a receiver.
    public var isSource: Bool {
        if case .source = factory { true } else { false }
    }
}

/// What the composition root lends to every source and notifier it makes.
public struct IntegrationContext: Sendable {
    /// The name in the configuration: of the source, or the receiver's key.
    public var name: String
    /// Resolves secrets at connect and at delivery.
    public var secrets: any SecretProvider
    /// Which addresses may be called.
    public var egress: EgressPolicy
    /// Shared resources by type, such as the HTTP client that all notifiers use; see ``shared(_:)``.
    public var resources: [any Sendable]

    /// Makes a context.
    public init(
        name: String, secrets: any SecretProvider, egress: EgressPolicy = .default, resources: [any Sendable] = []
    ) {
        self.name = name
        self.secrets = secrets
        self.egress = egress
        self.resources = resources
    }

    /// The first shared resource of a type, or nil.
    public func shared<Resource: Sendable>(_ type: Resource.Type) -> Resource? {
        resources.lazy.compactMap { $0 as? Resource }.first
    }
}
