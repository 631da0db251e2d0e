import SentinelModels
import SentinelTesting

/// Like `Conversation`, with what that leaves out: several tenants, batches, random states and values, suppressed
/// decisions, every filter of every query.
struct BroadConversation {
    private typealias Held = (alert: AlertDefinition, run: ClaimedRun, snapshot: AlertSnapshot)

    private var random: RandomContent
    private let clock: ManualClock
    private let store: any StateStore
    private var runs: [Held] = []
    private var taken: [ClaimedMessage] = []
    private var counter = 0
    /// What the store answered.
    private(set) var answers: [AnyHashable] = []

    private static let tenants = ["default", "other"].map { TenantScope(tenant: $0) }
    private static let owners = ["one", "two"].map(OwnerID.init)
    private static let receivers = ["ops", "dev", "night"].map(ReceiverKey.init)

    init(seed: UInt64, store: any StateStore, clock: ManualClock) {
        random = RandomContent(seed: seed)
        self.store = store
        self.clock = clock
    }

    mutating func talk(steps: Int) async throws {
        for _ in 0..<steps {
            switch random.number(0...9) {
            case 0...2: try await claim()
            case 3...5: try await commit()
            case 6: try await take()
            case 7: try await settle()
            case 8: try await operate()
            default: clock.advance(by: .seconds(random.number(1...20)))
            }
            if random.number(0...5) == 0 { try await look() }
        }
        try await look()
    }

    private mutating func name(_ prefix: String) -> String {
        counter += 1
        return "\(prefix)\(counter)"
    }

    /// Definitions that change now and then, under keys that stay.
    private mutating func alert() -> AlertDefinition {
        let key = random.pick(["a", "b", "c", "d"])
        let name = random.number(0...4) == 0 ? "renamed \(key)" : key
        return AlertDefinition(
            name: name, key: AlertKey(key), query: "SELECT \(random.number(1...2)) -- \(key)", labels: ["team": key])
    }

    private mutating func claim() async throws {
        var claims: [RunClaim] = []
        for _ in 0..<random.number(1...4) {
            let fire = random.maybe { $0.number(-2...2) }.map { clock.now().advanced(by: .seconds($0 * 10)) }
            claims.append(
                RunClaim(
                    runID: name("r"), alert: alert(), trigger: fire == nil ? .api : .schedule, fireAt: fire,
                    owner: random.pick(Self.owners), lease: .seconds(random.number(1...30)),
                    scope: random.pick(Self.tenants)))
        }
        for (claim, result) in zip(claims, try await store.claim(claims)) {
            switch result {
            case .granted(let run, let snapshot):
                runs.append((claim.alert, run, snapshot))
                answers += [AnyHashable(run), AnyHashable(snapshot)]
            case .busy(let until): answers.append(until)
            case .superseded: answers.append("superseded")
            case .failed(let error): answers.append(error)
            }
        }
    }

    private mutating func commit() async throws {
        guard !runs.isEmpty else { return }
        var batch: [RunCommit] = []
        for _ in 0..<min(random.number(1...3), runs.count) {
            let index = random.number(0...runs.count - 1)
            batch.append(plan(runs.remove(at: index)))
        }
        for result in try await store.commit(batch) {
            switch result {
            case .committed(let revision): answers.append(revision)
            case .fenced: answers.append("fenced")
            case .failed(let error): answers.append(error)
            case .conflict(let snapshot): answers.append(snapshot)
            }
        }
    }

    private mutating func plan(_ held: Held) -> RunCommit {
        var record = random.record(id: held.run.id, alert: held.alert)
        record.trigger = held.run.trigger
        record.fireAt = held.run.fireAt
        record.startedAt = clock.now()
        var state = random.state()
        state.lastFireAt = held.run.fireAt ?? held.snapshot.state.lastFireAt
        state.eventSequence = held.snapshot.state.eventSequence
        var commit = RunCommit(
            run: held.run, baseRevision: held.snapshot.revision, record: record, state: state, events: [], decisions: []
        )
        for _ in 0..<random.number(0...2) {
            commit.state.eventSequence += 1
            let event = Event(
                sequence: commit.state.eventSequence, kind: random.pick(EventKind.allCases), cause: .transition,
                subject: random.pick(
                    Array(state.instances.keys).sorted { $0.description < $1.description } + [.health]), from: "ok",
                to: "firing", at: clock.now(), episode: Episode(id: "e\(random.number(0...3))", openedAt: clock.now()))
            if random.chance() { commit.events.append(event) }
            for route in ["ops", "dev", "ops#2"] where random.chance() {
                commit.decisions.append(decision(event, route, held))
            }
        }
        return commit
    }

