/// The words of a command line as a shell splits them: quotes and escapes, up to the first operator.
enum ShellWords {
    /// The words of the first command of a line; nil if a quote stays open.
    static func first(of line: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var rest = line[...]
        while let character = rest.popFirst() {
            if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
                continue
            }
            switch character {
            case "'", "\"": (quote, word) = (character, word ?? "")
            case "\\": word = (word ?? "") + String(rest.popFirst() ?? "\\")
            case " ", "\t":
                if let whole = word { words.append(whole) }
                word = nil
            case "#" where word == nil: rest = ""
            case "|", ">", "<", ";", "&": rest = ""
            case ",",
                ")" where rest.first.map({ $0 == " " }) ?? true:
                rest = ""
            default: word = (word ?? "") + String(character)
            }
        }
        guard quote == nil else { return nil }
        return words + [word].compactMap { $0 }
    }
}
