import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelApp

/// What comes from databases, servers and files must not command the reader's terminal.
@Suite struct VisibleTextTests {
    @Test(arguments: [
        ("", ""), ("plain text", "plain text"), ("Zürich 日本 🔥 – “x”", "Zürich 日本 🔥 – “x”"),
        ("two\nlines", "two\nlines"), ("tab\there", "tab here"), ("carriage\rreturn", "carriage␍return"),
        ("\r\n", "␍\n"), ("\u{1B}[31mred", "␛[31mred"), ("bell\u{07}", "bell␇"), ("nul\u{00}", "nul␀"),
        ("back\u{08}space", "back␈space"), ("del\u{7F}", "del␡"), ("csi\u{9B}31m", "csi\u{FFFD}31m"),
        ("next\u{85}line", "next\u{FFFD}line"), ("abc\u{202E}txt.exe", "abc\u{FFFD}txt.exe"),
        ("isolate\u{2066}x\u{2069}", "isolate\u{FFFD}x\u{FFFD}"), ("line\u{2028}separator", "line\u{FFFD}separator"),
        ("£ and â share first bytes with them", "£ and â share first bytes with them"),
        ("dashes – — and bullets • stay", "dashes – — and bullets • stay"), ("zero\u{200B}width", "zero\u{200B}width"),
        ("family 👩‍👩‍👧 joined", "family 👩‍👩‍👧 joined"),
    ])
    func `control characters are shown, all else stays`(text: String, shown: String) {
        #expect(text.visible == shown)
    }

    @Test(arguments: 0..<32)
    func `every control character but the line break is replaced by one visible character`(code: UInt8) {
        let character = String(Unicode.Scalar(code))
        let shown = "a\(character)b".visible
        #expect(shown.unicodeScalars.count == 3)
        #expect(shown.unicodeScalars.contains { $0.value < 32 } == (code == 10))
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `nothing that a terminal obeys is left of random text, and nothing else is lost`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pool: [ClosedRange<UInt32>] = [0...0x2FF, 0x2000...0x20FF, 0x3040...0x30FF, 0x1F600...0x1F64F]
        let scalars = (0..<400).compactMap { _ in
            pool.randomElement(using: &random).flatMap { Unicode.Scalar(UInt32.random(in: $0, using: &random)) }
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        let shown = Array(String(text).visible.unicodeScalars)
        #expect(shown.count == scalars.count)
        for (before, after) in zip(scalars, shown) {
            #expect(!Self.isObeyed(after))
            if !Self.isObeyed(before) { #expect(before == after) }
        }
    }

    /// The same by another rule: general categories instead of ranges.
    private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .control: return scalar != "\n"
        case .lineSeparator, .paragraphSeparator: return true
        case .format:
            return properties.name.map { name in
                ["EMBEDDING", "OVERRIDE", "ISOLATE", "POP DIRECTIONAL"].contains { name.contains($0) }
            } ?? false
        default: return false
        }
    }

    @Test func `a cell, a note, a warning, an error and a diagnostic are cleaned`() {
        let errors = BufferSink()
        let console = Console(Environment(arguments: [], standardError: errors, workingDirectory: "/"))
        console.note("n\u{1B}n")
        console.warning("w\u{1B}w")
        console.error(CommandFailure(code: .query, message: "e\u{1B}e", hint: "h\u{1B}h", status: .failure))
        console.note([
            .init(.warning, code: "c", "d\u{1B}d", at: .init(file: "f\u{1B}f", line: 1, column: 2), hint: "i\u{1B}i")
        ])
        #expect(
            errors.text == """
                n␛n
                sentinel: warning: w␛w
                sentinel: error: e␛e
                  hint: h␛h
                f␛f:1:2: warning: d␛d (i␛i)

                """)
        #expect(TextTable.Cell("c\u{1B}c").text == "c␛c")
    }
}
