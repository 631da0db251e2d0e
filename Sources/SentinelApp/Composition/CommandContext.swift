import SentinelModels

/// What every command is given: the environment, the kinds of integrations, and the layers below.
struct CommandContext: Sendable {
    var environment: Environment
    var integrations: [IntegrationDescriptor]
    var layers: Layers

    /// The person at the command line, for the audit log.
    var actor: Actor { Actor(.operatorCLI, name: environment.variable("USER") ?? "operator") }

    /// The current time.
    var now: Timestamp { environment.clock.now() }
}
