/// How a run ended.
@nonexhaustive public enum RunOutcome: String, Sendable, Hashable, Codable, CaseIterable {
    /// No problem.
    case ok
    /// A problem.
    case alert
    /// No row.
    case noData = "no_data"
    /// Failed.
    case error
    /// Refused because it would cost more than allowed.
    case overBudget = "over_budget"
    /// Stopped by us.
    case cancelled
    /// Its owner died and it was not taken up again.
    case abandoned
    /// Not run: too late.
    case skippedMisfire = "skipped_misfire"
    /// Not run: the run before had not ended.
    case skippedOverlap = "skipped_overlap"
    /// Not run: paused.
    case skippedPaused = "skipped_paused"
    /// Not run: its definition was not usable.
    case skippedConfig = "skipped_config"
    /// Not run: what it depends on was not well.
    case skippedDependency = "skipped_dependency"
    /// Described only, on a source that bills.
    case notRun = "not_run"
}

/// Why a run happened.
public enum RunTrigger: String, Sendable, Hashable, Codable {
    /// A person asked.
    case manual
    /// The schedule asked.
    case schedule
    /// A program asked.
    case api
}

/// The history of one run.
public struct RunRecord: Sendable, Hashable {
    /// A UUID of version 7.
    public var id: String
    /// The alert.
    public var alert: AlertKey
    /// The alert's name at the time.
    public var alertName: String
    /// Why it happened.
    public var trigger: RunTrigger
    /// The slot it serves; nil for manual and api runs.
    public var fireAt: Timestamp?
    /// When it started.
    public var startedAt: Timestamp
    /// How long the query took, waiting for a connection included.
    public var duration: Duration
    /// How it ended.
    public var outcome: RunOutcome
    /// The worst instance's value.
    public var actualValue: SQLValue?
    /// The worst instance's threshold.
    public var threshold: SQLValue?
    /// The worst instance's severity.
    public var severity: Severity?
    /// The worst instance's context.
    public var context: [ContextValue]
    /// The worst instance's transition, or that of the alert's health.
    public var transition: Transition?
    /// What was learned of each instance.
    public var instances: [InstanceRecord]
    /// What was decided about telling.
    public var notifications: [NotificationRecord]
    /// Why it failed.
    public var error: RunFailure?
    /// The SQL, kept once per text in the state tables.
    public var query: String

    /// Makes a record.
    public init(
        id: String, alert: AlertKey, alertName: String, trigger: RunTrigger, fireAt: Timestamp? = nil,
        startedAt: Timestamp, duration: Duration = .zero, outcome: RunOutcome, actualValue: SQLValue? = nil,
        threshold: SQLValue? = nil, severity: Severity? = nil, context: [ContextValue] = [],
        transition: Transition? = nil, instances: [InstanceRecord] = [], notifications: [NotificationRecord] = [],
        error: RunFailure? = nil, query: String = ""
    ) {
        self.id = id
        self.alert = alert
        self.alertName = alertName
        self.trigger = trigger
        self.fireAt = fireAt
        self.startedAt = startedAt
        self.duration = duration
        self.outcome = outcome
        self.actualValue = actualValue
        self.threshold = threshold
        self.severity = severity
        self.context = context
        self.transition = transition
        self.instances = instances
        self.notifications = notifications
        self.error = error
        self.query = query
    }
}

/// What a run learned of one instance.
public struct InstanceRecord: Sendable, Hashable {
    /// The columns that identify it.
    public var identity: [IdentityColumn]
    /// Its key.
    public var fingerprint: Fingerprint
    /// Its condition afterwards.
    public var condition: InstanceCondition
    /// Its value.
    public var actualValue: SQLValue?
    /// Its transition.
    public var transition: Transition?

    /// Makes a record.
    public init(
        identity: [IdentityColumn], fingerprint: Fingerprint, condition: InstanceCondition, actualValue: SQLValue?,
        transition: Transition?
    ) {
        self.identity = identity
        self.fingerprint = fingerprint
        self.condition = condition
        self.actualValue = actualValue
        self.transition = transition
    }
}

/// A failure as history keeps it: redacted text and a stable code.
public struct RunFailure: Sendable, Hashable, Codable {
    /// The kind of failure.
    public var code: SentinelError.Code
    /// The redacted text, at most 2,000 characters.
    public var message: String

    /// Makes a failure.
    public init(code: SentinelError.Code, message: String) {
        self.code = code
        self.message = message
    }
}

/// A decision about telling, with what became of its message.
public struct NotificationRecord: Sendable, Hashable {
    /// The route's receiver.
    public var receiver: ReceiverKey
    /// The event's number.
    public var sequence: Int64
    /// The event's kind.
    public var event: EventKind
    /// What was decided.
    public var decision: NotificationDecision.Outcome
    /// What became of the message; nil if there is none.
    public var delivery: DeliveryState?
    /// The message's id; nil if there is none.
    public var messageID: String?

    /// Makes a record.
    public init(
        receiver: ReceiverKey, sequence: Int64, event: EventKind, decision: NotificationDecision.Outcome,
        delivery: DeliveryState? = nil, messageID: String? = nil
    ) {
        self.receiver = receiver
        self.sequence = sequence
        self.event = event
        self.decision = decision
        self.delivery = delivery
        self.messageID = messageID
    }
}
