import SentinelTesting

/// Texts that drivers are tempted to bend.
enum RandomText {
    private static let pieces = ["a", "ü", "🦉", "'", "\"", "\n", "漢", "\\", "%", "{", "}", ";", " ", "\u{301}", "-- "]

    /// The text with every such sign written twice, also one that a combining mark follows.
    static func doubling(_ sign: Unicode.Scalar, in text: String) -> String {
        var doubled = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { doubled.append(contentsOf: scalar == sign ? [scalar, scalar] : [scalar]) }
        return String(doubled)
    }

    /// A text of up to twenty pieces: letters of one to four bytes, quotes, line breaks. It begins and ends with a
    /// letter, since blanks at the ends are some databases' own matter.
    static func make(using random: inout SeededGenerator) -> String {
        let count = Int.random(in: 0...20, using: &random)
        return "<" + (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined() + ">"
    }
}
