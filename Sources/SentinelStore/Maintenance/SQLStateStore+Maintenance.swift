public import SentinelModels
import SentinelSQL

extension SQLStateStore {
    /// Looks for damage: the file itself, the audit log, rows that contradict each other, and settings of the server with
    /// which a power failure may lose what was stored. Changes nothing.
    ///
    /// Reads everything once: about a second for a million runs.
    public func check() async throws(SentinelError) -> [StateFinding] {
        try await reader.read { [self] connection throws(SentinelError) in
            try StateAudit(connection: connection, dialect: dialect, now: now(on: connection)).findings()
        }
    }

    /// Settings of the server with which a power failure may lose what was stored; a part of ``check()``.
    public func durabilityFindings() async throws(SentinelError) -> [StateFinding] {
        try await reader.read { [self] connection throws(SentinelError) in
            try dialect.durabilityFindings(on: connection).map { StateFinding(kind: .durability, description: $0) }
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
        let place = try StateDatabaseURL(url)
        return try await writer().perform { session throws(SentinelError) in
            let original = try place.connectToOriginal()
            defer { original.connection.close() }
            let source = try OriginalSource(in: original.connection, dialect: original.dialect)
            guard source.hasTables else {
                throw SentinelError(.notFound, "\(place.name) holds no tables of the Python original")
            }
            let now = try session.now()
            let target = MigrationContext(connection: session.connection, dialect: session.dialect, now: now)
            let summary = try OriginalImport(target: target, keepsNumbers: false).run(source)
            try session.note(
                .stateImported, String(place.name.suffix(255)),
                "\(summary.runs) runs, \(summary.states) states, \(summary.silences) silences",
                tenant: TenantScope.default.tenant, by: actor, at: now)
            return summary
        }
    }
}

extension StateDatabaseURL {
    /// The place as people are told of it, without account and parameters.
    var name: String {
        switch self {
        case .sqlite(let path, _): path
        case .postgreSQL(let server), .mySQL(let server): "\(server.host)/\(server.database)"
        }
    }

    /// A connection that reads another program's state database.
    fileprivate func connectToOriginal() throws(SentinelError) -> StateCopy.Side {
        switch self {
        case .sqlite(let path, _):
            #if SQLite
                let file = try StatePath.prepare(path, mayCreate: false)
                return StateCopy.Side(
                    connection: try SQLiteStoreConnection(path: file, access: .readOnly), dialect: SQLiteDialect())
            #else
                throw .missingTrait("SQLite")
            #endif
        case .postgreSQL(let server): return try ServerOpening.postgreSQL(server, clock: SystemClock()).side()
        case .mySQL(let server): return try ServerOpening.mySQL(server, clock: SystemClock()).side()
        }
    }
}

extension ServerOpening {
    fileprivate func side() throws(SentinelError) -> StateCopy.Side {
        let session = try connect()
        do throws(SentinelError) {
            return StateCopy.Side(connection: session, dialect: try dialect(session))
        } catch {
            session.close()
            throw error
        }
    }
}
