import ArgumentParser

/// A command of `sentinel`: its options are parsed by swift-argument-parser, and it runs in a given context.
protocol SentinelCommand: ParsableCommand {
    /// Does what the command is for.
    ///
    /// - Throws: ``CommandFailure`` or `SentinelError`, which are printed and give the exit code.
    func execute(in context: CommandContext) async throws -> ExitStatus
}
