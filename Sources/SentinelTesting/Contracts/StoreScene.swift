import SentinelModels

/// A store with the small steps that the clauses of the contract are written in.
struct StoreScene: Sendable {
    var harness: StateStoreHarness
    var store: any StateStore { harness.store }
    var now: Timestamp { harness.clock.now() }

    init(_ harness: StateStoreHarness) {
        self.harness = harness
    }

    func advance(_ seconds: Int) {
        harness.clock.advance(by: .seconds(seconds))
    }

    func claim(
        _ alert: AlertDefinition, _ runID: String, by owner: String = "a", fire: Timestamp? = nil,
        scope: TenantScope = .default
    ) async throws -> RunClaimResult {
        let request = RunClaim(
            runID: runID, alert: alert, trigger: fire == nil ? .manual : .schedule, fireAt: fire,
            owner: OwnerID(owner), scope: scope)
        let results = try await store.claim([request])
        try require(results.count, equals: 1, "one answer for each claim")
        return results[0]
    }

    /// Claims and demands to be granted.
    func granted(
        _ alert: AlertDefinition, _ runID: String, by owner: String = "a", fire: Timestamp? = nil,
        scope: TenantScope = .default, file: StaticString = #fileID, line: UInt = #line
    ) async throws -> (run: ClaimedRun, snapshot: AlertSnapshot) {
        let result = try await claim(alert, runID, by: owner, fire: fire, scope: scope)
        guard case .granted(let run, let snapshot) = result else {
            throw ContractViolation("the slot is free, yet the claim got \(result)", file: file, line: line)
        }
        try require(run.id, equals: runID, "the run keeps the id of its claim", file: file, line: line)
        return (run, snapshot)
    }

    /// The commit of a run that found a problem and owes these notices.
    func firing(
        _ alert: AlertDefinition, _ claimed: (run: ClaimedRun, snapshot: AlertSnapshot), _ notices: [NoticeFixture] = []
    ) -> RunCommit {
        var state = claimed.snapshot.state
        let episode = state.instances[.single]?.episode ?? .fixture(alert, at: now)
        state.instances[.single] = InstanceState(
            condition: .firing, since: episode.openedAt, streak: state.alertStreak + 1, severity: .critical,
            episode: episode, value: .integer(42))
        state.alertStreak += 1
        state.lastRunAt = now
        state.lastFireAt = claimed.run.fireAt ?? state.lastFireAt
        state.eventSequence = max(state.eventSequence, notices.map(\.sequence).max() ?? 0)
        for notice in notices {
            let key = LedgerKey(subject: .single, route: notice.route)
            var ledger = state.ledger[key] ?? RouteLedger(episodeID: episode.id)
            ledger.lastSequence = notice.sequence
            ledger.lastPromisedAt = now
            ledger.noticeCount += 1
            state.ledger[key] = ledger
        }
        let record = record(alert, claimed.run, outcome: .alert, value: .integer(42))
        let decisions = notices.map { $0.decision(for: alert, runID: claimed.run.id, at: now) }
        var events: [Event] = []
        for decision in decisions where !events.contains(decision.event) { events.append(decision.event) }
        return RunCommit(
            run: claimed.run, baseRevision: claimed.snapshot.revision, record: record, state: state, events: events,
            decisions: decisions)
    }

    /// The commit of a run that found nothing.
    func fine(_ alert: AlertDefinition, _ claimed: (run: ClaimedRun, snapshot: AlertSnapshot)) -> RunCommit {
        var state = claimed.snapshot.state
        state.instances[.single] = InstanceState(condition: .ok, since: now, streak: state.okStreak + 1)
        state.okStreak += 1
        state.lastRunAt = now
        state.lastFireAt = claimed.run.fireAt ?? state.lastFireAt
        return RunCommit(
            run: claimed.run, baseRevision: claimed.snapshot.revision,
            record: record(alert, claimed.run, outcome: .ok, value: .integer(0)), state: state, events: [],
            decisions: [])
    }

