/// The durable memory: state, history, silences and the outbox.
///
/// Every method is one transaction or one per element; what it returned successfully survives `kill -9`, and power loss
/// where the store says so. Run the suite `StateStoreContract` of SentinelTesting against your own store.
///
/// Lease time is the store's own (``LeaseClock``); times inside records are the caller's.
public protocol StateStore: Sendable {
    /// Takes the running slot of alerts, in one transaction: at most one run of an alert is ever under way.
    ///
    /// Registers alerts that are new and updates changed definitions. Answers in the order of the requests.
    func claim(_ requests: [RunClaim]) async throws(SentinelError) -> [RunClaimResult]

    /// Extends the leases of the runs this owner still holds by 30 s and returns how many those are. A lease that has
    /// lapsed is not revived.
    func renew(owner: OwnerID) async throws(SentinelError) -> Int

    /// Stores results: for each element state, history, events, decisions and messages in one transaction.
    ///
    /// Elements are independent; a conflict in one leaves the others stored. Answers in the order of the commits.
    func commit(_ commits: [RunCommit]) async throws(SentinelError) -> [RunCommitResult]

    /// Gives up running slots without a result, so that another may take them at once.
    func release(_ runs: [ClaimedRun]) async throws(SentinelError)

    /// What is remembered of alerts; alerts that were never run are left out. Reads only.
    func snapshots(of alerts: [AlertKey], scope: TenantScope) async throws(SentinelError) -> [AlertKey: AlertSnapshot]

    /// Takes messages that are due, oldest first, and leases them to this owner.
    ///
    /// Leaves out receivers whose breaker is open or whose token is not due, and messages with an older unsettled one
    /// of the same order key and receiver. Messages whose time has passed are given up (`expired`); messages of alerts
    /// that are silenced by now are superseded, and their intents become suppressed.
    func take(_ request: TakeRequest) async throws(SentinelError) -> [ClaimedMessage]

    /// Stores the outcomes of attempts, each only if its fence still holds. Answers whether it did, in order.
    ///
    /// A message given up is taken off the route's ledger, so that the next run tells again if the problem lasts.
    func settle(_ settlements: [Settlement]) async throws(SentinelError) -> [Bool]

    /// When the next message may be due, for waiting: nil if the outbox holds nothing unsettled.
    func nextDelivery() async throws(SentinelError) -> Timestamp?

    /// Silences, also ended ones if asked.
    func silences(scope: TenantScope, includingEnded: Bool) async throws(SentinelError) -> [Silence]

    /// Adds a silence and writes the audit log.
    func add(_ silence: Silence, scope: TenantScope, by actor: Actor) async throws(SentinelError)

    /// Ends the given silences now; returns how many were in force or to come.
    func endSilences(_ ids: [String], scope: TenantScope, by actor: Actor) async throws(SentinelError) -> Int

    /// Runs of the past, newest first.
    func history(_ query: HistoryQuery) async throws(SentinelError) -> [RunRecord]

    /// Messages of the outbox, newest first.
    func messages(_ query: MessageQuery) async throws(SentinelError) -> [NotificationMessage]

    /// Makes dead or waiting messages due now with a fresh lifetime; returns how many.
    func retryMessages(_ ids: [String], scope: TenantScope, by actor: Actor) async throws(SentinelError) -> Int

    /// Gives up messages that are not settled (`dropped`); returns how many.
    func dropMessages(_ ids: [String], scope: TenantScope, by actor: Actor) async throws(SentinelError) -> Int

    /// The delivery health of receivers that were ever used.
    func receiverHealth(scope: TenantScope) async throws(SentinelError) -> [ReceiverHealth]

    /// Numbers for metrics and health checks.
    func statistics(scope: TenantScope) async throws(SentinelError) -> StoreStatistics

    /// Deletes history older than the policy allows, and silences that ended before, in small batches; spares alerts
    /// with a problem and messages that are not settled. Returns how many runs were deleted.
    func retain(_ policy: RetentionPolicy, scope: TenantScope) async throws(SentinelError) -> Int

    /// Releases what this process holds and closes the store.
    func close() async
}
