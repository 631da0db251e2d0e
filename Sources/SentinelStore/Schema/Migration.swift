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
        }
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
