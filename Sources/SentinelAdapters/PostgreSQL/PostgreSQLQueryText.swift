#if PostgreSQL
    import SentinelModels
    import SentinelSQL

    /// A query's text as PostgreSQL is to get it, with what is known about it.
    struct PostgreSQLQueryText {
        /// The text to send.
        let text: String
        /// The parameters' names in the order of their numbers.
        let names: [String]
        private let original: String
        private let edits: [PostgreSQLScanner.Edit]

        /// Checks size, kind and functions. The server's own grammar and read-only transaction decide; this is for the
        /// clear message, and for what a read-only transaction of a powerful role would let pass.
        init(_ sql: String) throws(SentinelError) {
            try QueryTextRules.check(sql)
            let scanner = PostgreSQLScanner(sql)
            text = String(decoding: scanner.text, as: UTF8.self)
            (original, names, edits) = (sql, scanner.names, scanner.edits)
            if scanner.hasEscapedName {
                throw SentinelError(.notReadOnly, "a name with Unicode escapes (U&\"…\") is not allowed")
            }
            if let function = scanner.functions.filter(PostgreSQLGate.refuses).min() {
                throw SentinelError(
                    .notReadOnly, "the query may only read: the function \(function)() is not allowed")
            }
        }

        /// The values for the parameters, in order.
        func values(_ given: [String: SQLValue]) throws(SentinelError) -> [PostgreSQLParameter] {
            var values: [PostgreSQLParameter] = []
            for name in names {
                guard let value = given[name] else {
                    throw QueryTextRules.unknownParameter(":" + name, known: given.keys)
                }
                values.append(PostgreSQLParameter(value, type: value.isNull ? Self.type(of: name) : nil))
            }
            return values
        }

        /// The types of the parameters where nobody gives values.
        var expectedTypes: [PostgreSQLType] { names.map(Self.type) }

        /// The engine's own parameters are instants, also where one is NULL.
        private static func type(of name: String) -> PostgreSQLType {
            ["fire_at", "previous_fire_at", "last_success_at"].contains(name) ? .timestamptz : .unspecified
        }

        /// The line and column, both from 1, of a character of the sent text, counted from 1.
        func place(ofCharacter position: Int) -> String {
            let sent = text.unicodeScalars.prefix(max(0, position - 1)).reduce(0) { $0 + UTF8.width($1) }
            let edit = edits.last { $0.sent <= sent } ?? PostgreSQLScanner.Edit(sent: 0, original: 0)
            let before = original.utf8.prefix(edit.original + sent - edit.sent)
            let line = before.count { $0 == UInt8(ascii: "\n") } + 1
            let lastLine = before.reversed().prefix { $0 != UInt8(ascii: "\n") }
            // Continuation bytes are part of the character before them.
            return "line \(line), column \(lastLine.count { $0 & 0xC0 != 0x80 } + 1)"
        }
    }
#endif
