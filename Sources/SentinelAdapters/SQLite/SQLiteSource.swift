#if SQLite
    public import SentinelModels
    package import SentinelSQL

    #if canImport(FoundationEssentials)
        import FoundationEssentials
    #else
        import Foundation
    #endif

    /// A SQLite database to watch: read-only by construction, with bounded parallel readers.
    ///
    /// Nothing is opened before the first query. A missing file is an error, never created. A file that is replaced is
    /// opened anew. Every query runs on a connection's own thread under the request's limits; it stops at its deadline
    /// or soon after its task's cancellation. A single function call that does not let itself be stopped costs its
    /// connection: the caller gets its answer within a second, and a new connection takes the place.
    ///
    /// Values come as SQLite stores them: 64-bit integers, binary floating-point numbers, text, bytes. Text that is no
    /// UTF-8 comes as bytes. In a column declared DECIMAL or NUMERIC SQLite has stored an integer or a binary
    /// floating-point number already; only a column declared TEXT keeps all digits.
    ///
    /// An instant among the parameters is bound as `YYYY-MM-DD HH:MM:SS` in UTC, the form of SQLite's own `datetime()`.
    /// The original's `\:` means `:` everywhere, also within literals, since the original demanded it there.
    public final class SQLiteSource: DataSource, Describing, Diagnosing {
        /// What may be chosen about a SQLite source.
        public struct Options: Sendable, Hashable {
            /// How many queries run at once, at most; each has a connection and a thread.
            public var maxConnections: Int
            /// How long a query waits for a writer's lock before it fails as busy; its own deadline comes first.
            public var busyTimeout: Duration
            /// Whether the file may be a state database of SQL Sentinel.
            public var allowsStateDatabase: Bool

            /// As many as there are processors, from 2 to 4: SQLite's queries run in this process, and more of them at
            /// once only take memory and turns from each other.
            public static let usefulConnections = min(4, max(2, ProcessInfo.processInfo.activeProcessorCount))

            /// Makes options.
            public init(
                maxConnections: Int = Self.usefulConnections, busyTimeout: Duration = .seconds(5),
                allowsStateDatabase: Bool = false
            ) {
                self.maxConnections = maxConnections
                self.busyTimeout = busyTimeout
                self.allowsStateDatabase = allowsStateDatabase
            }
        }

        private let pool: ConnectionPool<SQLiteReader>
        private let path: String

        /// Makes a source for the file at `path`, relative to the working directory or absolute; `:memory:` is an
        /// empty database.
        /// - Throws: `SentinelError.Code.configuration` if the path is empty or no connection is allowed.
        public convenience init(path: String, options: Options = Options()) throws(SentinelError) {
            try self.init(path: path, options: options, prepare: { _ in })
        }

        /// Makes a source for a URL as `SQLiteURL` reads it.
        /// - Throws: `SentinelError.Code.configuration` if the URL cannot be read.
        public convenience init(url: String, options: Options = Options()) throws(SentinelError) {
            try self.init(path: try SQLiteURL(url).path, options: options)
        }

        /// `prepare` sees every new connection before it is locked down.
        package init(
            path: String, options: Options,
            prepare: @escaping @Sendable (SQLiteConnection) throws(SQLiteError) -> Void
        ) throws(SentinelError) {
            guard !path.isEmpty, !path.utf8.contains(0) else {
                throw SentinelError(.configuration, "the path of the SQLite database is empty or holds a zero byte")
            }
            guard options.maxConnections > 0 else {
                throw SentinelError(.configuration, "a SQLite source needs at least one connection")
            }
            self.path = path
            let limit = options.maxConnections
            let pooling = PoolOptions(
                limit: limit, label: "sentinel.sqlite", abandonment: .beside(atMost: max(limit, 4)))
            pool = ConnectionPool(pooling) { control throws(SentinelError) in
                try SQLiteReader(path: path, options: options, control: control, prepare: prepare)
            }
        }

        /// Runs one SELECT, WITH or VALUES statement.
        public func run(_ request: QueryRequest) async throws(SentinelError) -> QueryResult {
            let timeout = request.limits.timeout
            return try await pool.perform(timeout: timeout) { reader throws(SentinelError) in try reader.run(request) }
        }

        /// Compiles the statement and names its columns, without running it.
        public func describe(_ sql: String, timeout: Duration) async throws(SentinelError) -> [ColumnDescription] {
            try await pool.perform(timeout: timeout) { reader throws(SentinelError) in try reader.describe(sql) }
        }

        /// Looks at the file and what is in it.
        public func diagnose(timeout: Duration) async throws(SentinelError) -> SourceDiagnosis {
            let sql = "SELECT count(*) FROM sqlite_schema WHERE type IN ('table', 'view')"
            let result = try await run(QueryRequest(sql, limits: QueryLimits(timeout: timeout)))
            return SQLiteDiagnosis(path: path, tables: result.rows.first?.first ?? .integer(0)).result
        }

        /// Closes idle connections and returns when running queries have ended.
        public func close() async {
            await pool.close()
        }
    }
#endif
