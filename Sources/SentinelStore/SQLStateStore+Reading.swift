public import SentinelModels

extension SQLStateStore {
    /// What is remembered; see `StateStore.snapshots(of:scope:)`.
    public func snapshots(
        of alerts: [AlertKey], scope: TenantScope
    ) async throws(SentinelError) -> [AlertKey: AlertSnapshot] {
        try await reader.read { [self] connection throws(SentinelError) in
            let register = AlertRegister(connection: connection, dialect: dialect)
            let rows = StateRows(connection: connection, dialect: dialect)
            let silences = try SilenceRows(connection: connection, dialect: dialect)
                .read(tenant: scope.tenant, endingAfter: now(on: connection))
            var snapshots: [AlertKey: AlertSnapshot] = [:]
            for key in Set(alerts) {
                guard let id = try register.id(of: key, tenant: scope.tenant),
                    let stored = try rows.read(id, of: key, tenant: scope.tenant)
                else { continue }
                snapshots[key] = AlertSnapshot(revision: stored.revision, state: stored.state, silences: silences)
            }
            return snapshots
        }
    }

    /// When the next message may be due; see `StateStore.nextDelivery()`.
    ///
    /// While another process sends a message, the answer is at most a second away, because the process may die.
    public func nextDelivery() async throws(SentinelError) -> Timestamp? {
        try await reader.read { [self] connection throws(SentinelError) in
            let hold = "\(dialect.greatest)(m.not_before, COALESCE(h.open_until, 0), COALESCE(h.held_until, 0))"
            let due = try connection.first(
                """
                SELECT MIN(CASE m.state WHEN 'sending' THEN m.lease_until
                ELSE \(dialect.least)(\(hold), m.expires_at) END)
                FROM \(Table.message) m \(OutboxText.health) WHERE \(OutboxText.unsettled) AND \(OutboxText.head)
                """, []
            ) { $0.optionalTime(0) }
            guard let due = due ?? nil else { return nil }
            let senders = try connection.all(
                """
                SELECT DISTINCT m.owner FROM \(Table.message) m
                WHERE \(OutboxText.unsettled) AND m.state = 'sending'
                """, []
            ) { OwnerID($0.text(at: 0)) }
            let others = senders.filter { !owners.isOurs($0) }
            guard !others.isEmpty else { return due }
            let now = try now(on: connection)
            return min(due, others.contains(where: owners.isDead) ? now : now.advanced(by: .seconds(1)))
        }
    }

    /// Silences; see `StateStore.silences(scope:includingEnded:)`.
    public func silences(scope: TenantScope, includingEnded: Bool) async throws(SentinelError) -> [Silence] {
        try await reader.read { [self] connection throws(SentinelError) in
            try SilenceRows(connection: connection, dialect: dialect)
                .read(tenant: scope.tenant, endingAfter: includingEnded ? nil : now(on: connection))
        }
    }

    /// Runs of the past; see `StateStore.history(_:)`.
    public func history(_ query: HistoryQuery) async throws(SentinelError) -> [RunRecord] {
        try await reader.read { connection throws(SentinelError) in
            try HistoryRows(connection: connection).read(query)
        }
    }

    /// Messages of the outbox; see `StateStore.messages(_:)`.
    public func messages(_ query: MessageQuery) async throws(SentinelError) -> [NotificationMessage] {
        try await reader.read { connection throws(SentinelError) in
            var filter = Filter("m.tenant", is: .text(query.scope.tenant))
            if let ids = query.ids { filter.add("m.id", in: ids) }
            if !query.states.isEmpty { filter.add("m.state", in: query.states.map(\.rawValue)) }
            if let receiver = query.receiver { filter.add("m.receiver_key = ?", .text(receiver.description)) }
            if let alert = query.alert {
                filter.add(
                    "m.alert_id IN (SELECT alert_id FROM \(Table.alert) WHERE tenant = m.tenant AND alert_key = ?)",
                    .text(alert.description))
            }
            return try connection.all(
                """
                SELECT \(MessageRow.columns) FROM \(Table.message) m WHERE \(filter.text)
                ORDER BY m.created_at DESC, m.seq DESC, m.id DESC LIMIT ?
                """, filter.values + [.of(query.limit.map { max(0, $0) } ?? Int.max)]
            ) { row throws(SentinelError) in try MessageRow(row).message }
        }
    }

    /// How receivers fare; see `StateStore.receiverHealth(scope:)`.
    public func receiverHealth(scope: TenantScope) async throws(SentinelError) -> [ReceiverHealth] {
        let all = try await reader.read { connection throws(SentinelError) in
            try connection.all(
                """
                SELECT receiver_key, failure_streak, open_until, held_until, last_success_at, last_failure_at,
                error_code, error_text FROM \(Table.health) WHERE tenant = ?
                """, [.text(scope.tenant)]
            ) { row in
                var health = ReceiverHealth(receiver: ReceiverKey(row.text(at: 0)))
                health.failureStreak = row.int(1)
                health.openUntil = row.optionalTime(2)
                health.heldUntil = row.optionalTime(3)
                health.lastSuccessAt = row.optionalTime(4)
                health.lastFailureAt = row.optionalTime(5)
                health.lastError = row.failure(6)
                return health
            }
        }
        return all.sorted { $0.receiver < $1.receiver }
    }

    /// Numbers; see `StateStore.statistics(scope:)`. Costs a scan of the runs and messages that are kept.
    public func statistics(scope: TenantScope) async throws(SentinelError) -> StoreStatistics {
        try await reader.read { connection throws(SentinelError) in
            let tenant: [SQLValue] = [.text(scope.tenant)]
            let runs = try connection.all(
                """
                SELECT alert_name, outcome, COUNT(*), SUM(duration_us) FROM \(Table.run)
                WHERE tenant = ? AND state = 'done' GROUP BY alert_name, outcome
                """, tenant
            ) { row throws(SentinelError) in
                guard let outcome = RunOutcome(rawValue: row.text(at: 1)) else { throw JSONReader.damaged }
                return StoreStatistics.RunCount(
                    alertName: row.text(at: 0), outcome: outcome, count: row.int(2),
                    totalDuration: .microseconds(row.integer(at: 3)))
            }
            let messages = try connection.all(
                "SELECT receiver_key, state, COUNT(*) FROM \(Table.message) WHERE tenant = ? GROUP BY receiver_key, state",
                tenant
            ) { row throws(SentinelError) in
                guard let state = DeliveryState(rawValue: row.text(at: 1)) else { throw JSONReader.damaged }
                return StoreStatistics.MessageCount(
                    receiver: ReceiverKey(row.text(at: 0)), state: state, count: row.int(2))
            }
            let oldest = try connection.first(
                "SELECT MIN(m.created_at) FROM \(Table.message) m WHERE m.tenant = ? AND \(OutboxText.unsettled)",
                tenant
            ) { $0.optionalTime(0) }
            var statistics = StoreStatistics(runs: runs, messages: messages, oldestUnsettled: oldest ?? nil)
            statistics.sort()
            return statistics
        }
    }

    /// The audit log of a tenant, oldest entry first.
    public func auditEntries(scope: TenantScope) async throws(SentinelError) -> [AuditEntry] {
        try await reader.read { [self] connection throws(SentinelError) in
            try AuditLog(connection: connection, dialect: dialect).entries(of: scope.tenant)
        }
    }
}
