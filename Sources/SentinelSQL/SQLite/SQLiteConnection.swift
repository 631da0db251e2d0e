#if SQLite
    import CSQLite
    import Synchronization

    /// A connection to one SQLite database: a thin owner of the C handle.
    ///
    /// It is not thread-safe: all calls but ``interrupt()`` come from one thread or serial queue at a time, and the
    /// same holds for its statements. Calls block. The connection closes when it is released, or by ``close()``.
    ///
    /// `@unchecked Sendable`: the handle is opened without SQLite's own mutexes, so whoever holds the connection must
    /// keep its use serial (a worker's queue, a writer's thread). Handing it from one thread to another between calls
    /// is allowed. Only `interrupt` may overlap other calls, and `closing` keeps it from a closed handle.
    public final class SQLiteConnection: @unchecked Sendable {
        /// How a database is opened.
        public enum Access: Sendable, Hashable {
            /// Only for reading; the file must exist.
            case readOnly
            /// For reading and writing; the file must exist.
            case readWrite
            /// For reading and writing; a missing file is created.
            case create
        }

        /// The path as given.
        public let path: String
        private(set) var handle: OpaquePointer?
        private let closing = Mutex(())
        private var cache: SQLiteStatementCache
        var callbacks = SQLiteCallbacks()

        /// Opens the database at `path`; `:memory:` is a new empty one. SQLite's URI forms are taken literally.
        ///
        /// No page is read yet: a file that is no database fails at the first statement.
        /// - Parameters:
        ///   - path: A path, absolute or relative to the working directory.
        ///   - access: For reading, writing, or creating.
        ///   - busyTimeout: How long a statement waits for another connection's lock before it fails as busy.
        ///   - cachedStatements: How many statements ``cached(_:)`` keeps.
        public init(
            path: String, access: Access, busyTimeout: Duration = .zero, cachedStatements: Int = 64
        ) throws(SQLiteError) {
            self.path = path
            cache = SQLiteStatementCache(capacity: cachedStatements)
            guard !path.isEmpty, !path.utf8.contains(0) else {
                throw SQLiteError(.cannotOpen, "the path is empty or holds a zero byte")
            }
            var opened: OpaquePointer?
            let result = sqlite3_open_v2(Self.literal(path), &opened, access.flags, nil)
            guard result == SQLITE_OK, let opened else {
                let error = SQLiteError(extendedCode: result, handle: opened)
                sqlite3_close_v2(opened)
                throw error
            }
            handle = opened
            sqlite3_extended_result_codes(opened, 1)
            setBusyTimeout(busyTimeout)
        }

        deinit {
            close()
        }

        /// Releases the cached statements and closes the handle; later calls fail as misuse.
        ///
        /// Statements that somebody still holds keep the file open until they are released.
        public func close() {
            guard let closed = handle else { return }
            cache.removeAll()
            closing.withLock { _ in handle = nil }
            callbacks.remove(from: closed)
            sqlite3_close_v2(closed)
        }

        /// Makes the statements that run now fail with ``SQLiteError/Code/interrupt`` soon. Any thread may call it.
        public func interrupt() {
            closing.withLock { _ in
                if let handle { sqlite3_interrupt(handle) }
            }
        }

        /// Runs all statements of `script`, ignoring rows.
        public func execute(_ script: String) throws(SQLiteError) {
            let handle = try open()
            let result = sqlite3_exec(handle, script, nil, nil, nil)
            guard result == SQLITE_OK else { throw SQLiteError(extendedCode: result, handle: handle) }
        }

        /// Compiles the single statement of `sql`. Prefer ``cached(_:)`` for statements that run often.
        ///
        /// Throws if the text holds no statement, or another one after the first.
        public func prepare(_ sql: String) throws(SQLiteError) -> SQLiteStatement {
            try SQLiteStatement(sql, on: try open(), isPersistent: false)
        }

        /// The statement of `sql`, reset and without bound values, compiled at most once while it stays in the cache.
        ///
        /// A statement that is still giving rows is left alone: then a second one is compiled.
        public func cached(_ sql: String) throws(SQLiteError) -> SQLiteStatement {
            if let statement = cache[sql] { return statement }
            let statement = try SQLiteStatement(sql, on: try open(), isPersistent: true)
            cache.insert(statement, for: sql)
            return statement
        }

        /// Forgets all cached statements.
        public func removeCachedStatements() {
            cache.removeAll()
        }

        func open() throws(SQLiteError) -> OpaquePointer {
            guard let handle else { throw SQLiteError(.misuse, "the connection is closed") }
            return handle
        }

        /// Debian's library treats `file:` paths as URIs whatever the flags say: an embedded option such as
        /// `?mode=rwc&vfs=…` must not come in by a path.
        private static func literal(_ path: String) -> String {
            path.hasPrefix("file:") || (path.hasPrefix(":") && path != ":memory:") ? "./" + path : path
        }
    }

    extension SQLiteConnection.Access {
        fileprivate var flags: Int32 {
            let mode =
                switch self {
                case .readOnly: SQLITE_OPEN_READONLY
                case .readWrite: SQLITE_OPEN_READWRITE
                case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                }
            return mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        }
    }
#endif
