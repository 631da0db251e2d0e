import ArgumentParser
import Foundation
import Testing

@testable import SentinelApp

/// Every command line that the documents show is one the program understands.
@Suite struct DocumentedCommandTests {
    /// A command line and where it stands.
    struct Line: Sendable, CustomTestStringConvertible {
        var document: String
        var text: String
        var testDescription: String { "\(document): \(text)" }
    }

    /// From shell blocks, crontabs, and what stands between single backticks.
    static let lines: [Line] = Repository.documents.flatMap { document in
        let text = (try? Repository.text(document)) ?? ""
        guard !document.contains("Reference/") else { return [Line]() }
        let inline = text.matches(of: /`(sentinel [^`\n]+)`/).map { String($0.output.1) }
        let blocks = text.split(separator: "\n").compactMap { line in
            line.firstMatch(of: /^(?:\$ |[^`|]*&& )?(sentinel [a-z-].*)$/).map { String($0.output.1) }
        }
        return (inline + blocks).map { Line(document: document, text: $0) }
    }

    @Test func thereAreMany() {
        #expect(lines.count >= 40)
        #expect(Set(lines.map(\.document)).count >= 8)
    }

    private var lines: [Line] { Self.lines }

    @Test(arguments: lines)
    func isUnderstood(line: Line) throws {
        let words = try #require(ShellWords.first(of: line.text))
        let arguments = Array(words.dropFirst())
        #expect(CommandLineFault(arguments) == nil)
        // `sentinel help COMMAND` and the names of groups stand for all of their commands.
        guard arguments.first != "help" else { return }
        #expect(throws: Never.self) { try RootCommand.parseAsRoot(arguments) }
    }

    @Test func everyCommandIsShownInAGuide() {
        let shown = Set(lines.compactMap { ShellWords.first(of: $0.text)?.dropFirst().first })
        let needed: Set = [
            "init", "validate", "run", "status", "history", "silence", "unsilence", "notify", "outbox", "healthcheck",
            "metrics", "config", "schema", "state", "next",
        ]
        #expect(needed.subtracting(shown) == [])
    }

    @Test func exitCodesAreThoseOfTheProgram() throws {
        let text = try Repository.text("Documentation/Guides/Operating.md")
        let codes = text.matches(of: #/\n\| ([0-9, ]+) \| /#).flatMap { match in
            match.output.1.split(separator: ",").compactMap { Int32($0.trimmingCharacters(in: .whitespaces)) }
        }
        let known: [SentinelApp.ExitStatus] = [.success, .alert, .usage, .failure, .undelivered]
        #expect(codes == known.map(\.rawValue) + [130, 143])
    }

    @Test(arguments: ["Documentation/Guides/Configuration.md", "Documentation/Reference/CommandLine.md"])
    func theUsualPlacesAreThoseOfTheProgram(document: String) throws {
        let environment = Environment(
            arguments: [], variables: ["XDG_CONFIG_HOME": "$XDG_CONFIG_HOME"], workingDirectory: "/")
        let text = try Repository.text(document).replacing(/\s+/, with: " ")
        for place in ConfigurationSearch(environment: environment).usualPlaces + ["$SENTINEL_CONFIG"] {
            #expect(text.contains(place), "\(place)")
        }
    }
}
