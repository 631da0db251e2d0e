#if SQLite
    import SentinelModels

    /// A query's text as SQLite is to get it.
    struct SQLiteQueryText {
        /// The text with the original's `\:` written as `:`.
        let text: String
        /// The bytes of `text` before which a `\` was left out.
        private let escapes: [Int]

        /// Checks size and kind. SQLite's own grammar and the gate decide; this is for the clear message.
        init(_ sql: String) throws(SentinelError) {
            try QueryTextRules.check(sql)
            // The original takes `:word` for a parameter even inside a literal, so its files write `\:` there too.
            (text, escapes) = Self.unescaped(sql)
            let word = Self.firstWord(of: text)
            switch word.uppercased() {
            case "SELECT", "WITH", "VALUES": break
            case "" where Self.rest(of: text[...]).isEmpty: throw SentinelError(.query, "the query is empty")
            case let word:
                throw SentinelError(
                    .notReadOnly,
                    "a query must start with SELECT, WITH or VALUES" + (word.isEmpty ? "" : ", not \(word)"))
            }
        }

        private static func unescaped(_ sql: String) -> (text: String, escapes: [Int]) {
            guard sql.utf8.contains(UInt8(ascii: "\\")) else { return (sql, []) }
            var bytes: [UInt8] = []
            var escapes: [Int] = []
            for byte in sql.utf8 {
                if byte == UInt8(ascii: ":"), bytes.last == UInt8(ascii: "\\") {
                    bytes.removeLast()
                    escapes.append(bytes.count)
                }
                bytes.append(byte)
            }
            return (String(decoding: bytes, as: UTF8.self), escapes)
        }

        private static func firstWord(of text: String) -> String {
            String(rest(of: text[...]).prefix { $0.isASCII && ($0.isLetter || $0 == "_") }.prefix(32))
        }

        /// What follows blanks, comments and stray semicolons.
        private static func rest(of text: Substring) -> Substring {
            var rest = text.unicodeScalars
            while let first = rest.first {
                if first.properties.isWhitespace || first == ";" || first == "\u{FEFF}" {
                    rest.removeFirst()
                } else if rest.starts(with: "--".unicodeScalars) {
                    rest = rest.drop { $0 != "\n" }
                } else if rest.starts(with: "/*".unicodeScalars) {
                    rest = rest.dropFirst(2)
                    while !rest.isEmpty, !rest.starts(with: "*/".unicodeScalars) { rest.removeFirst() }
                    rest = rest.dropFirst(2)
                } else {
                    break
                }
            }
            return Substring(rest)
        }

        /// The line and column of a byte of the text in the query as it was written, both from 1, as editors count.
        func place(ofByte offset: Int) -> String {
            let before = text.utf8.prefix(offset)
            let line = before.count { $0 == UInt8(ascii: "\n") } + 1
            let lastLine = before.reversed().prefix { $0 != UInt8(ascii: "\n") }
            // Continuation bytes are part of the character before them.
            let left = escapes.count { (offset - lastLine.count..<offset).contains($0) }
            return "line \(line), column \(lastLine.count { $0 & 0xC0 != 0x80 } + left + 1)"
        }
    }
#endif
