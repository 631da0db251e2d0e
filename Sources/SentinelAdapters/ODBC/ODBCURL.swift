#if ODBC
    import SentinelModels
    import SentinelSQL

    /// A URL in SQLAlchemy's form, `scheme+variant://user:password@host:port/path?name=value`, with `%`-escapes decoded.
    struct ODBCURL {
        var scheme: String
        /// What follows `+` in the scheme.
        var variant: String?
        var user: String?
        var password: String?
        var host: String?
        var port: Int?
        /// Without the first slash; nil if there is none.
        var path: String?
        /// In the URL's order.
        var parameters: [(name: String, value: String)] = []

        /// Reads a URL.
        /// - Throws: `SentinelError.Code.configuration`; the message repeats no part of the URL.
        init(_ text: String) throws(SentinelError) {
            guard let range = text.firstRange(of: "://") else { throw Self.malformed("it has no scheme") }
            let schemes = text[..<range.lowerBound].lowercased().split(separator: "+", maxSplits: 1)
            guard let first = schemes.first else { throw Self.malformed("it has no scheme") }
            scheme = String(first)
            variant = schemes.count > 1 ? String(schemes[1]) : nil
            let rest = text[range.upperBound...]
            let question = rest.firstIndex(of: "?") ?? rest.endIndex
            if question < rest.endIndex { parameters = try Self.parameters(rest[rest.index(after: question)...]) }
            let address = rest[..<question]
            let slash = address.firstIndex(of: "/") ?? address.endIndex
            if slash < address.endIndex { path = try Self.decode(address[address.index(after: slash)...]) }
            try readAuthority(address[..<slash])
        }

        /// Takes a parameter out, by its name in any letter case; the first of that name counts.
        mutating func take(_ name: String) -> String? {
            let value = parameters.first { $0.name.lowercased() == name }?.value
            parameters.removeAll { $0.name.lowercased() == name }
            return value
        }

        private mutating func readAuthority(_ text: Substring) throws(SentinelError) {
            var server = text
            if let at = text.lastIndex(of: "@") {
                server = text[text.index(after: at)...]
                let credentials = text[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                user = try Self.decode(credentials[0])
                password = credentials.count > 1 ? try Self.decode(credentials[1]) : nil
                if user?.isEmpty == true { user = nil }
            }
            let isAddress = server.first == "["
            let end = isAddress ? server.firstIndex(of: "]") : nil
            if isAddress, end == nil { throw Self.malformed("the bracket around its address is not closed") }
            let afterHost = end.map { server.index(after: $0) } ?? server.startIndex
            let colon = server[afterHost...].lastIndex(of: ":")
            if let colon {
                guard let number = Int(server[server.index(after: colon)...]), (1...65535).contains(number) else {
                    throw Self.malformed("its port is no number from 1 to 65535")
                }
                port = number
            }
            let name = server[..<(colon ?? server.endIndex)]
            let decoded = try Self.decode(isAddress ? name.dropFirst().dropLast() : name)
            host = decoded.isEmpty ? nil : decoded
        }

        private static func parameters(_ text: Substring) throws(SentinelError) -> [(name: String, value: String)] {
            var parameters: [(name: String, value: String)] = []
            for pair in text.split(separator: "&") {
                let name = pair.prefix { $0 != "=" }
                // Within parameters a plus is a blank, as forms have it.
                let value = pair.dropFirst(name.count + 1).map { $0 == "+" ? " " : $0 }
                parameters.append((try decode(name), try decode(Substring(String(value)))))
            }
            return parameters
        }

        private static func decode(_ text: Substring) throws(SentinelError) -> String {
            guard let decoded = text.percentDecoded, !decoded.utf8.contains(0) else {
                throw malformed("a part of it is no text once %-escapes are decoded")
            }
            return decoded
        }

        static func malformed(_ reason: String) -> SentinelError {
            SentinelError(.configuration, "the URL of the ODBC source cannot be read: \(reason)")
        }
    }
#endif
