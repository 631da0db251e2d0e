import SentinelModels
import Synchronization

/// The store as one simulated process uses it: the process may die before and after each call, and everything that
/// counts is logged behind its back.
struct MortalStore: StateStore {
    let inner: any StateStore
    let life: Life
    let world: SimulationWorld

    private func call<Answer>(
        _ name: String, _ body: () async throws(SentinelError) -> Answer
    ) async throws(SentinelError) -> Answer {
        try life.pass("before \(name)")
        let answer = try await body()
        try life.pass("after \(name)")
        return answer
    }

    func claim(_ requests: [RunClaim]) async throws(SentinelError) -> [RunClaimResult] {
        try await call("claim") { () async throws(SentinelError) in
            let results = try await inner.claim(requests)
            world.log.withLock { log in
                for case .granted(let run, _) in results { log.granted[run.alert] = run }
            }
            return results
        }
    }

    func commit(_ commits: [RunCommit]) async throws(SentinelError) -> [RunCommitResult] {
        try await call("commit") { () async throws(SentinelError) in
            do throws(SentinelError) {
                let results = try await inner.commit(commits)
                for (commit, result) in zip(commits, results) {
                    if case .committed = result { note(commit) }
                }
                return results
            } catch {
                for commit in commits {
                    let stored = try await inner.history(HistoryQuery(runID: commit.run.id))
                    if stored.contains(where: { $0.outcome != .abandoned }) { note(commit) }
                }
                throw error
            }
        }
    }

    private func note(_ commit: RunCommit) {
        guard let alert = world.alert(commit.run.alert) else { return }
        world.log.withLock { $0.note(commit, of: alert) }
    }

    func take(_ request: TakeRequest) async throws(SentinelError) -> [ClaimedMessage] {
        try await call("take") { () async throws(SentinelError) in
            let taken = try await inner.take(request)
            world.log.withLock { log in
                for claimed in taken { log.taken[claimed.message.id] = claimed.fence }
            }
            return taken
        }
    }

    func settle(_ settlements: [Settlement]) async throws(SentinelError) -> [Bool] {
        try await call("settle") { () async throws(SentinelError) in
            let results = try await inner.settle(settlements)
            world.log.withLock { log in
                for (settlement, isStored) in zip(settlements, results) where isStored { log.note(settlement) }
            }
            return results
        }
    }

    func renew(owner: OwnerID) async throws(SentinelError) -> Int {
        try await call("renew") { () async throws(SentinelError) in try await inner.renew(owner: owner) }
    }

    func release(_ runs: [ClaimedRun]) async throws(SentinelError) {
        try await call("release") { () async throws(SentinelError) in try await inner.release(runs) }
    }

    func nextDelivery() async throws(SentinelError) -> Timestamp? {
        try await call("next") { () async throws(SentinelError) in try await inner.nextDelivery() }
    }

    func snapshots(
        of alerts: [AlertKey], scope: TenantScope
    ) async throws(SentinelError) -> [AlertKey: AlertSnapshot] {
        try await inner.snapshots(of: alerts, scope: scope)
    }

    func silences(scope: TenantScope, includingEnded: Bool) async throws(SentinelError) -> [Silence] {
        try await inner.silences(scope: scope, includingEnded: includingEnded)
    }

    func add(_ silence: Silence, scope: TenantScope, by actor: Actor) async throws(SentinelError) {
        try await inner.add(silence, scope: scope, by: actor)
    }

    func endSilences(_ ids: [String], scope: TenantScope, by actor: Actor) async throws(SentinelError) -> Int {
        try await inner.endSilences(ids, scope: scope, by: actor)
    }

    func history(_ query: HistoryQuery) async throws(SentinelError) -> [RunRecord] {
        try await inner.history(query)
    }

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

    func close() async {}
}
