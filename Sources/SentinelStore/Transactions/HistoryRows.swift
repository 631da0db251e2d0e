import SentinelModels

/// Reads history.
struct HistoryRows {
    var connection: any StoreConnection

    func read(_ query: HistoryQuery) throws(SentinelError) -> [RunRecord] {
        var filter = Filter("r.tenant", is: .text(query.scope.tenant))
        filter.add("r.state = 'done'")
        if let id = query.runID { filter.add("r.id = ?", .text(id)) }
        if let alert = query.alert { try filter.add(alert, of: query.scope.tenant, on: connection) }
        if !query.outcomes.isEmpty { filter.add("r.outcome", in: query.outcomes.map(\.rawValue)) }
        if let since = query.since { filter.add("r.started_at >= ?", .of(since)) }
        let page: [SQLValue] = [
            .of(query.limit.map { max(0, $0) } ?? Int.max), .of(max(0, query.offset)),
        ]
        var records = try connection.all(
            """
            SELECT r.id, d.alert_key, r.alert_name, r.trigger_kind, r.fire_at, r.started_at, r.duration_us, r.outcome,
            r.value_type, r.value_text, r.threshold_type, r.threshold_text, r.severity, r.context_json,
            r.transition_json, r.instances_json, r.error_code, r.error_text, q.sql_text
            FROM \(Table.run) r JOIN \(Table.alert) d ON d.tenant = r.tenant AND d.alert_id = r.alert_id
            LEFT JOIN \(Table.query) q ON q.tenant = r.tenant AND q.query_hash = r.query_hash
            WHERE \(filter.text) ORDER BY r.started_at DESC, r.id DESC LIMIT ? OFFSET ?
            """, filter.values + page, record)
        for index in records.indices {
            records[index].notifications = try notifications(of: records[index].id, tenant: query.scope.tenant)
        }
        return records
    }

    private func record(_ row: any StoreRow) throws(SentinelError) -> RunRecord {
        guard let trigger = RunTrigger(rawValue: row.text(at: 3)), let outcome = RunOutcome(rawValue: row.text(at: 7))
        else { throw JSONReader.damaged }
        var record = RunRecord(
            id: row.text(at: 0), alert: AlertKey(row.text(at: 1)), alertName: row.text(at: 2), trigger: trigger,
            fireAt: row.optionalTime(4), startedAt: row.time(5), duration: .microseconds(row.integer(at: 6)),
            outcome: outcome, actualValue: try ValueColumns.read(row, 8), threshold: try ValueColumns.read(row, 10),
            severity: row.optionalString(12).flatMap(Severity.init(rawValue:)),
            context: try NamedValues.context(text: row.optionalString(13)), error: row.failure(16),
            query: row.text(at: 18))
        if let text = row.optionalString(14) { record.transition = try RunCodec.transition(JSONReader(text: text)) }
        record.instances = try RunCodec.instances(row.optionalString(15), of: record)
        return record
    }

    private func notifications(of runID: String, tenant: String) throws(SentinelError) -> [NotificationRecord] {
        try connection.all(
            """
            SELECT i.receiver_key, i.seq, e.kind, i.decision, i.reason, m.state, i.message_id FROM \(Table.intent) i
            JOIN \(Table.event) e ON e.tenant = i.tenant AND e.alert_id = i.alert_id AND e.seq = i.seq
            LEFT JOIN \(Table.message) m ON m.tenant = i.tenant AND m.id = i.message_id
            WHERE i.tenant = ? AND i.run_id = ? ORDER BY i.rank_no
            """, [.text(tenant), .text(runID)]
        ) { row throws(SentinelError) in
            guard let kind = EventKind(rawValue: row.text(at: 2)),
                let decision = Self.decision(row.text(at: 3), reason: row.text(at: 4))
            else { throw JSONReader.damaged }
            return NotificationRecord(
                receiver: ReceiverKey(row.text(at: 0)), sequence: row.integer(at: 1), event: kind, decision: decision,
                delivery: row.optionalString(5).flatMap(DeliveryState.init(rawValue:)),
                messageID: row.optionalString(6))
        }
    }

    private static func decision(_ word: String, reason: String) -> NotificationDecision.Outcome? {
        word == "notify"
            ? NotifyReason(rawValue: reason).map { .notify($0) }
            : SuppressionReason(rawValue: reason).map { .suppress($0) }
    }
}

extension Filter {
    /// Runs of an alert by its key, or under a name it had.
    fileprivate mutating func add(
        _ alert: String, of tenant: String, on connection: any StoreConnection
    ) throws(SentinelError) {
        let id = try connection.first(
            "SELECT alert_id FROM \(Table.alert) WHERE tenant = ? AND alert_key = ?", [.text(tenant), .text(alert)]
        ) { $0.integer(at: 0) }
        add("(r.alert_id = ? OR r.alert_name = ?)", .integer(id ?? -1), .text(alert))
    }
}
