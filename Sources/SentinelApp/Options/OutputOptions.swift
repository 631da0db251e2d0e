import ArgumentParser

/// How a command talks.
struct OutputOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: ArgumentHelp("How to write data: table or json.", valueName: "format"))
    var output: OutputFormat = .table

    @Flag(name: .shortAndLong, help: "Say only what needs attention.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Say more.")
    var verbose = false

    @Flag(name: .customLong("no-color"), help: "Show no colours.")
    var noColor = false

    /// The form of data.
    var format: OutputFormat { output }

    /// A console that talks this way.
    func console(in context: CommandContext) -> Console {
        Console(context.environment, quiet: quiet, verbose: verbose, noColor: noColor)
    }
}
