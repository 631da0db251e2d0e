import Synchronization

/// Writes `$1`, `$2` for the `?` of our statements.
enum PostgreSQLPlaceholders {
    /// Statements are few, and each runs often.
    private static let known = Mutex<[String: String]>([:])
    private static let most = 1000

    static func numbered(_ sql: String) -> String {
        if let text = known.withLock({ $0[sql] }) { return text }
        let text = translate(sql)
        known.withLock { known in
            if known.count >= most { known.removeAll() }
            known[sql] = text
        }
        return text
    }

    /// Question marks in literals and quoted names stand for themselves.
    static func translate(_ sql: String) -> String {
        var text = ""
        var quote: Character?
        var count = 0
        for sign in sql {
            if let open = quote {
                if sign == open { quote = nil }
                text.append(sign)
            } else if sign == "?" {
                count += 1
                text += "$\(count)"
            } else {
                if sign == "'" || sign == "\"" { quote = sign }
                text.append(sign)
            }
        }
        return text
    }
}
