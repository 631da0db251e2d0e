#if MySQL
    extension MySQLConnection {
        /// Opens a transaction.
        public func begin() throws(MySQLError) {
            try execute("START TRANSACTION")
        }

        /// Commits. If the connection fails meanwhile nobody knows whether it happened: read to find out.
        public func commit() throws(MySQLError) {
            try execute("COMMIT")
        }

        /// Rolls back, also if the server has already done so by itself.
        public func rollback() throws(MySQLError) {
            try execute("ROLLBACK")
        }

        /// Sets a savepoint. `name` is an identifier of our own, never input.
        public func savepoint(_ name: StaticString) throws(MySQLError) {
            try execute("SAVEPOINT \(name)")
        }

        /// Keeps what was done since the savepoint.
        public func release(_ name: StaticString) throws(MySQLError) {
            try execute("RELEASE SAVEPOINT \(name)")
        }

        /// Undoes what was done since the savepoint, and removes it.
        public func rollback(to name: StaticString) throws(MySQLError) {
            try execute("ROLLBACK TO SAVEPOINT \(name)")
            try execute("RELEASE SAVEPOINT \(name)")
        }

        /// Runs `body` in a transaction: committed if it returns, rolled back if it throws.
        ///
        /// `mapping` turns an error of opening or committing into the body's kind of error.
        public func transaction<Value, Failure: Error>(
            mapping: (MySQLError) -> Failure, _ body: () throws(Failure) -> Value
        ) throws(Failure) -> Value {
            do { try begin() } catch { throw mapping(error) }
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
        public func transaction<Value>(_ body: () throws(MySQLError) -> Value) throws(MySQLError) -> Value {
            try transaction(mapping: { $0 }, body)
        }
    }
#endif
