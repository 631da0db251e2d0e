#if MySQL
    import SentinelModels
    import SentinelSQL

    /// Asks a server's grammar whether a text is a query: as a derived table, where nothing else can stand. Preparing
    /// runs nothing.
    struct MySQLGate {
        private let connection: MySQLConnection

        init(_ connection: MySQLConnection) {
            self.connection = connection
        }

        /// Returns if the text is a query with so many `?`. One round trip, three if the server objects to it.
        /// - Throws: `MySQLError` in the words about the text itself, or a `SentinelError`.
        func judge(_ text: String, parameterCount: Int) throws {
            let objection: MySQLError
            do {
                return try prepare(Self.wrapped(text), parameterCount)
            } catch let error as MySQLError {
                objection = error
            }
            if objection.endsConnection { throw objection }
            // What is wrong with the text itself is told in its own words and lines.
            try prepare(text, parameterCount)
            switch objection.code {
            // Names that occur twice are found only after the grammar was content.
            case .duplicateColumn: return
            // Words such as SQL_NO_CACHE stand only in an outermost query; in parentheses it may have no INTO either.
            case .misplacedOption: try prepare(Self.enclosed(text), parameterCount)
            case .syntax:
                throw SentinelError(
                    .notReadOnly, "a query must be a plain SELECT that could stand within another one",
                    underlying: objection.description)
            default: throw objection
            }
        }

        private func prepare(_ text: String, _ parameterCount: Int) throws {
            guard try connection.prepare(text).parameterCount == parameterCount else {
                throw SentinelError(.query, "a parameter is written :name, not ?")
            }
        }

        /// The text as a derived table, which only a query can be. Its names of columns must be unique there.
        private static func wrapped(_ text: String) -> String { "SELECT * FROM (\n\(text)\n) AS q LIMIT 1" }

        /// The text in parentheses, which only a query can be, and one without INTO.
        private static func enclosed(_ text: String) -> String { "(\n\(text)\n)" }
    }
#endif
