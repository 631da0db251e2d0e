#if MySQL
    /// What the lines of `SHOW GRANTS` allow beyond reading.
    struct MySQLGrants {
        /// Rights that are no reading, each with its object.
        private(set) var excess: [String] = []
        /// Roles the account has, as they are written in the lines, quoted.
        private(set) var roles: [String] = []

        /// Rights that change nothing.
        private static let reading: Set<String> = [
            "USAGE", "SELECT", "SHOW VIEW", "SHOW DATABASES", "SHOW CREATE ROUTINE", "SHOW_ROUTINE", "PROCESS",
            "REPLICATION CLIENT", "BINLOG MONITOR", "SLAVE MONITOR", "REPLICA MONITOR",
        ]

        /// Reads one line.
        mutating func read(_ line: String) {
            guard line.hasPrefix("GRANT ") else { return }
            let words = line.dropFirst("GRANT ".count)
            if let first = words.first, first == "`" || first == "'" || first == "\"" {
                roles += Self.split(Self.head(of: words, before: " TO "))
                if words.hasSuffix(" WITH ADMIN OPTION") { excess.append("ADMIN OPTION of a role") }
                return
            }
            let rights = Self.head(of: words, before: " ON ")
            let object = Self.head(of: words.dropFirst(rights.count + " ON ".count), before: " TO ")
            for right in Self.split(rights) {
                let name = right.prefix { $0 != "(" }.trimmed.uppercased()
                if !Self.reading.contains(name) { excess.append("\(name) on \(object)") }
            }
            if line.contains("WITH GRANT OPTION") { excess.append("GRANT OPTION on \(object)") }
        }

        /// Notes a role whose rights the server does not tell.
        mutating func hides(_ role: String) {
            excess.append("the rights of the role \(role), which it may not see")
        }

        /// The text up to a word that stands outside of quotes and parentheses.
        private static func head(of text: Substring, before word: String) -> Substring {
            var scan = Scan()
            var index = text.startIndex
            while index < text.endIndex {
                if scan.isOutside, text[index...].hasPrefix(word) { return text[..<index] }
                scan.pass(text[index])
                index = text.index(after: index)
            }
            return text
        }

        private static func split(_ text: Substring) -> [String] {
            var scan = Scan()
            var parts: [String] = [""]
            for character in text {
                if scan.isOutside, character == "," {
                    parts.append("")
                } else {
                    scan.pass(character)
                    parts[parts.count - 1].append(character)
                }
            }
            return parts.map { $0[...].trimmed }
        }

        /// Where one is in a line.
        private struct Scan {
            private var quote: Character?
            private var depth = 0

            var isOutside: Bool { quote == nil && depth == 0 }

            mutating func pass(_ character: Character) {
                switch character {
                case quote: quote = nil
                case "`", "'", "\"": quote = quote ?? character
                case "(" where quote == nil: depth += 1
                case ")" where quote == nil: depth -= 1
                default: break
                }
            }
        }
    }

    extension Substring {
        fileprivate var trimmed: String {
            var rest = drop { $0 == " " }
            while rest.last == " " { rest.removeLast() }
            return String(rest)
        }
    }
#endif
