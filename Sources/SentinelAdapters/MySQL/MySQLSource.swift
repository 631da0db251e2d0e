#if MySQL
    public import SentinelModels
    public import SentinelSQL

    /// A MariaDB or MySQL database to watch: read-only by construction, with bounded connections.
    ///
    /// Nothing is connected before the first query. Every query runs in a read-only session of its own transaction,
    /// under time and row limits that the server keeps too; at its deadline or when its task is cancelled the server is
    /// told to stop it from another connection. The server's grammar decides what is a query: only what can stand as a
    /// table within another query is run. An account that may do more than read is refused.
    ///
    /// The session is in UTC and has a fixed `sql_mode`. Values are exact; see `MySQLStatement`: TIMESTAMP is an
    /// instant, DATETIME and TIME, which name none, are text.
    public final class MySQLSource: DataSource, Describing, Diagnosing {
        /// What may be chosen about a MariaDB or MySQL source.
        public struct Options: Sendable, Hashable {
            /// How many queries run at once, at most; each has a connection and a thread.
            public var maxConnections: Int
            /// Whether the account may do more than read.
            public var allowsPrivilegedRole: Bool

            /// Makes options.
            public init(maxConnections: Int = 8, allowsPrivilegedRole: Bool = false) {
                self.maxConnections = maxConnections
                self.allowsPrivilegedRole = allowsPrivilegedRole
            }
        }

        private let pool: ConnectionPool<MySQLSession>
        private let maxConnections: Int

        /// Makes a source for a server. `connection` is asked for each new connection, so that a password may change.
        /// - Throws: `SentinelError.Code.configuration` if no connection is allowed.
        public init(
            options: Options = Options(),
            connection: @escaping @Sendable () throws(SentinelError) -> MySQLOptions
        ) throws(SentinelError) {
            guard options.maxConnections > 0 else {
                throw SentinelError(.configuration, "a MySQL source needs at least one connection")
            }
            maxConnections = options.maxConnections
            let access = MySQLAccess(allowsPrivilegedRole: options.allowsPrivilegedRole, options: connection)
            pool = ConnectionPool(.network(limit: options.maxConnections, label: "sentinel.mysql")) {
                control throws(SentinelError) in
                try MySQLSession(access, control: control)
            }
        }

        /// Makes a source for a URL as `MySQLURL` reads it. TLS is verified unless the server is on this machine.
        /// - Throws: `SentinelError.Code.configuration` if the URL cannot be read.
        public convenience init(url: String, options: Options = Options()) throws(SentinelError) {
            let url = try MySQLURL(url)
            try self.init(options: options) { url.options(tls: url.isLoopback ? .preferred : .verified) }
        }

        /// Runs one SELECT, WITH or VALUES statement.
        public func run(_ request: QueryRequest) async throws(SentinelError) -> QueryResult {
            try await pool.perform(timeout: request.limits.timeout) { session throws(SentinelError) in
                try session.run(request)
            }
        }

        /// Prepares the statement and names its columns, without running it. `:name` parameters need no values.
        public func describe(_ sql: String, timeout: Duration) async throws(SentinelError) -> [ColumnDescription] {
            try await pool.perform(timeout: timeout) { session throws(SentinelError) in try session.describe(sql) }
        }

        /// Looks at the server's version, encryption and clock, and at what the account may do. Some round trips.
        public func diagnose(timeout: Duration) async throws(SentinelError) -> SourceDiagnosis {
            let maxConnections = maxConnections
            return try await pool.perform(timeout: timeout) { session throws(SentinelError) in
                try session.diagnose(maxConnections: maxConnections)
            }
        }

        /// Closes idle connections and returns when running queries have ended.
        public func close() async {
            await pool.close()
        }
    }
#endif
