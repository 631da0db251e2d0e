import SentinelModels
import SentinelTesting
import Testing

/// Whole steps of an engine, for tests that look at what a store made of them.
struct StoreSteps {
    var store: any StateStore
    var clock: ManualClock
    var owner = OwnerID("a")

    init(_ harness: StateStoreHarness) {
        store = harness.store
        clock = harness.clock
    }

    init(_ store: any StateStore, _ clock: ManualClock, owner: String = "a") {
        self.store = store
        self.clock = clock
        self.owner = OwnerID(owner)
    }

    func claim(_ alert: AlertDefinition, _ runID: String) async throws -> (run: ClaimedRun, snapshot: AlertSnapshot) {
        let claim = RunClaim(runID: runID, alert: alert, trigger: .manual, owner: owner)
        guard case .granted(let run, let snapshot) = try await store.claim([claim])[0] else {
            throw SentinelError(.busy, "the slot of \(alert.name) is taken")
        }
        return (run, snapshot)
    }

    /// The commit of a run that fires for the first time and owes these messages, each to its own receiver.
    func firing(
        _ alert: AlertDefinition, _ claimed: (run: ClaimedRun, snapshot: AlertSnapshot), notices: [String]
    ) -> RunCommit {
        let now = clock.now()
        let episode = Episode(id: "episode-\(alert.name)-\(claimed.run.id)", openedAt: now)
        var state = claimed.snapshot.state
        state.eventSequence += 1
        state.alertStreak += 1
        state.lastAlertAt = now
        state.lastRunAt = now
        state.instances[.single] = InstanceState(condition: .firing, since: now, episode: episode, value: .integer(1))
        let event = Event(
            sequence: state.eventSequence, kind: .firing, cause: .transition, subject: .single, from: "ok",
            to: "firing", at: now, episode: episode)
        var decisions: [NotificationDecision] = []
        for id in notices {
            let content = NotificationContent(
                alert: alert.key, alertName: alert.name, event: .firing, sequence: event.sequence, status: "ALERT",
                labels: alert.labels, episode: episode, occurredAt: now, runID: claimed.run.id)
            decisions.append(
                NotificationDecision(
                    event: event, routeKey: "to-\(id)", receiver: ReceiverKey("to-\(id)"),
                    outcome: .notify(.transition),
                    intent: NotificationIntent(
                        messageID: id, orderKey: episode.id, content: content,
                        expiresAt: now.advanced(by: .seconds(86_400)))))
            var ledger = RouteLedger(episodeID: episode.id)
            ledger.lastSequence = event.sequence
            ledger.lastPromisedAt = now
            ledger.noticeCount = 1
            state.ledger[LedgerKey(subject: .single, route: "to-\(id)")] = ledger
        }
        let transition = Transition(
            sequence: event.sequence, kind: .firing, subject: .single, from: "ok", to: "firing", at: now,
            episode: episode)
        let record = RunRecord(
            id: claimed.run.id, alert: alert.key, alertName: alert.name, trigger: .manual, startedAt: now,
            duration: .microseconds(12_500), outcome: .alert, actualValue: .decimal("500.25"),
            threshold: .integer(10_000),
            context: [
                ContextValue("region", .text("eu")), ContextValue("total", .decimal("12345678901234567890.12")),
            ], transition: transition, query: "SELECT 1")
        return RunCommit(
            run: claimed.run, baseRevision: claimed.snapshot.revision, record: record, state: state, events: [event],
            decisions: decisions)
    }

    func fire(_ name: String, runID: String = "r1", notices: [String] = []) async throws {
        let alert = AlertDefinition.fixture(name)
        let results = try await store.commit([firing(alert, try await claim(alert, runID), notices: notices)])
        guard case .committed = results[0] else { throw SentinelError(.conflict, "\(results)") }
    }

    /// The commit of a run without any transition.
    func plain(
        _ alert: AlertDefinition, _ claimed: (run: ClaimedRun, snapshot: AlertSnapshot), outcome: RunOutcome = .ok
    ) -> RunCommit {
        var state = claimed.snapshot.state
        state.okStreak += 1
        state.lastRunAt = clock.now()
        let record = RunRecord(
            id: claimed.run.id, alert: alert.key, alertName: alert.name, trigger: .manual, startedAt: clock.now(),
            outcome: outcome, query: alert.query)
        return RunCommit(
            run: claimed.run, baseRevision: claimed.snapshot.revision, record: record, state: state, events: [],
            decisions: [])
    }

    func run(_ name: String, runID: String = "r1", outcome: RunOutcome = .ok) async throws {
        let alert = AlertDefinition.fixture(name)
        let results = try await store.commit([plain(alert, try await claim(alert, runID), outcome: outcome)])
        guard case .committed = results[0] else { throw SentinelError(.conflict, "\(results)") }
    }

    func settle(_ claimed: ClaimedMessage, _ outcome: Settlement.Outcome) async throws {
        let answers = try await store.settle([
            Settlement(messageID: claimed.message.id, fence: claimed.fence, outcome: outcome, at: clock.now())
        ])
        guard answers == [true] else { throw SentinelError(.fenced, "the fence of \(claimed.message.id) is lost") }
    }
}
