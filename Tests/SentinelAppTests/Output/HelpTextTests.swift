import ArgumentParser
import Foundation
import Testing

@testable import SentinelApp

@Suite struct HelpTextTests {
    /// A command with the words that call it.
    struct Command: Sendable, CustomTestStringConvertible {
        var words: [String]
        var type: any ParsableCommand.Type
        var testDescription: String { (["sentinel"] + words).joined(separator: " ") }
    }

    /// All commands, groups included.
    static let commands: [Command] = [Command(words: [], type: RootCommand.self)] + children(of: RootCommand.self, [])

    private static func children(of command: any ParsableCommand.Type, _ path: [String]) -> [Command] {
        let configuration = command.configuration
        let children = configuration.ungroupedSubcommands + configuration.groupedSubcommands.flatMap(\.subcommands)
        return children.flatMap { child in
            let words = path + [child._commandName]
            return [Command(words: words, type: child)] + Self.children(of: child, words)
        }
    }

    @Test(arguments: commands, [60, 80, 100])
    func `help fits the width and loses no word`(command: Command, width: Int) async throws {
        var harness = try CommandHarness()
        harness.terminal = TerminalTraits(isTerminal: true, columns: width)
        let outcome = await harness.run(command.words + ["--help"])
        #expect(outcome.code == 0)
        #expect(outcome.errors.isEmpty)
        let lines = outcome.output.split(separator: "\n")
        let wide = lines.filter { $0.count > width && $0.split(separator: " ").count > 1 }
        #expect(wide == [])
        let whole = RootCommand.helpMessage(for: command.type, columns: width)
        #expect(outcome.output.split { $0.isWhitespace } == whole.split { $0.isWhitespace })
    }

    @Test(arguments: commands)
    func `help says what the command is for in a sentence, and every option has its meaning`(command: Command) {
        let abstract = command.type.configuration.abstract
        #expect(abstract.first?.isUppercase == true)
        #expect(abstract.hasSuffix("."))
        // An option too long for its column has its meaning on the next line.
        let help = RootCommand.helpMessage(for: command.type, columns: 200)
            .replacingOccurrences(of: "\n          ", with: "  ")
        for line in help.split(separator: "\n") where line.hasPrefix("  -") {
            #expect(line.contains(/\S  +\S/), "\(line)")
        }
    }

    @Test(arguments: commands)
    func `examples in help are command lines that are understood`(command: Command) throws {
        let text = command.type.configuration.discussion
        let examples = text.split(separator: "\n").compactMap { line in
            line.firstRange(of: "sentinel ").map { String(line[$0.lowerBound...]) }
        }
        for example in examples where text.contains("Example") {
            let words = try #require(ShellWords.first(of: example), "\(example)")
            #expect(throws: Never.self, "\(example)") { try RootCommand.parseAsRoot(Array(words.dropFirst())) }
        }
    }

    @Test(arguments: [
        ("USAGE: a [--one] [--two]", 80, "USAGE: a [--one] [--two]"),
        ("USAGE: a [--one <x> ...] [--two]", 23, "USAGE: a\n       [--one <x> ...]\n       [--two]"),
        ("Usage: a [--one <x> ...] [--two]", 27, "Usage: a [--one <x> ...]\n       [--two]"),
        ("OVERVIEW: not a usage line at all", 10, "OVERVIEW: not a usage line at all"),
        ("first\nUSAGE: abc defgh\n\nlast", 12, "first\nUSAGE: abc\n       defgh\n\nlast"),
        ("USAGE: averyveryverylongword b", 10, "USAGE: averyveryverylongword\n       b"), ("", 10, ""),
    ])
    func `only long lines of usage are broken, between options`(text: String, width: Int, fitted: String) {
        #expect(HelpText.fitted(text, width: width) == fitted)
    }
}
