#if PostgreSQL
    /// Reads a query as PostgreSQL's lexer would, so far as is needed to find `:name` parameters and called functions:
    /// strings, quoted names, dollar quotes and nested comments are skipped.
    struct PostgreSQLScanner {
        /// A place where the text to send differs in length from the query.
        struct Edit {
            var sent: Int
            var original: Int
        }

        /// The text with `$1` for the first parameter and so on, and `:` for the original's `\:`.
        private(set) var text: [UInt8] = []
        /// The parameters' names in the order of their numbers.
        private(set) var names: [String] = []
        /// The names that stand before parentheses, in lower case.
        private(set) var functions: Set<String> = []
        /// Whether a name is written with Unicode escapes, which would hide it.
        private(set) var hasEscapedName = false
        /// Byte offsets right after each change, in both texts.
        private(set) var edits: [Edit] = []

        private let source: [UInt8]
        private var place = 0
        private var lastName: String?

        init(_ sql: String) {
            source = Array(sql.utf8)
            text.reserveCapacity(source.count)
            while place < source.count { step() }
        }

        private func byte(_ offset: Int = 0) -> UInt8 {
            place + offset < source.count && place + offset >= 0 ? source[place + offset] : 0
        }

        private mutating func step() {
            switch byte() {
            case UInt8(ascii: "'"): string(hasEscapes: false)
            case UInt8(ascii: "\""): quotedName()
            case UInt8(ascii: "-") where byte(1) == UInt8(ascii: "-"):
                while place < source.count, byte() != 10, byte() != 13 { copy() }
            case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): comment()
            case UInt8(ascii: "$"): dollar()
            case UInt8(ascii: ":"): colon()
            case let first where Self.isNameStart(first): name()
            case let first:
                if first == UInt8(ascii: "("), let lastName { functions.insert(lastName) }
                // Blanks and comments may stand between a name and its parenthesis.
                if ![9, 10, 11, 12, 13, 32].contains(first) { lastName = nil }
                copy()
            }
        }

        /// Takes one byte over; of the original's `\:` the colon.
        private mutating func copy() {
            if byte() == UInt8(ascii: "\\"), byte(1) == UInt8(ascii: ":") {
                text.append(UInt8(ascii: ":"))
                place += 2
                edits.append(Edit(sent: text.count, original: place))
            } else {
                text.append(byte())
                place += 1
            }
        }

        private mutating func string(hasEscapes: Bool) {
            lastName = nil
            copy()
            while place < source.count {
                if hasEscapes, byte() == UInt8(ascii: "\\"), byte(1) != UInt8(ascii: ":") {
                    copy()
                    if place < source.count { copy() }
                } else if byte() == UInt8(ascii: "'") {
                    copy()
                    // Doubled, it is a sign of the string.
                    guard byte() == UInt8(ascii: "'") else { return }
                    copy()
                } else {
                    copy()
                }
            }
        }

        private mutating func quotedName() {
            copy()
            var name: [UInt8] = []
            while place < source.count {
                if byte() == UInt8(ascii: "\"") {
                    copy()
                    guard byte() == UInt8(ascii: "\"") else { break }
                }
                name.append(byte())
                copy()
            }
            lastName = String(decoding: name, as: UTF8.self).lowercased()
        }

        private mutating func comment() {
            var depth = 0
            repeat {
                if byte() == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
                    depth += 1
                    copy()
                } else if byte() == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
                    depth -= 1
                    copy()
                }
                copy()
            } while depth > 0 && place < source.count
        }

        /// `$tag$ … $tag$`, or a dollar of its own.
        private mutating func dollar() {
            lastName = nil
            var end = place + 1
            while end < source.count, Self.isNamePart(source[end]), source[end] != UInt8(ascii: "$") { end += 1 }
            guard end < source.count, source[end] == UInt8(ascii: "$"), !Self.isDigit(byte(1)) else { return copy() }
            let tag = Array(source[place...end])
            for _ in tag { copy() }
            while place < source.count {
                if byte() == UInt8(ascii: "$"), source[place...].starts(with: tag) {
                    for _ in tag { copy() }
                    return
                }
                copy()
            }
        }

        private mutating func name() {
            let start = place
            while place < source.count, Self.isNamePart(byte()) { copy() }
            let name = String(decoding: source[start..<place], as: UTF8.self).lowercased()
            if byte() == UInt8(ascii: "'"), name == "e" { return string(hasEscapes: true) }
            if name == "u", byte() == UInt8(ascii: "&"), byte(1) == UInt8(ascii: "\"") { hasEscapedName = true }
            lastName = name
        }

        /// A cast, a slice's colon, or the start of a parameter.
        private mutating func colon() {
            lastName = nil
            let before = place > 0 ? source[place - 1] : 0
            var end = place + 1
            while end < source.count, Self.isNamePart(source[end]), source[end] != UInt8(ascii: "$") { end += 1 }
            let isCast = before == UInt8(ascii: ":") || byte(1) == UInt8(ascii: ":")
            guard !isCast, !Self.isNamePart(before), before != UInt8(ascii: "\\"), Self.isNameStart(byte(1)),
                end >= source.count || source[end] != UInt8(ascii: ":") || source[end...].starts(with: "::".utf8)
            else { return copy() }
            let name = String(decoding: source[(place + 1)..<end], as: UTF8.self)
            let number = names.firstIndex(of: name) ?? names.count
            if number == names.count { names.append(name) }
            text.append(contentsOf: "$\(number + 1)".utf8)
            place = end
            edits.append(Edit(sent: text.count, original: place))
        }

        private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

        private static func isNameStart(_ byte: UInt8) -> Bool {
            byte >= 128 || byte == UInt8(ascii: "_") || (65...90).contains(byte & 0xDF) && byte >= 65
        }

        private static func isNamePart(_ byte: UInt8) -> Bool {
            isNameStart(byte) || isDigit(byte) || byte == UInt8(ascii: "$")
        }
    }
#endif
