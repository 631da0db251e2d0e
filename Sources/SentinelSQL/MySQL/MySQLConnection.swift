#if MySQL
    import CLibMariaDB
    public import SentinelModels
    import Synchronization

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// A connection to one MariaDB or MySQL server: a thin owner of the C handle.
    ///
    /// It is not thread-safe: all calls but ``shutdown()`` come from one thread or serial queue at a time, and the same
    /// holds for its statements. Calls block. Only one statement at a time may be giving rows. The connection closes
    /// when it is released, or by ``close()``; it never reconnects by itself. Text is utf8mb4, several statements in
    /// one text and LOCAL INFILE are off, and passwords never go to the server in clear.
    ///
    /// The library ignores SIGPIPE for the whole process once it is first used.
    ///
    /// `@unchecked Sendable`: the library has no locks of its own, so whoever holds the connection must keep its use
    /// serial (a worker's queue, a writer's thread). Handing it from one thread to another between calls is allowed.
    /// Only `shutdown` may overlap other calls; `socket` keeps it from a descriptor that is closed.
    public final class MySQLConnection: @unchecked Sendable {
        private(set) var handle: UnsafeMutablePointer<MYSQL>?
        private let socket = Mutex<Int32?>(nil)
        private var cache: MySQLStatementCache

        /// The server's number for the session, which `KILL` takes.
        public let sessionID: UInt64
        /// The server's version, such as `10.11.6-MariaDB`.
        public let serverVersion: String

        /// Connects and logs in.
        /// - Parameters:
        ///   - options: Where and how.
        ///   - cachedStatements: How many prepared statements ``cached(_:)`` keeps; 0 turns the cache off.
        public init(_ options: MySQLOptions, cachedStatements: Int = 64) throws(MySQLError) {
            cache = MySQLStatementCache(capacity: cachedStatements)
            let opened = try MySQLOpening.connect(options)
            handle = opened
            sessionID = UInt64(mysql_thread_id(opened))
            serverVersion = mysql_get_server_info(opened).map { String(cString: $0) } ?? ""
            let descriptor = Int32(mysql_get_socket(opened))
            socket.withLock { $0 = descriptor }
        }

        deinit {
            close()
        }

        /// Whether the server is MariaDB, else MySQL.
        public var isMariaDB: Bool { handle.map { mariadb_connection($0) != 0 } ?? false }

        /// Says good-bye and closes; later calls fail. Statements that somebody still holds fail too.
        public func close() {
            guard let closed = handle else { return }
            cache.removeAll()
            socket.withLock { $0 = nil }
            handle = nil
            mysql_close(closed)
        }

        /// Cuts the connection, so that a thread that waits in one of its calls returns with an error. Any thread may
        /// call it. The server notices only when it next sends; use ``kill(query:)`` to stop what it does.
        public func shutdown() {
            socket.withLock { descriptor in
                if let descriptor { _ = shutdownSocket(descriptor) }
            }
        }

        /// Forgets everything of the session: variables, locks, temporary tables, prepared statements. One round trip.
        public func reset() throws(MySQLError) {
            let handle = try open()
            cache.removeAll()
            guard mysql_reset_connection(handle) == 0 else { throw MySQLError(handle) }
        }

        /// Asks the server for a sign of life. One round trip.
        public func ping() throws(MySQLError) {
            let handle = try open()
            guard mysql_ping(handle) == 0 else { throw MySQLError(handle) }
        }

        /// Compiles one statement; `?` stands for a value. One round trip.
        public func prepare(_ sql: String) throws(MySQLError) -> MySQLStatement {
            try MySQLStatement(preparing: sql, on: try open())
        }

        /// The statement of `sql`, compiled at most once while it stays in the cache.
        public func cached(_ sql: String) throws(MySQLError) -> MySQLStatement {
            if let statement = cache[sql] { return statement }
            let statement = try MySQLStatement(preparing: sql, on: try open())
            cache.insert(statement, for: sql)
            return statement
        }

        /// A cached statement that runs, ready to be stepped. If the tables have changed since it was compiled, it is
        /// compiled anew.
        public func running(_ sql: String, _ values: [SQLValue]) throws(MySQLError) -> MySQLStatement {
            let statement = try cached(sql)
            do throws(MySQLError) {
                try statement.execute(values)
                return statement
            } catch {
                guard error.code == .columnsChanged || error.code == .mustPrepareAgain else { throw error }
            }
            cache.remove(sql)
            // Its rows are on their way already; closed later, it would throw away those of the new one.
            statement.close()
            let fresh = try cached(sql)
            try fresh.execute(values)
            return fresh
        }

        /// Compiles and runs one statement: one round trip on MariaDB, two on MySQL. The result is ready to be stepped.
        public func executeDirectly(_ sql: String, _ values: [SQLValue] = []) throws(MySQLError) -> MySQLStatement {
            try MySQLStatement(running: sql, values, on: try open())
        }

        func open() throws(MySQLError) -> UnsafeMutablePointer<MYSQL> {
            guard let handle else { throw MySQLError(.gone, "the connection is closed") }
            return handle
        }
    }

    /// The C function, whose name the method above hides.
    private func shutdownSocket(_ descriptor: Int32) -> Int32 {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    extension MySQLError {
        /// The handle's latest error.
        init(_ handle: UnsafeMutablePointer<MYSQL>, isLoggedIn: Bool = true) {
            self.init(
                number: Int(mysql_errno(handle)), sqlState: String(cString: mysql_sqlstate(handle)),
                message: String(cString: mysql_error(handle)))
            if isLoggedIn { afterLogin() }
        }

        /// An encrypted connection that breaks is told as a failure of TLS, which at that time was long agreed on.
        /// One that breaks off at an unlucky moment is told without any number.
        mutating func afterLogin() {
            if code == .tls || number == 0 { number = Code.lost.rawValue }
        }
    }
#endif
