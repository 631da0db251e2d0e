import SentinelModels

extension StoreSession {
    private struct Slot {
        var number: Int64
        var id: String
        var owner: String
        var fence: Int64
        var leaseUntil: Timestamp
        var fireAt: Timestamp?
    }

    func claim(_ requests: [RunClaim]) throws(SentinelError) -> [RunClaimResult] {
        let now = try now()
        var silences: [String: [Silence]] = [:]
        var results: [RunClaimResult] = []
        results.reserveCapacity(requests.count)
        for request in requests {
            let tenant = request.scope.tenant
            let known = try register(request.alert, tenant: tenant, at: now)
            guard let fence = try takeSlot(request, of: known, at: now, results: &results) else { continue }
            let stored: (revision: Int64, state: AlertState)?
            do throws(SentinelError) {
                stored = try stateRows.read(known.id, of: request.alert.key, tenant: tenant)
            } catch {
                guard error.isOfDamage else { throw error }
                try fail(request.runID, fence: fence, error, tenant: tenant, at: now)
                results.append(.failed(error))
                continue
            }
            let run = ClaimedRun(
                id: request.runID, alert: request.alert.key, trigger: request.trigger, fireAt: request.fireAt,
                fence: fence, scope: request.scope)
            if let fire = run.fireAt, let last = stored?.state.lastFireAt, fire <= last {
                // Another process has served a later fire between the look at what is served and the taking of the slot.
                try release([run])
                results.append(.superseded)
                continue
            }
            states[AlertName(tenant: tenant, key: request.alert.key)] = stored
            let inForce: [Silence]
            if let read = silences[tenant] {
                inForce = read
            } else {
                inForce = try silenceRows.read(tenant: tenant, endingAfter: now)
                silences[tenant] = inForce
            }
            results.append(
                .granted(
                    run,
                    AlertSnapshot(
                        revision: stored?.revision ?? 0, state: stored?.state ?? AlertState(), silences: inForce)))
        }
        try FaultPoint.beforeClaimCommit.pass()
        return results
    }

    /// The alert's number; its row is written only if this process has not seen the definition yet.
    func register(
        _ alert: AlertDefinition, tenant: String, at now: Timestamp
    ) throws(SentinelError) -> AlertKnown {
        let name = AlertName(tenant: tenant, key: alert.key)
        if let known = alerts[name], known.definition == alert { return known }
        let hash = try keep(alert.query, tenant: tenant)
        let id = try AlertRegister(connection: connection, dialect: dialect)
            .id(of: alert.key, tenant: tenant, registering: alert, queryHash: hash, at: now)
        let known = AlertKnown(id: id, definition: alert, queryHash: hash)
        alerts[name] = known
        return known
    }

    /// Keeps a query's text, once, and returns its hash.
    func keep(_ query: String, tenant: String) throws(SentinelError) -> String {
        let hash = Digest.sha256(query)
        try connection.run(texts.insertQuery, [.text(tenant), .text(hash), .text(query)])
        return hash
    }

    /// Makes the running row and returns its fence; or appends why not, and returns nil.
    private func takeSlot(
        _ request: RunClaim, of alert: AlertKnown, at now: Timestamp, results: inout [RunClaimResult],
        isSecondLook: Bool = false
    ) throws(SentinelError) -> Int64? {
        let tenant = request.scope.tenant
        if let fire = request.fireAt, try isServed(fire, alert: alert.id, tenant: tenant) {
            results.append(.superseded)
            return nil
        }
        var fence: Int64 = 1
        if let slot = try runningSlot(alert.id, tenant: tenant) {
            if try hasEnded(request.runID, tenant: tenant) {
                results.append(.superseded)
                return nil
            }
            let isSame = slot.id == request.runID && slot.owner == request.owner.description
            guard isSame || slot.leaseUntil <= now || owners.isDead(OwnerID(slot.owner)) else {
                results.append(.busy(until: slot.leaseUntil))
                return nil
            }
            fence = slot.fence + 1
            let isSameFire = slot.fireAt != nil && slot.fireAt == request.fireAt
            if isSame || isSameFire {
                try takeOver(slot, by: request, alert: alert, fence: fence, at: now)
                return fence
            }
            try abandon(slot, at: now)
        }
        let count = try connection.run(
            texts.insertRun,
            [
                .text(tenant), .text(request.runID), .integer(alert.id), .text(request.alert.name),
                .of(request.fireAt), .text(request.trigger.rawValue), .text("running"), .integer(fence),
                .text(request.owner.description), .of(now.advanced(by: request.lease)), .of(now),
                .text(alert.queryHash),
            ])
        guard count > 0 else {
            // Where several processes write at once, one of them may have made the row since it was looked for.
            guard isSecondLook || dialect.lockingClause.isEmpty else {
                return try takeSlot(request, of: alert, at: now, results: &results, isSecondLook: true)
            }
            results.append(.superseded)
            return nil
        }
        return fence
    }

