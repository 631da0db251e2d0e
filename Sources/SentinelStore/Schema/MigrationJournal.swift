import SentinelModels

/// Which statements of a migration are done, where a change of the schema cannot be undone.
///
/// A statement is noted before it runs (the database is "dirty" as long) and again when it has run. Between the two the
/// process may die: then the database itself is asked whether the statement has had its effect.
struct MigrationJournal {
    static let name = Table.prefix + "schema_step"

    var version = 0

    func table(_ dialect: any SQLDialect) -> String {
        dialect.createTable(
            Self.name,
            """
            version BIGINT NOT NULL, step_hash CHAR(64) NOT NULL, step_text \(dialect.longText) NOT NULL,
            is_done BIGINT NOT NULL, PRIMARY KEY (version, step_hash)
            """, isKeyed: true)
    }

    /// The version of a migration that was begun and not finished; nil if there is none.
    func unfinishedVersion(
        on connection: any StoreConnection, _ dialect: any SQLDialect
    ) throws(SentinelError) -> Int? {
        guard try !dialect.existingTables([Self.name], on: connection).isEmpty else { return nil }
        return try connection.first("SELECT version FROM \(Self.name) ORDER BY version DESC LIMIT 1", []) { $0.int(0) }
    }

    func define(_ statement: String, in context: MigrationContext) throws(SentinelError) {
        let connection = context.connection
        switch try state(of: statement, on: connection) {
        case .done: return
        case .begun:
            if try !StatementEffect(statement).isThere(on: connection, context.dialect) {
                try connection.execute(statement)
            }
        case .unknown:
            try connection.run(
                "INSERT INTO \(Self.name) (version, step_hash, step_text, is_done) VALUES (?, ?, ?, 0)",
                [.of(version), .text(Digest.sha256(statement)), .text(statement)])
            try FaultPoint.beforeMigrationStep.pass()
            try connection.execute(statement)
        }
        try FaultPoint.afterMigrationStep.pass()
        try connection.run(
            "UPDATE \(Self.name) SET is_done = 1 WHERE version = ? AND step_hash = ?",
            [.of(version), .text(Digest.sha256(statement))])
    }

    func fill(
        _ name: String, in context: MigrationContext, _ body: () throws(SentinelError) -> Void
    ) throws(SentinelError) {
        let connection = context.connection
        guard try state(of: name, on: connection) == .unknown else { return }
        try connection.transaction(writing: true) { () throws(SentinelError) in
            try body()
            try FaultPoint.beforeMigrationStep.pass()
            try connection.run(
                "INSERT INTO \(Self.name) (version, step_hash, step_text, is_done) VALUES (?, ?, ?, 1)",
                [.of(version), .text(Digest.sha256(name)), .text(name)])
        }
        try FaultPoint.afterMigrationStep.pass()
    }

    func forget(on connection: any StoreConnection) throws(SentinelError) {
        try connection.run("DELETE FROM \(Self.name) WHERE version = ?", [.of(version)])
    }

    private enum StepState { case unknown, begun, done }

    private func state(of step: String, on connection: any StoreConnection) throws(SentinelError) -> StepState {
        let isDone = try connection.first(
            "SELECT is_done FROM \(Self.name) WHERE version = ? AND step_hash = ?",
            [.of(version), .text(Digest.sha256(step))]
        ) { $0.int(0) == 1 }
        return isDone.map { $0 ? .done : .begun } ?? .unknown
    }
}
