import ArgumentParser
import SentinelConfig
import SentinelModels

/// `sentinel unsilence`: ends silences now.
struct UnsilenceCommand: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "unsilence", abstract: "End silences now.",
        discussion:
            "Examples: sentinel unsilence alerts.yaml --alert 'Daily revenue'\n          sentinel unsilence --all")

    @OptionGroup var config: ConfigurationArguments

    @OptionGroup var state: StateOptions

    @Option(
        name: .customLong("alert"),
        help: ArgumentHelp("End the silences made for this alert; may be repeated.", valueName: "name"))
    var alertNames: [String] = []

    @Option(
        name: .customLong("id"), help: ArgumentHelp("End the silence with this id; may be repeated.", valueName: "id"))
    var ids: [String] = []

    @Flag(help: "End all silences.") var all = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard all || !alertNames.isEmpty || !ids.isEmpty else {
            throw ValidationError("name what to end with --alert, --id or --all")
        }
    }

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let console = output.console(in: context)
        let reading = ConfigurationReading(context: context, options: config.options, arguments: config.config)
        // Only names need the configuration.
        let configuration =
            try alertNames.isEmpty
            ? reading.usableIfAny(console: console) : reading.checked(console: console)
        let selection = AlertSelection(configuration?.alerts ?? [])
        let alerts = try alertNames.map { try selection.alert(named: $0) }
        let names = Set(alerts.map(\.name))
        let access = StateAccess(
            context: context, option: state.stateDatabase, configuration: configuration, console: console)
        let (ended, stillSilent) = try await access.withStore(.readWrite) { store in
            let silences = try await store.silences(scope: .default, includingEnded: false)
            let chosen = silences.filter { all || ids.contains($0.id) || isMade($0, for: names) }
            let ended = try await store.endSilences(chosen.map(\.id), scope: .default, by: context.actor)
            let rest = silences.filter { silence in !chosen.contains { $0.id == silence.id } }
            return (
                ended,
                rest.filter { silence in alerts.contains { silence.matches(alertName: $0.name, labels: $0.labels) } }
            )
        }
        if output.format == .json {
            console.data(.object([.init("ended", .integer(ended))]))
        } else {
            console.data(
                ended == 0 ? "nothing was silenced" : "✓ \(ended) \(ended == 1 ? "silence" : "silences") ended")
        }
        for silence in stillSilent {
            console.warning("silence \(silence.id) also covers it and stays; end it with --id")
        }
        return .success
    }

    /// Whether a silence was made for one of these alerts by name, as `silence --alert` makes them.
    private func isMade(_ silence: Silence, for names: Set<String>) -> Bool {
        silence.matchers.contains {
            $0.label == "alertname" && $0.operation == .equal && names.contains($0.value)
        }
    }
}
