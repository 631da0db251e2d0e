import ArgumentParser
import SentinelModels

/// `sentinel outbox retry`.
struct OutboxRetry: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Make messages due now, with a fresh lifetime.",
        discussion: "They are delivered by the next 'sentinel run'. What was sent or superseded is left alone.")

    @Argument(help: "Ids, or starts of ids.") var ids: [String] = []

    @Flag(help: "All messages that were given up.") var allDead = false

    @OptionGroup var config: ConfigurationOptions

    @OptionGroup var state: StateOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard allDead || !ids.isEmpty else { throw ValidationError("name messages by id, or use --all-dead") }
    }

    func execute(in context: CommandContext) async throws -> ExitStatus {
        try await OutboxChange(
            ids: ids, allDead: allDead, word: "made due",
            outbox: OutboxAccess(
                context: context, config: config, state: state, console: output.console(in: context))
        )
        .apply(output) { store, ids, actor in try await store.retryMessages(ids, scope: .default, by: actor) }
    }
}

/// `sentinel outbox drop`.
struct OutboxDrop: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Give up messages that wait.",
        discussion: "They stay in the outbox as dead, with the reason 'dropped' and your name in the audit log.")

    @Argument(help: "Ids, or starts of ids.") var ids: [String]

    @OptionGroup var config: ConfigurationOptions

    @OptionGroup var state: StateOptions

    @OptionGroup var output: OutputOptions

    func execute(in context: CommandContext) async throws -> ExitStatus {
        try await OutboxChange(
            ids: ids, allDead: false, word: "dropped",
            outbox: OutboxAccess(
                context: context, config: config, state: state, console: output.console(in: context))
        )
        .apply(output) { store, ids, actor in try await store.dropMessages(ids, scope: .default, by: actor) }
    }
}
