/// Fits help into lines.
enum HelpText {
    /// The help with long lines of usage broken between options; the library breaks everything else.
    static func fitted(_ text: String, width: Int) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { line in
            line.lowercased().hasPrefix(prefix) && line.count > width ? broken(line, width: width) : String(line)
        }.joined(separator: "\n")
    }

    private static let prefix = "usage: "

    private static func broken(_ line: Substring, width: Int) -> String {
        var lines: [String] = []
        var current = String(line.prefix(prefix.count - 1))
        for word in words(of: line.dropFirst(prefix.count)) {
            if current.count + 1 + word.count > width, current.count > prefix.count {
                lines.append(current)
                current = String(repeating: " ", count: prefix.count - 1)
            }
            current += " " + word
        }
        return (lines + [current]).joined(separator: "\n")
    }

    /// The words of a line of usage; what stands in brackets is one word.
    private static func words(of text: Substring) -> [String] {
        var words: [String] = []
        var depth = 0
        for part in text.split(separator: " ") {
            if depth > 0 { words[words.count - 1] += " " + part } else { words.append(String(part)) }
            depth += part.count { "[(".contains($0) } - part.count { "])".contains($0) }
        }
        return words
    }
}
