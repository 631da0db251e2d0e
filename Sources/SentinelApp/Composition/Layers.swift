package import SentinelConfig
package import SentinelModels

/// The layers below the commands: how configurations are read, state is opened and the network is reached.
package struct Layers: Sendable {
    /// What to read a configuration from and by.
    package struct ConfigurationRequest: Sendable {
        /// Files, directories and patterns.
        package var paths: [String]
        /// What relative paths are relative to.
        package var workingDirectory: String
        /// The environment variables.
        package var variables: [String: String]
        /// The URL of the source `default`, instead of the configured one.
        package var databaseURL: String?
        /// The zone of alerts that name none.
        package var timezone: String?
        /// The kinds of sources and receivers there are.
        package var integrations: [IntegrationDescriptor]
        /// Text given on standard input instead of paths.
        package var text: [UInt8]?
    }

    /// What to open a state database for.
    package enum StateAccess: Sendable, Hashable {
        /// Changes it; makes it if it is not there.
        case readWrite
        /// Looks only; nil if it is not there.
        case readOnly
    }

    /// Reads a configuration.
    package var loadConfiguration: @Sendable (ConfigurationRequest) -> LoadedConfiguration
    /// Opens a state database by its URL; nil if it is to be looked at only and is not there.
    package var openState:
        @Sendable (Secret, StateAccess, any LeaseClock) async throws(SentinelError) -> (any StateStore)?
    /// What notifiers share, such as the HTTP client; made when the first notifier is.
    package var sharedResources: @Sendable (EgressPolicy) -> [any Sendable]

    /// Makes layers.
    package init(
        loadConfiguration: @escaping @Sendable (ConfigurationRequest) -> LoadedConfiguration,
        openState:
            @escaping @Sendable (Secret, StateAccess, any LeaseClock) async throws(SentinelError) -> (any StateStore)?,
        sharedResources: @escaping @Sendable (EgressPolicy) -> [any Sendable]
    ) {
        self.loadConfiguration = loadConfiguration
        self.openState = openState
        self.sharedResources = sharedResources
    }
}
