import SentinelModels

/// An alert's state in its rows: one for the alert, one for each instance, one for each instance and route.
struct StateRows {
    var connection: any StoreConnection
    var dialect: any SQLDialect

    /// The revision of an alert's state; nil before its first run.
    func revision(of alert: Int64, tenant: String) throws(SentinelError) -> Int64? {
        try connection.first(
            "SELECT revision FROM \(Table.alertState) WHERE tenant = ? AND alert_id = ?\(dialect.lockingClause)",
            [.text(tenant), .integer(alert)]
        ) { $0.integer(at: 0) }
    }

    /// The state with its revision; nil before the first run.
    func read(_ alert: Int64, tenant: String) throws(SentinelError) -> (revision: Int64, state: AlertState)? {
        let key: [SQLValue] = [.text(tenant), .integer(alert)]
        let read = try connection.first(
            """
            SELECT revision, health, health_since, error_streak, no_data_streak, alert_streak, ok_streak, event_seq,
            last_fire_at, last_success_at, last_run_at, last_alert_at, last_ok_at, health_episode_id,
            health_episode_at FROM \(Table.alertState) WHERE tenant = ? AND alert_id = ?
            """, key, alertRow)
        guard let revision = read?.0, var state = read?.1 else { return nil }
        try connection.query(
            """
            SELECT fingerprint, identity_json, condition_state, since, streak, severity, episode_id, episode_at,
            value_type, value_text, opening_type, opening_text
            FROM \(Table.instanceState) WHERE tenant = ? AND alert_id = ?
            """, key
        ) { row throws(SentinelError) in
            state.instances[Fingerprint(stored: row.text(at: 0))] = try instance(row)
            return true
        }
        try connection.query(
            """
            SELECT fingerprint, route_key, episode_id, last_seq, last_promised_at, next_reminder_at, reminder_count,
            notice_count, give_up_count, gave_up_at FROM \(Table.ledger) WHERE tenant = ? AND alert_id = ?
            """, key
        ) { row in
            let key = LedgerKey(subject: Fingerprint(stored: row.text(at: 0)), route: row.text(at: 1))
            state.ledger[key] = Self.ledger(row, from: 2)
            return true
        }
        return (revision, state)
    }

    /// The same, for an error that names the alert if what is stored cannot be read.
    func read(
        _ alert: Int64, of key: AlertKey, tenant: String
    ) throws(SentinelError) -> (revision: Int64, state: AlertState)? {
        do {
            return try read(alert, tenant: tenant)
        } catch {
            throw error.isOfDamage ? .damaged("a state of '\(key)'", underlying: error.underlying) : error
        }
    }

    private func alertRow(_ row: any StoreRow) throws(SentinelError) -> (Int64, AlertState) {
        guard let health = AlertHealth(rawValue: row.text(at: 1)) else { throw JSONReader.damaged }
        var state = AlertState()
        state.health = health
        state.healthSince = row.optionalTime(2)
        state.errorStreak = row.int(3)
        state.noDataStreak = row.int(4)
        state.alertStreak = row.int(5)
        state.okStreak = row.int(6)
        state.eventSequence = row.integer(at: 7)
        state.lastFireAt = row.optionalTime(8)
        state.lastSuccessAt = row.optionalTime(9)
        state.lastRunAt = row.optionalTime(10)
        state.lastAlertAt = row.optionalTime(11)
        state.lastOKAt = row.optionalTime(12)
        state.healthEpisode = episode(row, 13)
        return (row.integer(at: 0), state)
    }

    private func instance(_ row: any StoreRow) throws(SentinelError) -> InstanceState {
        guard let condition = InstanceCondition(rawValue: row.text(at: 2)) else { throw JSONReader.damaged }
        return InstanceState(
            identity: try NamedValues.identity(text: row.optionalString(1)), condition: condition, since: row.time(3),
            streak: row.int(4), severity: row.optionalString(5).flatMap(Severity.init(rawValue:)),
            episode: episode(row, 6), valueAtOpening: try ValueColumns.read(row, 10),
            value: try ValueColumns.read(row, 8))
    }

    private func episode(_ row: any StoreRow, _ column: Int) -> Episode? {
        row.optionalString(column).map { Episode(id: $0, openedAt: row.time(column + 1)) }
    }

    static func ledger(_ row: any StoreRow, from column: Int) -> RouteLedger {
        var ledger = RouteLedger(episodeID: row.text(at: column))
        ledger.lastSequence = row.optionalInt64(column + 1)
        ledger.lastPromisedAt = row.optionalTime(column + 2)
        ledger.nextReminderAt = row.optionalTime(column + 3)
        ledger.reminderCount = row.int(column + 4)
        ledger.noticeCount = row.int(column + 5)
        ledger.giveUpCount = row.int(column + 6)
        ledger.gaveUpAt = row.optionalTime(column + 7)
        return ledger
    }

    /// Writes what differs from the state that was read. The caller has compared the revision.
    func write(
        _ state: AlertState, replacing old: AlertState, base: Int64, alert: Int64, tenant: String, at time: Timestamp
    ) throws(SentinelError) {
        let key: [SQLValue] = [.text(tenant), .integer(alert)]
        try writeAlert(state, base: base, key)
        for (fingerprint, instance) in state.instances where old.instances[fingerprint] != instance {
            try write(instance, fingerprint, key)
        }
        for fingerprint in old.instances.keys where state.instances[fingerprint] == nil {
            try connection.run(
                "DELETE FROM \(Table.instanceState) WHERE tenant = ? AND alert_id = ? AND fingerprint = ?",
                key + [.text(fingerprint.description)])
        }
        for (ledgerKey, ledger) in state.ledger where old.ledger[ledgerKey] != ledger {
            try write(ledger, ledgerKey, key)
        }
        for ledgerKey in old.ledger.keys where state.ledger[ledgerKey] == nil {
            try connection.run(
                """
                DELETE FROM \(Table.ledger) WHERE tenant = ? AND alert_id = ? AND fingerprint = ? AND route_key = ?
                """, key + [.text(ledgerKey.subject.description), .text(ledgerKey.route)])
        }
        try writeEpisodes(state, replacing: old, key, at: time)
    }

