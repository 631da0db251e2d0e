import ArgumentParser
import SentinelConfig
import SentinelEngine
import SentinelModels

/// `sentinel run`: asks the databases, decides, stores, and delivers.
struct RunCommand: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run alerts now and deliver what is to be told.",
        discussion: """
            Messages that an earlier, interrupted run left behind are delivered as well.

            Examples: sentinel run alerts.yaml
                      sentinel run alerts.yaml --alert 'Daily revenue' --dry-run
                      sentinel run alerts.yaml -o json | jq '.runs[] | .alert'
            """)

    @OptionGroup var config: ConfigurationArguments

    @OptionGroup var state: StateOptions

    @Option(name: .customLong("alert"), help: ArgumentHelp("Run only this alert; may be repeated.", valueName: "name"))
    var alertNames: [String] = []

    @Flag(help: "Show what would be decided; store, send and create nothing.") var dryRun = false

    @Option(help: ArgumentHelp("How many queries run at once.", valueName: "number")) var concurrency = 8

    @Option(help: ArgumentHelp("How long to wait for messages to be accepted.", valueName: "time"))
    var deliverTimeout: LengthOfTime = LengthOfTime(.seconds(30))

    @Flag(help: "End with 0 even if an alert says ALERT.") var exitZeroOnAlert = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...1024).contains(concurrency) else { throw ValidationError("--concurrency must be from 1 to 1024") }
    }

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let console = output.console(in: context)
        let reading = ConfigurationReading(context: context, options: config.options, arguments: config.config)
        let configuration = try reading.checked(console: console)
        let selection = try RunSelection(configuration, names: alertNames)
        let runtime = try await SentinelRuntime(
            configuration, context: context, stateOption: state.stateDatabase,
            access: dryRun ? .readOnly : .readWrite,
            observers: CommandLog.observers(
                environment: context.environment, isVerbose: output.verbose, console: console))
        let session = RunSession(
            runtime: runtime, clock: context.environment.clock,
            options: .init(mode: dryRun ? .dryRun : .live, concurrency: concurrency, patience: deliverTimeout.duration))
        let progress = RunProgress(console, count: selection.alerts.count, format: output.format)
        let report: RunReport
        do {
            report = try await session.run(selection, progress: progress)
            await runtime.close()
        } catch {
            await runtime.close()
            throw error
        }
        switch output.format {
        case .json: console.data(report.json)
        case .table: RunPresentation(report, console: console).print()
        }
        return report.exitStatus(ignoringAlerts: exitZeroOnAlert)
    }
}
