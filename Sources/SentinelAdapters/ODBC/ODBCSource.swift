#if ODBC
    public import SentinelModels
    import SentinelSQL

    /// A database behind an ODBC driver.
    ///
    /// The driver manager and the driver are loaded at the first query. Every query is one statement, checked word by
    /// word, in a transaction that is told to read only where the database knows such a thing, and that is rolled back
    /// in any case. What a function does inside of the database cannot be seen from here: the role must be one that may
    /// only read.
    public final class ODBCSource: DataSource, Describing {
        /// What may be chosen about an ODBC source.
        public struct Options: Sendable, Hashable {
            /// The user, instead of the URL's.
            public var user: String?
            /// The password, instead of the URL's.
            public var password: Secret?
            /// The driver's name or path, instead of the URL's or the usual one.
            public var driver: String?
            /// The path of the driver manager's library; nil looks where it usually is.
            public var library: String?
            /// How many queries run at once, at most; each has a connection and a thread.
            public var maxConnections: Int
            /// How long connecting may take, within a query's time.
            public var loginTimeout: Duration
            /// Whether texts go to the driver as UTF-8 (true) or UTF-16 (false); nil decides by the driver's name.
            public var usesUTF8: Bool?

            /// Makes options.
            public init(
                user: String? = nil, password: Secret? = nil, driver: String? = nil, library: String? = nil,
                maxConnections: Int = 4, loginTimeout: Duration = .seconds(15), usesUTF8: Bool? = nil
            ) {
                self.user = user
                self.password = password
                self.driver = driver
                self.library = library
                self.maxConnections = maxConnections
                self.loginTimeout = loginTimeout
                self.usesUTF8 = usesUTF8
            }
        }

        private let pool: ConnectionPool<ODBCSession>

        /// Makes a source for a URL: `odbc://?driver=…`, `odbc://NAME`, or one of a product.
        /// - Throws: `SentinelError.Code.configuration` if the URL cannot be read; the message tells no secret.
        public convenience init(url: String, options: Options = Options()) throws(SentinelError) {
            let password = options.password
            try self.init(url: url, options: options) { () throws(SentinelError) in password }
        }

        /// `password` is asked for each new connection, so that a new one in its file needs no restart.
        init(
            url: String, options: Options, password: @escaping @Sendable () throws(SentinelError) -> Secret?
        ) throws(SentinelError) {
            guard options.maxConnections > 0 else {
                throw SentinelError(.configuration, "an ODBC source needs at least one connection")
            }
            let given = ODBCTarget.Given(
                user: options.user, driver: options.driver, encoding: options.usesUTF8.map { $0 ? .utf8 : .utf16 })
            _ = try ODBCTarget(url: url, given: given)
            pool = ConnectionPool(.network(limit: options.maxConnections, label: "sentinel.odbc")) {
                control throws(SentinelError) in
                var given = given
                given.password = try password()?.reveal()
                return try ODBCSession(try ODBCTarget(url: url, given: given), options: options, control: control)
            }
        }

        /// Runs one SELECT, WITH or VALUES statement.
        public func run(_ request: QueryRequest) async throws(SentinelError) -> QueryResult {
            try await pool.perform(timeout: request.limits.timeout) { session throws(SentinelError) in
                try session.run(request)
            }
        }

        /// Lets the driver compile the statement and names its columns, without running it.
        public func describe(_ sql: String, timeout: Duration) async throws(SentinelError) -> [ColumnDescription] {
            try await pool.perform(timeout: timeout) { session throws(SentinelError) in try session.describe(sql) }
        }

        /// Closes idle connections and returns when running queries have ended.
        public func close() async {
            await pool.close()
        }
    }
#endif
