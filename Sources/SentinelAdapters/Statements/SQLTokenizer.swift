#if ODBC || DuckDB
    import SentinelModels

    /// Divides a statement into its pieces as its database does. What the database might read in another way than we
    /// do is refused, since something could hide there.
    struct SQLTokenizer {
        private let text: [Unicode.Scalar]
        private let dialect: SQLDialect
        private var index = 0
        private var tokens: [SQLToken] = []

        /// The pieces of `sql`, comments and blanks left out.
        /// - Throws: `SentinelError.Code.query` for what is not closed, `notReadOnly` for what has two meanings.
        static func tokens(of sql: String, _ dialect: SQLDialect) throws(SentinelError) -> [SQLToken] {
            var tokenizer = SQLTokenizer(text: Array(sql.unicodeScalars), dialect: dialect)
            try tokenizer.run()
            return tokenizer.tokens
        }

        private init(text: [Unicode.Scalar], dialect: SQLDialect) {
            self.text = text
            self.dialect = dialect
        }

        private mutating func run() throws(SentinelError) {
            while index < text.count {
                let start = index
                guard let kind = try next() else { continue }
                tokens.append(SQLToken(kind: kind, range: start..<index))
            }
        }

        private func scalar(_ offset: Int = 0) -> Unicode.Scalar? {
            index + offset < text.count ? text[index + offset] : nil
        }

        /// Reads one piece; nil for blanks and comments.
        private mutating func next() throws(SentinelError) -> SQLToken.Kind? {
            let first = text[index]
            if Self.isBlank(first) {
                index += 1
                return nil
            }
            if first == "-", scalar(1) == "-", let comment = try dashes() { return comment }
            if first == "#", dialect.hasHashComments { return try skipLine() }
            if first == "/", scalar(1) == "*" { return try skipComment() }
            try checkUnknown(first)
            if first == "'" { return try quoted("'", escapes: dialect.hasBackslashEscapes) }
            if first == "\"" { return try quoted("\"", escapes: dialect.hasBackslashEscapesInDoubleQuotes) }
            if first == "`", dialect.hasBackticks { return try quoted("`", escapes: false) }
            if first == "[", dialect.hasBrackets { return try quoted("]", escapes: false) }
            if first == "[", dialect == .other { try checkBrackets() }
            if first == "$", dialect.hasDollarQuotes, let kind = try dollarQuoted() { return kind }
            if Self.isDigit(first) || (first == "." && scalar(1).map(Self.isDigit) == true) { return try number() }
            if Self.isWordStart(first) { return try word() }
            if first == ":" { return colon() }
            index += 1
            return .sign(Character(first))
        }

        // MARK: Blanks and comments

        /// What begins with `--`: a comment, or two signs where a blank has to follow.
        private mutating func dashes() throws(SentinelError) -> SQLToken.Kind?? {
            let hasBlank = scalar(2).map { $0.value <= 32 } ?? true
            // MySQL takes other blanks, and all beyond ASCII, for parts of names.
            let isUnclear = dialect == .other || (dialect.dashesNeedBlank && (scalar(2)?.value ?? 0) >= 127)
            if isUnclear, !hasBlank { throw Self.ambiguous("a comment '--' without a blank after it") }
            return hasBlank || !dialect.dashesNeedBlank ? .some(try skipLine()) : .none
        }

        /// What begins a comment or a text for some databases and for others does not.
        private func checkUnknown(_ first: Unicode.Scalar) throws(SentinelError) {
            // SQLite's parameters of these forms go on to a closing parenthesis, over quotes and all.
            if dialect == .sqlite, first == "$" || first == "@" {
                throw Self.ambiguous("a '\(first)' outside of quotes")
            }
            guard dialect == .other else { return }
            if first == "#" { throw Self.ambiguous("a '#' outside of quotes") }
            if first == "/", scalar(1) == "/" { throw Self.ambiguous("a '//' outside of quotes") }
            if first == "$" { throw Self.ambiguous("a '$' outside of quotes") }
        }

        private mutating func skipLine() throws(SentinelError) -> SQLToken.Kind? {
            while let next = scalar(), next != "\n" {
                if next == "\r", scalar(1) != "\n", scalar(1) != nil {
                    throw Self.ambiguous("a lone carriage return in a comment")
                }
                if Self.lineBreaks.contains(next) { throw Self.ambiguous("an unusual line break in a comment") }
                if next == "\\", dialect.continuesComments, isLineEnd(index + 1) {
                    throw Self.ambiguous("a backslash at the end of a comment")
                }
                index += 1
            }
            return nil
        }

        /// What ends a line for some programs, besides the usual ways.
        private static let lineBreaks: Set<Unicode.Scalar> = ["\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}"]

        private func isLineEnd(_ place: Int) -> Bool {
            place < text.count && (text[place] == "\n" || text[place] == "\r")
        }

        private mutating func skipComment() throws(SentinelError) -> SQLToken.Kind? {
            if scalar(2) == "!" || (scalar(2) == "M" && scalar(3) == "!") {
                throw Self.ambiguous("a comment that some databases run (/*! … */)")
            }
            index += 2
            while let next = scalar() {
                if next == "*", scalar(1) == "/" {
                    index += 2
                    return nil
                }
                // Some databases nest comments, others do not.
                if next == "/", scalar(1) == "*" { throw Self.ambiguous("a comment within a comment") }
                index += 1
            }
            throw SentinelError(.query, "a comment is not closed")
        }

        // MARK: Quotes

        /// Reads to the closing quote; a doubled one is part of the text. `escapes` is nil where the meaning of a
        /// backslash before a quote is not known.
        private mutating func quoted(_ quote: Unicode.Scalar, escapes: Bool?) throws(SentinelError) -> SQLToken.Kind {
            index += 1
            var backslashes = 0
            while let next = scalar() {
                if next == "\\" {
                    backslashes += 1
                    index += 1
                    continue
                }
                if next == quote {
                    if !backslashes.isMultiple(of: 2) {
                        guard let escapes else {
                            throw Self.ambiguous("a backslash before a quote; write the quote twice instead")
                        }
                        if escapes {
                            backslashes = 0
                            index += 1
                            continue
                        }
                    }
                    guard scalar(1) == quote else {
                        index += 1
                        return .quoted
                    }
                    index += 1
                } else if dialect == .other, quote == "`", next == "'" || next == "\"" {
                    throw Self.ambiguous("a quote within `…`")
                }
                backslashes = 0
                index += 1
            }
            throw SentinelError(.query, "a quote is not closed")
        }

        /// `$$…$$` or `$tag$…$tag$`; nil for a `$` that begins neither.
        private mutating func dollarQuoted() throws(SentinelError) -> SQLToken.Kind? {
            var end = index + 1
            while end < text.count, isWordPart(text[end]), text[end] != "$" { end += 1 }
            guard end < text.count, text[end] == "$", !(text[index + 1] != "$" && Self.isDigit(text[index + 1]))
            else { return nil }
            guard !isGlued(index) else { throw Self.ambiguous("a text in $ signs right after a sign beyond ASCII") }
            let tag = text[index...end]
            var start = end + 1
            while start + tag.count <= text.count {
                if text[start] == "$", text[start..<start + tag.count].elementsEqual(tag) {
                    index = start + tag.count
                    return .quoted
                }
                start += 1
            }
            throw SentinelError(.query, "a text in $ signs is not closed")
        }

        /// Oracle's `q'[…]'`, whose end depends on its first character.
        private mutating func alternativeQuoted() throws(SentinelError) -> SQLToken.Kind {
            let closers: [Unicode.Scalar: Unicode.Scalar] = ["[": "]", "{": "}", "(": ")", "<": ">"]
            guard let opener = scalar(1) else { throw SentinelError(.query, "a quote is not closed") }
            let closer = closers[opener] ?? opener
            index += 2
            while let next = scalar() {
                if next == closer, scalar(1) == "'" {
                    index += 2
                    return .quoted
                }
                index += 1
            }
            throw SentinelError(.query, "a quote is not closed")
        }

        /// Brackets are quotes for some databases, and elements of arrays for others.
        private func checkBrackets() throws(SentinelError) {
            let inside = text[(index + 1)...].prefix { $0 != "]" }
            guard !inside.contains(where: { $0 == "'" || $0 == "\"" || $0 == "`" }) else {
                throw Self.ambiguous("a quote within […]")
            }
        }

        // MARK: Words, numbers, parameters

        private mutating func word() throws(SentinelError) -> SQLToken.Kind {
            let start = index
            while let next = scalar(), isWordPart(next) { index += 1 }
            let word = Self.string(text[start..<index]).uppercased()
            // In a raw text a backslash is one, so that a quote after it ends the text, or not.
            if word == "R", dialect == .spark, let quote = scalar(), quote == "'" || quote == "\"" {
                return try quoted(quote, escapes: nil)
            }
            if dialect == .other, let sign = text[start..<index].first(where: { $0 == "#" || $0 == "$" }) {
                throw Self.ambiguous("a '\(sign)' outside of quotes")
            }
            guard scalar() == "'" else { return .word(word) }
            if ["E", "Q", "NQ"].contains(word), isGlued(start) {
                throw Self.ambiguous("a text in the form \(word)'…' right after a sign beyond ASCII")
            }
            switch (word, dialect) {
            case ("E", .postgreSQL), ("E", .duckDB): return try quoted("'", escapes: true)
            case ("Q", .oracle), ("NQ", .oracle): return try alternativeQuoted()
            case ("Q", .other), ("NQ", .other), ("E", .other):
                throw Self.ambiguous("a text in the form \(word)'…'")
            default: return .word(word)
            }
        }

        /// A number ends where it cannot go on: what follows is a word of its own, as some databases have it.
        private mutating func number() throws(SentinelError) -> SQLToken.Kind {
            if scalar() == "0", scalar(1) == "x" || scalar(1) == "X" {
                index += 2
                while let next = scalar(), next.properties.isASCIIHexDigit { index += 1 }
                return .number
            }
            skipDigits()
            if scalar() == "." {
                index += 1
                skipDigits()
            }
            guard scalar() == "e" || scalar() == "E" else { return .number }
            index += scalar(1) == "+" || scalar(1) == "-" ? 2 : 1
            // For SQL Server the number ends after it, for MariaDB not even a comment begins there.
            guard scalar().map(Self.isDigit) == true else {
                throw Self.ambiguous("a number with an 'e' and no digits after it")
            }
            skipDigits()
            return .number
        }

        private mutating func skipDigits() {
            while let next = scalar(), Self.isDigit(next) { index += 1 }
        }

        private mutating func colon() -> SQLToken.Kind {
            let before: Unicode.Scalar = index > 0 ? text[index - 1] : " "
            index += 1
            if scalar() == ":" {
                index += 1
                return .sign(":")
            }
            let isParameter = !isWordPart(before) && scalar().map(Self.isWordStart) == true
            guard isParameter else { return .sign(":") }
            let start = index
            while let next = scalar(), isWordPart(next) { index += 1 }
            return .parameter(Self.string(text[start..<index]))
        }

        /// Whether a sign or blank beyond ASCII stands before a place: for some databases both are one name.
        private func isGlued(_ place: Int) -> Bool { place > 0 && text[place - 1].value >= 0x80 }

        private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            return String(text)
        }

        /// Blanks as any database knows them, the no-break space and its like included.
        private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
            scalar.value <= 32 || scalar.properties.isWhitespace || scalar == "\u{FEFF}"
        }
        private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
        /// Letters of all languages. Other signs, such as those of currencies, end a word for some databases: the more
        /// words are seen, the less is hidden.
        private static func isWordStart(_ scalar: Unicode.Scalar) -> Bool {
            ("A"..."Z").contains(scalar) || ("a"..."z").contains(scalar) || scalar == "_" || scalar == "@"
                || (scalar.value >= 0x80 && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil))
        }
        private func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
            Self.isWordStart(scalar) || Self.isDigit(scalar) || scalar == "$"
                || (scalar == "#" && dialect.hasHashesInNames)
        }

        private static func ambiguous(_ what: String) -> SentinelError {
            SentinelError(.notReadOnly, "the query holds \(what), which databases read in different ways")
        }
    }
#endif
