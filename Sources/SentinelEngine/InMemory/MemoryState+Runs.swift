import SentinelModels

extension MemoryState {
    mutating func claim(_ request: RunClaim, at now: Timestamp) -> RunClaimResult {
        let id = AlertID(tenant: request.scope.tenant, key: request.alert.key)
        var alert = alerts[id] ?? Alert(definition: request.alert)
        alert.definition = request.alert
        defer { alerts[id] = alert }
        if isServed(request, of: alert) { return .superseded }
        var fence: Int64 = 1
        if let slot = alert.running {
            let isSame = slot.run.id == request.runID && slot.owner == request.owner
            guard isSame || slot.leaseUntil <= now else { return .busy(until: slot.leaseUntil) }
            fence = slot.run.fence + 1
            let isSameFire = slot.run.fireAt != nil && slot.run.fireAt == request.fireAt
            if !isSame && !isSameFire { abandon(slot, of: &alert) }
        }
        let run = ClaimedRun(
            id: request.runID, alert: request.alert.key, trigger: request.trigger, fireAt: request.fireAt,
            fence: fence, scope: request.scope)
        alert.running = RunningSlot(
            run: run, owner: request.owner, leaseUntil: now.advanced(by: request.lease), startedAt: now,
            alertName: request.alert.name, query: request.alert.query)
        let silences = silences(of: id.tenant, includingEnded: false, at: now)
        return .granted(run, AlertSnapshot(revision: alert.revision, state: alert.state, silences: silences))
    }

    /// Whether the fire has a result, or a later one has.
    private func isServed(_ request: RunClaim, of alert: Alert) -> Bool {
        if runs[request.runID] != nil { return true }
        guard let fire = request.fireAt else { return false }
        if let last = alert.state.lastFireAt, fire <= last { return true }
        return alert.fires.contains { served, runID in
            served == fire || served > fire && runs[runID]?.record.outcome != .abandoned
        }
    }

    /// Keeps a run whose owner died in history.
    private mutating func abandon(_ slot: RunningSlot, of alert: inout Alert) {
        let record = RunRecord(
            id: slot.run.id, alert: slot.run.alert, alertName: slot.alertName, trigger: slot.run.trigger,
            fireAt: slot.run.fireAt, startedAt: slot.startedAt, outcome: .abandoned, error: .abandoned,
            query: slot.query)
        runs[slot.run.id] = Run(tenant: slot.run.scope.tenant, record: record, fence: slot.run.fence + 1)
        if let fire = slot.run.fireAt { alert.fires[fire] = slot.run.id }
    }

    mutating func renew(_ owner: OwnerID, at now: Timestamp) -> Int {
        var count = 0
        for (id, alert) in alerts {
            guard let slot = alert.running, slot.owner == owner, slot.leaseUntil > now else { continue }
            alerts[id]?.running?.leaseUntil = now.advanced(by: .seconds(30))
            count += 1
        }
        return count
    }

    mutating func release(_ run: ClaimedRun) {
        let id = AlertID(tenant: run.scope.tenant, key: run.alert)
        guard let slot = alerts[id]?.running, slot.run.id == run.id, slot.run.fence == run.fence else { return }
        alerts[id]?.running = nil
    }

    /// What a commit would answer if it may not be stored; nil if it may.
    func refusal(of commit: RunCommit, at now: Timestamp) -> RunCommitResult? {
        let run = commit.run
        let id = AlertID(tenant: run.scope.tenant, key: run.alert)
        if let stored = runs[run.id], stored.fence == run.fence, stored.tenant == id.tenant {
            return .committed(revision: commit.baseRevision + 1)
        }
        guard let alert = alerts[id], let slot = alert.running, slot.run.id == run.id, slot.run.fence == run.fence
        else { return .fenced }
        return alert.revision == commit.baseRevision ? nil : .conflict(snapshot(id, at: now))
    }

    mutating func store(_ commit: RunCommit, at now: Timestamp) -> RunCommitResult {
        let run = commit.run
        let id = AlertID(tenant: run.scope.tenant, key: run.alert)
        var record = commit.record
        record.notifications = commit.decisions.map(NotificationRecord.init)
        runs[run.id] = Run(tenant: id.tenant, record: record, fence: run.fence)
        if let fire = run.fireAt { alerts[id]?.fires[fire] = run.id }
        alerts[id]?.running = nil
        alerts[id]?.state = commit.state
        alerts[id]?.revision = commit.baseRevision + 1
        for (position, decision) in commit.decisions.enumerated() {
            guard let intent = decision.intent else { continue }
            let link = Link(
                runID: run.id, position: position,
                ledgerKey: LedgerKey(subject: decision.event.subject, route: decision.routeKey))
            promise(intent, to: decision.receiver, link: link, tenant: id.tenant, at: now)
        }
        return .committed(revision: commit.baseRevision + 1)
    }

    private mutating func promise(
        _ intent: NotificationIntent, to receiver: ReceiverKey, link: Link, tenant: String, at now: Timestamp
    ) {
        if messages[intent.messageID] == nil {
            messages[intent.messageID] = Message(
                tenant: tenant, message: NotificationMessage(intent, to: receiver, at: now),
                lifetime: now.duration(to: intent.expiresAt), links: [])
            unsettled.insert(intent.messageID)
        }
        messages[intent.messageID]?.links.append(link)
    }
}
