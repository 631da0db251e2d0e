#if SQLite
    import SentinelApp
    import SentinelConfig
    import SentinelModels
    import Testing

    /// Every YAML block that people may copy is a configuration this program accepts.
    ///
    /// A block stands for a whole file, unless a comment above says what to add: `<!-- config: sections -->` for sections
    /// of a file, `<!-- config: alerts -->` for entries of `alerts`, `<!-- config: other-program -->` for kinds of sources
    /// and receivers that the example programs add; those are checked there.
    @Suite struct DocumentedConfigurationTests {
        @Test(arguments: try MarkdownBlock.all("yaml").filter { $0.note != "config: other-program" })
        func isAccepted(block: MarkdownBlock) throws {
            let text = try Self.completed(block)
            let loader = ConfigurationLoader(integrations: .standard, environment: Self.environment(for: text))
            let loaded = loader.load(text: text, name: block.document)
            #expect(loaded.diagnostics.map(\.description) == [], "\(block)")
            #expect(loaded.configuration?.alerts.isEmpty == false, "\(block)")
        }

        @Test func thereAreBlocks() throws {
            #expect(try MarkdownBlock.all("yaml").count >= 20)
        }

        /// The block as a whole file.
        private static func completed(_ block: MarkdownBlock) throws -> String {
            let sections = Set(
                block.text.split(separator: "\n").compactMap { $0.prefixMatch(of: /[a-z]+(?=:)/)?.output })
            func missing(_ name: Substring, _ text: String) -> String { sections.contains(name) ? "" : text + "\n" }
            switch block.note {
            case "":
                return block.text
            case "config: sections":
                return missing("version", "version: 1") + missing("database", "database: {url: 'sqlite:///shop.db'}")
                    + missing("receivers", Self.receivers) + block.text
                    + missing(
                        "alerts", "alerts: [{name: a, query: SELECT 1, when: {exists: true}, schedule: '@daily'}]")
            case "config: alerts":
                let entries = block.text.split(separator: "\n").map { "  \($0)\n" }.joined()
                return "version: 1\ndatabase: {url: 'sqlite:///shop.db'}\n\(Self.receivers)\nalerts:\n\(entries)"
            default:
                throw UnknownNote(note: block.note)
            }
        }

        private static let receivers =
            "receivers: {ops: {type: slack, webhook_url: 'https://hooks.slack.com/services/T/B/X'}}"

        /// A value for every variable that the text uses.
        private static func environment(for text: String) -> [String: String] {
            var variables = ["SMTP_HOST": "127.0.0.1"]
            for match in text.matches(of: /\$\{([A-Z_]+)/) {
                variables[String(match.output.1)] = "https://hooks.slack.com/services/T/B/X"
            }
            return variables
        }

        private struct UnknownNote: Error {
            var note: String
        }
    }
#endif
