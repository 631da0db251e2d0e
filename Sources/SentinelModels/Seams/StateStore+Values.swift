/// Who holds a lease: one per process.
public struct OwnerID: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The text as it is stored, at most 64 ASCII characters.
    public let description: String

    /// Takes a text.
    public init(_ text: String) {
        description = text
    }
}

/// The request to run an alert.
public struct RunClaim: Sendable {
    /// The run's id: a UUID of version 7.
    public var runID: String
    /// The alert; registered on the way.
    public var alert: AlertDefinition
    /// Why.
    public var trigger: RunTrigger
    /// The slot; nil for manual and api runs.
    public var fireAt: Timestamp?
    /// Who runs it.
    public var owner: OwnerID
    /// How long the slot is held without renewal.
    public var lease: Duration
    /// Whose alert it is.
    public var scope: TenantScope

    /// Makes a claim.
    public init(
        runID: String, alert: AlertDefinition, trigger: RunTrigger, fireAt: Timestamp? = nil, owner: OwnerID,
        lease: Duration = .seconds(30), scope: TenantScope = .default
    ) {
        self.runID = runID
        self.alert = alert
        self.trigger = trigger
        self.fireAt = fireAt
        self.owner = owner
        self.lease = lease
        self.scope = scope
    }
}

/// The answer to a ``RunClaim``.
public enum RunClaimResult: Sendable {
    /// The slot is held; here is what is remembered.
    case granted(ClaimedRun, AlertSnapshot)
    /// Another run of the alert holds the slot, at the latest until its lease ends.
    case busy(until: Timestamp)
    /// The fire has a run already, or a later one has ended.
    case superseded
    /// What is remembered of the alert cannot be read. The run has ended so, with the outcome `error`; nothing of what
    /// is remembered was changed, and the other claims do not suffer.
    case failed(SentinelError)
}

/// The right to one run's result: counts only while the fence is the stored one.
public struct ClaimedRun: Sendable, Hashable {
    /// The run's id.
    public var id: String
    /// The alert.
    public var alert: AlertKey
    /// Why it runs.
    public var trigger: RunTrigger
    /// The slot; nil for manual and api runs.
    public var fireAt: Timestamp?
    /// Raised with every taking.
    public var fence: Int64
    /// Whose alert it is.
    public var scope: TenantScope

    /// Makes a claimed run.
    public init(
        id: String, alert: AlertKey, trigger: RunTrigger, fireAt: Timestamp? = nil, fence: Int64,
        scope: TenantScope = .default
    ) {
        self.id = id
        self.alert = alert
        self.trigger = trigger
        self.fireAt = fireAt
        self.fence = fence
        self.scope = scope
    }
}

/// What is remembered of an alert, with the revision that a commit must name.
public struct AlertSnapshot: Sendable, Hashable {
    /// Raised with every change.
    public var revision: Int64
    /// The memory.
    public var state: AlertState
    /// The silences of the tenant that are in force or to come.
    public var silences: [Silence]

    /// Makes a snapshot; without arguments that of an alert that was never run.
    public init(revision: Int64 = 0, state: AlertState = AlertState(), silences: [Silence] = []) {
        self.revision = revision
        self.state = state
        self.silences = silences
    }
}

/// Everything one run changes, stored in one transaction.
public struct RunCommit: Sendable {
    /// The right to it.
    public var run: ClaimedRun
    /// The revision the state was planned from.
    public var baseRevision: Int64
    /// The history.
    public var record: RunRecord
    /// The memory afterwards.
    public var state: AlertState
    /// What is worth telling.
    public var events: [Event]
    /// What was decided about it, for every event and route.
    public var decisions: [NotificationDecision]

    /// Makes a commit.
    public init(
        run: ClaimedRun, baseRevision: Int64, record: RunRecord, state: AlertState, events: [Event],
        decisions: [NotificationDecision]
    ) {
        self.run = run
        self.baseRevision = baseRevision
        self.record = record
        self.state = state
        self.events = events
        self.decisions = decisions
    }
}

/// The answer to a ``RunCommit``.
public enum RunCommitResult: Sendable {
    /// Stored.
    case committed(revision: Int64)
    /// The slot was lost; nothing is stored and the result does not count.
    case fenced
    /// Somebody changed the state first; plan again from this.
    case conflict(AlertSnapshot)
    /// This result cannot be stored, and trying again does not help; the others do not suffer.
    case failed(SentinelError)
}

/// The request for messages to send.
public struct TakeRequest: Sendable {
    /// Who sends.
    public var owner: OwnerID
    /// How many at most.
    public var limit: Int
    /// How many at most for one receiver, those that the owner already holds included.
    public var limitPerReceiver: Int
    /// How long they are held.
    public var lease: Duration

    /// Makes a request.
    public init(owner: OwnerID, limit: Int = 64, limitPerReceiver: Int = 2, lease: Duration = .seconds(25)) {
        self.owner = owner
        self.limit = limit
        self.limitPerReceiver = limitPerReceiver
        self.lease = lease
    }
}

/// The outcome of one attempt.
public struct Settlement: Sendable, Hashable {
    /// What an attempt comes to.
    public enum Outcome: Sendable, Hashable {
        /// Accepted.
        case sent(DeliveryReceipt)
        /// To be tried again, not before.
        case retry(at: Timestamp, RunFailure)
        /// Given up.
        case dead(RunFailure)
        /// Not tried after all: back to waiting, not counted as an attempt.
        case returned
    }

    /// The message.
    public var messageID: String
    /// The fence it was taken with.
    public var fence: Int64
    /// The outcome.
    public var outcome: Outcome
    /// When the attempt ended.
    public var at: Timestamp
    /// How the receiver fares now; nil leaves it as it is.
    public var health: ReceiverHealth?

