import SentinelModels

/// A step of the schema: numbered, applied once in a transaction of its own, never edited after its release.
struct Migration: Sendable {
    var version: Int
    /// What it does, in a few words.
    var name: String
    var apply: @Sendable (MigrationContext) throws(SentinelError) -> Void

    /// All steps, oldest first.
    static let all = [
        Migration(version: 1, name: "create the state tables; take over the Python original's") {
            context throws(SentinelError) in
            let schema = Schema(dialect: context.dialect)
            let originals = try OriginalTables.rename(context)
            for statement in schema.tables { try context.connection.execute(statement) }
            if !originals.isEmpty {
                let source = OriginalSource(
                    connection: context.connection, dialect: context.dialect,
                    executions: originals.contains(Table.executions) ? Table.original(Table.executions) : nil,
                    states: originals.contains(Table.state) ? Table.original(Table.state) : nil)
                _ = try OriginalImport(target: context, keepsNumbers: true).run(source)
            }
            for statement in schema.views { try context.connection.execute(statement) }
        },
        Migration(version: 2, name: "index what was announced, and silences by their end") {
            context throws(SentinelError) in
            try context.connection.execute(
                context.dialect.partialIndex(
                    "sqlsentinel_message_sent", on: Table.message, "tenant, order_key, receiver_key",
                    where: "state = 'sent'", unique: false))
            try context.connection.execute(
                "CREATE INDEX sqlsentinel_silence_end ON \(Table.silence) (ends_at, tenant)")
        },
        Migration(version: 3, name: "note where the audit log begins and ends") { context throws(SentinelError) in
            try context.connection.execute(
                """
                CREATE TABLE \(Table.auditEnds) (tenant VARCHAR(64) NOT NULL, first_no BIGINT NOT NULL,
                before_first CHAR(64) NOT NULL, last_no BIGINT NOT NULL, last_hash CHAR(64) NOT NULL,
                PRIMARY KEY (tenant))\(context.dialect.keyedTableSuffix)
                """)
            try context.connection.execute(
                """
                INSERT INTO \(Table.auditEnds) SELECT f.tenant, f.entry_no, f.previous_hash, l.entry_no, l.entry_hash
                FROM \(Table.audit) f JOIN \(Table.audit) l ON l.tenant = f.tenant WHERE
                f.entry_no = (SELECT MIN(a.entry_no) FROM \(Table.audit) a WHERE a.tenant = f.tenant)
                AND l.entry_no = (SELECT MAX(a.entry_no) FROM \(Table.audit) a WHERE a.tenant = f.tenant)
                """)
        },
    ]
}

/// What a migration works with.
struct MigrationContext {
    var connection: any StoreConnection
    var dialect: any SQLDialect
    var now: Timestamp
}

/// Brings a database to the newest schema, one transaction for each step.
struct Migrator {
    var connection: any StoreConnection
    var dialect: any SQLDialect
    var migrations = Migration.all

    /// The version a database has: 0 for one without state tables.
    func currentVersion() throws(SentinelError) -> Int {
        guard try !dialect.existingTables([Table.meta], on: connection).isEmpty else { return 0 }
        return try connection.first("SELECT MAX(version) FROM \(Table.meta)", []) { $0.int(0) } ?? 0
    }

    /// The steps that are missing; throws ``SentinelError/Code/schemaVersion`` for a newer database.
    func pending() throws(SentinelError) -> [Migration] {
        let current = try currentVersion()
        let newest = migrations.last?.version ?? 0
        guard current <= newest else {
            throw SentinelError(
                .schemaVersion,
                """
                the state database has schema version \(current), but this program knows versions up to \(newest); \
                use the newer program that wrote it
                """)
        }
        return migrations.filter { $0.version > current }
    }

    /// Applies the missing steps. Several processes may do so at once: each step is checked again under its lock.
    func migrate(at now: Timestamp) throws(SentinelError) {
        for (position, migration) in try pending().enumerated() {
            if position > 0 { try FaultPoint.betweenMigrations.pass() }
            try connection.transaction(writing: true) { () throws(SentinelError) in
                guard try currentVersion() < migration.version else { return }
                try apply(migration, at: now)
            }
        }
    }

    private func apply(_ migration: Migration, at now: Timestamp) throws(SentinelError) {
        if migration.version == migrations.first?.version {
            try connection.execute(
                """
                CREATE TABLE \(Table.meta) (version BIGINT NOT NULL PRIMARY KEY, name VARCHAR(255) NOT NULL,
                applied_at BIGINT NOT NULL)
                """)
        }
        try migration.apply(MigrationContext(connection: connection, dialect: dialect, now: now))
        try connection.run(
            "INSERT INTO \(Table.meta) (version, name, applied_at) VALUES (?, ?, ?)",
            [.of(migration.version), .text(migration.name), .of(now)])
    }
}