    /// Whether the fire has its row, or a later one has a result.
    private func isServed(_ fire: Timestamp, alert: Int64, tenant: String) throws(SentinelError) -> Bool {
        let last = try connection.first(
            "SELECT last_fire_at FROM \(Table.alertState) WHERE tenant = ? AND alert_id = ?",
            [.text(tenant), .integer(alert)]
        ) { $0.optionalTime(0) }
        if let last = last ?? nil, fire <= last { return true }
        return try connection.first(
            """
            SELECT 1 FROM \(Table.run) WHERE tenant = ? AND alert_id = ? AND fire_at >= ? AND state = 'done'
            AND (fire_at = ? OR outcome <> 'abandoned') LIMIT 1
            """, [.text(tenant), .integer(alert), .of(fire), .of(fire)]
        ) { _ in true } ?? false
    }

    private func hasEnded(_ runID: String, tenant: String) throws(SentinelError) -> Bool {
        try connection.first(
            "SELECT 1 FROM \(Table.run) WHERE tenant = ? AND id = ? AND state = 'done'",
            [.text(tenant), .text(runID)]
        ) { _ in true } ?? false
    }

    private func runningSlot(_ alert: Int64, tenant: String) throws(SentinelError) -> Slot? {
        try connection.first(
            """
            SELECT run_number, id, owner, fence, lease_until, fire_at FROM \(Table.run)
            WHERE tenant = ? AND alert_id = ? AND state = 'running'\(dialect.lockingClause)
            """, [.text(tenant), .integer(alert)]
        ) { row in
            Slot(
                number: row.integer(at: 0), id: row.text(at: 1), owner: row.text(at: 2), fence: row.integer(at: 3),
                leaseUntil: row.time(4), fireAt: row.optionalTime(5))
        }
    }

    /// The same fire, or the same run: the row changes hands.
    private func takeOver(
        _ slot: Slot, by request: RunClaim, alert: AlertKnown, fence: Int64, at now: Timestamp
    ) throws(SentinelError) {
        try connection.run(
            """
            UPDATE \(Table.run) SET id = ?, alert_name = ?, trigger_kind = ?, fence = ?, owner = ?, lease_until = ?,
            started_at = ?, query_hash = ? WHERE run_number = ?
            """,
            [
                .text(request.runID), .text(request.alert.name), .text(request.trigger.rawValue), .integer(fence),
                .text(request.owner.description), .of(now.advanced(by: request.lease)), .of(now),
                .text(alert.queryHash), .integer(slot.number),
            ])
    }

    /// A run whose owner died ends without a result.
    private func abandon(_ slot: Slot, at now: Timestamp) throws(SentinelError) {
        try connection.run(
            """
            UPDATE \(Table.run) SET state = 'done', outcome = 'abandoned', fence = fence + 1, owner = NULL,
            lease_until = NULL, finished_at = ?, duration_us = 0, error_code = ?, error_text = ?
            WHERE run_number = ?
            """,
            [
                .of(now), .text(RunFailure.abandoned.code.description), .text(RunFailure.abandoned.message),
                .integer(slot.number),
            ])
    }

    /// A run that cannot begin, because the alert's state cannot be read, ends at once.
    private func fail(
        _ runID: String, fence: Int64, _ error: SentinelError, tenant: String, at now: Timestamp
    ) throws(SentinelError) {
        try connection.run(
            """
            UPDATE \(Table.run) SET state = 'done', outcome = 'error', res_fence = ?, owner = NULL, lease_until = NULL,
            finished_at = ?, duration_us = 0, error_code = ?, error_text = ? WHERE tenant = ? AND id = ?
            """,
            [
                .integer(fence), .of(now), .text(error.code.description), .text(error.message), .text(tenant),
                .text(runID),
            ])
    }

    func renew(_ owner: OwnerID) throws(SentinelError) -> Int {
        let now = try now()
        return try connection.run(
            "UPDATE \(Table.run) SET lease_until = ? WHERE state = 'running' AND owner = ? AND lease_until > ?",
            [.of(now.advanced(by: .seconds(30))), .text(owner.description), .of(now)])
    }

    func release(_ runs: [ClaimedRun]) throws(SentinelError) {
        for run in runs {
            try connection.run(
                "DELETE FROM \(Table.run) WHERE tenant = ? AND id = ? AND fence = ? AND state = 'running'",
                [.text(run.scope.tenant), .text(run.id), .integer(run.fence)])
        }
    }

    /// Gives back everything that the owners hold: running slots vanish, messages wait again and were not tried.
    func releaseLeases(of owners: [OwnerID]) throws(SentinelError) {
        for owner in owners {
            let owner: [SQLValue] = [.text(owner.description)]
            try connection.run("DELETE FROM \(Table.run) WHERE state = 'running' AND owner = ?", owner)
            // Looked for first, by an index that holds only what is under way.
            let messages = try connection.all(
                """
                SELECT m.tenant, m.id, m.fence FROM \(Table.message) m
                WHERE \(OutboxText.unsettled) AND m.state = 'sending' AND m.owner = ?
                """, owner
            ) { row -> [SQLValue] in [.text(row.text(at: 0)), .text(row.text(at: 1)), .integer(row.integer(at: 2))] }
            for message in messages {
                try connection.run(
                    """
                    DELETE FROM \(Table.attempt) WHERE tenant = ? AND message_id = ? AND fence = ? AND finished_at IS NULL
                    """, message)
                try connection.run(
                    """
                    UPDATE \(Table.message) SET state = 'pending', attempts = attempts - 1, owner = NULL,
                    lease_until = NULL WHERE tenant = ? AND id = ? AND fence = ? AND state = 'sending'
                    """, message)
            }
        }
    }
}
