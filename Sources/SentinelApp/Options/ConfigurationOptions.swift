import ArgumentParser

/// Which configuration to use, as an option: for commands whose argument is something else.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        name: [.customShort("c"), .customLong("config")],
        help: ArgumentHelp("The same as CONFIG; may be repeated.", valueName: "config"), completion: .file())
    var option: [String] = []

    @Option(
        name: .customLong("database-url"),
        help: ArgumentHelp("The URL of the source 'default', instead of the configured one.", valueName: "url"))
    var databaseURL: String?

    @Option(
        help: ArgumentHelp("The zone of schedules that name none, such as Europe/Berlin.", valueName: "zone"))
    var timezone: String?
}

/// Which configuration to use, as an argument or an option.
struct ConfigurationArguments: ParsableArguments {
    @Argument(
        help: ArgumentHelp("Files, directories or patterns of configuration; - for standard input."),
        completion: .file())
    var config: [String] = []

    @OptionGroup var options: ConfigurationOptions
}
