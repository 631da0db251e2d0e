import SentinelEngine
import SentinelModels
import SentinelTesting
import Synchronization

/// A data source made of a closure.
struct ClosureSource: DataSource {
    var body: @Sendable (QueryRequest) async throws(SentinelError) -> QueryResult

    func run(_ request: QueryRequest) async throws(SentinelError) -> QueryResult { try await body(request) }

    static let alerting = ClosureSource { _ in .status("ALERT") }

    /// Never answers until its task is cancelled.
    static let hanging = ClosureSource { _ throws(SentinelError) in
        try? await Task.sleep(for: .seconds(3600))
        throw SentinelError(.cancelled, "stopped", isRetryable: false)
    }
}

extension QueryResult {
    static func status(_ word: String) -> QueryResult {
        QueryResult(columns: ["status", "actual_value"], rows: [[.text(word), .integer(7)]])
    }
}

/// A value that several tasks share.
final class Shared<Value: Sendable>: Sendable {
    private let mutex: Mutex<Value>

    init(_ value: Value) { mutex = Mutex(value) }

    var value: Value { mutex.withLock(\.self) }

    @discardableResult
    func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result { mutex.withLock { body(&$0) } }
}

/// Counts the calls of a store and fails or bends some of them.
final class WatchedStore: StateStore {
    struct State {
        var calls: [String: Int] = [:]
        var failures: [String: [SentinelError]] = [:]
        /// Fails after the inner call was done: the caller cannot know.
        var lateFailures: [String: [SentinelError]] = [:]
        var commitAnswers: [RunCommitResult] = []
        /// What cannot be claimed, and what cannot be committed.
        var unreadable: (claims: Set<AlertKey>, commits: Set<AlertKey>) = ([], [])
    }

    let inner: InMemoryStateStore
    let state = Mutex(State())

    init(_ clock: any LeaseClock) {
        inner = InMemoryStateStore(clock: clock)
    }

    static let damage = SentinelError(.store, "a state cannot be read")

    func count(_ name: String) -> Int { state.withLock { $0.calls[name] ?? 0 } }
    var count: Int { state.withLock { $0.calls.values.reduce(0, +) } }
    /// Calls that write.
    var writes: Int { ["claim", "renew", "commit", "release", "take", "settle", "add"].map(count).reduce(0, +) }

    func fail(_ name: String, _ errors: [SentinelError], late: Bool = false) {
        state.withLock { state in
            if late { state.lateFailures[name] = errors } else { state.failures[name] = errors }
        }
    }

    private func call<Answer>(
        _ name: String, _ body: () async throws(SentinelError) -> Answer
    ) async throws(SentinelError) -> Answer {
        let (early, late) = state.withLock { state -> (SentinelError?, SentinelError?) in
            state.calls[name, default: 0] += 1
            if state.failures[name]?.isEmpty == false { return (state.failures[name]?.removeFirst(), nil) }
            if state.lateFailures[name]?.isEmpty == false { return (nil, state.lateFailures[name]?.removeFirst()) }
            return (nil, nil)
        }
        if let early { throw early }
        let answer = try await body()
        if let late { throw late }
        return answer
    }

    func claim(_ requests: [RunClaim]) async throws(SentinelError) -> [RunClaimResult] {
        try await call("claim") { () async throws(SentinelError) in
            let unreadable = state.withLock(\.unreadable.claims)
            return try await inner.claim(requests).map { result in
                guard case .granted(let run, _) = result, unreadable.contains(run.alert) else { return result }
                return .failed(Self.damage)
            }
        }
    }
    func renew(owner: OwnerID) async throws(SentinelError) -> Int {
        try await call("renew") { () async throws(SentinelError) in try await inner.renew(owner: owner) }
    }
    func commit(_ commits: [RunCommit]) async throws(SentinelError) -> [RunCommitResult] {
        try await call("commit") { () async throws(SentinelError) in
            let scripted = state.withLock { $0.commitAnswers.isEmpty ? nil : $0.commitAnswers.removeFirst() }
            if let scripted { return commits.map { _ in scripted } }
            let unreadable = state.withLock(\.unreadable.commits)
            let readable = commits.filter { !unreadable.contains($0.run.alert) }
            var results = try await inner.commit(readable)[...]
            return commits.map { commit in
                unreadable.contains(commit.run.alert) ? .failed(Self.damage) : results.removeFirst()
            }
        }
    }
    func release(_ runs: [ClaimedRun]) async throws(SentinelError) {
        try await call("release") { () async throws(SentinelError) in try await inner.release(runs) }
    }
    func snapshots(of alerts: [AlertKey], scope: TenantScope) async throws(SentinelError) -> [AlertKey: AlertSnapshot] {
        try await call("snapshots") { () async throws(SentinelError) in
            try await inner.snapshots(of: alerts, scope: scope)
        }
    }
    func take(_ request: TakeRequest) async throws(SentinelError) -> [ClaimedMessage] {
        try await call("take") { () async throws(SentinelError) in try await inner.take(request) }
    }
    func settle(_ settlements: [Settlement]) async throws(SentinelError) -> [Bool] {
        try await call("settle") { () async throws(SentinelError) in try await inner.settle(settlements) }
    }
    func nextDelivery() async throws(SentinelError) -> Timestamp? {
        try await call("next") { () async throws(SentinelError) in try await inner.nextDelivery() }
    }
    func silences(scope: TenantScope, includingEnded: Bool) async throws(SentinelError) -> [Silence] {
        try await inner.silences(scope: scope, includingEnded: includingEnded)
    }
    func add(_ silence: Silence, scope: TenantScope, by actor: Actor) async throws(SentinelError) {
        try await call("add") { () async throws(SentinelError) in
            try await inner.add(silence, scope: scope, by: actor)
        }
    }
    func endSilences(_ ids: [String], scope: TenantScope, by actor: Actor) async throws(SentinelError) -> Int {
        try await inner.endSilences(ids, scope: scope, by: actor)
    }
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
        try await call("health") { () async throws(SentinelError) in try await inner.receiverHealth(scope: scope) }
    }
    func statistics(scope: TenantScope) async throws(SentinelError) -> StoreStatistics {
        try await inner.statistics(scope: scope)
    }
    func retain(_ policy: RetentionPolicy, scope: TenantScope) async throws(SentinelError) -> Int {
        try await inner.retain(policy, scope: scope)
    }
    func close() async { await inner.close() }
}

/// Remembers notices.
final class RecordingObserver: EngineObserver {
    private let state = Mutex<[EngineNotice]>([])
    var notices: [EngineNotice] { state.withLock(\.self) }

    func observe(_ notice: EngineNotice) { state.withLock { $0.append(notice) } }

    var words: [String] {
        notices.map { notice in
            switch notice {
            case .runCommitted: "committed"
            case .runFenced: "fenced"
            case .deliverySettled: "settled"
            case .breakerOpened: "breaker"
            case .storeFailed: "store failed"
            }
        }
    }
}
