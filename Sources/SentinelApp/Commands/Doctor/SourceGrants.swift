import SentinelConfig
import SentinelModels

/// Prints the statements that make an account of a source which may only read.
struct SourceGrants {
    private let source: SourceConfiguration
    private let context: CommandContext

    init(_ source: SourceConfiguration, context: CommandContext) {
        self.source = source
        self.context = context
    }

    func print(to console: Console, as format: OutputFormat) throws -> ExitStatus {
        let text = try self.text()
        switch format {
        case .json: console.data(.object([.init("source", .string(source.name)), .init("sql", .string(text))]))
        case .table: console.data(text.visibleLines)
        }
        return .success
    }

    private func text() throws -> String {
        let scheme = source.scheme.lowercased()
        let descriptor = context.integrations.last { descriptor in
            descriptor.isSource && descriptor.urlSchemes.contains { $0.lowercased() == scheme }
        }
        guard let grants = descriptor?.grants else {
            throw CommandFailure.usage(
                "the source '\(source.name)' has no accounts that rights could be granted to",
                hint: "let the user that runs sentinel read it, and nobody else write it")
        }
        let integration = IntegrationContext(name: source.name, secrets: SecretResolver(context.environment))
        do throws(SentinelError) {
            return try grants(source.options, integration)
        } catch {
            throw CommandFailure(error)
        }
    }
}

extension String {
    /// The lines of the text, each made visible by itself.
    fileprivate var visibleLines: String {
        split(separator: "\n", omittingEmptySubsequences: false).map { String($0).visible }.joined(separator: "\n")
    }
}
