import SentinelConfig
import SentinelModels

/// Finds the state database and alerts for the outbox commands; a configuration is only needed to learn where it is.
struct OutboxAccess {
    let context: CommandContext
    let state: StateOptions
    let console: Console
    /// The configuration, if there is one.
    private let configuration: Configuration?

    init(
        context: CommandContext, config: ConfigurationOptions, arguments: [String] = [], state: StateOptions,
        console: Console
    ) throws {
        self.context = context
        self.state = state
        self.console = console
        configuration = try ConfigurationReading(context: context, options: config, arguments: arguments)
            .usableIfAny(console: console)
    }

    var access: StateAccess {
        StateAccess(context: context, option: state.stateDatabase, configuration: configuration, console: console)
    }

    /// The key of an alert by its name; the name itself if no configuration tells otherwise.
    func alertKey(named name: String) -> AlertKey {
        AlertSelection(configuration?.alerts ?? []).find(name)?.key ?? AlertKey(name)
    }

    /// The message with this id, or with an id that starts so if only one does.
    func message(_ id: String, in store: any StateStore) async throws -> NotificationMessage {
        if let message = try await store.messages(MessageQuery(ids: [id])).first { return message }
        let near = try await store.messages(MessageQuery()).filter { $0.id.hasPrefix(id) }
        guard near.count == 1 else {
            throw CommandFailure.usage(
                near.isEmpty
                    ? "no message has the id '\(id)'" : "\(near.count) messages have ids that start with '\(id)'",
                hint: "see 'sentinel outbox list --state all'")
        }
        return near[0]
    }
}