    /// A whole run that ends the problem, with these notices of the end.
    @discardableResult
    func resolve(
        _ alert: AlertDefinition, _ runID: String, _ notices: [NoticeFixture]
    ) async throws -> RunCommit {
        let claimed = try await granted(alert, runID)
        let episode = claimed.snapshot.state.instances[.single]?.episode ?? .fixture(alert, at: now)
        var commit = fine(alert, claimed)
        commit.state.ledger = [:]
        commit.state.eventSequence += 1
        let event = Event(
            sequence: commit.state.eventSequence, kind: .resolved, cause: .transition, subject: .single,
            from: "firing", to: "ok", at: now, episode: episode)
        commit.events = [event]
        commit.decisions = notices.map { notice in
            var decision = notice.decision(for: alert, runID: runID, at: now)
            decision.event = event
            decision.intent?.content.event = .resolved
            decision.intent?.content.sequence = event.sequence
            decision.intent?.content.episode = episode
            decision.intent?.content.notice = 2
            return decision
        }
        try await self.commit(commit)
        return commit
    }

    func record(
        _ alert: AlertDefinition, _ run: ClaimedRun, outcome: RunOutcome, value: SQLValue? = nil
    ) -> RunRecord {
        RunRecord(
            id: run.id, alert: alert.key, alertName: alert.name, trigger: run.trigger, fireAt: run.fireAt,
            startedAt: now, duration: .milliseconds(12), outcome: outcome, actualValue: value,
            threshold: .integer(10), query: alert.query)
    }

    /// Commits one and demands that it is stored; returns the new revision.
    @discardableResult
    func commit(_ commit: RunCommit, file: StaticString = #fileID, line: UInt = #line) async throws -> Int64 {
        let results = try await store.commit([commit])
        guard results.count == 1, case .committed(let revision) = results[0] else {
            throw ContractViolation("the commit is in order, yet it got \(results)", file: file, line: line)
        }
        return revision
    }

    /// A whole run that ends firing with these notices.
    @discardableResult
    func fire(
        _ alert: AlertDefinition, _ runID: String, _ notices: [NoticeFixture] = []
    ) async throws -> RunCommit {
        let commit = firing(alert, try await granted(alert, runID), notices)
        try await self.commit(commit)
        return commit
    }

    func take(
        by owner: String = "a", limit: Int = 64, perReceiver: Int = 2
    ) async throws -> [ClaimedMessage] {
        try await store.take(TakeRequest(owner: OwnerID(owner), limit: limit, limitPerReceiver: perReceiver))
    }

    /// Takes, and demands exactly these messages in this order.
    @discardableResult
    func take(
        _ expected: [String], by owner: String = "a", limit: Int = 64, perReceiver: Int = 2, _ promise: String,
        file: StaticString = #fileID, line: UInt = #line
    ) async throws -> [ClaimedMessage] {
        let taken = try await take(by: owner, limit: limit, perReceiver: perReceiver)
        try require(taken.map(\.message.id), equals: expected, promise, file: file, line: line)
        return taken
    }

    @discardableResult
    func settle(
        _ claimed: ClaimedMessage, _ outcome: Settlement.Outcome, health: ReceiverHealth? = nil
    ) async throws -> Bool {
        let settlement = Settlement(
            messageID: claimed.message.id, fence: claimed.fence, outcome: outcome, at: now, health: health)
        let results = try await store.settle([settlement])
        try require(results.count, equals: 1, "one answer for each settlement")
        return results[0]
    }

    func snapshot(_ alert: AlertDefinition, scope: TenantScope = .default) async throws -> AlertSnapshot? {
        try await store.snapshots(of: [alert.key], scope: scope)[alert.key]
    }

    func message(_ id: String) async throws -> NotificationMessage {
        let found = try await store.messages(MessageQuery(ids: [id]))
        guard let message = found.first, found.count == 1 else {
            throw ContractViolation("message \(id) is kept; found \(found.count)")
        }
        return message
    }

    func history(_ query: HistoryQuery = HistoryQuery(limit: nil)) async throws -> [RunRecord] {
        try await store.history(query)
    }
}
