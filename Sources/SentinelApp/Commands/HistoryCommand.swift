import ArgumentParser
import SentinelConfig
import SentinelModels

/// `sentinel history`: the runs of the past.
struct HistoryCommand: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Show past runs, newest first.",
        discussion: """
            CONFIG is only needed to learn where the state database is, and may be left out or missing.

            Examples: sentinel history --alert 'Daily revenue' --status ALERT --since 7d
                      sentinel history --stats --since 2026-11-01
            """)

    @OptionGroup var config: ConfigurationArguments

    @OptionGroup var state: StateOptions

    @Option(help: ArgumentHelp("Only runs of this alert.", valueName: "name")) var alert: String?

    @Option(
        help: ArgumentHelp("Only runs that ended so: OK, ALERT, ERROR, NO_DATA, NOT_RUN; may be repeated."))
    var status: [StatusWord] = []

    @Option(help: ArgumentHelp("Only runs since a time or for a length of time, such as 24h.", valueName: "time"))
    var since: String?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("How many runs to show; -1 for all.", valueName: "number"))
    var limit = 10

    @Option(
        parsing: .unconditional, help: ArgumentHelp("How many runs to leave out first.", valueName: "number"))
    var offset = 0

    @Flag(help: "Show sums for each alert instead of runs.") var stats = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard limit >= -1 else { throw ValidationError("--limit must be a number of runs, or -1 for all") }
        guard offset >= 0 else { throw ValidationError("--offset must not be negative") }
        if let since, SinceTime(since) == nil {
            throw ValidationError("--since: '\(since)' is neither a time like 2026-11-23 nor a length like 24h")
        }
    }

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let console = output.console(in: context)
        let reading = ConfigurationReading(context: context, options: config.options, arguments: config.config)
        let configuration = state.stateDatabase == nil ? try reading.usableIfAny(console: console) : nil
        let access = StateAccess(
            context: context, option: state.stateDatabase, configuration: configuration, console: console)
        let query = query(at: context.now)
        let runs = try await access.withStore(.readOnly) { store in
            query.limit == 0 ? [] : try await store.history(query)
        }
        let report = HistoryReport(runs: runs, showsStatistics: stats)
        switch output.format {
        case .json: console.data(report.json)
        case .table: report.print(to: console)
        }
        return .success
    }

    private func query(at now: Timestamp) -> HistoryQuery {
        let isWhole = stats || limit == -1
        return HistoryQuery(
            alert: alert, outcomes: status.reduce(into: []) { $0.formUnion($1.status.outcomes) },
            since: since.flatMap { SinceTime($0) }?.time(at: now), limit: isWhole ? nil : limit,
            offset: stats ? 0 : offset)
    }
}

/// A run's status as an option's value, in any letter case.
struct StatusWord: ExpressibleByArgument, Sendable {
    let status: RunStatus

    init?(argument: String) {
        guard let status = RunStatus(rawValue: argument.uppercased()) else { return nil }
        self.status = status
    }

    static var allValueStrings: [String] { RunStatus.allCases.map(\.rawValue) }
    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
