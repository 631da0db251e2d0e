#if MySQL
    import CLibMariaDB
    public import SentinelModels

    /// A prepared statement of one connection. Use it only where its connection may be used.
    ///
    /// Run it with ``execute(_:)``, then take rows with ``step()`` until it says false, or ``reset()`` it: until then
    /// no other statement of the connection can run. Released, it is closed on the server too, without a round trip;
    /// rows that were not taken are read and thrown away then. The library takes the rows of whichever statement is
    /// running for its own: release a statement before another one of its connection runs, or after that one's end.
    public final class MySQLStatement {
        let handle: UnsafeMutablePointer<MYSQL_STMT>
        private(set) var row: MySQLRowBuffer?
        /// Whether rows may be waiting.
        public private(set) var isRunning = false
        private var isClosed = false

        private init(on connection: UnsafeMutablePointer<MYSQL>) throws(MySQLError) {
            guard let statement = mysql_stmt_init(connection) else { throw MySQLError(connection) }
            handle = statement
        }

        convenience init(preparing sql: String, on connection: UnsafeMutablePointer<MYSQL>) throws(MySQLError) {
            try self.init(on: connection)
            let handle = handle
            guard Self.withText(sql, { mysql_stmt_prepare(handle, $0, $1) }) == 0 else { throw MySQLError(handle) }
        }

        convenience init(
            running sql: String, _ values: [SQLValue], on connection: UnsafeMutablePointer<MYSQL>
        ) throws(MySQLError) {
            try self.init(on: connection)
            let handle = handle
            let parameters = MySQLParameters(values)
            if !values.isEmpty {
                withUnsafePointer(to: UInt32(values.count)) {
                    _ = mysql_stmt_attr_set(handle, STMT_ATTR_PREBIND_PARAMS, $0)
                }
                try parameters.bind(to: handle)
            }
            let failed = Self.withText(sql) { mariadb_stmt_execute_direct(handle, $0, Int($1)) }
            withExtendedLifetime(parameters) {}
            guard failed == 0 else { throw MySQLError(handle) }
            try beginReading()
        }

        deinit {
            close()
        }

        /// How many `?` the statement has.
        public var parameterCount: Int { Int(mysql_stmt_param_count(handle)) }

        /// How many columns a row has; 0 for a statement that returns no rows.
        public var columnCount: Int { Int(mysql_stmt_field_count(handle)) }

        /// The columns; known once the statement is prepared.
        public var columns: [MySQLColumn] {
            guard let fields = handle.pointee.fields else { return [] }
            return (0..<columnCount).map { MySQLColumn(fields[$0]) }
        }

        /// How many rows the latest execution inserted, changed or deleted.
        public var affectedRows: Int {
            let count = mysql_stmt_affected_rows(handle)
            return count == .max ? 0 : Int(clamping: count)
        }

        /// Runs the statement with these values for its `?`. One round trip.
        public func execute(_ values: [SQLValue] = []) throws(MySQLError) {
            reset()
            guard values.count == parameterCount else {
                throw MySQLError(
                    .badParameter, "the statement takes \(parameterCount) values, \(values.count) were given")
            }
            let parameters = MySQLParameters(values)
            if !values.isEmpty { try parameters.bind(to: handle) }
            let failed = mysql_stmt_execute(handle)
            withExtendedLifetime(parameters) {}
            guard failed == 0 else { throw MySQLError(handle) }
            try beginReading()
        }

        /// Moves to the next row; false at the end. A statement that is killed fails here at the latest.
        public func step() throws(MySQLError) -> Bool {
            guard isRunning else { return false }
            switch mysql_stmt_fetch(handle) {
            case 0, MYSQL_DATA_TRUNCATED: return true
            case MYSQL_NO_DATA:
                isRunning = false
                return false
            default:
                isRunning = false
                throw MySQLError(handle)
            }
        }

        /// Throws away the rows that were not taken. They still come over the network.
        public func reset() {
            guard isRunning else { return }
            isRunning = false
            mysql_stmt_free_result(handle)
        }

        /// Closes it before its release, with all that is left of an answer. It must not be used any more.
        func close() {
            guard !isClosed else { return }
            isClosed = true
            isRunning = false
            mysql_stmt_close(handle)
        }

        private func beginReading() throws(MySQLError) {
            let count = columnCount
            isRunning = count > 0
            guard isRunning, let fields = handle.pointee.fields else { return }
            let kinds = (0..<count).map { MySQLColumnKind(fields[$0]) }
            // A changed table changes the columns of a statement that was prepared before.
            if row?.kinds != kinds {
                let fresh = MySQLRowBuffer(kinds)
                try fresh.bind(to: handle)
                row = fresh
            }
        }

        private static func withText(_ sql: String, _ body: (UnsafePointer<CChar>, UInt) -> Int32) -> Int32 {
            sql.withCString { body($0, UInt(sql.utf8.count)) }
        }
    }

    extension MySQLError {
        /// The statement's latest error. While rows are read the library notes errors at the connection alone.
        init(_ handle: UnsafeMutablePointer<MYSQL_STMT>) {
            if mysql_stmt_errno(handle) == 0, let connection = handle.pointee.mysql {
                self.init(connection)
            } else {
                self.init(
                    number: Int(mysql_stmt_errno(handle)), sqlState: String(cString: mysql_stmt_sqlstate(handle)),
                    message: String(cString: mysql_stmt_error(handle)))
                afterLogin()
            }
        }
    }
#endif
