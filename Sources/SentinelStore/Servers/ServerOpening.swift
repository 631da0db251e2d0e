import SentinelModels

/// Opens state databases on servers.
struct ServerOpening {
    /// A way to the server; each call makes a session.
    var connect: @Sendable () throws(SentinelError) -> any ServerSession
    /// The words of the server that a session has reached; throws for one that is too old or unfit.
    var dialect: @Sendable (any ServerSession) throws(SentinelError) -> any SQLDialect
    var clock: any LeaseClock
    var migrations = Migration.all
    var linger = GroupWriter.Linger()
    var patience = ServerPatience()

    /// Opens the state for writing. A server that just starts, or others that change the same tables, are waited for.
    func open() throws(SentinelError) -> SQLStateStore {
        var tries = ServerPatience.Tries(patience, outage: patience.start)
        while true {
            do throws(SentinelError) {
                return try openOnce()
            } catch {
                guard tries.wait(after: error) else { throw error }
            }
        }
    }

    private func openOnce() throws(SentinelError) -> SQLStateStore {
        let first = try connect()
        defer { first.close() }
        let dialect = try dialect(first)
        try Migrator(connection: first, dialect: dialect, migrations: migrations).migrate(at: clock.now())
        let owners = AnnouncedOwners()
        let mark = CommitMark(writer: UUIDv7.make(at: clock.now()), dialect: dialect)
        let connection = ServerConnection(mark: mark, clock: clock, patience: patience, connect: connect)
        let session = StoreSession(connection: connection, dialect: dialect, clock: clock, owners: owners)
        return SQLStateStore(
            dialect: dialect, clock: clock, owners: owners, reader: reader,
            writer: GroupWriter(session: session, linger: linger, patience: patience))
    }

    func openForReading() throws(SentinelError) -> SQLStateStore? {
        let first = try connect()
        defer { first.close() }
        let dialect = try dialect(first)
        guard try Migrator(connection: first, dialect: dialect, migrations: migrations).pending().isEmpty else {
            return nil
        }
        return SQLStateStore(dialect: dialect, clock: clock, owners: AnnouncedOwners(), reader: reader, writer: nil)
    }

    func pendingMigrations() throws(SentinelError) -> [Migration] {
        try withMigrator { migrator throws(SentinelError) in try migrator.pending() }
    }

    func schemaVersion() throws(SentinelError) -> Int {
        try withMigrator { migrator throws(SentinelError) in try migrator.currentVersion() }
    }

    /// Reads and writes, with the words for it; closes when done.
    func withSession<Value>(
        _ body: (any ServerSession, any SQLDialect) throws(SentinelError) -> Value
    ) throws(SentinelError) -> Value {
        let session = try connect()
        defer { session.close() }
        return try body(session, dialect(session))
    }

    private func withMigrator<Value>(
        _ body: (Migrator) throws(SentinelError) -> Value
    ) throws(SentinelError) -> Value {
        try withSession { session, dialect throws(SentinelError) in
            try body(Migrator(connection: session, dialect: dialect, migrations: migrations))
        }
    }

    private var reader: ReadWorker {
        ReadWorker(patience: patience) { () throws(SentinelError) in
            ServerConnection(mark: nil, clock: clock, patience: patience, connect: connect)
        }
    }
}