    private func writeAlert(_ state: AlertState, base: Int64, _ key: [SQLValue]) throws(SentinelError) {
        let values: [SQLValue] = [
            .integer(base + 1), .text(state.health.rawValue), .of(state.healthSince), .of(state.errorStreak),
            .of(state.noDataStreak), .of(state.alertStreak), .of(state.okStreak), .integer(state.eventSequence),
            .of(state.lastFireAt), .of(state.lastSuccessAt), .of(state.lastRunAt), .of(state.lastAlertAt),
            .of(state.lastOKAt), .of(state.healthEpisode?.id), .of(state.healthEpisode?.openedAt),
        ]
        if base > 0 {
            try connection.run(
                """
                UPDATE \(Table.alertState) SET revision = ?, health = ?, health_since = ?, error_streak = ?,
                no_data_streak = ?, alert_streak = ?, ok_streak = ?, event_seq = ?, last_fire_at = ?,
                last_success_at = ?, last_run_at = ?, last_alert_at = ?, last_ok_at = ?, health_episode_id = ?,
                health_episode_at = ? WHERE tenant = ? AND alert_id = ?
                """, values + key)
        } else {
            try connection.run(
                """
                INSERT INTO \(Table.alertState) (revision, health, health_since, error_streak, no_data_streak,
                alert_streak, ok_streak, event_seq, last_fire_at, last_success_at, last_run_at, last_alert_at,
                last_ok_at, health_episode_id, health_episode_at, tenant, alert_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, values + key)
        }
    }

    private static let instanceColumns = [
        "identity_json", "condition_state", "since", "streak", "severity", "episode_id", "episode_at", "value_type",
        "value_text", "value_num", "opening_type", "opening_text", "opening_num",
    ]
    private static let ledgerColumns = [
        "episode_id", "last_seq", "last_promised_at", "next_reminder_at", "reminder_count", "notice_count",
        "give_up_count", "gave_up_at",
    ]

    private func write(
        _ instance: InstanceState, _ fingerprint: Fingerprint, _ key: [SQLValue]
    ) throws(SentinelError) {
        let values: [SQLValue] = [
            .of(NamedValues.text(instance.identity)), .text(instance.condition.rawValue), .of(instance.since),
            .of(instance.streak), .of(instance.severity?.rawValue), .of(instance.episode?.id),
            .of(instance.episode?.openedAt),
        ]
        try connection.run(
            StatementTexts.of(dialect).upsertInstance,
            key + [.text(fingerprint.description)] + values + ValueColumns.values(instance.value)
                + ValueColumns.values(instance.valueAtOpening))
    }

    func write(_ ledger: RouteLedger, _ ledgerKey: LedgerKey, _ key: [SQLValue]) throws(SentinelError) {
        try connection.run(
            StatementTexts.of(dialect).upsertLedger,
            key + [
                .text(ledgerKey.subject.description), .text(ledgerKey.route), .text(ledger.episodeID),
                .of(ledger.lastSequence), .of(ledger.lastPromisedAt), .of(ledger.nextReminderAt),
                .of(ledger.reminderCount), .of(ledger.noticeCount), .of(ledger.giveUpCount), .of(ledger.gaveUpAt),
            ])
    }

    /// Opens and closes episodes as they appear in the state and leave it.
    private func writeEpisodes(
        _ state: AlertState, replacing old: AlertState, _ key: [SQLValue], at time: Timestamp
    ) throws(SentinelError) {
        let before = Self.episodes(of: old)
        let after = Self.episodes(of: state)
        for (episode, subject) in after where before[episode] == nil {
            try connection.run(
                dialect.insertIfAbsent(Table.episode, ["tenant", "alert_id", "id", "fingerprint", "opened_at"]),
                key + [.text(episode.id), .text(subject.description), .of(episode.openedAt)])
        }
        for episode in before.keys where after[episode] == nil {
            try connection.run(
                "UPDATE \(Table.episode) SET closed_at = ?, close_reason = 'resolved' WHERE tenant = ? AND id = ?",
                [.of(time), key[0], .text(episode.id)])
        }
    }

    private static func episodes(of state: AlertState) -> [Episode: Fingerprint] {
        var episodes: [Episode: Fingerprint] = [:]
        if let episode = state.healthEpisode { episodes[episode] = .health }
        for (fingerprint, instance) in state.instances {
            if let episode = instance.episode { episodes[episode] = fingerprint }
        }
        return episodes
    }

    /// The texts of the upserts that depend on the dialect only.
    static func upsertInstance(_ dialect: any SQLDialect) -> String {
        dialect.upsert(Table.instanceState, key: ["tenant", "alert_id", "fingerprint"], columns: instanceColumns)
    }

    static func upsertLedger(_ dialect: any SQLDialect) -> String {
        dialect.upsert(Table.ledger, key: ["tenant", "alert_id", "fingerprint", "route_key"], columns: ledgerColumns)
    }
}
