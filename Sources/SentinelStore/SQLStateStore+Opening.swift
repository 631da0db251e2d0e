public import SentinelModels
import SentinelSQL

extension SQLStateStore {
    /// Opens a state database, makes its tables if they are missing, and brings it to the newest schema.
    ///
    /// A database of the Python original is taken over: history, state and silences are kept. On a server, the database
    /// itself must exist; several processes, also of several machines, may have it open.
    /// - Parameters:
    ///   - url: A URL such as `sqlite:///sqlsentinel.db`, `postgresql://user@host/database` or
    ///     `mysql://user@host/database`.
    ///   - clock: What leases and new records go by. The system's clock stands for the server's where there is one.
    /// - Throws: `SentinelError.Code.schemaVersion` for a database of a newer program, the errors of
    ///   ``StateDatabaseURL`` for the URL, `SentinelError.Code.store` and `SentinelError.Code.busy` for the file,
    ///   `SentinelError.Code.connection`, `SentinelError.Code.authentication` and the like for the server.
    public static func open(
        _ url: String, clock: any LeaseClock = SystemClock()
    ) throws(SentinelError) -> SQLStateStore {
        switch try StateDatabaseURL(url) {
        case .sqlite(let path, let isReadOnly):
            guard !isReadOnly else {
                throw SentinelError(
                    .configuration, "the state database is written to: its URL cannot say mode=ro")
            }
            return try open(path: path, clock: clock)
        case .postgreSQL(let server): return try ServerOpening.postgreSQL(server, clock: clock).open()
        case .mySQL(let server): return try ServerOpening.mySQL(server, clock: clock).open()
        }
    }

    /// Opens the state database in the SQLite file at `path`; see ``open(_:clock:)``.
    public static func open(
        path: String, clock: any LeaseClock = SystemClock()
    ) throws(SentinelError) -> SQLStateStore {
        try SQLiteOpening(path: path, clock: clock).open()
    }

    /// Opens a state database for reading only: nothing is created, migrated or locked.
    ///
    /// Returns nil if there is nothing to read yet: no file, or a database whose schema a run has still to make.
    public static func openForReading(
        _ url: String, clock: any LeaseClock = SystemClock()
    ) throws(SentinelError) -> SQLStateStore? {
        switch try StateDatabaseURL(url) {
        case .sqlite(let path, _): return try SQLiteOpening(path: path, clock: clock).openForReading()
        case .postgreSQL(let server): return try ServerOpening.postgreSQL(server, clock: clock).openForReading()
        case .mySQL(let server): return try ServerOpening.mySQL(server, clock: clock).openForReading()
        }
    }

    /// What ``open(_:clock:)`` would change about the schema, a line for each step; touches nothing.
    public static func pendingMigrations(_ url: String) throws(SentinelError) -> [String] {
        let clock = SystemClock()
        switch try StateDatabaseURL(url) {
        case .sqlite(let path, _): return try SQLiteOpening(path: path, clock: clock).pendingMigrations()
        case .postgreSQL(let server):
            return try ServerOpening.postgreSQL(server, clock: clock).pendingMigrations().map(\.line)
        case .mySQL(let server): return try ServerOpening.mySQL(server, clock: clock).pendingMigrations().map(\.line)
        }
    }

    /// The newest schema version that this program knows.
    public static var newestSchemaVersion: Int { Migration.all.last?.version ?? 0 }

    /// The schema version of a database; 0 without state tables, nil without a file.
    public static func schemaVersion(_ url: String) throws(SentinelError) -> Int? {
        let clock = SystemClock()
        switch try StateDatabaseURL(url) {
        case .sqlite(let path, _): return try SQLiteOpening(path: path, clock: clock).schemaVersion()
        case .postgreSQL(let server): return try ServerOpening.postgreSQL(server, clock: clock).schemaVersion()
        case .mySQL(let server): return try ServerOpening.mySQL(server, clock: clock).schemaVersion()
        }
    }
}

extension Migration {
    /// As people are shown it.
    var line: String { "\(version): \(name)" }
}

extension SentinelError {
    /// The error of a database whose support is not part of this build.
    static func missingTrait(_ trait: String) -> SentinelError {
        SentinelError(
            .unsupported, "this build has no \(trait): enable the package trait '\(trait)'", isRetryable: false)
    }
}

#if !PostgreSQL
    extension ServerOpening {
        /// Stands in where the trait is off.
        static func postgreSQL(_ server: StateServer, clock: any LeaseClock) throws(SentinelError) -> ServerOpening {
            throw .missingTrait("PostgreSQL")
        }
    }
#endif

#if !MySQL
    extension ServerOpening {
        /// Stands in where the trait is off.
        static func mySQL(_ server: StateServer, clock: any LeaseClock) throws(SentinelError) -> ServerOpening {
            throw .missingTrait("MySQL")
        }
    }
#endif

#if !SQLite
    /// Stands in where the trait is off.
    struct SQLiteOpening {
        init(path: String, clock: any LeaseClock) throws(SentinelError) {
            throw .missingTrait("SQLite")
        }
        func open() throws(SentinelError) -> SQLStateStore { throw .missingTrait("SQLite") }
        func openForReading() throws(SentinelError) -> SQLStateStore? { throw .missingTrait("SQLite") }
        func pendingMigrations() throws(SentinelError) -> [String] { throw .missingTrait("SQLite") }
        func schemaVersion() throws(SentinelError) -> Int? { throw .missingTrait("SQLite") }
        func withCopySide<Value>(
            writing: Bool, _ body: (StateCopy.Side?) throws(SentinelError) -> Value
        ) throws(SentinelError) -> Value { throw .missingTrait("SQLite") }
    }
#endif
