public import SentinelModels
import SentinelSQL

extension SQLStateStore {
    /// Looks for damage: the file itself, the audit log, and rows that contradict each other. Changes nothing.
    ///
    /// Reads everything once: about a second for a million runs.
    public func check() async throws(SentinelError) -> [StateFinding] {
        try await reader.read { [self] connection throws(SentinelError) in
            try StateAudit(connection: connection, dialect: dialect, now: now(on: connection)).findings()
        }
    }

    /// Adds history, state and silences of a database of the Python original, all or nothing.
    ///
    /// Doing it again adds nothing. Alerts that have a state here keep theirs. The original is only read.
    /// - Parameters:
    ///   - url: The original's state database, such as `sqlite:///sqlsentinel.db`.
    ///   - actor: Who does it, for the audit log.
    /// - Throws: `SentinelError.Code.notFound` if there is no such database or it holds none of its tables.
    @discardableResult
    public func importOriginal(
        _ url: String, by actor: Actor
    ) async throws(SentinelError) -> ImportSummary {
        let path = try StateDatabaseURL(url).path
        return try await writer().perform { session throws(SentinelError) in
            let connection = try Self.connectToOriginal(path)
            defer { connection.close() }
            let source = try OriginalSource(in: connection, dialect: session.dialect)
            guard source.hasTables else {
                throw SentinelError(.notFound, "\(path) holds no tables of the Python original")
            }
            let now = try session.now()
            let target = MigrationContext(connection: session.connection, dialect: session.dialect, now: now)
            let summary = try OriginalImport(target: target, keepsNumbers: false).run(source)
            try session.note(
                .stateImported, String(path.suffix(255)),
                "\(summary.runs) runs, \(summary.states) states, \(summary.silences) silences",
                tenant: TenantScope.default.tenant, by: actor, at: now)
            return summary
        }
    }

    private static func connectToOriginal(_ path: String) throws(SentinelError) -> any StoreConnection {
        #if SQLite
            return try SQLiteStoreConnection(path: StatePath.prepare(path, mayCreate: false), access: .readOnly)
        #else
            throw SentinelError(.unsupported, "this build has no SQLite: enable the package trait 'SQLite'")
        #endif
    }
}
