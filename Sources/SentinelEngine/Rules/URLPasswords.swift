/// The password part of `scheme://user:password@host`.
enum URLPasswords {
    /// The text without them.
    static func hidden(in text: String) -> String {
        var output = ""
        var rest = text[...]
        while let mark = rest.firstRange(of: "://") {
            output += rest[..<mark.upperBound]
            rest = rest[mark.upperBound...]
            if let (user, tail) = parts(rest) {
                output += user + ":<secret>"
                rest = tail
            }
        }
        return output + rest
    }

    /// What is before the password's colon, and what follows the password. A password that was not encoded may hold the
    /// characters that end a host's name, and `@` as well.
    private static func parts(_ rest: Substring) -> (user: Substring, tail: Substring)? {
        let run = rest.prefix { !$0.isWhitespace && !"\"<>".contains($0) }
        let authority = run.prefix { !"/?#".contains($0) }
        guard let colon = authority.firstIndex(of: ":") else { return nil }
        let isPort = authority[authority.index(after: colon)...].allSatisfy(\.isNumber)
        let marks = run.indices.filter { run[$0] == "@" && colon < $0 }
        guard let last = marks.last, !isPort else { return nil }
        let end = marks.first { isHost(run[run.index(after: $0)...]) } ?? last
        return (rest[..<colon], rest[end...])
    }

    /// Whether the text begins with what may be a host and a port, up to the path, the query or the end.
    private static func isHost(_ text: Substring) -> Bool {
        let host = text.prefix { !"/?#".contains($0) }
        guard let first = host.first, first.isLetter || first.isNumber || first == "[" else { return false }
        return host.allSatisfy { $0.isLetter || $0.isNumber || ".-_:%[],;!)'".contains($0) }
    }
}
