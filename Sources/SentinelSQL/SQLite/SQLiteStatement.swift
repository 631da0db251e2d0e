#if SQLite
    import CSQLite
    public import SentinelModels

    /// A compiled statement: bind values, step through rows, read columns.
    ///
    /// `@unchecked Sendable`: it belongs to its connection and shares its rule: one thread or serial queue at a time.
    public final class SQLiteStatement: @unchecked Sendable {
        let handle: OpaquePointer

        init(_ sql: String, on connection: OpaquePointer, isPersistent: Bool) throws(SQLiteError) {
            var text = sql
            let result = text.withUTF8 { buffer in
                Self.compile(buffer, on: connection, flags: isPersistent ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0)
            }
            handle = try result.get()
        }

        deinit {
            sqlite3_finalize(handle)
        }

        /// Steps to the next row; false at the end. After an error the statement is reset.
        public func step() throws(SQLiteError) -> Bool {
            switch sqlite3_step(handle) {
            case SQLITE_ROW: return true
            case SQLITE_DONE: return false
            case let code:
                let error = failure(code)
                // Else it would keep its read lock until the next use.
                sqlite3_reset(handle)
                throw error
            }
        }

        /// Binds `values`, steps to the end and resets.
        public func run(_ values: [SQLValue] = []) throws(SQLiteError) {
            if !values.isEmpty { try bind(values) }
            while try step() {}
            sqlite3_reset(handle)
        }

        /// Makes the statement ready to run again; bound values stay. Lets go of its locks.
        public func reset() {
            sqlite3_reset(handle)
        }

        /// Sets all parameters to NULL.
        public func clearBindings() {
            sqlite3_clear_bindings(handle)
        }

        /// Whether it has given a row and was neither run to its end nor reset.
        public var isRunning: Bool { sqlite3_stmt_busy(handle) != 0 }

        /// Whether SQLite holds it for a statement that does not write to the database file directly.
        ///
        /// True for ATTACH, PRAGMA and BEGIN as well: no protection on its own.
        public var isReadOnly: Bool { sqlite3_stmt_readonly(handle) != 0 }

        /// Whether it is an EXPLAIN or EXPLAIN QUERY PLAN.
        public var isExplain: Bool { sqlite3_stmt_isexplain(handle) != 0 }

        func failure(_ code: Int32) -> SQLiteError {
            SQLiteError(extendedCode: code, handle: sqlite3_db_handle(handle))
        }

        private static func compile(
            _ sql: UnsafeBufferPointer<UInt8>, on connection: OpaquePointer, flags: UInt32
        ) -> Result<OpaquePointer, SQLiteError> {
            guard !sql.contains(0) else { return .failure(SQLiteError(.error, "the statement holds a zero byte")) }
            var rest = sql[...]
            var first: OpaquePointer?
            while !rest.isEmpty {
                let (statement, used, code) = compileFirst(UnsafeBufferPointer(rebasing: rest), connection, flags)
                guard code == SQLITE_OK else {
                    // A tail that does not compile is a second statement all the same.
                    sqlite3_finalize(first)
                    return .failure(
                        first == nil ? SQLiteError(extendedCode: code, handle: connection) : severalStatements)
                }
                if statement != nil, first != nil {
                    sqlite3_finalize(statement)
                    sqlite3_finalize(first)
                    return .failure(severalStatements)
                }
                first = first ?? statement
                rest = rest.dropFirst(used)
            }
            return first.map { .success($0) } ?? .failure(SQLiteError(.error, "the text holds no statement"))
        }

        private static func compileFirst(
            _ sql: UnsafeBufferPointer<UInt8>, _ connection: OpaquePointer, _ flags: UInt32
        ) -> (statement: OpaquePointer?, used: Int, code: Int32) {
            sql.withMemoryRebound(to: CChar.self) { text in
                guard let start = text.baseAddress, let size = Int32(exactly: text.count) else {
                    return (nil, text.count, SQLITE_TOOBIG)
                }
                var statement: OpaquePointer?
                var tail: UnsafePointer<CChar>?
                let code = sqlite3_prepare_v3(connection, start, size, flags, &statement, &tail)
                return (statement, max(tail.map { $0 - start } ?? text.count, 1), code)
            }
        }

        private static let severalStatements = SQLiteError(.authorization, "there is more than one statement")
    }
#endif
