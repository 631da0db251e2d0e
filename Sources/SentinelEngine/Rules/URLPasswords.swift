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
    /// characters that end a host's name.
    private static func parts(_ rest: Substring) -> (user: Substring, tail: Substring)? {
        let run = rest.prefix { !$0.isWhitespace && !"\"'<>".contains($0) }
        let authority = run.prefix { !"/?#".contains($0) }
        guard let colon = authority.firstIndex(of: ":") else { return nil }
        let isPort = authority[authority.index(after: colon)...].allSatisfy(\.isNumber)
        guard let at = authority.lastIndex(of: "@") ?? (isPort ? nil : run.lastIndex(of: "@")), colon < at else {
            return nil
        }
        return (rest[..<colon], rest[at...])
    }
}
