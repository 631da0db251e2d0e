import SentinelModels

/// What an import found and kept.
public struct ImportSummary: Sendable, Hashable {
    /// Runs added to history.
    public var runs = 0
    /// Alerts whose state was taken over; those that have a state here already keep theirs.
    public var states = 0
    /// Silences added, ended ones included.
    public var silences = 0

    /// Nothing found.
    public init() {}
}

/// Writes an original's history, state and silences into our tables. Doing it twice adds nothing the second time.
struct OriginalImport {
    var target: MigrationContext
    /// Whether runs keep the original's numbers: only in a database that had no runs.
    var keepsNumbers: Bool

    private static let tenant = TenantScope.default.tenant
    private static let page = 1000

    func run(_ source: OriginalSource) throws(SentinelError) -> ImportSummary {
        var summary = ImportSummary()
        var alerts: [String: Int64] = [:]
        var opened: [String: Timestamp] = [:]
        var last: Int64 = .min
        while true {
            let page = try source.executions(after: last, limit: Self.page)
            for execution in page {
                let alert = try alertID(execution.alertName, query: execution.query, known: &alerts)
                summary.runs += try insert(execution, alert: alert)
                switch execution.outcome {
                case .alert: opened[execution.alertName] = opened[execution.alertName] ?? execution.executedAt
                case .ok: opened[execution.alertName] = nil
                default: break
                }
                last = execution.number
            }
            if page.count < Self.page { break }
        }
        for state in try source.states() {
            let alert = try alertID(state.alertName, query: "", known: &alerts)
            summary.states += try insert(state, alert: alert, openedAt: opened[state.alertName])
            if let until = state.silencedUntil { summary.silences += try insertSilence(over: state, until: until) }
        }
        return summary
    }

    private func alertID(
        _ name: String, query: String, known: inout [String: Int64]
    ) throws(SentinelError) -> Int64 {
        if let id = known[name] { return id }
        let definition = AlertDefinition(name: name, query: query)
        let register = AlertRegister(connection: target.connection, dialect: target.dialect)
        // An alert that is here already has its real definition; the original kept only the query.
        let id: Int64
        if let known = try register.id(of: definition.key, tenant: Self.tenant) {
            id = known
        } else {
            id = try register.id(
                of: definition.key, tenant: Self.tenant, registering: definition, queryHash: Digest.sha256(query),
                at: target.now)
        }
        known[name] = id
        return id
    }

    private func insert(_ execution: OriginalSource.Execution, alert: Int64) throws(SentinelError) -> Int {
        let hash = Digest.sha256(execution.query)
        try target.connection.run(
            target.dialect.insertIfAbsent(Table.query, ["tenant", "query_hash", "sql_text"]),
            [.text(Self.tenant), .text(hash), .text(execution.query)])
        var columns = [
            "tenant", "id", "alert_id", "alert_name", "trigger_kind", "state", "outcome", "fence", "res_fence",
            "started_at", "finished_at", "duration_us", "query_hash", "context_json", "error_code", "error_text",
            "legacy_sent", "legacy_error", "value_type", "value_text", "value_num", "threshold_type",
            "threshold_text", "threshold_num",
        ]
        let started = execution.executedAt.advanced(by: .microseconds(-execution.duration.wholeMicroseconds))
        var values: [SQLValue] = [
            .text(Self.tenant), .text(runID(execution)), .integer(alert), .text(execution.alertName),
            .text(execution.trigger.rawValue), .text("done"), .text(execution.outcome.rawValue), .integer(0),
            .integer(0), .of(started), .of(execution.executedAt), .integer(execution.duration.wholeMicroseconds),
            .text(hash), .of(NamedValues.text(execution.context)), execution.error == nil ? .null : .text("query"),
            .of(execution.error), .integer(execution.isSent ? 1 : 0), .of(execution.notificationError),
        ]
        values += ValueColumns.values(execution.actualValue) + ValueColumns.values(execution.threshold)
        if keepsNumbers {
            columns.append("run_number")
            values.append(.integer(execution.number))
        }
        return try target.connection.run(target.dialect.insertIfAbsent(Table.run, columns), values)
    }

    /// The same id whenever the same row is imported.
    private func runID(_ execution: OriginalSource.Execution) -> String {
        var generator = SeededGenerator(
            text: "\(execution.number)/\(execution.alertName)/\(execution.executedAt.microseconds)")
        return UUIDv7.make(at: execution.executedAt, using: &generator)
    }

    private func insert(
        _ original: OriginalSource.State, alert: Int64, openedAt: Timestamp?
    ) throws(SentinelError) -> Int {
        guard original.lastExecutedAt != nil || original.status != nil else { return 0 }
        let rows = StateRows(connection: target.connection, dialect: target.dialect)
        guard try rows.revision(of: alert, tenant: Self.tenant) == nil else { return 0 }
        var state = AlertState()
        state.healthSince = original.lastExecutedAt
        state.alertStreak = original.alerts
        state.okStreak = original.oks
        state.lastSuccessAt = original.lastExecutedAt
        state.lastRunAt = original.lastExecutedAt
        state.lastAlertAt = original.lastAlertAt
        state.lastOKAt = original.lastOKAt
        let isFiring = original.status?.uppercased() == "ALERT"
        let since = (isFiring ? openedAt ?? original.lastAlertAt : original.lastOKAt) ?? target.now
        var episode: Episode?
        if isFiring {
            var generator = SeededGenerator(text: "episode/\(original.alertName)/\(since.microseconds)")
            episode = Episode(id: UUIDv7.make(at: since, using: &generator), openedAt: since)
        }
        state.instances[.single] = InstanceState(
            condition: isFiring ? .firing : .ok, since: since, streak: max(original.alerts, original.oks, 1),
            episode: episode)
        try rows.write(state, replacing: AlertState(), base: 0, alert: alert, tenant: Self.tenant, at: since)
        return 1
    }

    private func insertSilence(
        over original: OriginalSource.State, until: Timestamp
    ) throws(SentinelError) -> Int {
        let start = min(original.updatedAt ?? target.now, until)
        var generator = SeededGenerator(text: "silence/\(original.alertName)/\(until.microseconds)")
        let silence = Silence(
            id: UUIDv7.make(at: start, using: &generator), matchers: [.init("alertname", .equal, original.alertName)],
            startsAt: start, endsAt: until, author: "import", comment: "taken over from the Python original")
        return try SilenceRows(connection: target.connection, dialect: target.dialect)
            .insert(silence, tenant: Self.tenant) ? 1 : 0
    }
}

/// Gives the same numbers for the same text.
private struct SeededGenerator: RandomNumberGenerator {
    private var numbers: [UInt64]

    init(text: String) {
        let digits = Array(Digest.sha256(text).utf8)
        numbers = stride(from: 0, to: 64, by: 16).map { start in
            UInt64(String(decoding: digits[start..<start + 16], as: UTF8.self), radix: 16) ?? 0
        }
    }

    mutating func next() -> UInt64 {
        numbers.isEmpty ? 0 : numbers.removeFirst()
    }
}
