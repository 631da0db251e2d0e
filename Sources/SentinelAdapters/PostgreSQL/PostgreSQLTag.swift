#if PostgreSQL
    import SentinelModels

    /// Says on the server which alert and run a query belongs to.
    struct PostgreSQLTag {
        private let tag: QueryTag

        init(_ tag: QueryTag) {
            self.tag = tag
        }

        /// A comment with a blank after it; empty if nobody asks. Nothing in it can end it or begin another.
        var comment: String {
            let parts = [("alert", tag.alert), ("run", tag.run)].filter { !$0.1.isEmpty }
                .map { "\($0.0)=\(Self.encoded($0.1))" }
            return parts.isEmpty ? "" : "/* sentinel \(parts.joined(separator: " ")) */ "
        }

        /// The session's name while the query runs, `NAME ALERT`, cut to what the server keeps.
        func applicationName(_ name: String) -> String {
            let whole = tag.alert.isEmpty ? name : "\(name) \(tag.alert)"
            let plain = whole.unicodeScalars.map { (32..<127).contains($0.value) ? Character($0) : "?" }
            return String(plain.prefix(63))
        }

        /// Letters, digits and `-._`; everything else as `%` with two hexadecimal digits.
        private static func encoded(_ text: String) -> String {
            let bytes = text.utf8.prefix(128).map { byte in
                let isPlain = (48...57).contains(byte) || ((65...90).contains(byte & 0xDF) && byte < 128)
                return isPlain || "-._".utf8.contains(byte)
                    ? String(UnicodeScalar(byte)) : "%" + [byte].hexadecimal
            }
            return bytes.joined()
        }
    }
#endif
