import ArgumentParser

/// `sentinel state`: commands about the state database.
struct StateCommand: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "state", abstract: "Check, migrate, fill, move or trim the state database.",
        subcommands: [
            StateCheck.self, StateMigrate.self, StateImport.self, StateCopyCommand.self, StateRetain.self,
        ])

    func execute(in context: CommandContext) async throws -> ExitStatus {
        showHelp(in: context)
    }
}
