import SentinelModels
import Testing

@testable import SentinelConfig

/// Random texts put together from pieces whose meaning is known.
@Suite("Variables, by construction")
struct VariablesPropertyTests {
    /// A piece of a text, what version 1 and the original's rules make of it, and how many problems each has with it.
    struct Piece: Sendable {
        var text: String
        var current: String
        var original: String
        var problems: (current: Int, original: Int)

        init(_ text: String, _ current: String, _ original: String? = nil, problems: (Int, Int) = (0, 0)) {
            self.text = text
            self.current = current
            self.original = original ?? current
            self.problems = problems
        }
    }

    static let environment = ["A": "1", "LONG_NAME": "${A}", "EMPTY": "", "DOLLAR": "$", "BRACE": "{A}"]

    /// Every piece ends so that the next cannot become part of it.
    static let pieces = [
        Piece("text ", "text "), Piece("é🔔 ", "é🔔 "), Piece("} ", "} "), Piece("{A} ", "{A} "), Piece(": # ", ": # "),
        Piece("${A}", "1"), Piece("${LONG_NAME}", "${A}"), Piece("${EMPTY}", ""), Piece("${DOLLAR}", "$"),
        Piece("${BRACE}", "{A}"), Piece("$$", "$"), Piece("$ ", "$ "), Piece("$5 ", "$5 "), Piece("$-", "$-"),
        Piece("${A:-x}", "1"), Piece("${NO:-x y}", "x y"), Piece("${EMPTY:-$A}", "$A"), Piece("${NO:-}", ""),
        Piece("${A:?m}", "1"), Piece("${NO}", "${NO}", problems: (1, 1)),
        Piece("${NO:?m}", "${NO:?m}", problems: (1, 1)),
        Piece("$A ", "$A ", "1 "), Piece("$NO ", "$NO ", problems: (0, 1)),
        Piece("$LONG_NAME.", "$LONG_NAME.", "${A}."),
        Piece("${A!}", "${A!}", problems: (1, 0)), Piece("${} ", "${} ", problems: (1, 0)),
        Piece("${9} ", "${9} ", problems: (1, 0)),
    ]

    @Test(arguments: 0..<6)
    func randomTexts(_ seed: UInt64) {
        var generator = MutationTests.Generator(state: seed &* 1_000_003 &+ 17)
        let current = Variables(environment: Self.environment, allowsBare: false)
        let original = Variables(environment: Self.environment, allowsBare: true)
        for _ in 0..<400 {
            let chosen = (0..<Int.random(in: 1...8, using: &generator)).compactMap { _ in
                Self.pieces.randomElement(using: &generator)
            }
            let text = chosen.map(\.text).joined()
            let one = current.expanded(text)
            #expect(one.text == chosen.map(\.current).joined(), "\(text)")
            #expect(one.problems.count == chosen.map(\.problems.current).reduce(0, +), "\(text)")
            let two = original.expanded(text)
            #expect(two.text == chosen.map(\.original).joined(), "\(text)")
            #expect(two.problems.count == chosen.map(\.problems.original).reduce(0, +), "\(text)")
        }
    }

    @Test("What the migration writes means for version 1 what it meant before", arguments: 0..<4)
    func migratedTexts(_ seed: UInt64) {
        var generator = MutationTests.Generator(state: seed &* 65_537 &+ 29)
        let current = Variables(environment: Self.environment, allowsBare: false)
        let original = Variables(environment: Self.environment, allowsBare: true)
        for _ in 0..<400 {
            let text = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
                Self.pieces.randomElement(using: &generator)?.text ?? ""
            }.joined()
            let before = original.expanded(text)
            let after = current.expanded(MigrationRewriter.braced(text))
            guard before.problems.isEmpty else { continue }
            #expect(after.text == before.text, "\(text) \(MigrationRewriter.braced(text))")
            #expect(after.problems == [], "\(text)")
        }
    }

    @Test("Texts of dollar signs, braces and letters never end the program, and are left alone where nothing is meant")
    func allShortTexts() {
        let letters = ["$", "{", "}", "A", ":", "-", "?", "é"]
        let variables = Variables(environment: ["A": "v"], allowsBare: false)
        var texts = [""]
        for _ in 0..<4 {
            texts = texts.flatMap { text in letters.map { text + $0 } }
            for text in texts {
                let expansion = variables.expanded(text)
                if !text.contains("$") {
                    #expect(expansion.text == text)
                } else if !text.contains("${"), !text.contains("$$") {
                    #expect(expansion.text == text && expansion.problems == [] && !expansion.isSubstituted)
                }
            }
        }
    }

    // MARK: Messages

    @Test(arguments: [
        (
            VariableProblem.unset(name: "N"),
            "error: the variable N is not set (set it, write ${N:-default}, or $$ for a dollar sign)"
        ),
        (.required(name: "N", message: ""), "error: the variable N is not set"),
        (.required(name: "N", message: "say\nit"), "error: the variable N is not set: say it"),
        (
            .malformed,
            "error: '${' does not start a variable (write ${NAME}, ${NAME:-default} or ${NAME:?message}, or $$ for a dollar sign)"
        ),
    ])
    func messages(_ problem: VariableProblem, _ said: String) {
        let position = SourcePosition(file: "c.yaml", line: 3, column: 4)
        #expect(problem.diagnostic(at: position).description == "c.yaml:3:4: " + said)
    }

    @Test(
        "A variable is looked for in every kind of scalar, and its problem is told where the scalar starts",
        arguments: [
            ("description: ${NO}", "7:18"), ("description: \"${NO}\"", "7:18"), ("description: 'a ${NO}'", "7:18"),
            ("description: |\n  a ${NO}", "7:18"), ("description: >-\n  a\n  ${NO}", "7:18"),
            ("labels: {a: ${NO}}".replacing("${NO}", with: "\"${NO}\""), "7:17"), ("notify: [\"${NO}\"]", "7:14"),
            ("annotations:\n  a:\n    ${NO}", "9:9"),
        ])
    func styles(_ line: String, _ place: String) {
        let marks = marks(load(alert(line))).filter { $0.hasSuffix("unset_variable") }
        #expect(marks == ["\(place) unset_variable"])
    }
}
