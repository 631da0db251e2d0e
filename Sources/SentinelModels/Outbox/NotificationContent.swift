/// What a message says, before any receiver gives it a form: kept in the outbox, free of secrets, rendered at each try.
public struct NotificationContent: Sendable, Hashable, Codable {
    /// The layout of this type as stored: 1.
    public var version: Int
    /// The alert's key.
    public var alert: AlertKey
    /// The alert's name.
    public var alertName: String
    /// The alert's description.
    public var description: String?
    /// What is told.
    public var event: EventKind
    /// Why it is told now.
    public var reason: NotifyReason
    /// The number of the event within its alert.
    public var sequence: Int64
    /// `ALERT`, `OK`, `ERROR` or `NO_DATA`.
    public var status: String
    /// How bad it is.
    public var severity: Severity?
    /// The columns that identify the instance; empty for the only one.
    public var identity: [IdentityColumn]
    /// The value now.
    public var actualValue: SQLValue?
    /// The threshold now.
    public var threshold: SQLValue?
    /// The value that opened the episode.
    public var valueAtOpening: SQLValue?
    /// The other columns.
    public var context: [ContextValue]
    /// The alert's labels.
    public var labels: [String: String]
    /// The alert's annotations.
    public var annotations: [String: String]
    /// The failure, for error events.
    public var error: RunFailure?
    /// The episode.
    public var episode: Episode
    /// Which notice of the episode to this route this is, from 1.
    public var notice: Int
    /// When it happened, by the time of the rules.
    public var occurredAt: Timestamp
    /// The run that found it.
    public var runID: String
    /// The slot the run served; nil for manual and api runs.
    public var fireAt: Timestamp?
    /// The route's message options.
    public var template: [String: String]

    /// Makes a content.
    public init(
        alert: AlertKey, alertName: String, description: String? = nil, event: EventKind,
        reason: NotifyReason = .transition, sequence: Int64, status: String, severity: Severity? = nil,
        identity: [IdentityColumn] = [], actualValue: SQLValue? = nil, threshold: SQLValue? = nil,
        valueAtOpening: SQLValue? = nil, context: [ContextValue] = [], labels: [String: String] = [:],
        annotations: [String: String] = [:], error: RunFailure? = nil, episode: Episode, notice: Int = 1,
        occurredAt: Timestamp, runID: String, fireAt: Timestamp? = nil, template: [String: String] = [:]
    ) {
        version = 1
        self.alert = alert
        self.alertName = alertName
        self.description = description
        self.event = event
        self.reason = reason
        self.sequence = sequence
        self.status = status
        self.severity = severity
        self.identity = identity
        self.actualValue = actualValue
        self.threshold = threshold
        self.valueAtOpening = valueAtOpening
        self.context = context
        self.labels = labels
        self.annotations = annotations
        self.error = error
        self.episode = episode
        self.notice = notice
        self.occurredAt = occurredAt
        self.runID = runID
        self.fireAt = fireAt
        self.template = template
    }

    /// How long the episode has lasted at the event.
    public var episodeDuration: Duration {
        episode.openedAt.duration(to: occurredAt)
    }
}
