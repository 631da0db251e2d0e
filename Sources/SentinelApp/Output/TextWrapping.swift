/// Breaks text into lines of limited width.
enum TextWrapping {
    /// The lines of a text, each at most `width` columns wide, broken at blanks.
    ///
    /// Nothing is left out. Words that are wider than a line are broken only if `breaksWords`; else they stick out.
    static func lines(of text: String, width: Int, breaksWords: Bool) -> [String] {
        if !text.utf8.contains(UInt8(ascii: "\n")), text.columnCount <= width { return [text] }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph in
            wrapped(paragraph, width: max(1, width), breaksWords: breaksWords)
        }
        return lines.isEmpty ? [""] : lines
    }

    /// The width of the longest word of a text.
    static func longestWord(in text: String) -> Int {
        let words = text.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
        return words.map { Substring($0).columnCount }.max() ?? 0
    }

    private static func wrapped(_ paragraph: Substring, width: Int, breaksWords: Bool) -> [String] {
        guard paragraph.columnCount > width else { return [String(paragraph)] }
        let indentation = paragraph.prefix { $0 == " " }
        if !indentation.isEmpty, indentation.count < width / 2 {
            let rest = paragraph.dropFirst(indentation.count)
            let lines = wrapped(rest, width: width - indentation.count, breaksWords: breaksWords)
            return lines.map { indentation + $0 }
        }
        var lines: [String] = []
        var line = ""
        for word in paragraph.split(separator: " ") {
            let pieces = breaksWords ? broken(word, width: width) : [String(word)]
            for (index, piece) in pieces.enumerated() {
                let gap = line.isEmpty || index > 0 ? "" : " "
                if line.columnCount + gap.count + piece.columnCount <= width {
                    line += gap + piece
                } else {
                    if !line.isEmpty { lines.append(line) }
                    line = piece
                }
            }
        }
        return lines + [line]
    }

    private static func broken(_ word: Substring, width: Int) -> [String] {
        var pieces: [String] = []
        var piece = ""
        var used = 0
        for character in word {
            if used + character.columnCount > width, !piece.isEmpty {
                pieces.append(piece)
                (piece, used) = ("", 0)
            }
            piece.append(character)
            used += character.columnCount
        }
        return pieces + [piece]
    }
}
