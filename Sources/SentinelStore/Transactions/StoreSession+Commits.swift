import SentinelModels

extension StoreSession {
    private struct RunRow {
        var number: Int64
        var alert: Int64
        var isRunning: Bool
        var fence: Int64
        var resultFence: Int64?
        var revision: Int64
        var queryHash: String
    }

    func commit(_ commit: RunCommit) throws(SentinelError) -> RunCommitResult {
        let now = try now()
        let run = commit.run
        let tenant = run.scope.tenant
        guard let row = try runRow(run) else { return .fenced }
        guard row.isRunning else {
            return row.resultFence == run.fence ? .committed(revision: commit.baseRevision + 1) : .fenced
        }
        guard row.fence == run.fence else { return .fenced }
        let name = AlertName(tenant: tenant, key: run.alert)
        guard row.revision == commit.baseRevision else {
            return .conflict(try snapshot(of: row.alert, run.alert, tenant: tenant, at: now))
        }
        try FaultPoint.beforeRunWrite.pass()
        let old: AlertState
        if let known = states.removeValue(forKey: name), known.revision == row.revision {
            old = known.state
        } else {
            old =
                row.revision == 0
                ? AlertState() : try stateRows.read(row.alert, of: run.alert, tenant: tenant)?.state ?? AlertState()
        }
        try stateRows.write(
            commit.state, replacing: old, base: row.revision, alert: row.alert, tenant: tenant,
            at: commit.record.startedAt)
        try FaultPoint.afterStateWrite.pass()
        try write(commit, alert: row.alert, at: now)
        try FaultPoint.afterIntentWrite.pass()
        try finish(commit.record, row: row, fence: run.fence, tenant: tenant, at: now)
        try FaultPoint.beforeRunCommit.pass()
        return .committed(revision: row.revision + 1)
    }

    private func runRow(_ run: ClaimedRun) throws(SentinelError) -> RunRow? {
        let found = try connection.first(
            """
            SELECT r.run_number, r.alert_id, r.state, r.fence, r.res_fence, r.query_hash FROM \(Table.run) r
            WHERE r.tenant = ? AND r.id = ?\(dialect.lockingClause)
            """, [.text(run.scope.tenant), .text(run.id)]
        ) { row in
            RunRow(
                number: row.integer(at: 0), alert: row.integer(at: 1), isRunning: row.text(at: 2) == "running",
                fence: row.integer(at: 3), resultFence: row.optionalInt64(4), revision: 0, queryHash: row.text(at: 5))
        }
        // Not joined: a clause that locks would take rows of both tables, or be refused.
        guard var row = found else { return nil }
        row.revision = try stateRows.revision(of: row.alert, tenant: run.scope.tenant) ?? 0
        return row
    }

    private func snapshot(
        of alert: Int64, _ key: AlertKey, tenant: String, at now: Timestamp
    ) throws(SentinelError) -> AlertSnapshot {
        let stored = try stateRows.read(alert, of: key, tenant: tenant)
        return AlertSnapshot(
            revision: stored?.revision ?? 0, state: stored?.state ?? AlertState(),
            silences: try silenceRows.read(tenant: tenant, endingAfter: now))
    }

    /// The running row becomes history.
    private func finish(
        _ record: RunRecord, row: RunRow, fence: Int64, tenant: String, at now: Timestamp
    ) throws(SentinelError) {
        // The claim has kept the definition's query; a run of another text is rare.
        let isKnown = alerts[AlertName(tenant: tenant, key: record.alert)].map { known in
            known.definition.query == record.query && known.queryHash == row.queryHash
        }
        let hash = isKnown == true ? row.queryHash : try keep(record.query, tenant: tenant)
        let values: [SQLValue] = [
            .text(record.alertName), .text(record.outcome.rawValue), .integer(fence), .of(record.startedAt), .of(now),
            .integer(record.duration.wholeMicroseconds), .text(hash), .of(record.severity?.rawValue),
            .of(NamedValues.text(record.context)), .of(record.transition.map { RunCodec.json($0).encoded() }),
            .of(RunCodec.instances(of: record)), .of(record.error?.code.description), .of(record.error?.message),
        ]
        try connection.run(
            """
            UPDATE \(Table.run) SET state = 'done', owner = NULL, lease_until = NULL, alert_name = ?, outcome = ?,
            res_fence = ?, started_at = ?, finished_at = ?, duration_us = ?, query_hash = ?, severity = ?,
            context_json = ?, transition_json = ?, instances_json = ?, error_code = ?, error_text = ?,
            value_type = ?, value_text = ?, value_num = ?, threshold_type = ?, threshold_text = ?, threshold_num = ?
            WHERE run_number = ?
            """,
            values + ValueColumns.values(record.actualValue) + ValueColumns.values(record.threshold)
                + [.integer(row.number)])
    }

    /// Events, decisions and messages of a run.
    private func write(_ commit: RunCommit, alert: Int64, at now: Timestamp) throws(SentinelError) {
        guard !commit.events.isEmpty || !commit.decisions.isEmpty else { return }
        let tenant = commit.run.scope.tenant
        var written: Set<Int64> = []
        for event in commit.events + commit.decisions.map(\.event) where written.insert(event.sequence).inserted {
            try write(event, alert: alert, runID: commit.run.id, tenant: tenant)
        }
        for (position, decision) in commit.decisions.enumerated() {
            try write(decision, position: position, alert: alert, runID: commit.run.id, tenant: tenant)
            guard let intent = decision.intent else { continue }
            try write(intent, to: decision.receiver, alert: alert, tenant: tenant, at: now)
        }
    }

    private func write(
        _ event: Event, alert: Int64, runID: String, tenant: String
    ) throws(SentinelError) {
        try connection.run(
            """
            INSERT INTO \(Table.event) (tenant, alert_id, seq, kind, cause, subject, from_state, to_state, occurred_at,
            run_id, episode_id, episode_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(tenant), .integer(alert), .integer(event.sequence), .text(event.kind.rawValue),
                .text(event.cause.rawValue), .text(event.subject.description), .text(event.from), .text(event.to),
                .of(event.at), .text(runID), .text(event.episode.id), .of(event.episode.openedAt),
            ])
    }

    private func write(
        _ decision: NotificationDecision, position: Int, alert: Int64, runID: String, tenant: String
    ) throws(SentinelError) {
        try connection.run(
            """
            INSERT INTO \(Table.intent) (tenant, alert_id, seq, route_key, target, rank_no, run_id, receiver_key,
            decision, reason, silence_id, message_id) VALUES (?, ?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(tenant), .integer(alert), .integer(decision.event.sequence), .text(decision.routeKey),
                .of(position), .text(runID), .text(decision.receiver.description), .text(decision.outcome.word),
                .text(decision.outcome.reason), .of(decision.silenceID), .of(decision.intent?.messageID),
            ])
    }

    private func write(
        _ intent: NotificationIntent, to receiver: ReceiverKey, alert: Int64, tenant: String, at now: Timestamp
    ) throws(SentinelError) {
        try connection.run(
            texts.insertMessage,
            [
                .text(tenant), .text(intent.messageID), .integer(alert), .text(receiver.description),
                .text(intent.orderKey), .integer(intent.content.sequence), .text(ContentCodec.text(intent.content)),
                .text(DeliveryState.pending.rawValue), .of(now), .of(now), .of(intent.expiresAt),
                .integer(now.duration(to: intent.expiresAt).wholeMicroseconds), .integer(0), .integer(0),
            ])
    }
}
