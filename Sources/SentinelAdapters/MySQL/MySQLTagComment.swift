#if MySQL
    import SentinelModels

    /// The comment before a query that tells the database's people who asks.
    enum MySQLTagComment {
        /// `/* sqlsentinel alert=Late%20orders run=… */ `, without a line break, so that lines keep their numbers; empty
        /// if nobody is named.
        static func text(_ tag: QueryTag) -> String {
            let parts = [("tenant", tag.tenant), ("alert", tag.alert), ("run", tag.run)]
                .filter { !$0.1.isEmpty && !($0.0 == "tenant" && $0.1 == TenantScope.default.tenant) }
            guard !parts.isEmpty else { return "" }
            return "/* sqlsentinel " + parts.map { "\($0.0)=\(encoded($0.1))" }.joined(separator: " ") + " */ "
        }

        /// Percent-encodes all that could end the comment, or that a log would show strangely; at most 120 bytes of it.
        private static func encoded(_ text: String) -> String {
            var result = ""
            for byte in text.utf8.prefix(120) {
                let scalar = Unicode.Scalar(byte)
                if byte < 0x80, scalar.properties.isAlphabetic || (48...57).contains(byte) || "-_.".utf8.contains(byte)
                {
                    result.unicodeScalars.append(scalar)
                } else {
                    result += "%" + CollectionOfOne(byte).hexadecimal.uppercased()
                }
            }
            return result
        }
    }
#endif
