import ArgumentParser
import SentinelModels
import SentinelStore

/// `sentinel state migrate`: brings the state database to the newest schema.
struct StateMigrate: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the state database to this program's schema.",
        discussion: """
            Every command that writes does this by itself. A database of the Python original is taken over: its tables \
            are kept under other names, history, state and silences are imported.
            """)

    @OptionGroup var config: ConfigurationArguments

    @OptionGroup var state: StateOptions

    @Flag(help: "Only show what would be done.") var dryRun = false

    @OptionGroup var output: OutputOptions

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let console = output.console(in: context)
        let location = try StatePlace(context: context, config: config, state: state).location(console: console)
        let url = location.url.reveal()
        let before = try SQLStateStore.schemaVersion(url)
        let steps = try SQLStateStore.pendingMigrations(url)
        if !dryRun {
            let store = try SQLStateStore.open(url)
            await store.close()
        }
        if output.format == .json {
            console.data(
                .object([
                    .init("state_database", .string(location.display)), .init("from_version", .optional(before)),
                    .init("to_version", .integer(SQLStateStore.newestSchemaVersion)), .init("dry_run", .bool(dryRun)),
                    .init("steps", .strings(steps)),
                ]))
        } else if steps.isEmpty {
            console.data("✓ \(location.display) has the newest schema, version \(SQLStateStore.newestSchemaVersion)")
        } else {
            for step in steps { console.data((dryRun ? "would do: " : "✓ ") + step) }
        }
        return .success
    }
}
