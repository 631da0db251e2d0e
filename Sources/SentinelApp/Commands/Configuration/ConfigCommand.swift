import ArgumentParser
import SentinelConfig
import SentinelModels

/// `sentinel config`: commands about configuration files.
struct ConfigCommand: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Show or rewrite configurations.",
        subcommands: [ConfigShow.self, ConfigMigrate.self])

    func execute(in context: CommandContext) async throws -> ExitStatus {
        showHelp(in: context)
    }
}

/// `sentinel config show`: the configuration as it is understood.
struct ConfigShow: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print the configuration with defaults and variables filled in.",
        discussion: "Secrets are always shown as <secret>.")

    @OptionGroup var config: ConfigurationArguments

    @Flag(help: "Hide secrets; always on, kept for scripts.") var redact = false

    @OptionGroup var output: OutputOptions

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let console = output.console(in: context)
        let reading = ConfigurationReading(context: context, options: config.options, arguments: config.config)
        let configuration = try reading.checked(console: console)
        switch output.format {
        case .json: console.data(RedactedConfiguration.json(configuration))
        case .table:
            let text = RedactedConfiguration.yaml(configuration)
            console.data(text.hasSuffix("\n") ? String(text.dropLast()) : text)
        }
        return .success
    }
}

/// `sentinel config migrate`: an original's file in the new form.
struct ConfigMigrate: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Rewrite a configuration of the Python original to 'version: 1'.",
        discussion: """
            Prints the new text; the file stays as it is. Receivers get names, and defaults of the original that differ
            from today's are written out, so that behaviour stays.

            Example: sentinel config migrate alerts.yaml > sentinel.yaml
            """)

    @Argument(help: "The file, or - for standard input.", completion: .file()) var file: String

    func execute(in context: CommandContext) async throws -> ExitStatus {
        let bytes = file == "-" ? context.environment.standardInput() : try ConfigurationText.read(file, in: context)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure.usage("\(file) is not UTF-8 text")
        }
        let loader = ConfigurationLoader(
            integrations: context.integrations, environment: context.environment.variables)
        let loaded = loader.load(text: text, name: file)
        guard let configuration = loaded.configuration else { throw ConfigurationReading.failure(loaded) }
        guard configuration.strictness == .original else {
            throw CommandFailure.usage("\(file) has the form of 'version: 1' already")
        }
        let migration = ConfigurationMigration(
            integrations: context.integrations, environment: context.environment.variables)
        let migrated = migration.migrate(text)
        let console = Console(context.environment)
        console.data(migrated.hasSuffix("\n") ? String(migrated.dropLast()) : migrated)
        return .success
    }
}
