import ArgumentParser

/// `sentinel`: without a command it shows its help.
struct RootCommand: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "sentinel",
        abstract: "SQL alerting: alerts are SQL queries in YAML; notices are never lost.",
        discussion: """
            CONFIG is a file, a directory or a pattern. Without one: $SENTINEL_CONFIG, ./sentinel.yaml, ./alerts.yaml, \
            $XDG_CONFIG_HOME/sqlsentinel/ or /etc/sqlsentinel/.

            Exit codes: 0 fine, 1 an alert says ALERT, 2 wrong usage or configuration, 3 a run ended in an error, \
            4 a message was not accepted, 130 and 143 on SIGINT and SIGTERM.
            """,
        version: "sentinel \(Version.current)",
        groupedSubcommands: [
            CommandGroup(name: "Start", subcommands: [InitCommand.self, ValidateCommand.self, NextCommand.self]),
            CommandGroup(
                name: "Operate",
                subcommands: [
                    RunCommand.self, StatusCommand.self, HistoryCommand.self, SilenceCommand.self,
                    UnsilenceCommand.self,
                    NotifyCommand.self, OutboxCommand.self, HealthcheckCommand.self, DoctorCommand.self,
                    MetricsCommand.self,
                ]),
            CommandGroup(
                name: "Configure",
                subcommands: [ConfigCommand.self, SchemaCommand.self, StateCommand.self]),
            CommandGroup(name: "Program", subcommands: [VersionCommand.self, CompletionCommand.self]),
        ])

    func execute(in context: CommandContext) async throws -> ExitStatus {
        showHelp(in: context)
    }
}
