/// What was decided for one event and one route: always something, and always with its reason.
public struct NotificationDecision: Sendable, Hashable {
    /// Notify or not, and why.
    public enum Outcome: Sendable, Hashable {
        /// Tell, because.
        case notify(NotifyReason)
        /// Do not tell, because.
        case suppress(SuppressionReason)

        /// `notify` or `suppress`, as stored and printed.
        public var word: String {
            switch self {
            case .notify: "notify"
            case .suppress: "suppress"
            }
        }

        /// The reason's name, as stored and printed.
        public var reason: String {
            switch self {
            case .notify(let reason): reason.rawValue
            case .suppress(let reason): reason.rawValue
            }
        }
    }

    /// The event.
    public var event: Event
    /// The route's key.
    public var routeKey: String
    /// The route's receiver.
    public var receiver: ReceiverKey
    /// What was decided.
    public var outcome: Outcome
    /// The silence that is the reason, if one is.
    public var silenceID: String?
    /// What to send; nil unless the outcome is to notify.
    public var intent: NotificationIntent?

    /// Makes a decision.
    public init(
        event: Event, routeKey: String, receiver: ReceiverKey, outcome: Outcome, silenceID: String? = nil,
        intent: NotificationIntent? = nil
    ) {
        self.event = event
        self.routeKey = routeKey
        self.receiver = receiver
        self.outcome = outcome
        self.silenceID = silenceID
        self.intent = intent
    }
}

/// Why a route is told.
@nonexhaustive public enum NotifyReason: String, Sendable, Hashable, Codable, CaseIterable {
    /// Condition or health changed.
    case transition
    /// The problem lasts.
    case reminder
    /// A silence ended and the problem is still there.
    case silenceEnded = "silence_ended"
    /// The last notice could not be delivered.
    case retell
    /// The route or its subscription is new, or the alert was enabled again.
    case newRoute = "new_route"
}

/// Why a route is not told.
@nonexhaustive public enum SuppressionReason: String, Sendable, Hashable, Codable, CaseIterable {
    /// A silence is in force.
    case silenced
    /// The alert is disabled.
    case disabled
    /// The alert or the route does not ask for this kind of event.
    case notSubscribed = "not_subscribed"
    /// The route was never told of the problem, so it need not hear of its end.
    case neverAnnounced = "never_announced"
    /// The route knows already.
    case alreadyTold = "already_told"
    /// The route's next reminder is not due.
    case notDue = "not_due"
    /// The last notice was given up a short while ago.
    case backingOff = "backing_off"
}

/// A notice that is owed: decided and stored in the same transaction as the state it speaks of.
public struct NotificationIntent: Sendable, Hashable {
    /// The message's id: a UUID made once, the same in every attempt; receivers use it to drop repeats.
    public var messageID: String
    /// Messages with the same order key and receiver are sent in the order of their events.
    public var orderKey: String
    /// What to tell.
    public var content: NotificationContent
    /// After which the message is given up.
    public var expiresAt: Timestamp

    /// Makes an intent.
    public init(messageID: String, orderKey: String, content: NotificationContent, expiresAt: Timestamp) {
        self.messageID = messageID
        self.orderKey = orderKey
        self.content = content
        self.expiresAt = expiresAt
    }
}
