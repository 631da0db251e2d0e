import ArgumentParser
import SentinelConfig
import SentinelModels

/// `sentinel metrics`: the state database's numbers in Prometheus's text format.
struct MetricsCommand: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics", abstract: "Print metrics from the state database.",
        discussion: """
            The table format is Prometheus's text exposition, for the textfile collector or a push. Counters count what
            the history still holds.
            """)

    @OptionGroup var config: ConfigurationArguments

    @OptionGroup var state: StateOptions

    @OptionGroup var output: OutputOptions

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let console = output.console(in: context)
        let reading = ConfigurationReading(context: context, options: config.options, arguments: config.config)
        let configuration = try reading.usableIfAny(console: console)
        let access = StateAccess(
            context: context, option: state.stateDatabase, configuration: configuration, console: console)
        let alerts = configuration?.alerts ?? []
        let families = try await access.withStore(.readOnly) { store in
            let statistics = try await store.statistics(scope: .default)
            let lines = try await StatusReport(alerts, store: store, at: context.now).lines
            return MetricFamily.all(statistics, alerts: lines, at: context.now)
        }
        switch output.format {
        case .json: console.data(.object([.init("metrics", .array(families.map(\.json)))]))
        case .table: console.data(families.map(\.exposition).joined(separator: "\n"))
        }
        return .success
    }
}
