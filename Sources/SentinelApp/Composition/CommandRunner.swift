import ArgumentParser
import SentinelModels

/// Reads the arguments, runs the command they name, and says what went wrong.
struct CommandRunner: Sendable {
    let context: CommandContext

    /// Runs to the end; never throws, so that every failure has its exit code.
    func run() async -> ExitStatus {
        let status = await runCommand()
        guard let fault = context.environment.standardOutput.fault else { return status }
        let failure = CommandFailure(
            code: .internalFault, message: "standard output cannot be written: \(fault)", status: .failure)
        Console(context.environment).error(failure)
        return max(status, failure.status)
    }

    private func runCommand() async -> ExitStatus {
        do {
            var command = try RootCommand.parseAsRoot(context.environment.arguments)
            if let command = command as? any SentinelCommand {
                return try await command.execute(in: context)
            }
            try command.run()
            return .success
        } catch let failure as CommandFailure {
            return report(failure)
        } catch let error as SentinelError {
            return report(CommandFailure(error))
        } catch is CancellationError {
            return .failure
        } catch {
            return report(parsing: error)
        }
    }

    private func report(_ failure: CommandFailure) -> ExitStatus {
        let options = LooseOptions(context.environment.arguments)
        Console(context.environment, noColor: options.forbidsColor).error(failure)
        if options.wantsJSON { Console(context.environment).data(failure.json) }
        return failure.status
    }

    /// Help and version are data; faults of the command line are talk and exit 2 instead of the library's 64.
    private func report(parsing error: any Error) -> ExitStatus {
        let isClean = RootCommand.exitCode(for: error) == .success
        if let fault = CommandLineFault(context.environment.arguments) { return report(fault.failure) }
        let width = context.environment.outputTraits.width(context.environment.variables)
        let message = HelpText.fitted(RootCommand.fullMessage(for: error, columns: width), width: width)
        if isClean {
            Console(context.environment).data(message)
            return .success
        }
        let text = message.replacingPrefix("Error: ", with: "sentinel: error: ")
        context.environment.standardError.write(Array((text.visible + "\n").utf8))
        if LooseOptions(context.environment.arguments).wantsJSON {
            let reason = RootCommand.message(for: error)
            Console(context.environment).data(CommandFailure.usage(reason).json)
        }
        return .usage
    }
}

/// The options that matter even for a command line or command that fails.
private struct LooseOptions {
    var wantsJSON = false
    var forbidsColor = false

    init(_ arguments: [String]) {
        for (index, argument) in arguments.enumerated() {
            if argument == "--" { break }
            if argument == "--no-color" { forbidsColor = true }
            if ["-ojson", "-o=json", "--output=json"].contains(argument) { wantsJSON = true }
            let isFlag = argument == "-o" || argument == "--output"
            if isFlag, arguments.dropFirst(index + 1).first == "json" { wantsJSON = true }
        }
    }
}

extension String {
    fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
        hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
    }
}
