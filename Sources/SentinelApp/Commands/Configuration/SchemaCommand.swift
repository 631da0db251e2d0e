import ArgumentParser
import SentinelConfig
import SentinelModels

/// `sentinel schema`: the JSON Schema of configurations, for editors.
struct SchemaCommand: SentinelCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of configurations.",
        discussion: """
            For an editor: sentinel schema > sentinel.schema.json, and as the first line of the configuration
            # yaml-language-server: $schema=sentinel.schema.json
            """)

    func execute(in context: CommandContext) async throws -> ExitStatus {
        Console(context.environment).data(ConfigurationSchema.json(integrations: context.integrations))
        return .success
    }
}
