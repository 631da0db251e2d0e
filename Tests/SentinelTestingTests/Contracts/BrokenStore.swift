import SentinelEngine
import SentinelModels
import SentinelTesting
import Synchronization

/// The ways in which ``BrokenStore`` breaks a promise.
enum Defect: String, CaseIterable {
    case grantsTwice, grantsServedFires, forgetsLeases, ignoresFences, overwritesConflicts, storesTwice
    case roundsNumbers, mixesTenants, listsOldestFirst, ignoresPages, ignoresFilters, hidesDeliveries
    case takesOutOfOrder, takesTooMany, ignoresBreakers, neverExpires, ignoresSilences, settlesWithoutFence
    case losesReferences, keepsLedgers, losesDeadMessages, retriesNothing, dropsNothing, losesSilences
    case countsWrong, forgetsLiveHistory, neverForgets, worksWhenClosed, neverWaits, loseState
}

/// A store with one fault: what the contract is there to find.
final class BrokenStore: StateStore {
    private let inner: InMemoryStateStore
    private let spare: InMemoryStateStore
    private let clock: ManualClock
    private let defect: Defect

    init(_ defect: Defect, clock: ManualClock) {
        self.defect = defect
        self.clock = clock
        inner = InMemoryStateStore(clock: clock)
        spare = InMemoryStateStore(clock: clock)
    }

    func claim(_ requests: [RunClaim]) async throws(SentinelError) -> [RunClaimResult] {
        var results: [RunClaimResult] = []
        for var request in requests {
            if defect == .grantsServedFires { request.fireAt = nil }
            if defect == .forgetsLeases { request.lease = .seconds(3600) }
            if defect == .mixesTenants { request.scope = .default }
            let result = try await inner.claim([request])[0]
            if defect == .grantsTwice, case .busy = result {
                results += try await spare.claim([request])
            } else {
                results.append(result)
            }
        }
        return results
    }

    func renew(owner: OwnerID) async throws(SentinelError) -> Int {
        try await inner.renew(owner: owner)
    }

    func commit(_ commits: [RunCommit]) async throws(SentinelError) -> [RunCommitResult] {
        var results: [RunCommitResult] = []
        for var commit in commits {
            if defect == .roundsNumbers, case .decimal(let digits)? = commit.record.actualValue {
                commit.record.actualValue = Double(digits).map { .double($0) }
            }
            if defect == .loseState { commit.state.ledger = [:] }
            let result = try await inner.commit([commit])[0]
            switch (defect, result) {
            case (.ignoresFences, .fenced): results.append(.committed(revision: commit.baseRevision + 1))
            case (.overwritesConflicts, .conflict(let snapshot)):
                commit.baseRevision = snapshot.revision
                results += try await inner.commit([commit])
            case (.storesTwice, .committed(let revision)) where try await isKnown(commit.run):
                results.append(.committed(revision: revision + 1))
            default: results.append(result)
            }
        }
        seenRuns.withLock { $0.formUnion(commits.map(\.run.id)) }
        return results
    }

    private let seenRuns = Mutex<Set<String>>([])

    private func isKnown(_ run: ClaimedRun) async throws(SentinelError) -> Bool {
        seenRuns.withLock { $0.contains(run.id) }
    }

    func release(_ runs: [ClaimedRun]) async throws(SentinelError) {
        try await inner.release(runs)
    }

    func snapshots(
        of alerts: [AlertKey], scope: TenantScope
    ) async throws(SentinelError) -> [AlertKey: AlertSnapshot] {
        try await inner.snapshots(of: alerts, scope: scope)
    }

