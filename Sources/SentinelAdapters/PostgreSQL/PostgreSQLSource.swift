#if PostgreSQL
    public import SentinelModels
    import SentinelSQL

    /// A PostgreSQL database to watch: read-only by construction, through a bounded pool of connections.
    ///
    /// Nothing is connected before the first query. Each query is one round trip: a read-only transaction with the
    /// request's timeout, a cursor over the query, one FETCH of as many rows as are wanted, and ROLLBACK. It therefore also
    /// works through PgBouncer in transaction mode. It stops at its deadline or soon after its task's cancellation, by
    /// the server's own timeout and by a request to cancel; the session ends then.
    ///
    /// Values come exact: integers, `numeric` as decimal digits, binary floating-point numbers with all digits, `timestamptz`
    /// as instants, `date`, `bytea`, JSON, arrays of built-in types as JSON. What has no exact form stays text as
    /// PostgreSQL writes it: `timestamp` without a zone, `interval`, `money`, `uuid`, enums, `infinity`.
    public final class PostgreSQLSource: DataSource, Describing, Diagnosing {
        /// What may be chosen about a PostgreSQL source.
        public struct Options: Sendable, Hashable {
            /// How many queries run at once, at most; each has a connection and a thread.
            public var maxConnections = 4
            /// How long one attempt to connect may take; a query's own deadline comes first.
            public var connectTimeout = Duration.seconds(10)
            /// How long a query waits for a lock before it fails as busy, within its own timeout.
            public var lockTimeout = Duration.seconds(2)
            /// libpq's `sslmode`; nil leaves it to the URL and the environment, else to `verifiesServer`.
            public var sslMode: String?
            /// Whether the server's certificate must be verified where nothing else is said; never asked of this machine.
            public var verifiesServer = true
            /// Whether roles may be used that may do more than read.
            public var allowsPrivilegedRole = false
            /// The session's name, to which the alert's name is added.
            public var applicationName = "sentinel"
            /// Whether the server is Amazon Redshift, which knows fewer settings.
            public var isRedshift = false

            /// Makes options with their defaults.
            public init() {}

            var declaration: String {
                isRedshift ? "DECLARE c CURSOR FOR\n" : "DECLARE c NO SCROLL CURSOR FOR\n"
            }
        }

        private let pool: ConnectionPool<PostgreSQLReader>
        private let isLoopback: Bool

        /// Makes a source for a URL, such as `postgresql://user@host/database?sslmode=verify-full`. libpq reads it, its
        /// service files, password file and `PG…` variables.
        /// - Throws: `SentinelError.Code.configuration` if the URL cannot be read; its text is not repeated.
        public convenience init(
            url: String, password: Secret? = nil, options: Options = Options()
        ) throws(SentinelError) {
            try self.init(url: url, options: options) { () throws(SentinelError) in password }
        }

        /// Makes a source that asks for the password each time it connects; nil leaves it to the URL and libpq.
        public convenience init(
            url: String, options: Options = Options(),
            password: @escaping @Sendable () throws(SentinelError) -> Secret?
        ) throws(SentinelError) {
            try self.init(
                url: url, options: options,
                pooling: .network(limit: options.maxConnections, label: "sentinel.postgresql"), password: password)
        }

        init(
            url: String, options: Options, pooling: PoolOptions,
            password: @escaping @Sendable () throws(SentinelError) -> Secret?
        ) throws(SentinelError) {
            guard options.maxConnections > 0 else {
                throw SentinelError(.configuration, "a PostgreSQL source needs at least one connection")
            }
            let target = try Self.target(url, options)
            isLoopback = target.isLoopback
            pool = ConnectionPool(pooling) { control throws(SentinelError) in
                var target = target
                if let secret = try password() { target.setPassword(secret) }
                return try PostgreSQLReader(target, options: options, control: control)
            }
        }

        /// Runs one SELECT, WITH, VALUES or TABLE statement.
        public func run(_ request: QueryRequest) async throws(SentinelError) -> QueryResult {
            let timeout = request.limits.timeout
            return try await pool.perform(timeout: timeout) { reader throws(SentinelError) in try reader.run(request) }
        }

        /// Has the server parse the statement and name its columns, without running it.
        public func describe(_ sql: String, timeout: Duration) async throws(SentinelError) -> [ColumnDescription] {
            try await pool.perform(timeout: timeout) { reader throws(SentinelError) in try reader.describe(sql) }
        }

        /// Looks at the server's version, encryption and clock, and at what the role may do. Some round trips.
        public func diagnose(timeout: Duration) async throws(SentinelError) -> SourceDiagnosis {
            let isLoopback = isLoopback
            return try await pool.perform(timeout: timeout) { reader throws(SentinelError) in
                try reader.diagnose(isLoopback: isLoopback)
            }
        }

        /// Returns when running queries have ended and all connections are closed.
        public func close() async {
            await pool.close()
        }

        /// Reads the URL without connecting.
        static func target(_ url: String, _ options: Options) throws(SentinelError) -> PostgreSQLTarget {
            var target: PostgreSQLTarget
            do throws(PostgreSQLError) {
                target = try PostgreSQLTarget(url: url)
            } catch {
                throw SentinelError(.configuration, error.message)
            }
            if let mode = options.sslMode { target["sslmode"] = mode }
            target.setEncryption(options.verifiesServer ? .verified : .libraryDefault)
            target["application_name"] = options.applicationName
            target["client_encoding"] = "UTF8"
            return target
        }
    }
#endif
