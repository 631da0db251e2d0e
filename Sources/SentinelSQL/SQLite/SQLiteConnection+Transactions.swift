#if SQLite
    extension SQLiteConnection {
        /// When a transaction takes its locks.
        public enum TransactionKind: String, Sendable, Hashable {
            /// At the first read or write.
            case deferred = "BEGIN DEFERRED"
            /// The writer's lock at once: what every transaction that will write needs to be safe from `busy` later.
            case immediate = "BEGIN IMMEDIATE"
            /// All locks at once.
            case exclusive = "BEGIN EXCLUSIVE"
        }

        /// Opens a transaction.
        public func begin(_ kind: TransactionKind = .immediate) throws(SQLiteError) {
            try cached(kind.rawValue).run()
        }

        /// Commits. When it fails as busy the transaction stays open and may be committed again.
        public func commit() throws(SQLiteError) {
            try cached("COMMIT").run()
        }

        /// Rolls back, also if SQLite has already done so by itself.
        public func rollback() throws(SQLiteError) {
            guard isInTransaction else { return }
            try cached("ROLLBACK").run()
        }

        /// Sets a savepoint. `name` is an identifier of our own, never input.
        public func savepoint(_ name: StaticString) throws(SQLiteError) {
            try cached("SAVEPOINT \(name)").run()
        }

        /// Keeps what was done since the savepoint.
        public func release(_ name: StaticString) throws(SQLiteError) {
            try cached("RELEASE \(name)").run()
        }

        /// Undoes what was done since the savepoint, and removes it.
        public func rollback(to name: StaticString) throws(SQLiteError) {
            guard isInTransaction else { return }
            try cached("ROLLBACK TO \(name)").run()
            try cached("RELEASE \(name)").run()
        }

        /// Runs `body` in a transaction: committed if it returns, rolled back if it throws.
        ///
        /// `mapping` turns an error of opening or committing into the body's kind of error.
        public func transaction<Value, Failure: Error>(
            _ kind: TransactionKind = .immediate, mapping: (SQLiteError) -> Failure,
            _ body: () throws(Failure) -> Value
        ) throws(Failure) -> Value {
            do { try begin(kind) } catch { throw mapping(error) }
            let value: Value
            do {
                value = try body()
            } catch {
                // The body's error is the cause; a failing rollback has nothing left to undo.
                try? rollback()
                throw error
            }
            do {
                try commit()
            } catch {
                try? rollback()
                throw mapping(error)
            }
            return value
        }

        /// Runs `body` in a transaction: committed if it returns, rolled back if it throws.
        public func transaction<Value>(
            _ kind: TransactionKind = .immediate, _ body: () throws(SQLiteError) -> Value
        ) throws(SQLiteError) -> Value {
            try transaction(kind, mapping: { $0 }, body)
        }
    }
#endif