    func take(_ request: TakeRequest) async throws(SentinelError) -> [ClaimedMessage] {
        var request = request
        if defect == .takesTooMany { request.limitPerReceiver = 64 }
        if defect == .neverExpires,
            try await !inner.messages(MessageQuery(states: [.pending])).filter({
                $0.expiresAt <= clock.now()
            }).isEmpty
        {
            return []
        }
        if defect == .ignoresSilences {
            let silences = try await inner.silences(scope: .default, includingEnded: false).map(\.id)
            _ = try await inner.endSilences(silences, scope: .default, by: .engine)
        }
        var taken = try await inner.take(request)
        if defect == .takesOutOfOrder { taken.reverse() }
        if defect == .losesReferences { for index in taken.indices { taken[index].references = [] } }
        if defect == .ignoresBreakers, taken.isEmpty {
            let held = try await inner.receiverHealth(scope: .default).filter { $0.isHeld(at: clock.now()) }
            let waiting = try await inner.messages(MessageQuery(states: [.pending]))
            taken = waiting.filter { message in held.contains { $0.receiver == message.receiver } }.prefix(1).map {
                ClaimedMessage(message: $0, fence: 99, leaseUntil: clock.now())
            }
        }
        return taken
    }

    func settle(_ settlements: [Settlement]) async throws(SentinelError) -> [Bool] {
        var results: [Bool] = []
        for var settlement in settlements {
            switch settlement.outcome {
            case .dead where defect == .losesDeadMessages: settlement.outcome = .sent(DeliveryReceipt())
            case .dead where defect == .keepsLedgers:
                _ = try await inner.dropMessages([settlement.messageID], scope: .default, by: .engine)
                results.append(true)
                continue
            default: break
            }
            let result = try await inner.settle([settlement])[0]
            results.append(result || defect == .settlesWithoutFence)
        }
        return results
    }

    func nextDelivery() async throws(SentinelError) -> Timestamp? {
        if defect == .worksWhenClosed { return nil }
        let next = try await inner.nextDelivery()
        return defect == .neverWaits ? next.map { _ in clock.now() } : next
    }

    func silences(scope: TenantScope, includingEnded: Bool) async throws(SentinelError) -> [Silence] {
        try await inner.silences(scope: scope, includingEnded: includingEnded && defect != .losesSilences)
    }

    func add(_ silence: Silence, scope: TenantScope, by actor: Actor) async throws(SentinelError) {
        try await inner.add(silence, scope: scope, by: actor)
    }

    func endSilences(_ ids: [String], scope: TenantScope, by actor: Actor) async throws(SentinelError) -> Int {
        try await inner.endSilences(ids, scope: scope, by: actor)
    }

    func history(_ query: HistoryQuery) async throws(SentinelError) -> [RunRecord] {
        var query = query
        if defect == .ignoresPages { query.offset = 0 }
        if defect == .ignoresFilters { query.outcomes = [] }
        var runs = try await inner.history(query)
        if defect == .listsOldestFirst { runs.reverse() }
        if defect == .hidesDeliveries {
            for run in runs.indices {
                for index in runs[run].notifications.indices where runs[run].notifications[index].delivery == .sent {
                    runs[run].notifications[index].delivery = .pending
                }
            }
        }
        return runs
    }

    func messages(_ query: MessageQuery) async throws(SentinelError) -> [NotificationMessage] {
        try await inner.messages(query)
    }

    func retryMessages(_ ids: [String], scope: TenantScope, by actor: Actor) async throws(SentinelError) -> Int {
        defect == .retriesNothing ? ids.count : try await inner.retryMessages(ids, scope: scope, by: actor)
    }

    func dropMessages(_ ids: [String], scope: TenantScope, by actor: Actor) async throws(SentinelError) -> Int {
        defect == .dropsNothing ? ids.count : try await inner.dropMessages(ids, scope: scope, by: actor)
    }

    func receiverHealth(scope: TenantScope) async throws(SentinelError) -> [ReceiverHealth] {
        try await inner.receiverHealth(scope: scope)
    }

    func statistics(scope: TenantScope) async throws(SentinelError) -> StoreStatistics {
        var statistics = try await inner.statistics(scope: scope)
        if defect == .countsWrong { statistics.oldestUnsettled = nil }
        return statistics
    }

    func retain(_ policy: RetentionPolicy, scope: TenantScope) async throws(SentinelError) -> Int {
        switch defect {
        case .neverForgets: 0
        case .forgetsLiveHistory:
            try await inner.history(HistoryQuery(limit: nil)).count
        default: try await inner.retain(policy, scope: scope)
        }
    }

    func close() async {
        await inner.close()
    }
}
