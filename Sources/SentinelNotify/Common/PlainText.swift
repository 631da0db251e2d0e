/// Makes text from anywhere fit to be shown: without control characters that move cursors or end lines, and without
/// the marks that reverse the direction of writing.
enum PlainText {
    /// The longest text that a template or a block of context may grow to, in UTF-8 bytes.
    static let limit = 64 * 1024
    /// How many characters of a single text are read at most: nobody reads more of one, and every receiver cuts it.
    static let textLimit = 8 * 1024

    /// The text with line breaks kept as `\n` and everything invisible and harmful left out; an overlong one is cut.
    static func block(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let end = scalars.index(scalars.startIndex, offsetBy: textLimit, limitedBy: scalars.endIndex)
        let isCut = end.map { $0 < scalars.endIndex } ?? false
        return cleaned(scalars[..<(end ?? scalars.endIndex)]) + (isCut ? "…" : "")
    }

    private static func cleaned(_ scalars: Substring.UnicodeScalarView) -> String {
        var result = String.UnicodeScalarView()
        var lastWasReturn = false
        for scalar in scalars {
            defer { lastWasReturn = scalar == "\r" }
            switch scalar {
            case "\n": if !lastWasReturn { result.append("\n") }
            case "\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{b}", "\u{c}": result.append("\n")
            default: if !isHarmful(scalar) { result.append(scalar) }
            }
        }
        return String(result)
    }

    /// The text on one line: line breaks and tabs become blanks.
    static func line(_ text: String) -> String {
        String(String.UnicodeScalarView(block(text).unicodeScalars.map { $0 == "\n" || $0 == "\t" ? " " : $0 }))
    }

    /// The start of the text that fits `limit` by `size`, with an ellipsis if something is missing.
    static func cut(_ text: String, to limit: Int, size: (Character) -> Int) -> String {
        var total = 0
        var end = text.startIndex
        for index in text.indices {
            total += size(text[index])
            if total > limit { return String(text[..<end]) + "…" }
            // One unit is kept free for the ellipsis, until it is known that none is needed.
            if total < limit { end = text.index(after: index) }
        }
        return text
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 9: false
        case 0..<0x20, 0x7F..<0xA0: true
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        case 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
        default: false
        }
    }
}