    /// Makes a settlement.
    public init(messageID: String, fence: Int64, outcome: Outcome, at: Timestamp, health: ReceiverHealth? = nil) {
        self.messageID = messageID
        self.fence = fence
        self.outcome = outcome
        self.at = at
        self.health = health
    }
}

/// How deliveries to a receiver fare: its breaker and its token.
public struct ReceiverHealth: Sendable, Hashable {
    /// The receiver.
    public var receiver: ReceiverKey
    /// Failures in a row.
    public var failureStreak: Int
    /// Until when the breaker lets nothing through; nil if it is closed.
    public var openUntil: Timestamp?
    /// Until when the receiver asked us to wait; nil if it did not.
    public var heldUntil: Timestamp?
    /// When a message was last accepted.
    public var lastSuccessAt: Timestamp?
    /// When an attempt last failed.
    public var lastFailureAt: Timestamp?
    /// Why; redacted.
    public var lastError: RunFailure?

    /// The health of a receiver that was never used.
    public init(receiver: ReceiverKey) {
        self.receiver = receiver
        failureStreak = 0
    }
}

/// Which runs of the past to list.
public struct HistoryQuery: Sendable, Hashable {
    /// Of one alert by key or name; nil for all.
    public var alert: String?
    /// That ended so; empty for all.
    public var outcomes: Set<RunOutcome>
    /// That started at or after.
    public var since: Timestamp?
    /// How many at most; nil for all.
    public var limit: Int?
    /// How many to leave out first.
    public var offset: Int
    /// Of one run; nil for all.
    public var runID: String?
    /// Whose.
    public var scope: TenantScope

    /// Makes a query.
    public init(
        alert: String? = nil, outcomes: Set<RunOutcome> = [], since: Timestamp? = nil, limit: Int? = 10,
        offset: Int = 0, runID: String? = nil, scope: TenantScope = .default
    ) {
        self.alert = alert
        self.outcomes = outcomes
        self.since = since
        self.limit = limit
        self.offset = offset
        self.runID = runID
        self.scope = scope
    }
}

/// Which messages to list.
public struct MessageQuery: Sendable, Hashable {
    /// With these ids; nil for all.
    public var ids: [String]?
    /// In these states; empty for all.
    public var states: Set<DeliveryState>
    /// To this receiver; nil for all.
    public var receiver: ReceiverKey?
    /// Of this alert, by key; nil for all.
    public var alert: AlertKey?
    /// How many at most; nil for all.
    public var limit: Int?
    /// Whose.
    public var scope: TenantScope

    /// Makes a query.
    public init(
        ids: [String]? = nil, states: Set<DeliveryState> = [], receiver: ReceiverKey? = nil, alert: AlertKey? = nil,
        limit: Int? = nil, scope: TenantScope = .default
    ) {
        self.ids = ids
        self.states = states
        self.receiver = receiver
        self.alert = alert
        self.limit = limit
        self.scope = scope
    }
}

/// Numbers for metrics and health checks.
public struct StoreStatistics: Sendable, Hashable {
    /// Runs by alert name and outcome.
    public var runs: [RunCount]
    /// Messages by receiver and state.
    public var messages: [MessageCount]
    /// When the oldest unsettled message was promised.
    public var oldestUnsettled: Timestamp?

    /// Runs of one alert with one outcome.
    public struct RunCount: Sendable, Hashable {
        /// The alert's name.
        public var alertName: String
        /// The outcome.
        public var outcome: RunOutcome
        /// How many.
        public var count: Int
        /// How long their queries took together.
        public var totalDuration: Duration
        /// Makes a count.
        public init(alertName: String, outcome: RunOutcome, count: Int, totalDuration: Duration) {
            self.alertName = alertName
            self.outcome = outcome
            self.count = count
            self.totalDuration = totalDuration
        }
    }

    /// Messages to one receiver in one state.
    public struct MessageCount: Sendable, Hashable {
        /// The receiver.
        public var receiver: ReceiverKey
        /// The state.
        public var state: DeliveryState
        /// How many.
        public var count: Int
        /// Makes a count.
        public init(receiver: ReceiverKey, state: DeliveryState, count: Int) {
            self.receiver = receiver
            self.state = state
            self.count = count
        }
    }

    /// Makes statistics.
    public init(runs: [RunCount] = [], messages: [MessageCount] = [], oldestUnsettled: Timestamp? = nil) {
        self.runs = runs
        self.messages = messages
        self.oldestUnsettled = oldestUnsettled
    }
}

/// How long history is kept.
public struct RetentionPolicy: Sendable, Hashable {
    /// Runs that started before are deleted, and episodes and silences that ended before.
    public var runsBefore: Timestamp
    /// Entries of the audit log from before are deleted; nil keeps all.
    public var auditBefore: Timestamp?
    /// Rows deleted in one transaction.
    public var batch: Int

    /// Makes a policy.
    public init(runsBefore: Timestamp, auditBefore: Timestamp? = nil, batch: Int = 1000) {
        self.runsBefore = runsBefore
        self.auditBefore = auditBefore
        self.batch = batch
    }
}

extension StoreStatistics {
    /// Puts runs in the order of alert name and outcome, messages in the order of receiver and state.
    package mutating func sort() {
        runs.sort { ($0.alertName, $0.outcome.rawValue) < ($1.alertName, $1.outcome.rawValue) }
        messages.sort { ($0.receiver, $0.state.rawValue) < ($1.receiver, $1.state.rawValue) }
    }
}
