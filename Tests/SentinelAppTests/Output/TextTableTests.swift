import Testing

@testable import SentinelApp

@Suite struct TextTableTests {
    private func table(_ rows: [[String]]) -> TextTable {
        var table = TextTable([
            .init("NAME", flexibility: 1), .init("VALUE", numeric: true), .init("REMARK", flexibility: 2),
        ])
        table.rows = rows.map { $0.map { TextTable.Cell($0) } }
        return table
    }

    private func render(_ rows: [[String]], width: Int = 80, breaksWords: Bool = true) -> String {
        table(rows).rendered(width: width, breaksWords: breaksWords) { text, _ in text }
    }

    @Test func `columns are as wide as their content, numbers at the right, nothing after the last`() {
        #expect(
            render([["a", "5", "fine"], ["longer", "1234", ""]]) == """
                NAME    VALUE  REMARK
                a           5  fine
                longer   1234
                """)
    }

    @Test func `no rows leave the headings`() {
        #expect(render([]) == "NAME  VALUE  REMARK")
    }

    @Test func `flexible columns give way, the most flexible first, and numbers stay whole`() {
        #expect(
            render([["A name of some length", "5", "a remark that is much too long for a line"]], width: 50) == """
                NAME                  VALUE  REMARK
                A name of some            5  a remark that is much
                length                       too long for a line
                """)
    }

    @Test func `then the next one, and words are broken on a terminal`() {
        let shown = render([["Name-without-any-blank-in-it", "5", "word"]], width: 24)
        #expect(shown.split(separator: "\n").allSatisfy { $0.count <= 24 })
        #expect(shown.filter { !$0.isWhitespace }.contains("blank"))
    }

    @Test func `words stay whole in a pipe, however long they are`() {
        let shown = render([["https://example.com/a/very/long/address", "5", "x y"]], width: 24, breaksWords: false)
        #expect(shown.contains("https://example.com/a/very/long/address"))
    }

    @Test func `several lines in a cell stay below each other`() {
        #expect(
            render([["a", "5", "one\ntwo"], ["b", "6", "three"]]) == """
                NAME  VALUE  REMARK
                a         5  one
                             two
                b         6  three
                """)
    }

    @Test func `styles do not count for the width`() {
        var table = TextTable([.init("A"), .init("B")])
        table.rows = [[.init("x", .bad), .init("y")]]
        let shown = table.rendered(width: 80, breaksWords: true) { $1.applied(to: $0) }
        #expect(shown == "\u{1B}[2mA\u{1B}[0m  \u{1B}[2mB\u{1B}[0m\n\u{1B}[31mx\u{1B}[0m  y")
    }

    @Test(arguments: 40..<100)
    func `no width loses a character`(width: Int) {
        let words = [
            "The quick brown fox jumps over the lazy dog", "1234567", "Franz jagt im komplett verwahrlosten Taxi",
        ]
        let shown = render([words], width: width)
        // Words that are broken stand in pieces below each other, so letters are counted.
        let letters = { (text: String) in text.filter { !$0.isWhitespace }.sorted() }
        #expect(letters(shown) == letters("NAMEVALUEREMARK" + words.joined()))
        #expect(shown.split(separator: "\n").allSatisfy { $0.count <= width })
    }
}
