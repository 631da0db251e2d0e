import SentinelModels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Brings a database to the newest schema.
///
/// Where changes of the schema belong to transactions, each migration is one. Elsewhere the migration's statements are
/// written into a journal one by one, so that an interrupted migration goes on where it stopped.
struct Migrator {
    var connection: any StoreConnection
    var dialect: any SQLDialect
    var migrations = Migration.all
    /// How long another process that changes the schema is waited for.
    var lockPatience = Duration.seconds(60)

    private static let lockName = "sqlsentinel:"

    /// The version a database has: 0 for one without state tables.
    func currentVersion() throws(SentinelError) -> Int {
        guard try !dialect.existingTables([Table.meta], on: connection).isEmpty else { return 0 }
        return try connection.first("SELECT MAX(version) FROM \(Table.meta)", []) { $0.int(0) } ?? 0
    }

    /// The steps that are missing; throws ``SentinelError/Code/schemaVersion`` for a newer database, and for one that a
    /// copy has filled in part.
    func pending() throws(SentinelError) -> [Migration] {
        try StateCopyMark.refuse(on: connection, dialect)
        let current = try currentVersion()
        let newest = migrations.last?.version ?? 0
        let unfinished = try journal?.unfinishedVersion(on: connection, dialect) ?? 0
        guard max(current, unfinished) <= newest else {
            throw SentinelError(
                .schemaVersion,
                """
                the state database has schema version \(max(current, unfinished)), but this program knows versions up to \(newest); \
                use the newer program that wrote it
                """)
        }
        return migrations.filter { $0.version > current }
    }

    /// Applies the missing steps. Several processes may do so at once: each step is checked again under its lock.
    func migrate(at now: Timestamp) throws(SentinelError) {
        let pending = try pending()
        guard !pending.isEmpty else { return }
        switch dialect.migrationStyle {
        case .transactional(let lock): try migrateInTransactions(pending, lock: lock, at: now)
        case .stepwise(let lock, let unlock): try migrateByJournal(lock: lock, unlock: unlock, at: now)
        }
    }

    private var journal: MigrationJournal? {
        if case .stepwise = dialect.migrationStyle { MigrationJournal() } else { nil }
    }

    private func migrateInTransactions(
        _ pending: [Migration], lock: String?, at now: Timestamp
    ) throws(SentinelError) {
        for (position, migration) in pending.enumerated() {
            if position > 0 { try FaultPoint.betweenMigrations.pass() }
            try connection.transaction(writing: true) { () throws(SentinelError) in
                if let lock { try wait(for: lock, []) }
                guard try currentVersion() < migration.version else { return }
                let context = MigrationContext(connection: connection, dialect: dialect, now: now)
                if migration.version == migrations.first?.version {
                    for statement in bookkeeping { try connection.execute(statement) }
                }
                try migration.apply(context)
                try note(migration, at: now)
            }
        }
    }

    private func migrateByJournal(lock: String, unlock: String, at now: Timestamp) throws(SentinelError) {
        try wait(for: lock, [.text(Self.lockName)])
        // Whoever loses the connection loses the lock as well.
        defer { try? connection.query(unlock, [.text(Self.lockName)]) { _ in true } }
        try prepare()
        for (position, migration) in try pending().enumerated() {
            if position > 0 { try FaultPoint.betweenMigrations.pass() }
            let journal = MigrationJournal(version: migration.version)
            try migration.apply(
                MigrationContext(connection: connection, dialect: dialect, now: now, journal: journal))
            try connection.transaction(writing: true) { () throws(SentinelError) in
                try note(migration, at: now)
                try journal.forget(on: connection)
            }
        }
    }

    /// Asks again and again: a question that waits in the server would meet the limits of locks and of answers.
    private func wait(for lock: String, _ values: [SQLValue]) throws(SentinelError) {
        let deadline = ContinuousClock.now + lockPatience
        while try connection.first(lock, values, { $0.int(0) }) != 1 {
            guard ContinuousClock.now < deadline else {
                // Who has waited that long need not begin to wait anew.
                throw SentinelError(
                    .busy, "another process is changing the schema of the state database", isRetryable: false)
            }
            usleep(20_000)
        }
    }

    private func prepare() throws(SentinelError) {
        let tables = bookkeeping + [MigrationJournal().table(dialect)]
        for statement in tables where try !StatementEffect(statement).isThere(on: connection, dialect) {
            try connection.execute(statement)
        }
    }

    /// The tables that are there before any migration.
    private var bookkeeping: [String] {
        let meta =
            "version BIGINT NOT NULL PRIMARY KEY, name VARCHAR(255) NOT NULL, applied_at BIGINT NOT NULL"
        // Not by its key only: older databases have it with row numbers.
        return [dialect.createTable(Table.meta, meta, isKeyed: false)] + dialect.ownTables
    }

    private func note(_ migration: Migration, at now: Timestamp) throws(SentinelError) {
        try connection.run(
            "INSERT INTO \(Table.meta) (version, name, applied_at) VALUES (?, ?, ?)",
            [.of(migration.version), .text(migration.name), .of(now)])
    }
}