    private mutating func decision(_ event: Event, _ route: String, _ held: Held) -> NotificationDecision {
        let receiver = random.pick(Self.receivers)
        if random.chance() {
            let reason = random.pick(SuppressionReason.allCases)
            return NotificationDecision(
                event: event, routeKey: route, receiver: receiver, outcome: .suppress(reason),
                silenceID: random.maybe { _ in "s1" })
        }
        var content = random.content()
        content.alert = held.alert.key
        content.alertName = held.alert.name
        content.labels = held.alert.labels
        content.episode = event.episode
        content.sequence = event.sequence
        return NotificationDecision(
            event: event, routeKey: route, receiver: receiver, outcome: .notify(random.pick(NotifyReason.allCases)),
            intent: NotificationIntent(
                messageID: name("m"), orderKey: event.episode.id, content: content,
                expiresAt: clock.now().advanced(by: .seconds(random.number(10...100)))))
    }

    private mutating func take() async throws {
        let messages = try await store.take(
            TakeRequest(
                owner: random.pick(Self.owners), limit: random.number(1...5), limitPerReceiver: random.number(1...3),
                lease: .seconds(random.number(1...30))))
        taken += messages
        answers.append(messages)
    }

    private mutating func settle() async throws {
        var settlements = [Settlement(messageID: "nobody", fence: 1, outcome: .returned, at: clock.now())]
        for _ in 0..<min(random.number(1...3), taken.count) {
            let claimed = taken.remove(at: random.number(0...taken.count - 1))
            let outcomes: [Settlement.Outcome] = [
                .sent(DeliveryReceipt(reference: "ref \(claimed.message.id)", detail: "ok")), .dead(random.failure()),
                .returned,
                .retry(at: clock.now().advanced(by: .seconds(random.number(0...20))), random.failure()),
            ]
            settlements.append(
                Settlement(
                    messageID: claimed.message.id, fence: claimed.fence - (random.number(0...5) == 0 ? 1 : 0),
                    outcome: random.pick(outcomes),
                    at: clock.now()))
        }
        answers.append(try await store.settle(settlements))
    }

    private mutating func operate() async throws {
        let scope = random.pick(Self.tenants)
        let actor = Actor(.api, name: "ann")
        let ids =
            random.some(try await store.messages(MessageQuery(scope: scope)).map(\.id)) + ["nobody"]
        switch random.number(0...5) {
        case 0: answers.append(try await store.retryMessages(ids, scope: scope, by: actor))
        case 1: answers.append(try await store.dropMessages(ids, scope: scope, by: actor))
        case 2:
            let silence = Silence(
                id: name("s"),
                matchers: [.init("alertname", random.pick([.equal, .notEqual, .matches]), random.pick(["a", "b"]))],
                startsAt: clock.now().advanced(by: .seconds(random.number(-5...5))),
                endsAt: clock.now().advanced(by: .seconds(random.number(6...30))), author: "ann", comment: random.text()
            )
            try await store.add(silence, scope: scope, by: actor)
        case 3:
            let silences = try await store.silences(scope: scope, includingEnded: true).map(\.id)
            answers.append(
                try await store.endSilences(
                    random.some(silences) + ["nobody"], scope: scope, by: actor))
        case 4: answers.append(try await store.renew(owner: random.pick(Self.owners)))
        default:
            let policy = RetentionPolicy(
                runsBefore: clock.now().advanced(by: .seconds(-random.number(0...60))), batch: random.number(1...5))
            answers.append(try await store.retain(policy, scope: scope))
        }
    }

    /// Writes down what every kind of question is answered with.
    private mutating func look() async throws {
        for scope in Self.tenants {
            let since = random.chance() ? clock.now().advanced(by: .seconds(-30)) : nil
            let history = HistoryQuery(
                alert: random.maybe { $0.pick(["a", "b", "renamed a", "none"]) },
                outcomes: random.chance() ? [] : [.alert, .error], since: since,
                limit: random.maybe { $0.number(0...5) },
                offset: random.number(0...3), runID: random.number(0...5) == 0 ? "r\(random.number(1...20))" : nil,
                scope: scope)
            answers.append(try await store.history(history))
            let messages = MessageQuery(
                ids: random.number(0...4) == 0 ? ["m1", "m2", "m3", "none"] : nil,
                states: random.chance() ? [] : Set([random.pick(DeliveryState.allCases), .pending]),
                receiver: random.maybe { $0.pick(Self.receivers) },
                alert: random.maybe { AlertKey($0.pick(["a", "b", "none"])) },
                limit: random.maybe { $0.number(0...4) }, scope: scope)
            answers.append(try await store.messages(messages))
            answers.append(
                try await store.snapshots(of: ["a", "b", "c", "none", "a"].map(AlertKey.init), scope: scope))
            answers.append(try await store.silences(scope: scope, includingEnded: random.chance()))
            answers.append(try await store.statistics(scope: scope))
            answers.append(try await store.receiverHealth(scope: scope))
        }
        answers.append(try await store.nextDelivery())
    }
}
