import ArgumentParser
import SentinelConfig
import SentinelModels

/// `sentinel next SCHEDULE|ALERT`: when it fires.
struct NextCommand: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "next", abstract: "Show when a schedule or an alert fires.",
        discussion: """
            Examples: sentinel next '0 9 * * 1-5' --timezone Europe/Berlin
                      sentinel next 'every 15m' --count 3
                      sentinel next 'Daily revenue' -c alerts.yaml
            """)

    @Argument(help: ArgumentHelp("A cron expression, 'every 5m', or an alert's name.", valueName: "schedule|alert"))
    var subject: [String]

    @OptionGroup var options: ConfigurationOptions

    @Option(help: ArgumentHelp("After this time instead of now, such as 2026-11-23T09:00:00Z.", valueName: "time"))
    var after: String?

    @Option(help: "How many times to show.") var count = 5

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...10_000).contains(count) else { throw ValidationError("--count must be from 1 to 10000") }
        guard !subject.isEmpty else { throw ValidationError("name a schedule or an alert") }
        if let after, Timestamp(after) == nil {
            throw ValidationError("--after: '\(after)' is no time; write it like 2026-11-23T09:00:00Z")
        }
    }

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let console = output.console(in: context)
        let plan = try plan(in: context, console: console)
        let zone = try ZoneTable.named(plan.timezone)
        let start = after.flatMap { Timestamp($0) } ?? context.now
        let fires = Self.fires(of: plan.schedule, after: start, in: zone, count: count)
        switch output.format {
        case .json:
            console.data(
                .object([
                    .init("schedule", .string(plan.schedule.text)), .init("timezone", .string(plan.timezone)),
                    .init("fires", .strings(fires.map(\.description))),
                ]))
        case .table:
            if fires.isEmpty { console.note("'\(plan.schedule.text)' never fires in the next 28 years") }
            if !fires.isEmpty { console.data(FireText.table(fires, in: zone, named: plan.timezone)) }
        }
        return .success
    }

    private static func fires(
        of schedule: Schedule, after start: Timestamp, in zone: ZoneTable, count: Int
    ) -> [Timestamp] {
        var fires: [Timestamp] = []
        while fires.count < count, let next = schedule.next(after: fires.last ?? start, in: zone) {
            fires.append(next)
        }
        return fires
    }

    private func plan(
        in context: CommandContext, console: Console
    ) throws -> (schedule: Schedule, timezone: String) {
        let text = subject.joined(separator: " ")
        let fallback = options.timezone ?? context.environment.variable("TIMEZONE") ?? "UTC"
        switch ScheduleText.parse(text) {
        case .success(let schedule): return (schedule, fallback)
        case .failure(let fault):
            let reading = ConfigurationReading(context: context, options: options)
            guard let configuration = try reading.checkedIfAny(console: console) else {
                throw CommandFailure.usage(
                    "'\(text)' is no schedule: \(fault.message)",
                    hint: (fault.hint.map { $0 + "; " } ?? "") + "for an alert's name, add -c CONFIG")
            }
            let alerts = AlertSelection(configuration.alerts)
            let alert = try alerts.alert(named: text)
            return (alert.schedule, options.timezone ?? alert.timezone)
        }
    }
}
