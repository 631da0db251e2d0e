#if SQLite
    import Foundation
    import SentinelApp
    import SentinelModels
    import SentinelTesting
    import Testing

    /// The first page keeps its word: its alert, run on the demo shop, makes the message it shows.
    @Suite struct ReadmeTests {
        private static func block(_ language: String) throws -> String {
            try #require(try MarkdownBlock.all(language).first { $0.document == "README.md" }).text
        }

        private func run() async throws -> (outcome: CommandHarness.Outcome, message: JSONValue) {
            let sink = try HTTPSink([.status(200, body: "ok")])
            defer { sink.stop() }
            let shop = try ExampleRun("shop")
            try shop.makeDatabase()
            var harness = try CommandHarness()
            harness.integrations = .standard
            harness.layers = .standard
            harness.variables = ["SLACK_WEBHOOK_URL": sink.url("/slack")]
            try harness.write(
                Self.block("yaml").replacing("sqlite:///", with: "sqlite:///\(shop.folder.path)/"), to: "sentinel.yaml")
            let outcome = await harness.run("run")
            let request = try #require(sink.requests.first)
            #expect(sink.requests.count == 1)
            return (outcome, try JSONValue(parsing: request.text))
        }

        @Test func `the alert makes the message that is shown`() async throws {
            let (outcome, message) = try await run()
            #expect(outcome.code == 1, "\(outcome.errors)")
            let sent = Self.texts(of: message).joined(separator: "\n").replacing("*", with: "")
            let quote = try Repository.text("README.md").split(separator: "\n").filter { $0.hasPrefix("> **") }
            #expect(quote.count >= 4)
            for line in quote {
                // `**Name:** value` pairs; what Slack shows as an emoji is written by its name.
                for pair in line.dropFirst(2).replacing("🔴", with: ":red_circle:").split(separator: "  ") {
                    let words = pair.replacing("*", with: "").split(separator: ": ", maxSplits: 1).map(String.init)
                    for word in words { #expect(sent.contains(word), "'\(word)' is not in: \(sent)") }
                }
            }
        }

        @Test func `it names what the demo does`() throws {
            let text = try Self.block("sh")
            for script in ["Scripts/demo", "Scripts/test"] { #expect(text.contains(script)) }
            #expect(try Repository.text("Scripts/demo").contains("sentinel-demo\" shop"))
        }

        @Test(arguments: ["SQLite", "email", "Slack", "webhook"])
        func `what it calls ready is in the program`(name: String) async throws {
            var harness = try CommandHarness()
            harness.integrations = .standard
            let version = await harness.run("version").output.lowercased()
            #expect(version.contains(name.lowercased()))
        }

        /// All strings of a JSON document.
        private static func texts(of value: JSONValue) -> [String] {
            switch value {
            case .string(let text): [text]
            case .array(let elements): elements.flatMap(texts)
            case .object(let members): members.flatMap { texts(of: $0.value) }
            default: []
            }
        }
    }
#endif
