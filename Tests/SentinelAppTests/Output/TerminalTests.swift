import Testing

@testable import SentinelApp

@Suite struct TerminalTests {
    @Test(
        arguments: [
            (true, [:], false, true), (false, [:], false, false), (true, [:], true, false),
            (true, ["NO_COLOR": "1"], false, false), (true, ["NO_COLOR": ""], false, true),
            (true, ["TERM": "dumb"], false, false), (true, ["CLICOLOR": "0"], false, false),
            (false, ["CLICOLOR_FORCE": "1"], false, true), (false, ["FORCE_COLOR": "1"], false, true),
            (false, ["CLICOLOR_FORCE": "0"], false, false), (false, ["FORCE_COLOR": ""], false, false),
            (true, ["NO_COLOR": "1", "FORCE_COLOR": "1"], false, false), (true, ["FORCE_COLOR": "1"], true, false),
            (true, ["TERM": "dumb", "FORCE_COLOR": "1"], false, true),
        ] as [(Bool, [String: String], Bool, Bool)])
    func `colours follow the terminal, the variables and the option`(
        isTerminal: Bool, variables: [String: String], isForbidden: Bool, isShown: Bool
    ) {
        let traits = TerminalTraits(isTerminal: isTerminal)
        #expect(traits.showsColor(variables, isForbidden: isForbidden) == isShown)
    }

    @Test(
        arguments: [
            (nil, [:], 80), (132, [:], 132), (132, ["COLUMNS": "100"], 100), (10, [:], 40), (nil, ["COLUMNS": "x"], 80),
        ] as [(Int?, [String: String], Int)])
    func `the width is that of COLUMNS, the terminal, or 80`(columns: Int?, variables: [String: String], width: Int) {
        #expect(TerminalTraits(isTerminal: true, columns: columns).width(variables) == width)
    }

    @Test(arguments: [
        ("", 0), ("abc", 3), ("Zürich", 6), ("e\u{301}", 1), ("日本", 4), ("한국", 4), ("✓", 1), ("🔥", 2), ("👩‍👩‍👧", 2),
        ("a\u{200B}b", 2), ("tab\there", 7), ("Ｆ", 2), ("☎️", 2),
    ])
    func `texts take the columns that a terminal gives them`(text: String, columns: Int) {
        #expect(text.columnCount == columns)
    }

    @Test(
        arguments: [
            ("short", 10, true, ["short"]), ("two words", 5, true, ["two", "words"]), ("", 5, true, [""]),
            ("a b c d", 3, true, ["a b", "c d"]), ("first\nsecond", 20, true, ["first", "second"]),
            ("abcdefgh", 3, true, ["abc", "def", "gh"]), ("abcdefgh", 3, false, ["abcdefgh"]),
            ("ab cdefgh ij", 4, true, ["ab", "cdef", "gh", "ij"]), ("ab cdefgh ij", 4, false, ["ab", "cdefgh", "ij"]),
            ("  ab cd", 6, true, ["  ab", "  cd"]), ("日本語", 4, true, ["日本", "語"]),
            ("one\n\nthree", 9, true, ["one", "", "three"]),
        ] as [(String, Int, Bool, [String])])
    func `lines break at blanks and lose nothing`(text: String, width: Int, breaksWords: Bool, lines: [String]) {
        #expect(TextWrapping.lines(of: text, width: width, breaksWords: breaksWords) == lines)
    }
}
