import ArgumentParser
import SentinelConfig
import SentinelModels

/// `sentinel silence`: for a while, tell nobody; or show what is silenced.
struct SilenceCommand: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "silence", abstract: "Tell nobody about alerts for a while, or list silences.",
        discussion: """
            What would have been told is recorded. If an alert still fires when its silence ends, it is told then.

            Examples: sentinel silence alerts.yaml --alert 'Daily revenue' -d 2h --comment move
                      sentinel silence -c alerts.yaml --match team=sales --duration 30m
                      sentinel silence alerts.yaml --list
            """)

    @OptionGroup var config: ConfigurationArguments

    @OptionGroup var state: StateOptions

    @Option(name: .customLong("alert"), help: ArgumentHelp("The alert; may be repeated.", valueName: "name"))
    var alertNames: [String] = []

    @Option(
        name: .customLong("match"),
        help: ArgumentHelp(
            "Alerts with this label: team=sales, team!=x, team=~s.*; all of several.", valueName: "matcher"))
    var matchers: [MatcherText] = []

    @Option(
        name: [.customShort("d"), .long], parsing: .unconditional,
        help: ArgumentHelp("For how long: 30m, 2h, or a whole number of hours.", valueName: "time"))
    var duration = SilenceLength(.seconds(3600))

    @Option(help: ArgumentHelp("Why.", valueName: "text")) var comment = ""

    @Option(help: ArgumentHelp("Who; default: $USER.", valueName: "name")) var author: String?

    @Flag(help: "Show the silences in force and to come.") var list = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if list { return }
        guard !alertNames.isEmpty || !matchers.isEmpty else {
            throw ValidationError("name what to silence with --alert or --match, or see silences with --list")
        }
        guard duration.duration > .zero else { throw ValidationError("Silence duration must be positive") }
        guard duration.duration <= SilenceLength.longest.duration else {
            throw ValidationError("a silence lasts at most 10 years; to stop an alert for good, write 'enabled: false'")
        }
    }

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let console = output.console(in: context)
        let reading = ConfigurationReading(context: context, options: config.options, arguments: config.config)
        if list { return try await show(try reading.usableIfAny(console: console), in: context, to: console) }
        let configuration = try reading.checked(console: console)
        let silences = try silences(AlertSelection(configuration.alerts), context: context)
        let actor = Actor(.operatorCLI, name: author(in: context))
        try await access(configuration, in: context, console: console).withStore(.readWrite) { store in
            for silence in silences { try await store.add(silence, scope: .default, by: actor) }
        }
        let report = SilenceReport(silences: silences, now: context.now)
        if output.format == .json {
            console.data(report.json)
        } else {
            for silence in silences {
                console.data("✓ \(SilenceReport.subject(of: silence)) silenced until \(silence.endsAt)")
            }
        }
        return .success
    }

    private func show(
        _ configuration: Configuration?, in context: CommandContext, to console: Console
    ) async throws -> ExitStatus {
        let silences = try await access(configuration, in: context, console: console).withStore(.readOnly) { store in
            try await store.silences(scope: .default, includingEnded: false)
        }
        print(SilenceReport(silences: silences, now: context.now), to: console)
        return .success
    }

    private func access(
        _ configuration: Configuration?, in context: CommandContext, console: Console
    ) -> StateAccess {
        StateAccess(
            context: context, option: state.stateDatabase, configuration: configuration, console: console)
    }

    /// One silence for each named alert; matchers alone make one for all that match.
    private func silences(_ selection: AlertSelection, context: CommandContext) throws -> [Silence] {
        let shared = matchers.map(\.matcher)
        let names = try alertNames.map { try selection.alert(named: $0).name }
        let lists = names.isEmpty ? [shared] : names.map { [Silence.Matcher("alertname", .equal, $0)] + shared }
        let now = context.now
        return lists.map { list in
            Silence(
                id: UUIDv7.make(at: now), matchers: list, startsAt: now, endsAt: now.advanced(by: duration.duration),
                author: author(in: context), comment: comment)
        }
    }

    private func author(in context: CommandContext) -> String {
        author ?? context.actor.name
    }

    private func print(_ report: SilenceReport, to console: Console) {
        switch output.format {
        case .json: console.data(report.json)
        case .table where report.silences.isEmpty: console.note("nothing is silenced")
        case .table: console.data(report.table)
        }
    }
}
