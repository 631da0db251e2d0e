import ArgumentParser
import SentinelModels
import SentinelStore

/// `sentinel state import`: adds the history, state and silences of an original's state database.
struct StateImport: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Add what another state database of the Python original remembers.",
        discussion: """
            The original is only read. Doing it twice adds nothing the second time; alerts that have a state here keep it.

            Example: sentinel state import sqlite:///old.db --state-db sqlite:///sqlsentinel.db
            """)

    @Argument(help: ArgumentHelp("The original's state database, such as sqlite:///old.db.", valueName: "url"))
    var source: String

    @OptionGroup var config: ConfigurationOptions

    @OptionGroup var state: StateOptions

    @OptionGroup var output: OutputOptions

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let console = output.console(in: context)
        let place = StatePlace(context: context, options: config, state: state)
        let original = try StateLocation(
            option: source, configuration: nil, environment: context.environment,
            secrets: SecretResolver(context.environment))
        let store = try SQLStateStore.open(try place.location(console: console).url.reveal())
        let summary = try await store.closing {
            try await $0.importOriginal(original.url.reveal(), by: context.actor)
        }
        if output.format == .json {
            console.data(
                .object([
                    .init("runs", .integer(summary.runs)), .init("states", .integer(summary.states)),
                    .init("silences", .integer(summary.silences)),
                ]))
        } else {
            console.data("✓ added \(summary.runs) runs, \(summary.states) states, \(summary.silences) silences")
        }
        return .success
    }
}
