public import SentinelModels

/// The durable memory in a SQL database.
///
/// What a method returned successfully survives `kill -9` and power loss. Writes of a process go through one connection
/// and are committed in groups, so a call may wait up to 5 ms for company (results without transitions up to 200 ms,
/// but only while others keep arriving). Reads have their own connection and never wait for writes.
public final class SQLStateStore: StateStore {
    let dialect: any SQLDialect
    let clock: any LeaseClock
    let owners: any OwnerRegistry
    let reader: ReadWorker
    private let groupWriter: GroupWriter?

    init(
        dialect: any SQLDialect, clock: any LeaseClock, owners: any OwnerRegistry, reader: ReadWorker,
        writer: GroupWriter?
    ) {
        self.dialect = dialect
        self.clock = clock
        self.owners = owners
        self.reader = reader
        groupWriter = writer
    }

    /// The writer; throws for a store that was opened for reading.
    func writer() throws(SentinelError) -> GroupWriter {
        guard let groupWriter else {
            throw SentinelError(.store, "the state database is open for reading only", isRetryable: false)
        }
        return groupWriter
    }

    /// How many transactions this store has committed, and how many operations they held.
    var writeCounts: (commits: Int, operations: Int) { groupWriter?.counts ?? (0, 0) }

    /// The time that leases go by, for reads.
    func now(on connection: any StoreConnection) throws(SentinelError) -> Timestamp {
        guard let expression = dialect.clockExpression else { return clock.now() }
        return try connection.first("SELECT \(expression)", []) { $0.time(0) } ?? clock.now()
    }

    /// Gives back what this process holds, writes what is queued and closes the database.
    public func close() async {
        let owners = owners
        // The last connection to close tidies up, for which it must be one that may write: else the newest commits stay
        // in the log beside the database, and a copy of the file alone lacks them.
        await reader.close()
        await groupWriter?.close { session throws(SentinelError) in
            try session.releaseLeases(of: owners.announced)
        }
        owners.close()
    }
}

extension SQLStateStore {
    /// Takes running slots; see `StateStore.claim(_:)`.
    public func claim(_ requests: [RunClaim]) async throws(SentinelError) -> [RunClaimResult] {
        let writer = try writer()
        for owner in Set(requests.map(\.owner)) { try owners.announce(owner) }
        let results = try await writer.perform { session throws(SentinelError) in try session.claim(requests) }
        try FaultPoint.afterClaimCommit.pass()
        return results
    }

    /// Extends leases; see `StateStore.renew(owner:)`.
    public func renew(owner: OwnerID) async throws(SentinelError) -> Int {
        try await writer().perform { session throws(SentinelError) in try session.renew(owner) }
    }

    /// Stores results; see `StateStore.commit(_:)`. If one fails in a way that may pass, the error of the first is
    /// thrown; the others are stored all the same, and committing them again changes nothing.
    public func commit(_ commits: [RunCommit]) async throws(SentinelError) -> [RunCommitResult] {
        let results = try await writer().performAll(
            commits.map { commit in
                (!commit.events.isEmpty, { session throws(SentinelError) in try session.commit(commit) })
            })
        try FaultPoint.afterRunCommit.pass()
        var answers: [RunCommitResult] = []
        for result in results {
            switch result {
            case .success(let answer): answers.append(answer)
            case .failure(let error):
                guard !error.isRetryable else { throw error }
                answers.append(.failed(error))
            }
        }
        return answers
    }

    /// Gives up running slots; see `StateStore.release(_:)`.
    public func release(_ runs: [ClaimedRun]) async throws(SentinelError) {
        try await writer().perform { session throws(SentinelError) in try session.release(runs) }
    }

    /// Takes due messages; see `StateStore.take(_:)`.
    public func take(_ request: TakeRequest) async throws(SentinelError) -> [ClaimedMessage] {
        let writer = try writer()
        try owners.announce(request.owner)
        let taken = try await writer.perform { session throws(SentinelError) in try session.take(request) }
        try FaultPoint.afterTakeCommit.pass()
        return taken
    }

    /// Stores outcomes; see `StateStore.settle(_:)`.
    public func settle(_ settlements: [Settlement]) async throws(SentinelError) -> [Bool] {
        let results = try await writer().perform { session throws(SentinelError) in
            try session.settle(settlements)
        }
        try FaultPoint.afterSettleCommit.pass()
        return results
    }

    /// Adds a silence; see `StateStore.add(_:scope:by:)`.
    public func add(_ silence: Silence, scope: TenantScope, by actor: Actor) async throws(SentinelError) {
        try await writer().perform { session throws(SentinelError) in
            try session.add(silence, tenant: scope.tenant, by: actor)
        }
    }

    /// Ends silences; see `StateStore.endSilences(_:scope:by:)`.
    public func endSilences(
        _ ids: [String], scope: TenantScope, by actor: Actor
    ) async throws(SentinelError) -> Int {
        try await writer().perform { session throws(SentinelError) in
            try session.endSilences(ids, tenant: scope.tenant, by: actor)
        }
    }

    /// Makes messages due again; see `StateStore.retryMessages(_:scope:by:)`.
    public func retryMessages(
        _ ids: [String], scope: TenantScope, by actor: Actor
    ) async throws(SentinelError) -> Int {
        try await writer().perform { session throws(SentinelError) in
            try session.retry(ids, tenant: scope.tenant, by: actor)
        }
    }

    /// Gives up messages; see `StateStore.dropMessages(_:scope:by:)`.
    public func dropMessages(
        _ ids: [String], scope: TenantScope, by actor: Actor
    ) async throws(SentinelError) -> Int {
        try await writer().perform { session throws(SentinelError) in
            try session.drop(ids, tenant: scope.tenant, by: actor)
        }
    }

    /// Forgets old history; see `StateStore.retain(_:scope:)`.
    public func retain(_ policy: RetentionPolicy, scope: TenantScope) async throws(SentinelError) -> Int {
        try await retained(policy, scope: scope).runs
    }
}
