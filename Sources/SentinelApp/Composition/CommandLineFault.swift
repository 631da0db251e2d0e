import ArgumentParser
import SentinelModels

/// What is wrong with the words of a command line, where the parser would only say that something is unexpected.
struct CommandLineFault: Sendable, Hashable {
    let message: String
    let hint: String

    /// Looks at the words up to the first that is not a command; nil if they are all commands, or none is needed.
    init?(_ arguments: [String]) {
        var words = arguments[...]
        if words.first == "help" { words.removeFirst() }
        var command: any ParsableCommand.Type = RootCommand.self
        while let word = words.popFirst() {
            let children = Self.children(of: command)
            if children.isEmpty || command.configuration.defaultSubcommand != nil { return nil }
            guard !word.hasPrefix("-") else {
                guard let fault = Self.option(word, before: words, arguments) else { return nil }
                self = fault
                return
            }
            guard let child = children.first(where: { Self.names(of: $0).contains(word) }) else {
                self = Self.unknown(word, among: children, isFirst: command == RootCommand.self)
                return
            }
            command = child
        }
        return nil
    }

    private init(_ message: String, hint: String) {
        self.message = message
        self.hint = hint
    }

    /// The same as a failure of the command.
    var failure: CommandFailure { .usage(message, hint: hint) }

    /// Commands that people expect, from the original or other tools, and what does their work today.
    private static let planned = [
        "daemon": "until then call 'sentinel run' from cron or a timer",
        "serve": "until then call 'sentinel run' from cron or a timer",
        "test": "'sentinel run --dry-run' shows what an alert would do",
        "plan": "'sentinel validate' shows what is wrong with a configuration",
        "backtest": "'sentinel run --dry-run' shows what an alert would do now",
        "why": "'sentinel history -o json' holds each decision with its reason",
        "ack": "'sentinel silence' tells nobody for a while",
        "dlq": "'sentinel outbox' lists messages that were given up",
    ]

    private static func unknown(
        _ word: String, among children: [any ParsableCommand.Type], isFirst: Bool
    ) -> CommandLineFault {
        if isFirst, let instead = planned[word] {
            return CommandLineFault("'\(word)' is not supported yet", hint: instead)
        }
        let names = children.flatMap(names)
        let near = Spelling.suggestion(for: word, among: names).map { "did you mean '\($0)'?" }
        return CommandLineFault(
            "there is no command '\(word)'", hint: near ?? "there are " + names.joined(separator: ", "))
    }

    /// An option that stands before the command it belongs to.
    private static func option(
        _ option: String, before words: ArraySlice<String>, _ arguments: [String]
    ) -> CommandLineFault? {
        let commands = Set(children(of: RootCommand.self).flatMap(names))
        guard let command = words.first(where: commands.contains), arguments.first == option,
            !["-h", "--help", "--version"].contains(option), !option.hasPrefix("--generate-completion-script")
        else { return nil }
        return CommandLineFault(
            "the option '\(option)' stands before the command",
            hint: "options come after it: sentinel \(command) \(option) ...")
    }

    private static func children(of command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
        let configuration = command.configuration
        return configuration.ungroupedSubcommands + configuration.groupedSubcommands.flatMap(\.subcommands)
    }

    private static func names(of command: any ParsableCommand.Type) -> [String] {
        [command._commandName] + command.configuration.aliases
    }
}
