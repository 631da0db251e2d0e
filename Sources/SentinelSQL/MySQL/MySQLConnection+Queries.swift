#if MySQL
    import CLibMariaDB
    public import SentinelModels

    extension MySQLConnection {
        /// Runs one statement as it stands, without values, ignoring rows; for what cannot be prepared. One round trip.
        public func execute(_ sql: String) throws(MySQLError) {
            let handle = try open()
            let failed = sql.withCString { mysql_real_query(handle, $0, UInt(sql.utf8.count)) }
            guard failed == 0 else { throw MySQLError(handle) }
            if let result = mysql_use_result(handle) {
                while mysql_fetch_row(result) != nil {}
                mysql_free_result(result)
            }
            // A statement that is killed while its rows come has returned without an error.
            guard mysql_errno(handle) == 0 else { throw MySQLError(handle) }
        }

        /// Runs one cached statement to its end and returns how many rows it inserted, changed or deleted.
        @discardableResult
        public func run(_ sql: String, _ values: [SQLValue] = []) throws(MySQLError) -> Int {
            let statement = try running(sql, values)
            while try statement.step() {}
            return statement.affectedRows
        }

        /// All rows of one cached statement.
        public func rows(_ sql: String, _ values: [SQLValue] = []) throws(MySQLError) -> [[SQLValue]] {
            let statement = try running(sql, values)
            var rows: [[SQLValue]] = []
            while try statement.step() { rows.append(statement.values) }
            return rows
        }

        /// The first column of the first row of one cached statement; nil without a row. Reads all rows.
        public func scalar(_ sql: String, _ values: [SQLValue] = []) throws(MySQLError) -> SQLValue? {
            try rows(sql, values).first?.first
        }

        /// The first column of every row of one statement as text, for `SHOW` and the like. One round trip.
        public func texts(_ sql: String) throws(MySQLError) -> [String] {
            let statement = try executeDirectly(sql)
            var texts: [String] = []
            while try statement.step() { texts.append(statement.value(at: 0).displayText) }
            return texts
        }

        /// Stops the statement that another session of the same account runs; the session itself lives on.
        ///
        /// Whether anything runs there is not known to the server's answer: the other session may be between two
        /// statements, and then its next one may be the one that is stopped.
        public func kill(query session: UInt64) throws(MySQLError) {
            try execute("KILL QUERY \(session)")
        }

        /// The id that the latest INSERT made for an AUTO_INCREMENT column; 0 if none.
        public var lastInsertID: UInt64 { handle.map { mysql_insert_id($0) } ?? 0 }

        /// Whether a transaction is open, as the server's latest answer says.
        public var isInTransaction: Bool {
            handle.map { $0.pointee.server_status & UInt32(SERVER_STATUS_IN_TRANS) != 0 } ?? false
        }

        /// The version of the client library, such as `3.3.8`.
        public static var libraryVersion: String { String(cString: mysql_get_client_info()) }
    }
#endif
