public import SentinelModels
import Synchronization

/// A `StateStore` that forgets everything when the process ends: for tests, first programs and dry runs.
///
/// It keeps every promise of the protocol but durability. Each call holds one lock for microseconds; taking messages
/// costs time in proportion to the messages that are not settled, reading history to the runs that are kept.
public final class InMemoryStateStore: StateStore {
    private let state = Mutex(MemoryState())
    private let clock: any LeaseClock

    /// Makes an empty store whose leases and new records go by `clock`.
    public init(clock: any LeaseClock = SystemClock()) {
        self.clock = clock
    }

    private func change<Result>(
        _ body: (inout MemoryState, Timestamp) throws(SentinelError) -> sending Result
    ) throws(SentinelError) -> sending Result {
        let now = clock.now()
        return try state.withLock { state throws(SentinelError) in
            guard !state.isClosed else { throw SentinelError(.store, "the state store is closed") }
            return try body(&state, now)
        }
    }

    /// Takes running slots; see `StateStore.claim(_:)`.
    public func claim(_ requests: [RunClaim]) async throws(SentinelError) -> [RunClaimResult] {
        let results = try change { state, now throws(SentinelError) in
            try FaultPoint.beforeClaimCommit.pass()
            return requests.map { state.claim($0, at: now) }
        }
        try FaultPoint.afterClaimCommit.pass()
        return results
    }

    /// Extends leases; see `StateStore.renew(owner:)`.
    public func renew(owner: OwnerID) async throws(SentinelError) -> Int {
        try change { $0.renew(owner, at: $1) }
    }

    /// Stores results; see `StateStore.commit(_:)`.
    public func commit(_ commits: [RunCommit]) async throws(SentinelError) -> [RunCommitResult] {
        var results: [RunCommitResult] = []
        for commit in commits {
            let result = try change { state, now throws(SentinelError) in
                if let refusal = state.refusal(of: commit, at: now) { return refusal }
                // All points of the transaction come before its only step: what fails leaves nothing behind.
                for point in [FaultPoint.beforeRunWrite, .afterStateWrite, .afterIntentWrite, .beforeRunCommit] {
                    try point.pass()
                }
                return state.store(commit, at: now)
            }
            results.append(result)
        }
        try FaultPoint.afterRunCommit.pass()
        return results
    }

    /// Gives up running slots; see `StateStore.release(_:)`.
    public func release(_ runs: [ClaimedRun]) async throws(SentinelError) {
        try change { state, _ in
            for run in runs { state.release(run) }
        }
    }

    /// What is remembered; see `StateStore.snapshots(of:scope:)`.
    public func snapshots(
        of alerts: [AlertKey], scope: TenantScope
    ) async throws(SentinelError) -> [AlertKey: AlertSnapshot] {
        try change { state, now in
            let pairs = Set(alerts).map { ($0, state.snapshot(.init(tenant: scope.tenant, key: $0), at: now)) }
            return Dictionary(uniqueKeysWithValues: pairs.filter { $0.1.revision > 0 })
        }
    }

    /// Takes due messages; see `StateStore.take(_:)`.
    public func take(_ request: TakeRequest) async throws(SentinelError) -> [ClaimedMessage] {
        try FaultPoint.beforeTakeCommit.pass()
        let taken = try change { $0.take(request, at: $1) }
        try FaultPoint.afterTakeCommit.pass()
        return taken
    }

    /// Stores outcomes; see `StateStore.settle(_:)`.
    public func settle(_ settlements: [Settlement]) async throws(SentinelError) -> [Bool] {
        let results = try change { state, _ throws(SentinelError) in
            try FaultPoint.beforeSettleCommit.pass()
            return settlements.map { state.settle($0) }
        }
        try FaultPoint.afterSettleCommit.pass()
        return results
    }

    /// When the next message may be due; see `StateStore.nextDelivery()`.
    public func nextDelivery() async throws(SentinelError) -> Timestamp? {
        try change { state, _ in state.nextDelivery() }
    }

    /// Releases all leases and refuses everything afterwards.
    public func close() async {
        state.withLock { state in
            state.releaseLeases()
            state.isClosed = true
        }
    }
}

extension InMemoryStateStore {
    /// Silences; see `StateStore.silences(scope:includingEnded:)`.
    public func silences(scope: TenantScope, includingEnded: Bool) async throws(SentinelError) -> [Silence] {
        try change { $0.silences(of: scope.tenant, includingEnded: includingEnded, at: $1) }
    }

    /// Adds a silence; see `StateStore.add(_:scope:by:)`.
    public func add(_ silence: Silence, scope: TenantScope, by actor: Actor) async throws(SentinelError) {
        try change { state, now throws(SentinelError) in
            try state.add(silence, tenant: scope.tenant, by: actor, at: now)
        }
    }

    /// Ends silences; see `StateStore.endSilences(_:scope:by:)`.
    public func endSilences(
        _ ids: [String], scope: TenantScope, by actor: Actor
    ) async throws(SentinelError) -> Int {
        try change { $0.endSilences(ids, tenant: scope.tenant, by: actor, at: $1) }
    }

    /// Runs of the past; see `StateStore.history(_:)`.
    public func history(_ query: HistoryQuery) async throws(SentinelError) -> [RunRecord] {
        try change { state, _ in state.history(query) }
    }

    /// Messages of the outbox; see `StateStore.messages(_:)`.
    public func messages(_ query: MessageQuery) async throws(SentinelError) -> [NotificationMessage] {
        try change { state, _ in state.messages(query) }
    }

    /// Makes messages due again; see `StateStore.retryMessages(_:scope:by:)`.
    public func retryMessages(
        _ ids: [String], scope: TenantScope, by actor: Actor
    ) async throws(SentinelError) -> Int {
        try change { $0.retry(ids, tenant: scope.tenant, by: actor, at: $1) }
    }

    /// Gives up messages; see `StateStore.dropMessages(_:scope:by:)`.
    public func dropMessages(
        _ ids: [String], scope: TenantScope, by actor: Actor
    ) async throws(SentinelError) -> Int {
        try change { $0.drop(ids, tenant: scope.tenant, by: actor, at: $1) }
    }

    /// How receivers fare; see `StateStore.receiverHealth(scope:)`.
    public func receiverHealth(scope: TenantScope) async throws(SentinelError) -> [ReceiverHealth] {
        try change { state, _ in
            state.health.filter { $0.key.tenant == scope.tenant }.values.sorted { $0.receiver < $1.receiver }
        }
    }

    /// Numbers; see `StateStore.statistics(scope:)`.
    public func statistics(scope: TenantScope) async throws(SentinelError) -> StoreStatistics {
        try change { state, _ in state.statistics(of: scope.tenant) }
    }

    /// Forgets old history; see `StateStore.retain(_:scope:)`.
    public func retain(_ policy: RetentionPolicy, scope: TenantScope) async throws(SentinelError) -> Int {
        var total = 0
        while true {
            try FaultPoint.beforeRetainCommit.pass()
            let deleted = try change { state, _ in state.retain(policy, tenant: scope.tenant) }
            try FaultPoint.afterRetainCommit.pass()
            total += deleted
            if deleted < max(1, policy.batch) { return total }
        }
    }

    /// The audit log, oldest entry first.
    public func auditEntries(scope: TenantScope) async throws(SentinelError) -> [AuditEntry] {
        try change { state, _ in state.audit[scope.tenant] ?? [] }
    }
}
