/// The named places where tests make a process die, fail or wait; in builds without the `FaultPoints` trait they cost
/// and do nothing.
///
/// From outside: `SENTINEL_FAULT=<point>:<nth>[:kill|error|sleep]` acts when the point is passed for the nth time.
package enum FaultPoint: String, Sendable, CaseIterable {
    /// In the claim's transaction, before its commit.
    case beforeClaimCommit = "before-claim-commit"
    /// After the claim's commit.
    case afterClaimCommit = "after-claim-commit"
    /// The query has answered; nothing is decided yet.
    case afterQuery = "after-query"
    /// In the run's transaction, before the first write.
    case beforeRunWrite = "before-run-write"
    /// After the state is written.
    case afterStateWrite = "after-state-write"
    /// After events and intents are written.
    case afterIntentWrite = "after-intent-write"
    /// Before the run's commit.
    case beforeRunCommit = "before-run-commit"
    /// After the run's commit.
    case afterRunCommit = "after-run-commit"
    /// In the taking of messages, before its commit.
    case beforeTakeCommit = "before-take-commit"
    /// After messages were taken.
    case afterTakeCommit = "after-take-commit"
    /// Before a message is sent.
    case beforeDelivery = "before-delivery"
    /// After the receiver has accepted a message; nothing is stored yet.
    case afterDelivery = "after-delivery"
    /// Before the settlement's commit.
    case beforeSettleCommit = "before-settle-commit"
    /// After the settlement's commit.
    case afterSettleCommit = "after-settle-commit"
    /// In the transaction of each batch that retention deletes, before its commit.
    case beforeRetainCommit = "before-retain-commit"
    /// After the commit of a batch of retention.
    case afterRetainCommit = "after-retain-commit"
    /// Between two migrations.
    case betweenMigrations = "between-migrations"
    /// Where schemas change statement by statement: the statement is noted, not run.
    case beforeMigrationStep = "before-migration-step"
    /// The statement has run and is not noted as done.
    case afterMigrationStep = "after-migration-step"
    /// A page of rows is copied from one state database to another, before its commit.
    case beforeCopyCommit = "before-copy-commit"

    /// Does what the test asked for at this point, if it did.
    @inline(__always)
    package func pass() throws(SentinelError) {
        #if FaultPoints
            try (FaultPlan.ofTask ?? .current).passed(self)
        #endif
    }
}
