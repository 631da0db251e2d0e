import ArgumentParser
import SentinelModels

/// `sentinel version`: what this build is.
struct VersionCommand: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Show the version and what this build contains.")

    @OptionGroup var output: OutputOptions

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let console = output.console(in: context)
        let sources = context.integrations.filter(\.isSource).map(\.type).sorted()
        let receivers = context.integrations.filter { !$0.isSource }.map(\.type).sorted()
        switch output.format {
        case .json:
            console.data(
                .object([
                    .init("version", .string(Version.current)), .init("traits", .strings(Version.traits)),
                    .init("sources", .strings(sources)), .init("receivers", .strings(receivers)),
                ]))
        case .table:
            console.data("sentinel \(Version.current)")
            if !sources.isEmpty { console.data("sources:   " + sources.joined(separator: ", ")) }
            if !receivers.isEmpty { console.data("receivers: " + receivers.joined(separator: ", ")) }
        }
        return .success
    }
}
