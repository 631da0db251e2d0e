import ArgumentParser

/// `sentinel completion bash|zsh|fish`: the script that completes commands and options.
struct CompletionCommand: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion", abstract: "Print the completion script of a shell.",
        discussion: "For bash: source <(sentinel completion bash)")

    /// The shells there are scripts for.
    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash
        case zsh
        case fish
    }

    @Argument(help: "bash, zsh or fish.") var shell: Shell

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let kind: CompletionShell =
            switch shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        Console(context.environment).data(RootCommand.completionScript(for: kind))
        return .success
    }
}
