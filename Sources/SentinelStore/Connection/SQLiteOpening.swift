#if SQLite
    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #else
        import Darwin
    #endif
    import SentinelModels
    import SentinelSQL

    /// Opens state databases in SQLite files.
    struct SQLiteOpening {
        var path: String
        var clock: any LeaseClock
        var dialect = SQLiteDialect()
        var migrations = Migration.all
        var linger = GroupWriter.Linger()
        /// Finds the kind of a path's file system.
        var fileSystem: @Sendable (String) -> String? = FileSystemKind.of
        /// The most pages the file may have, asked for at each opening; nil for no limit but the disk's.
        var maxPages: @Sendable () -> Int? = { nil }

        init(path: String, clock: any LeaseClock) throws(SentinelError) {
            self.path = path
            self.clock = clock
        }

        func open() throws(SentinelError) -> SQLStateStore {
            let trust = FileTrust()
            let (file, connection) = try prepareForWriting(trust: trust)
            try migrate(connection)
            let owners = OwnerLocks(database: file)
            let session = StoreSession(connection: connection, dialect: dialect, clock: clock, owners: owners)
            return SQLStateStore(
                dialect: dialect, clock: clock, owners: owners, reader: reader(of: file, trust: trust),
                writer: GroupWriter(session: session, linger: linger))
        }

        func openForReading() throws(SentinelError) -> SQLStateStore? {
            // A schema that is behind is migrated by the next run; until then there is nothing this program can read.
            guard let file = try StatePath.existing(path), try pendingMigrations(of: file).isEmpty else { return nil }
            return SQLStateStore(
                dialect: dialect, clock: clock, owners: OwnerLocks(database: file), reader: reader(of: file),
                writer: nil)
        }

        func pendingMigrations() throws(SentinelError) -> [String] {
            guard let file = try StatePath.existing(path) else { return migrations.map(\.line) }
            return try pendingMigrations(of: file).map(\.line)
        }

        func schemaVersion() throws(SentinelError) -> Int? {
            guard let file = try StatePath.existing(path) else { return nil }
            return try version(of: file)
        }

        private func pendingMigrations(of file: String) throws(SentinelError) -> [Migration] {
            let connection = try readConnection(file)
            defer { connection.close() }
            return try Migrator(connection: connection, dialect: dialect, migrations: migrations).pending()
        }

        private func version(of file: String) throws(SentinelError) -> Int {
            let connection = try readConnection(file)
            defer { connection.close() }
            return try Migrator(connection: connection, dialect: dialect, migrations: migrations).currentVersion()
        }

        /// A connection with its words, for a copy to read from, or, with the tables made, to write to.
        func withCopySide<Value>(
            writing: Bool, _ body: (StateCopy.Side?) throws(SentinelError) -> Value
        ) throws(SentinelError) -> Value {
            guard writing else {
                guard let file = try StatePath.existing(path) else { return try body(nil) }
                let connection = try readConnection(file)
                defer { connection.close() }
                return try body(StateCopy.Side(connection: connection, dialect: dialect))
            }
            let connection = try prepareForWriting().connection
            defer { connection.close() }
            if try !StateCopyMark.isThere(on: connection, dialect) { try migrate(connection) }
            return try body(StateCopy.Side(connection: connection, dialect: dialect))
        }

        /// Makes the file if it is missing and opens it.
        private func prepareForWriting(
            trust: FileTrust = FileTrust()
        ) throws(SentinelError) -> (file: String, connection: SQLiteStoreConnection) {
            let file = try StatePath.prepare(path, mayCreate: true)
            try StatePath.check(file, kind: fileSystem)
            let maxPages = maxPages
            let connection = try SQLiteStoreConnection(path: file, access: .readWrite, trust: trust) {
                connection throws(SentinelError) in
                try Self.configure(connection)
                if let limit = maxPages() { try connection.execute("PRAGMA max_page_count = \(limit)") }
            }
            return (file, connection)
        }

        private func migrate(_ connection: SQLiteStoreConnection) throws(SentinelError) {
            try Migrator(connection: connection, dialect: dialect, migrations: migrations).migrate(at: clock.now())
        }

        func readConnection(_ file: String) throws(SentinelError) -> SQLiteStoreConnection {
            try readConnection(file, trust: FileTrust())
        }

        private func readConnection(_ file: String, trust: FileTrust) throws(SentinelError) -> SQLiteStoreConnection {
            try SQLiteStoreConnection(path: file, access: .readOnly, trust: trust) { connection throws(SentinelError) in
                // Reads are few and short; they need no more than a few pages.
                try connection.execute("PRAGMA query_only = ON; PRAGMA cache_size = -512")
            }
        }

        private func reader(of file: String, trust: FileTrust = FileTrust()) -> ReadWorker {
            ReadWorker { () throws(SentinelError) in try readConnection(file, trust: trust) }
        }

        /// Sets what durability needs, and looks whether it was heard.
        private static func configure(_ connection: SQLiteStoreConnection) throws(SentinelError) {
            try becomeWAL(connection)
            try connection.execute(
                """
                PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA wal_autocheckpoint = 1000;
                PRAGMA journal_size_limit = 67108864; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY
                """)
            let expected = [("synchronous", "2"), ("foreign_keys", "1"), ("journal_mode", "wal")]
            for (name, value) in expected {
                let actual = try connection.first("PRAGMA \(name)", []) { $0.text(at: 0) }
                guard actual == value else {
                    throw SentinelError(
                        .store, "the state database does not accept \(name) = \(value) but has \(actual ?? "nothing")",
                        isRetryable: false)
                }
            }
        }

        /// The journal mode stays with the file. Changing it needs a moment without other users, for which SQLite does
        /// not wait itself: it answers "busy" at once where two starters change it together.
        private static func becomeWAL(_ connection: SQLiteStoreConnection) throws(SentinelError) {
            let deadline = ContinuousClock.now + .seconds(5)
            while true {
                do {
                    let mode = try connection.first("PRAGMA journal_mode", []) { $0.text(at: 0) }
                    guard mode != "wal" else { return }
                    return try connection.query("PRAGMA journal_mode = WAL", []) { _ in true }
                } catch  where error.code == .busy && ContinuousClock.now < deadline {
                    usleep(5_000)
                }
            }
        }
    }
#endif
