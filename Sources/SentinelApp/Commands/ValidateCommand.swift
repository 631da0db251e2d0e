import ArgumentParser
import SentinelConfig
import SentinelModels

/// `sentinel validate`: everything that is wrong with a configuration, with its place.
struct ValidateCommand: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check a configuration and show everything that is wrong with it.",
        aliases: ["check"])

    @OptionGroup var config: ConfigurationArguments

    @Flag(help: "Also connect to each source and check each query there, without running it.") var online = false

    @OptionGroup var output: OutputOptions

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let console = output.console(in: context)
        let reading = ConfigurationReading(context: context, options: config.options, arguments: config.config)
        let loaded = try reading.load()
        var diagnostics = loaded.diagnostics
        if let configuration = loaded.configuration {
            let secrets = SecretResolver(context.environment)
            diagnostics += SentinelRuntime.receivers(of: configuration, context: context, secrets: secrets).faults
            if online { diagnostics += await OnlineCheck(configuration, context: context).diagnostics() }
        }
        let report = ValidationReport(loaded: loaded, diagnostics: diagnostics)
        switch output.format {
        case .json: console.data(report.json)
        case .table: report.print(to: console, at: context.now)
        }
        return report.isValid ? .success : .usage
    }
}
