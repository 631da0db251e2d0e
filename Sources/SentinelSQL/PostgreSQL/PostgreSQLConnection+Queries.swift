#if PostgreSQL
    import CLibPQ
    public import SentinelModels

    extension PostgreSQLConnection {
        /// Runs one statement with parameters and returns its rows.
        @discardableResult
        public func query(_ command: PostgreSQLCommand, deadline: Instant) throws(PostgreSQLError) -> PostgreSQLResult {
            let results = try pipeline([command], deadline: deadline)
            guard let result = results.first else { throw lost() }
            return result
        }

        /// Runs one statement with values of their usual types.
        @discardableResult
        public func query(
            _ sql: String, _ values: [SQLValue] = [], isCached: Bool = false, deadline: Instant
        ) throws(PostgreSQLError) -> PostgreSQLResult {
            try query(PostgreSQLCommand(sql, values: values, isCached: isCached), deadline: deadline)
        }

        /// Runs all statements of `script`, ignoring rows. Without BEGIN in it they are one transaction.
        public func execute(_ script: String, deadline: Instant) throws(PostgreSQLError) {
            let handle = try open()
            try Self.check(script)
            guard PQsendQuery(handle, script) == 1 else { throw lost() }
            var reading = Reading(deadline: deadline, streaming: nil)
            try drain(&reading) { _ in }
        }

        /// Whether the server still answers.
        public func isAlive(before deadline: Instant) -> Bool {
            guard !hasEnded else { return false }
            return (try? execute("", deadline: deadline)) != nil
        }

        /// How a transaction begins.
        public enum TransactionKind: String, Sendable, Hashable {
            /// Sees what others commit meanwhile.
            case readCommitted = "BEGIN ISOLATION LEVEL READ COMMITTED"
            /// Sees one state; a conflict is a serialization failure.
            case repeatableRead = "BEGIN ISOLATION LEVEL REPEATABLE READ"
            /// As if transactions ran one after the other.
            case serializable = "BEGIN ISOLATION LEVEL SERIALIZABLE"
            /// Changes nothing.
            case readOnly = "BEGIN READ ONLY"
        }

        /// Opens a transaction.
        public func begin(_ kind: TransactionKind = .readCommitted, deadline: Instant) throws(PostgreSQLError) {
            try query(kind.rawValue, isCached: true, deadline: deadline)
        }

        /// Commits. If the connection ends meanwhile, nobody knows whether the server did.
        ///
        /// A transaction in which a statement failed cannot be committed: PostgreSQL rolls it back and says so.
        public func commit(deadline: Instant) throws(PostgreSQLError) {
            let handle = try open()
            guard PQtransactionStatus(handle) != PQTRANS_INERROR else {
                try rollback(deadline: deadline)
                throw PostgreSQLError(.server, "the transaction has failed and was rolled back", sqlState: "25P02")
            }
            try query("COMMIT", deadline: deadline)
        }

        /// Rolls back, if a transaction is open.
        public func rollback(deadline: Instant) throws(PostgreSQLError) {
            guard isInTransaction else { return }
            try query("ROLLBACK", deadline: deadline)
        }

        /// Runs `body` in a transaction: committed if it returns, rolled back if it throws.
        ///
        /// `mapping` turns an error of opening or committing into the body's kind of error.
        public func transaction<Value, Failure: Error>(
            _ kind: TransactionKind = .readCommitted, deadline: Instant, mapping: (PostgreSQLError) -> Failure,
            _ body: () throws(Failure) -> Value
        ) throws(Failure) -> Value {
            do { try begin(kind, deadline: deadline) } catch { throw mapping(error) }
            let value: Value
            do {
                value = try body()
            } catch {
                // The body's error is the cause; if this fails too, the connection ends and the server rolls back.
                do { try rollback(deadline: deadline) } catch { close() }
                throw error
            }
            do { try commit(deadline: deadline) } catch { throw mapping(error) }
            return value
        }
    }
#endif
