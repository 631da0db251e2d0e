import SentinelModels

/// A step of the schema: numbered, applied once, never edited after its release.
struct Migration: Sendable {
    var version: Int
    /// What it does, in a few words.
    var name: String
    /// Changes the schema through ``MigrationContext/define(_:)`` and rows through ``MigrationContext/fill(_:_:)``: it is
    /// started over when it was interrupted.
    var apply: @Sendable (MigrationContext) throws(SentinelError) -> Void

    /// All steps, oldest first.
    static let all = [
        Migration(version: 1, name: "create the state tables; take over the Python original's") {
            context throws(SentinelError) in
            let schema = Schema(dialect: context.dialect)
            let originals = try OriginalTables.rename(context)
            for statement in schema.tables { try context.define(statement) }
            if !originals.isEmpty {
                let source = OriginalSource(
                    connection: context.connection, dialect: context.dialect,
                    executions: originals.contains(Table.executions) ? Table.original(Table.executions) : nil,
                    states: originals.contains(Table.state) ? Table.original(Table.state) : nil)
                try context.fill("import the original's rows") { () throws(SentinelError) in
                    _ = try OriginalImport(target: context, keepsNumbers: true).run(source)
                    try context.dialect.continueCounting("run_number", of: Table.run, on: context.connection)
                }
            }
            for statement in schema.views { try context.define(statement) }
        },
        Migration(version: 2, name: "index what was announced, and silences by their end") {
            context throws(SentinelError) in
            try context.define(
                context.dialect.partialIndex(
                    "sqlsentinel_message_sent", on: Table.message, "tenant, order_key, receiver_key",
                    where: "state = 'sent'", unique: false))
            try context.define("CREATE INDEX sqlsentinel_silence_end ON \(Table.silence) (ends_at, tenant)")
        },
        Migration(version: 3, name: "note where the audit log begins and ends") { context throws(SentinelError) in
            try context.define(
                context.dialect.createTable(
                    Table.auditEnds,
                    """
                    tenant VARCHAR(64) NOT NULL, first_no BIGINT NOT NULL, before_first CHAR(64) NOT NULL,
                    last_no BIGINT NOT NULL, last_hash CHAR(64) NOT NULL, PRIMARY KEY (tenant)
                    """, isKeyed: true))
            try context.fill("note the ends of the audit logs that there are") { () throws(SentinelError) in
                try context.connection.run(
                    """
                    INSERT INTO \(Table.auditEnds) (tenant, first_no, before_first, last_no, last_hash)
                    SELECT f.tenant, f.entry_no, f.previous_hash, l.entry_no, l.entry_hash
                    FROM \(Table.audit) f JOIN \(Table.audit) l ON l.tenant = f.tenant WHERE
                    f.entry_no = (SELECT MIN(a.entry_no) FROM \(Table.audit) a WHERE a.tenant = f.tenant)
                    AND l.entry_no = (SELECT MAX(a.entry_no) FROM \(Table.audit) a WHERE a.tenant = f.tenant)
                    """, [])
            }
        },
    ]
}

/// What a migration works with.
struct MigrationContext {
    var connection: any StoreConnection
    var dialect: any SQLDialect
    var now: Timestamp
    /// What is done already of the migration that is under way; nil where it is one transaction.
    var journal: MigrationJournal?

    /// Runs a statement that changes the schema.
    func define(_ statement: String) throws(SentinelError) {
        guard let journal else { return try connection.execute(statement) }
        try journal.define(statement, in: self)
    }

    /// Changes rows, all or nothing.
    func fill(_ name: String, _ body: () throws(SentinelError) -> Void) throws(SentinelError) {
        guard let journal else { return try body() }
        try journal.fill(name, in: self, body)
    }
}
