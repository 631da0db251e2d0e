import ArgumentParser
import SentinelConfig
import SentinelModels

/// `sentinel doctor`: what is wrong with sources and the state database, and what to do about it.
struct DoctorCommand: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Explain what is wrong with the sources and the state database.",
        discussion: """
            Connects to each source and to the state database, changes nothing, and says what it reached, what is wrong \
            and what is unwise. Ends with 1 if something cannot be used.

            '--print-grants SOURCE' connects to nothing: it prints the statements that make an account which may only \
            read.
            """)

    @OptionGroup var config: ConfigurationArguments

    @OptionGroup var state: StateOptions

    @Option(help: ArgumentHelp("Look at this source only; may be repeated.", valueName: "name"))
    var source: [String] = []

    @Option(help: ArgumentHelp("Print the SQL for a least-privilege account of this source.", valueName: "name"))
    var printGrants: String?

    @Option(help: ArgumentHelp("How long each look may take.", valueName: "time"))
    var timeout = LengthOfTime(.seconds(10))

    @OptionGroup var output: OutputOptions

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let console = output.console(in: context)
        let reading = ConfigurationReading(context: context, options: config.options, arguments: config.config)
        let configuration = try reading.checked(console: console)
        let selection = SourceSelection(configuration.sources)
        if let printGrants {
            let chosen = try selection.source(named: printGrants)
            return try SourceGrants(chosen, context: context).print(to: console, as: output.format)
        }
        let doctor = Doctor(
            configuration, sources: try selection.sources(named: source), context: context,
            stateOption: state.stateDatabase, timeout: timeout.duration)
        let report = DoctorReport(
            state: source.isEmpty ? try await doctor.state() : nil, sources: await doctor.sources())
        switch output.format {
        case .json: console.data(report.json)
        case .table: report.print(to: console)
        }
        return report.isUsable ? .success : .alert
    }
}
