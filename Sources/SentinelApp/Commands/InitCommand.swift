import ArgumentParser
import SentinelModels

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `sentinel init`: the first step.
struct InitCommand: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a first configuration, or the state database.",
        discussion: """
            With a path: writes a commented configuration there; never overwrites a file.
            Without: makes the state database, which other commands do by themselves when they need it.
            """)

    @Argument(help: "Where to write a configuration, such as sentinel.yaml.", completion: .file()) var path: String?

    @OptionGroup var state: StateOptions

    @OptionGroup var output: OutputOptions

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let console = output.console(in: context)
        guard let path else { return try await makeState(in: context, console: console) }
        guard !path.isEmpty else { throw CommandFailure.usage("the name of the configuration is empty") }
        let place = try write(to: path, in: context.environment)
        switch output.format {
        case .json: console.data(.object([.init("configuration", .string(place))]))
        case .table: console.data("wrote \(place)".visible)
        }
        console.note("next: edit it, then 'sentinel validate \(place)' and 'sentinel run \(place) --dry-run'")
        return .success
    }

    private func makeState(in context: CommandContext, console: Console) async throws -> ExitStatus {
        let access = StateAccess(context: context, option: state.stateDatabase, configuration: nil, console: console)
        let place = try access.location().display
        try await access.withStore(.readWrite) { _ in }
        switch output.format {
        case .json: console.data(.object([.init("state_database", .string(place))]))
        case .table: console.data("state database ready: \(place)".visible)
        }
        return .success
    }

    private func write(to path: String, in environment: Environment) throws -> String {
        let files = FileManager.default
        var place = path
        var isDirectory = false
        if files.fileExists(atPath: environment.absolutePath(path), isDirectory: &isDirectory), isDirectory {
            place += (path.hasSuffix("/") ? "" : "/") + "sentinel.yaml"
        }
        do {
            // `withoutOverwriting` makes the file anew or fails, also if somebody else makes it at this moment.
            try Data(StarterConfiguration.text.utf8).write(
                to: URL(filePath: environment.absolutePath(place)), options: .withoutOverwriting)
        } catch let error as CocoaError where error.code == .fileWriteFileExists {
            throw CommandFailure.usage("\(place) exists already", hint: "name another file; nothing was changed")
        } catch {
            throw CommandFailure(
                code: .configuration, message: "\(place) cannot be written",
                hint: "check that the directory exists and can be written", status: .failure)
        }
        return place
    }
}
