import ArgumentParser
import SentinelModels
import SentinelStore

/// `sentinel state check`: looks for damage.
struct StateCheck: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Look for damage in the state database; change nothing.",
        discussion:
            "Checks the file, the audit log's chain, and rows that contradict each other. Ends with 1 if it finds any.")

    @OptionGroup var config: ConfigurationArguments

    @OptionGroup var state: StateOptions

    @OptionGroup var output: OutputOptions

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let console = output.console(in: context)
        let location = try StatePlace(context: context, config: config, state: state).location(console: console)
        let findings = try await location.openExisting().closing { try await $0.check() }
        report(findings, place: location.display, to: console)
        return findings.isEmpty ? .success : .alert
    }

    private func report(_ findings: [StateFinding], place: String, to console: Console) {
        if output.format == .json {
            let list = findings.map { finding in
                JSONValue.object([
                    .init("kind", .string(finding.kind.rawValue)), .init("description", .string(finding.description)),
                ])
            }
            console.data(
                .object([
                    .init("state_database", .string(place)), .init("sound", .bool(findings.isEmpty)),
                    .init("findings", .array(list)),
                ]))
        } else if findings.isEmpty {
            console.data("✓ \(place) is sound")
        } else {
            for finding in findings { console.data("✗ \(finding.kind.rawValue): \(finding.description)".visible) }
        }
    }
}
