#if SQLite
    import CSQLite
    public import SentinelModels

    extension SQLiteConnection {
        /// Runs one cached statement to its end and returns how many rows it inserted, changed or deleted.
        @discardableResult
        public func run(_ sql: String, _ values: [SQLValue] = []) throws(SQLiteError) -> Int {
            let statement = try cached(sql)
            try statement.run(values)
            return changes
        }

        /// All rows of one cached statement.
        public func rows(_ sql: String, _ values: [SQLValue] = []) throws(SQLiteError) -> [[SQLValue]] {
            let statement = try cached(sql)
            try statement.bind(values)
            var rows: [[SQLValue]] = []
            while try statement.step() { rows.append(statement.values) }
            return rows
        }

        /// The first column of the first row of one cached statement; nil without a row.
        public func scalar(_ sql: String, _ values: [SQLValue] = []) throws(SQLiteError) -> SQLValue? {
            let statement = try cached(sql)
            try statement.bind(values)
            defer { statement.reset() }
            return try statement.step() ? statement.value(at: 0) : nil
        }

        // SQLite reads through the handle it is given, so a closed connection must not hand it nil.

        /// How many rows the latest INSERT, UPDATE or DELETE changed itself; 0 once closed.
        public var changes: Int { handle.map { Int(sqlite3_changes64($0)) } ?? 0 }

        /// How many rows all statements of the connection have changed; 0 once closed.
        public var totalChanges: Int { handle.map { Int(sqlite3_total_changes64($0)) } ?? 0 }

        /// The row id of the latest insert; 0 once closed.
        public var lastInsertRowID: Int64 { handle.map { sqlite3_last_insert_rowid($0) } ?? 0 }

        /// Whether a transaction is open. SQLite ends one by itself after some errors, such as a full disk.
        public var isInTransaction: Bool { handle != nil && sqlite3_get_autocommit(handle) == 0 }

        /// Whether another file now lies, or no file lies, where this database was opened.
        public var hasMoved: Bool {
            guard let handle else { return false }
            var moved: Int32 = 0
            return sqlite3_file_control(handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0
        }

        /// How many bytes the library has allocated, for all connections of the process together.
        public static var memoryInUse: Int { Int(sqlite3_memory_used()) }

        /// The version of the SQLite library, such as `3.40.1`.
        public static var libraryVersion: String { String(cString: sqlite3_libversion()) }
    }
#endif
