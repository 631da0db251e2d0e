import SentinelEngine
import SentinelModels
import Synchronization

/// Designs of a store that look right until something fails in the wrong moment.
enum Sabotage: String, CaseIterable {
    /// State and outbox are two transactions.
    case splitsCommits
    /// The last of several messages of a run is not written.
    case forgetsARoute
    /// A result counts, whoever holds the slot by now.
    case ignoresRunFences
    /// An outcome counts, whoever holds the message by now.
    case ignoresDeliveryFences
    /// Whoever commits last wins.
    case overwritesConflicts
    /// Each message is a line of its own.
    case forgetsOrder
    /// Only the planner looks at silences.
    case ignoresSilencesAtTaking
    /// What was given up is as good as sent.
    case countsDeadAsSent
    /// The ledger is not told of what was given up.
    case keepsWordOfTheDead
    /// What was not tried is as good as sent.
    case countsReturnedAsSent
    /// An acceptance is not kept.
    case forgetsAcceptances
}

/// An in-memory store with one of those designs.
final class SabotagedStore: StateStore {
    private struct State {
        var granted: [AlertKey: ClaimedRun] = [:]
        var fences: [String: Int64] = [:]
        var silences: [Silence] = []
    }

    private let inner: InMemoryStateStore
    private let sabotage: Sabotage
    private let clock: any LeaseClock
    private let state = Mutex(State())

    init(_ sabotage: Sabotage, clock: any LeaseClock) {
        self.sabotage = sabotage
        self.clock = clock
        inner = InMemoryStateStore(clock: clock)
    }

    func claim(_ requests: [RunClaim]) async throws(SentinelError) -> [RunClaimResult] {
        try await inner.claim(requests).map { result in
            guard case .granted(let run, var snapshot) = result else { return result }
            state.withLock { $0.granted[run.alert] = run }
            snapshot.silences += hiddenSilences
            return .granted(run, snapshot)
        }
    }

    private var hiddenSilences: [Silence] {
        let now = clock.now()
        return state.withLock { $0.silences.filter { now < $0.endsAt } }
    }

    func commit(_ commits: [RunCommit]) async throws(SentinelError) -> [RunCommitResult] {
        var results: [RunCommitResult] = []
        for commit in commits { results.append(try await self.commit(commit)) }
        return results
    }

    private func commit(_ commit: RunCommit) async throws(SentinelError) -> RunCommitResult {
        var commit = commit
        switch sabotage {
        case .splitsCommits: try await commitInTwo(commit)
        case .forgetsOrder:
            for index in commit.decisions.indices {
                let messageID = commit.decisions[index].intent?.messageID ?? ""
                commit.decisions[index].intent?.orderKey = messageID
            }
        case .forgetsARoute:
            let told = commit.decisions.indices.filter { commit.decisions[$0].intent != nil }
            if told.count > 1 { commit.decisions[told[told.count - 1]].intent = nil }
        default: break
        }
        let result = try await inner.commit([commit])[0]
        switch (result, sabotage) {
        case (.fenced, .ignoresRunFences):
            guard let holder = state.withLock({ $0.granted[commit.run.alert] }) else { return result }
            commit.run = holder
            commit.record.id = holder.id
            return try await overwrite(commit, after: try await inner.commit([commit])[0])
        case (.conflict, .overwritesConflicts): return try await overwrite(commit, after: result)
        case (.conflict(var snapshot), _):
            snapshot.silences += hiddenSilences
            return .conflict(snapshot)
        default: return result
        }
    }

    private func overwrite(
        _ commit: RunCommit, after result: RunCommitResult
    ) async throws(SentinelError) -> RunCommitResult {
        guard case .conflict(let snapshot) = result else { return result }
        var commit = commit
        commit.baseRevision = snapshot.revision
        return try await inner.commit([commit])[0]
    }

    /// If the process dies between the two transactions, the first of them stays.
    private func commitInTwo(_ commit: RunCommit) async throws(SentinelError) {
        #if FaultPoints
            do throws(SentinelError) {
                try FaultPoint.afterIntentWrite.pass()
            } catch {
                var first = commit
                for index in first.decisions.indices { first.decisions[index].intent = nil }
                let stateOnly = first
                _ = try? await FaultPlan.$ofTask.withValue(FaultPlan(text: nil)) { try await inner.commit([stateOnly]) }
                throw error
            }
        #endif
    }

