import ArgumentParser
import SentinelModels
import SentinelStore

/// `sentinel state retain`: deletes old history.
struct StateRetain: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "retain", abstract: "Delete old history from the state database.",
        discussion: """
            Deletes runs with all that belongs to them, ended problems and silences, and texts of queries that nothing \
            uses. What is open stays whatever its age: everything of an alert that has a problem, and messages that are \
            not settled. Alerts and deliveries go on meanwhile.

            Example: sentinel state retain --older-than 90d --dry-run
            """)

    @OptionGroup var config: ConfigurationArguments

    @OptionGroup var state: StateOptions

    @Option(help: ArgumentHelp("How old history must be to be deleted.", valueName: "time"))
    var olderThan = LengthOfTime(.seconds(90 * 86_400))

    @Option(
        help: ArgumentHelp("How old entries of the audit log must be to be deleted; else all stay.", valueName: "time"))
    var auditOlderThan: LengthOfTime?

    @Flag(help: "Only show what would be deleted.") var dryRun = false

    @OptionGroup var output: OutputOptions

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let console = output.console(in: context)
        let location = try StatePlace(context: context, config: config, state: state).location(console: console)
        let now = context.now
        let policy = RetentionPolicy(
            runsBefore: now.advanced(by: .zero - olderThan.duration),
            auditBefore: auditOlderThan.map { now.advanced(by: .zero - $0.duration) })
        let summary: RetentionSummary
        if dryRun {
            summary = try await location.openExisting().closing {
                try await $0.retainable(policy, scope: .default)
            }
        } else {
            // Nothing is deleted from a database that is not there: it is not to be made for that.
            guard try SQLStateStore.schemaVersion(location.url.reveal()) != nil else { throw location.isMissing }
            let actor = context.actor
            summary = try await SQLStateStore.open(location.url.reveal()).closing {
                try await $0.retain(policy, scope: .default, by: actor)
            }
        }
        report(summary, before: policy.runsBefore, place: location.display, to: console)
        return .success
    }

    private func report(_ summary: RetentionSummary, before: Timestamp, place: String, to console: Console) {
        let counts = [
            ("runs", summary.runs), ("episodes", summary.episodes), ("silences", summary.silences),
            ("queries", summary.queries), ("audit_entries", summary.auditEntries),
        ]
        if output.format == .json {
            console.data(
                .object([
                    .init("state_database", .string(place)), .init("before", .string("\(before)")),
                    .init("dry_run", .bool(dryRun)),
                    .init("deleted", .object(counts.map { .init($0.0, .integer($0.1)) })),
                ]))
        } else {
            let list = counts.map { "\($0.1) \($0.0.replacing("_", with: " "))" }.joined(separator: ", ")
            console.data((dryRun ? "would delete: " : "✓ deleted ") + list)
        }
    }
}
