#if ODBC
    import SentinelModels

    /// Refuses what is not one query that only reads, by looking at the words of a statement.
    ///
    /// It is one guard of several, and the only one where a driver and its database have no other: it cannot know what
    /// a function does. A role that may only read is the real guard.
    struct ODBCGate {
        let dialect: SQLDialect

        /// Checks a statement's pieces.
        /// - Throws: `SentinelError.Code.notReadOnly` with the reason.
        func check(_ tokens: [SQLToken]) throws(SentinelError) {
            try checkStart(tokens)
            try checkEnd(tokens)
            for index in tokens.indices {
                if let word = tokens[index].word { try check(word, at: index, in: tokens) }
                if tokens[index].isSign("{"), Self.next(index, tokens)?.isSign("?") == true {
                    throw Self.refuse("CALL")
                }
            }
        }

        private func checkStart(_ tokens: [SQLToken]) throws(SentinelError) {
            let first = tokens.first { !$0.isSign("(") && !$0.isSign(";") }
            switch first?.word {
            case "SELECT", "WITH", "VALUES": return
            case "TABLE" where [.postgreSQL, .mySQL, .duckDB].contains(dialect): return
            case nil where tokens.allSatisfy({ $0.isSign(";") }): throw SentinelError(.query, "the query is empty")
            case let word:
                throw SentinelError(
                    .notReadOnly, "a query must start with SELECT, WITH or VALUES" + (word.map { ", not \($0)" } ?? ""))
            }
        }

        /// Nothing but semicolons may follow a semicolon.
        private func checkEnd(_ tokens: [SQLToken]) throws(SentinelError) {
            let body = tokens.drop { $0.isSign(";") }
            guard let end = body.firstIndex(where: { $0.isSign(";") }) else { return }
            guard tokens[end...].allSatisfy({ $0.isSign(";") }) else {
                throw SentinelError(.notReadOnly, "the query holds more than one statement")
            }
        }

        private func check(_ word: String, at index: Int, in tokens: [SQLToken]) throws(SentinelError) {
            let previous = index > 0 ? tokens[index - 1] : nil
            let next = Self.next(index, tokens)
            // A column after its table is no keyword.
            if Self.isMember(index, tokens) {
                if word == "NEXTVAL", [.oracle, .mySQL, .other].contains(dialect) { throw Self.refuse("NEXTVAL") }
                return
            }
            let isTable = next.map { $0.isSign(".") && $0.range.lowerBound == tokens[index].range.upperBound } ?? false
            if Self.always.contains(word), !isHarmless(word, previous, next, isTable: isTable) {
                throw refusal(word, previous)
            }
            if dialect.needsNoSemicolon { try checkUndivided(word, previous, tokens[(index + 1)...].prefix(2)) }
            if word == "NEXT", next?.word == "VALUE" { throw Self.refuse("NEXT VALUE FOR") }
            // Of Synapse.
            if dialect.needsNoSemicolon, word == "RENAME", next?.word == "OBJECT" || next?.word == "DATABASE" {
                throw Self.refuse(word)
            }
            if word == "CALL", previous?.isSign("{") == true { throw Self.refuse("CALL") }
            if dialect == .oracle || dialect == .other, ["FUNCTION", "PROCEDURE", "PRAGMA"].contains(word) {
                throw Self.refuse(word)
            }
        }

        /// Whether a word follows a point that follows what has members. For SQL Server `$.` is a number.
        private static func isMember(_ index: Int, _ tokens: [SQLToken]) -> Bool {
            guard index > 0, tokens[index - 1].isSign(".") else { return false }
            guard let owner = tokens[..<(index - 1)].last(where: { !$0.isSign(".") }) else { return false }
            return owner.word != nil || owner.kind == .quoted || owner.isSign(")") || owner.isSign("]")
        }

        /// Whether one of the changing words is a function here, a name, or a hint. `isTable` says that a point follows
        /// without a blank; after one MySQL reads `UPDATE .orders`.
        private func isHarmless(_ word: String, _ previous: SQLToken?, _ next: SQLToken?, isTable: Bool) -> Bool {
            let isCalled = next?.isSign("(") == true
            guard dialect.needsNoSemicolon else {
                let isName = previous?.word == "AS" || isTable
                return isName || (isCalled && Self.functions.contains(word))
            }
            return (isCalled && word == "REPLACE")
                || (word == "MERGE" && (next?.word == "JOIN" || next?.word == "UNION"))
        }

        /// SQL Server takes a new statement anywhere, without a semicolon. All these words are reserved there, so that
        /// a column of such a name is in quotes or brackets.
        private func checkUndivided(
            _ word: String, _ previous: SQLToken?, _ next: ArraySlice<SQLToken>
        ) throws(SentinelError) {
            switch word {
            case "BULK" where previous?.isSign("(") == true: return
            // Files may be read; any other form runs text elsewhere.
            case "OPENROWSET" where next.first?.isSign("(") != true || next.last?.word != "BULK":
                throw Self.refuse(word)
            case "BULK": throw Self.refuse(word)
            case let word where Self.undivided.contains(word): throw Self.refuse(word)
            default: return
            }
        }

        private func refusal(_ word: String, _ previous: SQLToken?) -> SentinelError {
            if word == "UPDATE", previous?.word == "FOR" { return Self.refuse("FOR UPDATE") }
            return Self.refuse(word)
        }

        private static func next(_ index: Int, _ tokens: [SQLToken]) -> SQLToken? {
            index + 1 < tokens.count ? tokens[index + 1] : nil
        }

        private static func refuse(_ what: String) -> SentinelError {
            SentinelError(
                .notReadOnly, "the query may only read: \(what) is not allowed; a name like that must be in quotes")
        }

        /// Words that change something wherever they stand.
        private static let always: Set<String> = [
            "INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "UPSERT", "TRUNCATE", "INTO", "DROP", "ALTER", "CREATE",
            "GRANT", "REVOKE",
        ]

        /// Those of them that are also functions.
        private static let functions: Set<String> = ["INSERT", "REPLACE", "TRUNCATE"]

        /// Statements of SQL Server and Sybase, and functions that run text elsewhere.
        private static let undivided: Set<String> = Set(
            """
            ADD BACKUP BEGIN CHECKPOINT COMMIT CONVERSATION DBCC DEALLOCATE DECLARE DENY EXEC EXECUTE GOTO IF KILL LOAD OPEN \
            OPENDATASOURCE OPENQUERY PRINT RAISERROR READTEXT RECONFIGURE RESTORE RETURN REVERT ROLLBACK SAVE SET SETUSER \
            SHUTDOWN THROW TRAN TRANSACTION TRIGGER UPDATETEXT USE WAITFOR WHILE WRITETEXT RECEIVE SEND
            """.split(separator: " ").map(String.init))
    }
#endif
