import ArgumentParser
import SentinelConfig
import SentinelModels

/// `sentinel status`: how each alert stands.
struct StatusCommand: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show how each alert stands, and when it fires next.")

    @OptionGroup var config: ConfigurationArguments

    @OptionGroup var state: StateOptions

    @Option(name: .customLong("alert"), help: ArgumentHelp("Only this alert; may be repeated.", valueName: "name"))
    var alertNames: [String] = []

    @OptionGroup var output: OutputOptions

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let console = output.console(in: context)
        let reading = ConfigurationReading(context: context, options: config.options, arguments: config.config)
        let configuration = try reading.checked(console: console)
        let alerts = try AlertSelection(configuration.alerts).alerts(named: alertNames)
        let access = StateAccess(
            context: context, option: state.stateDatabase, configuration: configuration, console: console)
        let now = context.now
        let report = try await access.withStore(.readOnly) { store in
            try await StatusReport(alerts, store: store, at: now)
        }
        switch output.format {
        case .json: console.data(report.json)
        case .table: console.data(report.table)
        }
        return .success
    }
}
