#if ODBC || DuckDB
    import SentinelModels

    /// A query's text with its parameters as the database marks them.
    struct SQLQueryText {
        /// How a database marks parameters.
        enum Marks: Sendable {
            /// `?`, by their order.
            case question
            /// `$name`
            case dollar
        }

        /// The text as the database is to get it.
        let text: String
        /// The parameters' names, in the order in which they stand there.
        let parameters: [String]

        /// Checks the size, lets `gate` look at the pieces, and marks the parameters.
        init(
            _ sql: String, dialect: SQLDialect, marks: Marks,
            gate: ([SQLToken]) throws(SentinelError) -> Void = { (_) throws(SentinelError) in }
        ) throws(SentinelError) {
            try QueryTextRules.check(sql)
            // The original takes `:word` for a parameter even inside a literal, so its files write `\:` there too.
            let plain = sql.utf8.contains(UInt8(ascii: "\\")) ? sql.replacing("\\:", with: ":") : sql
            let tokens = try SQLTokenizer.tokens(of: plain, dialect)
            try gate(tokens)
            guard !tokens.contains(where: { $0.isSign("?") }) else {
                throw SentinelError(.query, "the query holds a '?', which marks a parameter here; write :name instead")
            }
            (text, parameters) = Self.marked(plain, tokens, marks)
        }

        private static func marked(_ sql: String, _ tokens: [SQLToken], _ marks: Marks) -> (String, [String]) {
            // Semicolons around it are no part of the statement; some databases refuse them.
            let tokens = tokens.drop { $0.isSign(";") }
            let end = (tokens.last { !$0.isSign(";") })?.range.upperBound ?? 0
            var position = tokens.first?.range.lowerBound ?? 0
            let scalars = Array(sql.unicodeScalars)
            var text = String.UnicodeScalarView()
            var names: [String] = []
            for token in tokens {
                guard case .parameter(let name) = token.kind else { continue }
                text.append(contentsOf: scalars[position..<token.range.lowerBound])
                switch marks {
                case .question: text.append("?")
                case .dollar: text.append(contentsOf: ("$" + name).unicodeScalars)
                }
                names.append(name)
                position = token.range.upperBound
            }
            text.append(contentsOf: scalars[position..<max(position, end)])
            return (String(text), names)
        }

        /// The values of the parameters, in order.
        func values(_ given: [String: SQLValue]) throws(SentinelError) -> [SQLValue] {
            var values: [SQLValue] = []
            for name in parameters {
                guard let value = given[name] else {
                    throw QueryTextRules.unknownParameter(":" + name, known: given.keys)
                }
                values.append(value)
            }
            return values
        }
    }
#endif
