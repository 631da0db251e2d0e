import SentinelTesting
import Testing

@testable import SentinelApp

/// Tables and lines of random content against rules that need no knowledge of how they are made.
@Suite struct WrappingPropertyTests {
    private static let words = [
        "a", "of", "orders", "2026-11-23", "Umsatz", "日本語", "🔥", "[query]", "sqlite:///x.db", "überfällig",
        "https://example.com/a/very/long/address/that/goes/on", "x=1",
    ]

    private static func text(_ random: inout SeededGenerator, most: Int) -> String {
        (0..<Int.random(in: 0...most, using: &random)).map { _ in
            words.randomElement(using: &random)! + (Int.random(in: 0..<12, using: &random) == 0 ? "\n" : "")
        }.joined(separator: " ")
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `wrapped lines keep all letters in order and are no wider than asked`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let text = Self.text(&random, most: 30)
        let width = Int.random(in: 4...50, using: &random)
        let broken = TextWrapping.lines(of: text, width: width, breaksWords: true)
        let whole = TextWrapping.lines(of: text, width: width, breaksWords: false)
        let letters = text.filter { !$0.isWhitespace }
        #expect(broken.joined().filter { !$0.isWhitespace } == letters)
        #expect(whole.joined().filter { !$0.isWhitespace } == letters)
        #expect(broken.allSatisfy { $0.columnCount <= width })
        #expect(whole.flatMap { $0.split(separator: " ") } == text.split { $0 == " " || $0 == "\n" })
        for line in whole where line.columnCount > width {
            #expect(!line.drop { $0 == " " }.contains(" "), "\(line)")
        }
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `a line is full: its first word would not have fitted on the line before`(seed: UInt64) {
        var random = SeededGenerator(seed: seed &+ 1000)
        let text = Self.text(&random, most: 30).filter { $0 != "\n" }
        let width = Int.random(in: 8...40, using: &random)
        let lines = TextWrapping.lines(of: text, width: width, breaksWords: false)
        for (line, next) in zip(lines, lines.dropFirst()) {
            let word = next.split(separator: " ").first ?? ""
            #expect(line.columnCount + 1 + word.columnCount > width)
        }
    }

    private struct Sheet {
        var table: TextTable
        var texts: [String] { table.rows.flatMap { $0.map(\.text) } }

        init(seed: UInt64) {
            var random = SeededGenerator(seed: seed)
            let columns = Int.random(in: 2...6, using: &random)
            table = TextTable(
                (0..<columns).map { index in
                    TextTable.Column("COL\(index)", numeric: index == 1, flexibility: index % 4)
                })
            for _ in 0..<Int.random(in: 0...8, using: &random) {
                var row: [TextTable.Cell] = []
                for index in 0..<columns {
                    let id = "id\(UInt8.random(in: 0...255, using: &random))"
                    row.append(.init(index % 4 == 0 ? id : WrappingPropertyTests.text(&random, most: 6)))
                }
                table.rows.append(row)
            }
        }

        func lines(width: Int, breaksWords: Bool) -> [String] {
            table.rendered(width: width, breaksWords: breaksWords) { text, _ in text }
                .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test(arguments: 0..<80 as Range<UInt64>)
    func `a table keeps all letters, has no trailing blanks, and fits where it can`(seed: UInt64) {
        let sheet = Sheet(seed: seed)
        let letters = (sheet.table.columns.map(\.title) + sheet.texts).joined().filter { !$0.isWhitespace }.sorted()
        for (width, breaksWords) in [(40, true), (80, true), (200, true), (40, false), (80, false)] {
            let lines = sheet.lines(width: width, breaksWords: breaksWords)
            #expect(lines.joined().filter { !$0.isWhitespace }.sorted() == letters)
            #expect(lines.allSatisfy { $0.last != " " })
            // Six columns of eight with gaps are the least that a terminal gets.
            if breaksWords, width >= 6 * 8 + 5 * 2 { #expect(lines.allSatisfy { $0.columnCount <= width }) }
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `words and ids stay whole in a pipe, and rows without long words are as wide as the line`(seed: UInt64) {
        let sheet = Sheet(seed: seed)
        let lines = sheet.lines(width: 60, breaksWords: false)
        let shown = Set(lines.flatMap { $0.split(separator: " ").map(String.init) })
        for text in sheet.texts {
            for word in text.split(whereSeparator: \.isWhitespace) { #expect(shown.contains(String(word)), "\(word)") }
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `a wide line shows each row as it is`(seed: UInt64) {
        let sheet = Sheet(seed: seed)
        let count = sheet.table.rows.reduce(1) { sum, row in
            sum + (row.map { $0.text.split(separator: "\n", omittingEmptySubsequences: false).count }.max() ?? 1)
        }
        #expect(sheet.lines(width: 10_000, breaksWords: true).count == count)
    }

    @Test func `one very long word does not make every row as wide in a pipe`() {
        var table = TextTable([.init("NAME", flexibility: 1), .init("STATE")])
        table.rows = [["short", "ok"], [.init(String(repeating: "x", count: 300)), "firing"]]
        let lines = table.rendered(width: 80, breaksWords: false) { text, _ in text }.split(separator: "\n")
        #expect(lines.map(\.count) == [79, 76, 308])
    }

    @Test func `columns that are not flexible stay whole in a pipe, however narrow`() {
        var table = TextTable([.init("NEXT FIRE"), .init("NAME", flexibility: 1)])
        table.rows = [["11-26 00:00Z", "a name of several words"]]
        let lines = table.rendered(width: 20, breaksWords: false) { text, _ in text }.split(separator: "\n")
        #expect(
            lines == [
                "NEXT FIRE     NAME", "11-26 00:00Z  a name", "              of", "              several",
                "              words",
            ])
    }
}
