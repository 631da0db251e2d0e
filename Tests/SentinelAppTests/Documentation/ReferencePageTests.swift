#if SQLite
    import ArgumentParser
    import Foundation
    import SentinelConfig
    import SentinelModels
    import Testing

    @testable import SentinelApp

    /// The reference pages are what the program says of itself.
    ///
    /// After a change: `SENTINEL_RECORD=1 swift test --filter ReferencePageTests` writes them anew.
    @Suite struct ReferencePageTests {
        @Test func configurationPageIsCurrent() throws {
            try check(
                ConfigurationReference.markdown(integrations: .standard), "Documentation/Reference/Configuration.md")
        }

        @Test func commandPageIsCurrent() throws {
            try check(CommandReference.markdown, "Documentation/Reference/CommandLine.md")
        }

        @Test func everyCommandIsInThePage() {
            for command in ["init", "validate", "run", "status", "history", "silence", "outbox", "next", "version"] {
                #expect(CommandReference.markdown.contains("\n## sentinel \(command)\n"), "\(command)")
            }
        }

        private func check(_ generated: String, _ path: String) throws {
            if ProcessInfo.processInfo.environment["SENTINEL_RECORD"] == "1" {
                try Data(generated.utf8).write(to: Repository.root.appending(path: path))
            }
            let committed = (try? Repository.text(path)) ?? ""
            #expect(committed == generated, "\(path) is not current; run this test with SENTINEL_RECORD=1")
        }
    }

    /// The page of all commands, made from their help.
    private enum CommandReference {
        static let markdown: String = {
            var page = """
                # Command reference

                What `sentinel help COMMAND` prints, for all commands. Data goes to standard output, talk to standard error.
                Lengths of time are written `30s`, `5m`, `2h`, `1d`.

                ```
                \(help(of: RootCommand.self))
                ```

                """
            for (names, command) in commands(of: RootCommand.self, path: ["sentinel"]) {
                page +=
                    "\n\(names.count > 2 ? "###" : "##") \(names.joined(separator: " "))\n\n```\n\(help(of: command))\n```\n"
            }
            return page
        }()

        private static func commands(
            of command: any ParsableCommand.Type, path: [String]
        ) -> [(names: [String], command: any ParsableCommand.Type)] {
            let configuration = command.configuration
            let children = configuration.ungroupedSubcommands + configuration.groupedSubcommands.flatMap(\.subcommands)
            return children.filter { $0.configuration.shouldDisplay }.flatMap { child in
                let names = path + [child._commandName]
                return [(names, child)] + commands(of: child, path: names)
            }
        }

        private static func help(of command: any ParsableCommand.Type) -> String {
            HelpText.fitted(RootCommand.helpMessage(for: command, columns: 80), width: 80)
                .split(separator: "\n", omittingEmptySubsequences: false)
                .map { line in String(line.reversed().drop { $0 == " " }.reversed()) }.joined(separator: "\n")
                .trimmingCharacters(in: .newlines)
        }
    }
#endif
