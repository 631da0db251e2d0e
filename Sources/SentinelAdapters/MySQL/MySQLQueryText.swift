#if MySQL
    import SentinelModels

    /// A query's text as the server is to get it: one statement that reads, with `?` for its `:name` parameters.
    ///
    /// The server's grammar decides what is a query; this lexer only has to agree with it about where texts, comments
    /// and parentheses end. The session's `sql_mode` is fixed, so backslashes escape and `"` encloses a text.
    struct MySQLQueryText: Sendable {
        /// The statement without stray semicolons.
        let text: String
        /// The parameters' names in the order of their `?`.
        let parameters: [String]
        /// Whether the query may leave something in the session: a variable, a lock, a last id.
        let leavesTraces: Bool

        init(_ sql: String) throws(SentinelError) {
            try QueryTextRules.check(sql)
            var lexer = MySQLLexer(sql)
            try lexer.scan()
            text = String(decoding: lexer.output, as: UTF8.self)
            parameters = lexer.parameters
            leavesTraces = lexer.hasVariables || Self.tracing.contains { sql.range(ofASCII: $0) }
            switch lexer.firstWord {
            case "SELECT", "WITH", "VALUES", "TABLE": break
            case "" where !lexer.hasContent: throw SentinelError(.query, "the query is empty")
            case let word:
                throw SentinelError(
                    .notReadOnly,
                    "a query must start with SELECT, WITH or VALUES" + (word.isEmpty ? "" : ", not \(word)"))
            }
        }

        /// The values for the `?`, in order.
        func values(_ known: [String: SQLValue]) throws(SentinelError) -> [SQLValue] {
            var values: [SQLValue] = []
            for name in parameters {
                guard let value = known[name] else {
                    throw QueryTextRules.unknownParameter(":" + name, known: known.keys)
                }
                values.append(value)
            }
            return values
        }

        /// Functions that change the session; they may also be written in backticks.
        private static let tracing = ["_LOCK", "LAST_INSERT_ID", "SETVAL", "ROW_COUNT", "FOUND_ROWS"]
    }

    extension String {
        /// Whether the text holds an ASCII word in any letter case.
        fileprivate func range(ofASCII word: String) -> Bool {
            let word = Array(word.utf8)
            let text = utf8.map { (97...122).contains($0) ? $0 - 32 : $0 }
            guard text.count >= word.count else { return false }
            return (0...(text.count - word.count)).contains { start in
                text[start] == word[0] && text[start..<(start + word.count)].elementsEqual(word)
            }
        }
    }
#endif
