import SentinelConfig
import SentinelModels

/// Finds the state database for commands that work on it as a file; a configuration only tells where it is.
struct StatePlace {
    let context: CommandContext
    let options: ConfigurationOptions
    var arguments: [String] = []
    let state: StateOptions

    init(context: CommandContext, options: ConfigurationOptions, state: StateOptions) {
        self.context = context
        self.options = options
        self.state = state
    }

    init(context: CommandContext, config: ConfigurationArguments, state: StateOptions) {
        self.init(context: context, options: config.options, state: state)
        arguments = config.config
    }

    func location(console: Console) throws -> StateLocation {
        let reading = ConfigurationReading(context: context, options: options, arguments: arguments)
        let configuration = state.stateDatabase == nil ? try reading.usableIfAny(console: console) : nil
        return try StateLocation(
            option: state.stateDatabase, configuration: configuration, environment: context.environment,
            secrets: SecretResolver(context.environment))
    }
}
