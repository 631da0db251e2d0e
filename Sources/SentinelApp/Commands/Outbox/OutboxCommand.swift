import ArgumentParser

/// `sentinel outbox`: the messages that wait, were sent, or were given up.
struct OutboxCommand: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox", abstract: "See and mend deliveries: messages that wait or were given up.",
        subcommands: [OutboxList.self, OutboxShow.self, OutboxRetry.self, OutboxDrop.self],
        defaultSubcommand: OutboxList.self)

    func execute(in context: CommandContext) async throws -> ExitStatus {
        showHelp(in: context)
    }
}
