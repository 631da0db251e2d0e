#if MySQL
    import SentinelModels

    /// Splits a statement into texts, comments and the rest, as MariaDB and MySQL do.
    struct MySQLLexer {
        private var rest: ArraySlice<UInt8>
        private(set) var output: [UInt8] = []
        private(set) var parameters: [String] = []
        private(set) var hasVariables = false
        private(set) var hasContent = false
        private var depth = 0
        private var word: [UInt8] = []
        private var wordIsComplete = false
        private var isEnded = false

        init(_ sql: String) {
            rest = Array(sql.utf8)[...]
            output.reserveCapacity(rest.count)
            // A mark of byte order is none of the server's blanks.
            if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        }

        /// The first word in upper case, at most 32 characters; empty if the text begins otherwise.
        var firstWord: String { String(decoding: word.prefix(32), as: UTF8.self).uppercased() }

        mutating func scan() throws(SentinelError) {
            while let byte = rest.first {
                switch byte {
                case 0x09...0x0D, 0x20: take(1)
                case UInt8(ascii: "#"): takeLine()
                case UInt8(ascii: "-") where isLineComment: takeLine()
                case UInt8(ascii: "/") where next == UInt8(ascii: "*"): try takeComment()
                case UInt8(ascii: ";"): end()
                default: try takeContent(byte)
                }
            }
        }

        private var next: UInt8? { rest.dropFirst().first }

        /// Two dashes begin a comment only before a blank, a control character or the end.
        private var isLineComment: Bool {
            guard next == UInt8(ascii: "-") else { return false }
            return rest.dropFirst(2).first.map { $0 <= 0x20 || $0 == 0x7F } ?? true
        }

        private mutating func takeContent(_ byte: UInt8) throws(SentinelError) {
            guard !isEnded else { throw Self.twoStatements }
            hasContent = true
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"): takeQuoted(byte)
            case UInt8(ascii: "("):
                depth += 1
                take(1)
            case UInt8(ascii: ")"):
                depth -= 1
                guard depth >= 0 else {
                    throw SentinelError(.notReadOnly, "the query closes a parenthesis that it did not open")
                }
                take(1)
            case UInt8(ascii: "@"):
                hasVariables = true
                take(1)
            // The original's files write `\:` for a colon that begins no parameter.
            case UInt8(ascii: "\\") where next == UInt8(ascii: ":"):
                rest.removeFirst()
                take(1)
            case UInt8(ascii: ":") where next.map(Self.beginsName) == true: takeParameter()
            case _ where Self.beginsName(byte): takeWord()
            default: take(1)
            }
            if !Self.beginsName(byte), byte != UInt8(ascii: "(") { wordIsComplete = true }
        }

        private mutating func take(_ count: Int) {
            if isEnded {
                rest = rest.dropFirst(count)
            } else {
                output += rest.prefix(count)
                rest = rest.dropFirst(count)
            }
        }

        private mutating func takeLine() {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
            take(end - rest.startIndex)
        }

        private mutating func takeComment() throws(SentinelError) {
            let body = rest.dropFirst(2)
            guard body.first != UInt8(ascii: "!"), !body.starts(with: "M!".utf8) else {
                throw SentinelError(
                    .notReadOnly, "a query may not hold an executable comment such as /*! … */: write the words as such"
                )
            }
            var index = body.startIndex
            while index + 1 < body.endIndex {
                if body[index] == UInt8(ascii: "*"), body[index + 1] == UInt8(ascii: "/") {
                    take(index + 2 - rest.startIndex)
                    return
                }
                index += 1
            }
            throw SentinelError(.query, "a comment of the query does not end")
        }

        /// Takes a text or a quoted name. One that does not end is the server's to refuse.
        private mutating func takeQuoted(_ quote: UInt8) {
            var index = rest.startIndex + 1
            while index < rest.endIndex {
                if rest[index] == UInt8(ascii: "\\"), quote != UInt8(ascii: "`") {
                    index += 2
                } else if rest[index] == quote {
                    // A doubled quote is a quote within; taking it for two texts in a row ends at the same place.
                    index += 1
                    break
                } else {
                    index += 1
                }
            }
            take(min(index, rest.endIndex) - rest.startIndex)
        }

        private mutating func takeWord() {
            let end = rest.firstIndex { !Self.continuesName($0) } ?? rest.endIndex
            let name = rest[..<end]
            if !wordIsComplete { word = Array(name) }
            wordIsComplete = true
            take(name.count)
        }

        private mutating func takeParameter() {
            rest.removeFirst()
            let end = rest.firstIndex { !Self.continuesName($0) } ?? rest.endIndex
            parameters.append(String(decoding: rest[..<end], as: UTF8.self))
            output.append(UInt8(ascii: "?"))
            rest = rest[end...]
        }

        private mutating func end() {
            rest.removeFirst()
            if hasContent { isEnded = true }
        }

        private static func beginsName(_ byte: UInt8) -> Bool {
            (65...90).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: "_")
        }

        /// Names may hold `$` and whatever is not ASCII.
        private static func continuesName(_ byte: UInt8) -> Bool {
            beginsName(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "$") || byte >= 0x80
        }

        private static let twoStatements = SentinelError(.notReadOnly, "a query is one statement, not several")
    }
#endif
