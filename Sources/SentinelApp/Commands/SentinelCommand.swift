import ArgumentParser

/// A command of `sentinel`: its options are parsed by swift-argument-parser, and it runs in a given context.
protocol SentinelCommand: ParsableCommand {
    /// Does what the command is for.
    ///
    /// - Throws: ``CommandFailure`` or `SentinelError`, which are printed and give the exit code.
    func execute(in context: CommandContext) async throws -> ExitStatus
}

extension SentinelCommand {
    /// Shows the help of a command that only groups others; without one of them its use is wrong.
    func showHelp(in context: CommandContext) -> ExitStatus {
        let width = context.environment.outputTraits.width(context.environment.variables)
        let text = RootCommand.helpMessage(for: Self.self, columns: width)
        Console(context.environment).data(HelpText.fitted(text, width: width))
        return .usage
    }
}
