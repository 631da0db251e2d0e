#if DuckDB
    import SentinelModels
    import SentinelSQL
    import Synchronization

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// A DuckDB file, open while some connection uses it.
    ///
    /// As long as it is open no other process can write to it, so it is closed soon after the last query.
    final class DuckDBFile: Sendable {
        private struct Open {
            weak var database: DuckDBDatabase?
        }

        private let options: DuckDBSource.Options
        /// The path; nil for an empty database in memory.
        let path: String?
        private let open = Mutex(Open())

        init(path: String?, options: DuckDBSource.Options) {
            self.path = path
            self.options = options
        }

        /// A new connection to the file, which is opened if it is not.
        func connect() throws(SentinelError) -> DuckDBConnection {
            let result = open.withLock { open -> Result<DuckDBConnection, SentinelError> in
                do throws(DuckDBError) {
                    let database: DuckDBDatabase
                    if let kept = open.database { database = kept } else { database = try opened() }
                    open.database = database
                    return .success(try DuckDBConnection(database))
                } catch {
                    return .failure(SentinelError(error))
                }
            }
            return try result.get()
        }

        private func opened() throws(DuckDBError) -> DuckDBDatabase {
            let library = try DuckDBLibrary.load(path: options.library)
            if let path, access(path, F_OK) != 0 {
                throw DuckDBError(.opening, "the database file '\(path)' is missing")
            }
            let database = try DuckDBDatabase(path: path ?? "", settings: settings, library: library)
            let connection = try DuckDBConnection(database)
            // Not every build of the library knows time zones.
            try? connection.run("SET GLOBAL TimeZone = 'UTC'")
            try connection.run("SET GLOBAL lock_configuration = true")
            return database
        }

        private var settings: [DuckDBDatabase.Setting] {
            var settings = [
                // What does not fit into the memory is not written beside the file either. It comes first, since
                // without external access DuckDB 2 lets nobody set it.
                DuckDBDatabase.Setting("temp_directory", ""),
                DuckDBDatabase.Setting("enable_external_access", "false"),
                DuckDBDatabase.Setting("autoinstall_known_extensions", "false"),
                DuckDBDatabase.Setting("autoload_known_extensions", "false"),
                DuckDBDatabase.Setting("memory_limit", "\(options.memoryLimit / 1024)KiB"),
                DuckDBDatabase.Setting("threads", String(options.threads)),
            ]
            // A database in memory is of nobody's concern.
            if path != nil { settings.append(DuckDBDatabase.Setting("access_mode", "READ_ONLY")) }
            return settings
        }
    }

    extension DuckDBConnection {
        fileprivate func run(_ sql: String) throws(DuckDBError) {
            _ = try prepare(sql).execute().next()
        }
    }
#endif
