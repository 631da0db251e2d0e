public import SentinelModels
import SentinelSQL

extension SQLStateStore {
    /// Opens a state database, makes it if it is missing, and brings it to the newest schema.
    ///
    /// A database of the Python original is taken over: history, state and silences are kept.
    /// - Parameters:
    ///   - url: A URL such as `sqlite:///sqlsentinel.db`.
    ///   - clock: What leases and new records go by.
    /// - Throws: `SentinelError.Code.schemaVersion` for a database of a newer program, the errors of
    ///   ``StateDatabaseURL`` for the URL, `SentinelError.Code.store` and `SentinelError.Code.busy` for the file.
    public static func open(
        _ url: String, clock: any LeaseClock = SystemClock()
    ) throws(SentinelError) -> SQLStateStore {
        let url = try StateDatabaseURL(url)
        guard !url.isReadOnly else {
            throw SentinelError(
                .configuration, "the state database is written to: its URL cannot say mode=ro")
        }
        return try open(path: url.path, clock: clock)
    }

    /// Opens the state database in the SQLite file at `path`; see ``open(_:clock:)``.
    public static func open(
        path: String, clock: any LeaseClock = SystemClock()
    ) throws(SentinelError) -> SQLStateStore {
        try SQLiteOpening(path: path, clock: clock).open()
    }

    /// Opens a state database for reading only: nothing is created, migrated or locked.
    ///
    /// Returns nil if there is nothing to read yet: no file, or a file whose schema a run has still to make.
    public static func openForReading(
        _ url: String, clock: any LeaseClock = SystemClock()
    ) throws(SentinelError) -> SQLStateStore? {
        try SQLiteOpening(path: StateDatabaseURL(url).path, clock: clock).openForReading()
    }

    /// What ``open(_:clock:)`` would change about the schema, a line for each step; touches nothing.
    public static func pendingMigrations(_ url: String) throws(SentinelError) -> [String] {
        try SQLiteOpening(path: StateDatabaseURL(url).path, clock: SystemClock()).pendingMigrations()
    }

    /// The newest schema version that this program knows.
    public static var newestSchemaVersion: Int { Migration.all.last?.version ?? 0 }

    /// The schema version of a database; 0 without state tables, nil without a file.
    public static func schemaVersion(_ url: String) throws(SentinelError) -> Int? {
        try SQLiteOpening(path: StateDatabaseURL(url).path, clock: SystemClock()).schemaVersion()
    }
}

#if !SQLite
    /// Stands in where the trait is off.
    struct SQLiteOpening {
        init(path: String, clock: any LeaseClock) throws(SentinelError) {
            throw SentinelError(.unsupported, "this build has no SQLite: enable the package trait 'SQLite'")
        }
        func open() throws(SentinelError) -> SQLStateStore { throw Self.missing }
        func openForReading() throws(SentinelError) -> SQLStateStore? { throw Self.missing }
        func pendingMigrations() throws(SentinelError) -> [String] { throw Self.missing }
        func schemaVersion() throws(SentinelError) -> Int? { throw Self.missing }
        private static let missing = SentinelError(.unsupported, "this build has no SQLite")
    }
#endif
