import ArgumentParser
import SentinelConfig
import SentinelModels

/// `sentinel healthcheck`: whether state, sources and receivers work.
struct HealthcheckCommand: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "healthcheck", abstract: "Check the state database, the sources and the receivers.",
        discussion: """
            Asks every source 'SELECT 1' and looks at the state database; receivers are judged by their last deliveries,
            nothing is sent. Ends with 0 if healthy or degraded, with 1 if unhealthy or the configuration is wrong.
            """)

    @OptionGroup var config: ConfigurationArguments

    @OptionGroup var state: StateOptions

    @Option(help: ArgumentHelp("How long each check may take.", valueName: "time"))
    var timeout = LengthOfTime(.seconds(5))

    @OptionGroup var output: OutputOptions

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let console = output.console(in: context)
        do {
            let reading = ConfigurationReading(context: context, options: config.options, arguments: config.config)
            let configuration = try reading.checked(console: console)
            let report = try await HealthCheck(
                configuration, context: context, stateOption: state.stateDatabase, timeout: timeout.duration
            ).run()
            switch output.format {
            case .json: console.data(report.json)
            case .table: console.data(report.text)
            }
            return report.status == .unhealthy ? .alert : .success
        } catch var failure as CommandFailure {
            failure.status = .alert
            failure.report = [
                .init("status", .string(HealthReport.Status.unhealthy.rawValue)),
                .init("timestamp", .string("\(context.now)")),
            ]
            throw failure
        }
    }
}