    func take(_ request: TakeRequest) async throws(SentinelError) -> [ClaimedMessage] {
        let taken = try await inner.take(request)
        state.withLock { state in
            for claimed in taken { state.fences[claimed.message.id] = claimed.fence }
        }
        return taken
    }

    func settle(_ settlements: [Settlement]) async throws(SentinelError) -> [Bool] {
        var results: [Bool] = []
        for settlement in settlements { results.append(try await settle(settlement)) }
        return results
    }

    private func settle(_ settlement: Settlement) async throws(SentinelError) -> Bool {
        var settlement = settlement
        switch (settlement.outcome, sabotage) {
        case (.dead, .countsDeadAsSent), (.returned, .countsReturnedAsSent):
            settlement.outcome = .sent(DeliveryReceipt())
        case (.dead, .keepsWordOfTheDead):
            return try await inner.dropMessages([settlement.messageID], scope: .default, by: .engine) > 0
        case (.sent, .forgetsAcceptances):
            settlement.outcome = .retry(
                at: settlement.at.advanced(by: .seconds(60)), RunFailure(code: .timeout, message: ""))
        default: break
        }
        if try await inner.settle([settlement])[0] { return true }
        guard sabotage == .ignoresDeliveryFences, let fence = state.withLock({ $0.fences[settlement.messageID] }) else {
            return false
        }
        settlement.fence = fence
        return try await inner.settle([settlement])[0]
    }

    func add(_ silence: Silence, scope: TenantScope, by actor: Actor) async throws(SentinelError) {
        guard sabotage == .ignoresSilencesAtTaking else { return try await inner.add(silence, scope: scope, by: actor) }
        state.withLock { $0.silences.append(silence) }
    }

    func endSilences(_ ids: [String], scope: TenantScope, by actor: Actor) async throws(SentinelError) -> Int {
        state.withLock { state in state.silences.removeAll { ids.contains($0.id) } }
        return try await inner.endSilences(ids, scope: scope, by: actor)
    }

    func silences(scope: TenantScope, includingEnded: Bool) async throws(SentinelError) -> [Silence] {
        try await inner.silences(scope: scope, includingEnded: includingEnded) + hiddenSilences
    }

    func renew(owner: OwnerID) async throws(SentinelError) -> Int { try await inner.renew(owner: owner) }
    func release(_ runs: [ClaimedRun]) async throws(SentinelError) { try await inner.release(runs) }
    func snapshots(
        of alerts: [AlertKey], scope: TenantScope
    ) async throws(SentinelError) -> [AlertKey: AlertSnapshot] { try await inner.snapshots(of: alerts, scope: scope) }
    func nextDelivery() async throws(SentinelError) -> Timestamp? { try await inner.nextDelivery() }
    func history(_ query: HistoryQuery) async throws(SentinelError) -> [RunRecord] { try await inner.history(query) }
    func messages(_ query: MessageQuery) async throws(SentinelError) -> [NotificationMessage] {
        try await inner.messages(query)
    }
    func retryMessages(_ ids: [String], scope: TenantScope, by actor: Actor) async throws(SentinelError) -> Int {
        try await inner.retryMessages(ids, scope: scope, by: actor)
    }
    func dropMessages(_ ids: [String], scope: TenantScope, by actor: Actor) async throws(SentinelError) -> Int {
        try await inner.dropMessages(ids, scope: scope, by: actor)
    }
    func receiverHealth(scope: TenantScope) async throws(SentinelError) -> [ReceiverHealth] {
        try await inner.receiverHealth(scope: scope)
    }
    func statistics(scope: TenantScope) async throws(SentinelError) -> StoreStatistics {
        try await inner.statistics(scope: scope)
    }
    func retain(_ policy: RetentionPolicy, scope: TenantScope) async throws(SentinelError) -> Int {
        try await inner.retain(policy, scope: scope)
    }
    func close() async { await inner.close() }
}
