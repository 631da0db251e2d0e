#if ODBC
    package import SentinelModels

    /// The keywords and values of an ODBC connection, written so that no value can add a keyword of its own.
    package struct ODBCConnectionString: Sendable, Hashable {
        /// A keyword with its value.
        package struct Pair: Sendable, Hashable {
            /// The keyword; drivers know them in any letter case.
            package var keyword: String
            /// The value as it is meant, without braces.
            package var value: String
        }

        /// In the order in which they are written; the first of a keyword counts.
        package private(set) var pairs: [Pair] = []

        /// Makes one without keywords.
        package init() {}

        /// The value of a keyword, in any letter case.
        package subscript(_ keyword: String) -> String? {
            pairs.first { $0.keyword.lowercased() == keyword.lowercased() }?.value
        }

        /// Adds a keyword at the end, unless it is there.
        /// - Throws: `SentinelError.Code.configuration` if the keyword is none, or the value cannot be written.
        package mutating func add(_ keyword: String, _ value: String) throws(SentinelError) {
            guard Self.isKeyword(keyword) else {
                throw SentinelError(
                    .configuration, "'\(keyword.prefix(64))' is no keyword of an ODBC connection string")
            }
            guard !value.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
                throw SentinelError(.configuration, "the value of '\(keyword)' holds a control character")
            }
            if self[keyword] == nil { pairs.append(Pair(keyword: keyword, value: value)) }
        }

        /// Whether a text can be a keyword: letters, digits and a few signs, none of which divides a string.
        static func isKeyword(_ text: String) -> Bool {
            let isWord = text.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (65...90).contains(byte)
                    || (97...122).contains(byte) || " _-.".utf8.contains(byte)
            }
            return isWord && (1...64).contains(text.utf8.count) && text.first != " " && text.last != " "
        }

        /// The string for `SQLDriverConnect`. It holds the password: it is for the driver only.
        package var text: String {
            pairs.map { "\($0.keyword)=\(Self.escape($0.value, always: Self.isName($0.keyword)));" }.joined()
        }

        /// The string as it may be shown: secret values are `***`.
        package var redacted: String {
            pairs.map { pair in
                let value = Self.isSecret(pair.keyword) ? "***" : Self.escape(pair.value, always: false)
                return "\(pair.keyword)=\(value);"
            }.joined()
        }

        /// The values that must not be shown.
        package var secrets: [String] {
            pairs.filter { Self.isSecret($0.keyword) && !$0.value.isEmpty }.map(\.value)
        }

        private static func isName(_ keyword: String) -> Bool { keyword.lowercased() == "driver" }

        /// Puts a value into braces where the specification demands it; a closing brace is written twice.
        private static func escape(_ value: String, always: Bool) -> String {
            let isPlain =
                !value.contains { "[]{}(),;?*=!@".contains($0) } && value.first != " " && value.last != " "
            return isPlain && !always ? value : "{" + value.replacing("}", with: "}}") + "}"
        }
    }

    extension ODBCConnectionString {
        /// Whether a keyword's value is a secret.
        package static func isSecret(_ keyword: String) -> Bool {
            let name = keyword.lowercased()
            return ["pwd", "password", "passwd", "auth_client_secret", "auth_accesstoken", "accesstoken"].contains(name)
                || ["secret", "token", "password", "pwd", "passphrase", "keystoresecret"].contains(
                    where: name.hasSuffix)
        }

        /// Reads a string as somebody wrote it.
        /// - Throws: `SentinelError.Code.configuration`; the message repeats no value.
        package init(parsing text: String) throws(SentinelError) {
            var rest = text[...]
            while true {
                rest = rest.drop { $0 == ";" || $0.isWhitespace }
                guard !rest.isEmpty else { return }
                guard let equals = rest.firstIndex(of: "=") else {
                    throw SentinelError(.configuration, "a part of the ODBC connection string has no '='")
                }
                let keyword = String(rest[..<equals]).trimmed
                rest = rest[rest.index(after: equals)...]
                try add(keyword, try Self.takeValue(&rest, of: keyword))
            }
        }

        private static func takeValue(
            _ rest: inout Substring, of keyword: String
        ) throws(SentinelError) -> String {
            guard rest.first == "{" else {
                let value = rest.prefix { $0 != ";" }
                rest = rest[value.endIndex...]
                return String(value).trimmed
            }
            rest.removeFirst()
            var value = ""
            while let end = rest.firstIndex(of: "}") {
                value += rest[..<end]
                rest = rest[rest.index(after: end)...]
                guard rest.first == "}" else {
                    guard rest.drop(while: \.isWhitespace).first.map({ $0 == ";" }) ?? true else { break }
                    return value
                }
                value.append("}")
                rest.removeFirst()
            }
            throw SentinelError(
                .configuration, "the braces around the value of '\(keyword.prefix(64))' are not closed")
        }

        /// Takes secrets out of words that come from elsewhere: the known ones, and what follows `PWD=`.
        static func redact(_ words: String, _ secrets: [String]) -> String {
            var words = words
            for secret in secrets where secret.count > 2 { words = words.replacing(secret, with: "***") }
            for keyword in ["pwd=", "password=", "secret=", "token="] {
                var start = words.startIndex
                while let found = words[start...].firstCaseless(keyword) {
                    let value =
                        words[found.upperBound...].first == "{"
                        ? words[found.upperBound...].prefix { $0 != "}" }
                        : words[found.upperBound...].prefix { $0 != ";" && !$0.isWhitespace }
                    let distance = words.distance(from: words.startIndex, to: found.upperBound)
                    words.replaceSubrange(value.startIndex..<value.endIndex, with: "***")
                    start = words.index(words.startIndex, offsetBy: min(distance + 3, words.count))
                }
            }
            return words
        }
    }

    extension String {
        fileprivate var trimmed: String {
            let start = drop { $0 == " " }
            return String(start.reversed().drop { $0 == " " }.reversed())
        }
    }

    extension Substring {
        /// Where a text of ASCII letters stands, in any letter case.
        fileprivate func firstCaseless(_ text: String) -> Range<Index>? {
            let wanted = Array(text.lowercased())
            var start = startIndex
            while start < endIndex {
                guard let end = index(start, offsetBy: wanted.count, limitedBy: endIndex) else { return nil }
                if self[start..<end].lowercased() == text { return start..<end }
                formIndex(after: &start)
            }
            return nil
        }
    }
#endif
