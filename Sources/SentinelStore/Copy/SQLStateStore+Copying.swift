public import SentinelModels

extension SQLStateStore {
    /// Copies everything from one state database into another: alerts, history, states, the outbox, silences, the audit
    /// log. The tables that a take-over has kept of the Python original are not copied; what they held is in history.
    ///
    /// The source is read at one moment and not changed; what is written to it later is not copied, so stop whatever uses
    /// it first. Rows are read back and compared. A copy that was interrupted is begun anew when it is asked for again;
    /// until then nothing opens the target.
    /// - Parameters:
    ///   - source: The URL of a state database of the newest schema version.
    ///   - target: The URL of an empty one; a file is made, a server's database must exist.
    ///   - clock: What the target's new records go by.
    /// - Throws: `SentinelError.Code.notFound` without a source, `SentinelError.Code.schemaVersion` for one of another
    ///   version, `SentinelError.Code.conflict` if the target holds a state, the errors of ``open(_:clock:)``.
    public static func copy(
        from source: String, to target: String, clock: any LeaseClock = SystemClock()
    ) throws(SentinelError) -> StateCopySummary {
        let origin = try StateDatabaseURL(source)
        let destination = try StateDatabaseURL(target)
        guard origin != destination else {
            throw SentinelError(.configuration, "source and target of the copy are the same database")
        }
        return try origin.withCopySide(writing: false, clock: clock) { from throws(SentinelError) in
            guard let from, try Migrator(connection: from.connection, dialect: from.dialect).pending().isEmpty else {
                throw SentinelError(
                    .schemaVersion,
                    """
                    the source has no state of this program's schema version; let 'sentinel state migrate' bring it to \
                    that first
                    """, isRetryable: false)
            }
            return try destination.withCopySide(writing: true, clock: clock) { to throws(SentinelError) in
                guard let to else { throw SentinelError(.notFound, "there is no target") }
                return try StateCopy(source: from, target: to).run()
            }
        }
    }
}

extension StateDatabaseURL {
    /// One connection to the database, for reading or, with its tables made, for writing; nil without a file.
    fileprivate func withCopySide<Value>(
        writing: Bool, clock: any LeaseClock, _ body: (StateCopy.Side?) throws(SentinelError) -> Value
    ) throws(SentinelError) -> Value {
        switch self {
        case .sqlite(let path, _):
            return try SQLiteOpening(path: path, clock: clock).withCopySide(writing: writing, body)
        case .postgreSQL(let server):
            return try ServerOpening.postgreSQL(server, clock: clock).withCopySide(writing: writing, body)
        case .mySQL(let server):
            return try ServerOpening.mySQL(server, clock: clock).withCopySide(writing: writing, body)
        }
    }
}

extension ServerOpening {
    fileprivate func withCopySide<Value>(
        writing: Bool, _ body: (StateCopy.Side?) throws(SentinelError) -> Value
    ) throws(SentinelError) -> Value {
        try withSession { session, dialect throws(SentinelError) in
            let side = StateCopy.Side(connection: session, dialect: dialect)
            if writing, try !StateCopyMark.isThere(on: session, dialect) {
                try Migrator(connection: session, dialect: dialect, migrations: migrations).migrate(at: clock.now())
            }
            return try body(side)
        }
    }
}
