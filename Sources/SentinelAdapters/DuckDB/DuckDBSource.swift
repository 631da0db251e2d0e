#if DuckDB
    public import SentinelModels
    import SentinelSQL

    /// A DuckDB file to watch, read by DuckDB's own library, which is loaded at the first query.
    ///
    /// The file is opened read-only, without access to other files, the network or extensions, and its settings are
    /// locked. It is open only while queries run and a second longer, since an open file keeps other processes from
    /// writing. Only statements that DuckDB itself takes for a query run.
    public final class DuckDBSource: DataSource, Describing {
        /// What may be chosen about a DuckDB source.
        public struct Options: Sendable, Hashable {
            /// The path of DuckDB's library; nil looks where the system's loader does.
            public var library: String?
            /// How many queries run at once, at most.
            public var maxConnections: Int
            /// Bytes that all queries together may take.
            public var memoryLimit: Int
            /// How many threads DuckDB uses for all queries together.
            public var threads: Int

            /// Makes options.
            public init(
                library: String? = nil, maxConnections: Int = 2, memoryLimit: Int = 1 << 30, threads: Int = 2
            ) {
                self.library = library
                self.maxConnections = maxConnections
                self.memoryLimit = memoryLimit
                self.threads = threads
            }
        }

        private let pool: ConnectionPool<DuckDBSession>

        /// Makes a source for a URL: `duckdb:///relative.duckdb` or `duckdb:////absolute.duckdb`.
        /// - Throws: `SentinelError.Code.configuration` if the URL cannot be read or an option makes no sense.
        public init(url: String, options: Options = Options()) throws(SentinelError) {
            guard options.maxConnections > 0, options.threads > 0, options.memoryLimit >= 1 << 20 else {
                throw SentinelError(
                    .configuration, "a DuckDB source needs a connection, a thread and 1 MiB of memory at least")
            }
            let file = DuckDBFile(path: try DuckDBURL(url).path, options: options)
            let pooling = PoolOptions(
                limit: options.maxConnections, label: "sentinel.duckdb", abandonment: .within,
                rest: PoolOptions.Rest(surplus: .seconds(1), last: .seconds(1)))
            pool = ConnectionPool(pooling) { control throws(SentinelError) in
                try DuckDBSession(file, control: control)
            }
        }

        /// Runs one query.
        public func run(_ request: QueryRequest) async throws(SentinelError) -> QueryResult {
            try await pool.perform(timeout: request.limits.timeout) { session throws(SentinelError) in
                try session.run(request)
            }
        }

        /// Compiles the statement and names its columns, without running it.
        public func describe(_ sql: String, timeout: Duration) async throws(SentinelError) -> [ColumnDescription] {
            try await pool.perform(timeout: timeout) { session throws(SentinelError) in try session.describe(sql) }
        }

        /// Closes the file and returns when running queries have ended.
        public func close() async {
            await pool.close()
        }
    }
#endif
