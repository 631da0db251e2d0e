import ArgumentParser
import SentinelModels
import SentinelStore

/// `sentinel state copy`: moves a state from one database to another.
struct StateCopyCommand: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy", abstract: "Copy everything from one state database to another, of any kind.",
        discussion: """
            Stop what uses the source first: what is written to it meanwhile is not copied. The target must be empty; a \
            server's database must exist. Rows are counted and compared at the end. When the copy is interrupted, give \
            the same command again.

            Example: sentinel state copy --from sqlite:///sqlsentinel.db --to postgresql://sentinel@db/sentinel
            """)

    @Option(help: ArgumentHelp("The state database to copy from; it is only read.", valueName: "url")) var from: String

    @Option(help: ArgumentHelp("The state database to copy to.", valueName: "url")) var to: String

    @OptionGroup var output: OutputOptions

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let console = output.console(in: context)
        let source = try location(from, in: context)
        let target = try location(to, in: context)
        let summary = try SQLStateStore.copy(
            from: source.url.reveal(), to: target.url.reveal(), clock: context.environment.clock)
        if output.format == .json {
            console.data(
                .object([
                    .init("from", .string(source.display)), .init("to", .string(target.display)),
                    .init("rows", .integer(summary.rows)), .init("digest", .string(summary.digest)),
                    .init("restarted", .bool(summary.isRestarted)),
                    .init("tables", .object(summary.tables.map { .init($0.table, .integer($0.rows)) })),
                ]))
        } else {
            if summary.isRestarted { console.note("an interrupted copy was begun anew") }
            console.data("✓ copied \(summary.rows) rows to \(target.display); both sides are equal")
        }
        return .success
    }

    private func location(_ url: String, in context: CommandContext) throws -> StateLocation {
        try StateLocation(
            option: url, configuration: nil, environment: context.environment,
            secrets: SecretResolver(context.environment))
    }
}
