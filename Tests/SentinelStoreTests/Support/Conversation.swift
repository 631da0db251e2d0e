import SentinelModels
import SentinelTesting

/// A random sequence of operations, the same for every store, with everything that can be seen of it.
struct Conversation {
    private var generator: SplitMix
    private let clock: ManualClock
    private let store: any StateStore
    private var runs: [(alert: AlertDefinition, run: ClaimedRun, snapshot: AlertSnapshot)] = []
    private var taken: [ClaimedMessage] = []
    private var counter = 0
    /// What the store answered.
    private(set) var answers: [AnyHashable] = []

    private static let alerts = ["a", "b", "c"].map { AlertDefinition.fixture($0, labels: ["team": $0]) }
    private static let owners = ["one", "two"].map(OwnerID.init)

    init(seed: UInt64, store: any StateStore, clock: ManualClock) {
        generator = SplitMix(seed: seed)
        self.store = store
        self.clock = clock
    }

    mutating func talk(steps: Int) async throws {
        for _ in 0..<steps {
            switch Int.random(in: 0..<16, using: &generator) {
            case 0...3: try await claim()
            case 4...6: try await commit()
            case 7...8: try await take()
            case 9...10: try await settle()
            case 11: clock.advance(by: .seconds(Int.random(in: 1...40, using: &generator)))
            case 12: try await silence()
            case 13: try await operate()
            case 14: try await release()
            default: answers.append(try await store.renew(owner: pick(Self.owners)))
            }
            if Int.random(in: 0..<10, using: &generator) == 0 { try await look() }
        }
        try await look()
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &generator)]
    }

    private mutating func name(_ prefix: String) -> String {
        counter += 1
        return "\(prefix)\(counter)"
    }

    private mutating func claim() async throws {
        let alert = pick(Self.alerts)
        let slot = Int64.random(in: -3...3, using: &generator)
        let fire: Timestamp? = Bool.random(using: &generator) ? clock.now().advanced(by: .seconds(slot * 20)) : nil
        let claim = RunClaim(
            runID: name("r"), alert: alert, trigger: fire == nil ? .manual : .schedule, fireAt: fire,
            owner: pick(Self.owners))
        let result = try await store.claim([claim])[0]
        if case .granted(let run, let snapshot) = result { runs.append((alert, run, snapshot)) }
        answers.append(Self.comparable(result))
    }

    private mutating func commit() async throws {
        guard !runs.isEmpty else { return }
        let index = Int.random(in: 0..<runs.count, using: &generator)
        var claimed = runs[index]
        for _ in 0..<3 {
            let result = try await store.commit([plan(claimed)])[0]
            answers.append(Self.comparable(result))
            guard case .conflict(let snapshot) = result else { break }
            claimed.snapshot = snapshot
        }
        if Bool.random(using: &generator) { runs.remove(at: index) }
    }

    private mutating func plan(
        _ claimed: (alert: AlertDefinition, run: ClaimedRun, snapshot: AlertSnapshot)
    ) -> RunCommit {
        let steps = StoreSteps(store, clock)
        let isFiring = Bool.random(using: &generator)
        let notices = isFiring ? (0..<Int.random(in: 0...2, using: &generator)).map { _ in name("m") } : []
        var commit =
            isFiring
            ? steps.firing(claimed.alert, (claimed.run, claimed.snapshot), notices: notices)
            : steps.plain(claimed.alert, (claimed.run, claimed.snapshot))
        if !isFiring, Bool.random(using: &generator) { commit.state.instances = [:] }
        for index in commit.decisions.indices {
            let receiver = ReceiverKey(Bool.random(using: &generator) ? "ops" : "dev")
            commit.decisions[index].receiver = receiver
            let lifetime = Int.random(in: 20...200, using: &generator)
            commit.decisions[index].intent?.expiresAt = clock.now().advanced(by: .seconds(lifetime))
            if Bool.random(using: &generator) { commit.decisions[index].intent?.orderKey = claimed.alert.name }
        }
        commit.record.fireAt = claimed.run.fireAt
        commit.record.trigger = claimed.run.trigger
        commit.state.lastFireAt = claimed.run.fireAt ?? commit.state.lastFireAt
        return commit
    }

    private mutating func take() async throws {
        let request = TakeRequest(
            owner: pick(Self.owners), limit: Int.random(in: 0...4, using: &generator),
            limitPerReceiver: Int.random(in: 1...2, using: &generator))
        let messages = try await store.take(request)
        taken += messages
        answers.append(messages)
    }

    private mutating func settle() async throws {
        guard !taken.isEmpty else { return }
        let index = Int.random(in: 0..<taken.count, using: &generator)
        let claimed = taken[index]
        let failure = RunFailure(code: .timeout, message: "slow")
        let later = clock.now().advanced(by: .seconds(Int.random(in: 0...30, using: &generator)))
        let outcomes: [Settlement.Outcome] = [
            .sent(DeliveryReceipt(reference: "ref-\(claimed.message.id)")), .sent(DeliveryReceipt()),
            .retry(at: later, failure), .dead(failure), .returned,
        ]
        var settlement = Settlement(
            messageID: claimed.message.id, fence: claimed.fence, outcome: pick(outcomes), at: clock.now())
        if Bool.random(using: &generator) {
            var health = ReceiverHealth(receiver: claimed.message.receiver)
            health.failureStreak = Int.random(in: 0...6, using: &generator)
            if Bool.random(using: &generator) { health.openUntil = later }
            if Bool.random(using: &generator) { health.heldUntil = later }
            health.lastError = failure
            settlement.health = health
        }
        answers.append(try await store.settle([settlement]))
        if Bool.random(using: &generator) { taken.remove(at: index) }
    }

    private mutating func silence() async throws {
        if Bool.random(using: &generator) {
            let start = clock.now().advanced(by: .seconds(Int.random(in: -10...20, using: &generator)))
            let silence = Silence(
                id: name("s"), matchers: [.init("team", .equal, pick(["a", "b", "none"]))], startsAt: start,
                endsAt: start.advanced(by: .seconds(Int.random(in: 5...60, using: &generator))), author: "ann",
                comment: "c")
            try await store.add(silence, scope: .default, by: .engine)
        } else {
            let ids = try await store.silences(scope: .default, includingEnded: true).map(\.id)
            guard !ids.isEmpty else { return }
            answers.append(try await store.endSilences([pick(ids)], scope: .default, by: .engine))
        }
    }

    private mutating func operate() async throws {
        let ids = try await store.messages(MessageQuery()).map(\.id)
        guard !ids.isEmpty else { return }
        let id = pick(ids)
        if Bool.random(using: &generator) {
            answers.append(try await store.retryMessages([id], scope: .default, by: .engine))
        } else {
            answers.append(try await store.dropMessages([id], scope: .default, by: .engine))
        }
    }

    private mutating func release() async throws {
        if Bool.random(using: &generator), !runs.isEmpty {
            let index = Int.random(in: 0..<runs.count, using: &generator)
            try await store.release([runs.remove(at: index).run])
        } else {
            let limit = clock.now().advanced(by: .seconds(-Int.random(in: 0...120, using: &generator)))
            let policy = RetentionPolicy(runsBefore: limit, batch: Int.random(in: 1...3, using: &generator))
            answers.append(try await store.retain(policy, scope: .default))
        }
    }

    /// Writes down everything that can be read.
    private mutating func look() async throws {
        answers.append(try await store.snapshots(of: Self.alerts.map(\.key), scope: .default))
        answers.append(try await store.history(HistoryQuery(limit: nil)))
        answers.append(try await store.messages(MessageQuery()))
        answers.append(try await store.receiverHealth(scope: .default))
        answers.append(try await store.statistics(scope: .default))
        answers.append(try await store.nextDelivery())
    }

    private static func comparable(_ result: RunClaimResult) -> AnyHashable {
        switch result {
        case .granted(let run, let snapshot): [AnyHashable(run), AnyHashable(snapshot)]
        case .busy(let until): until
        case .superseded: "superseded"
        case .failed(let error): error
        }
    }

    private static func comparable(_ result: RunCommitResult) -> AnyHashable {
        switch result {
        case .committed(let revision): revision
        case .fenced: "fenced"
        case .failed(let error): error
        case .conflict(let snapshot): snapshot
        }
    }
}

/// A small generator with a seed, so that a failing conversation can be had again.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
