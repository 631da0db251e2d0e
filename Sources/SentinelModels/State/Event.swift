/// The kinds of things worth telling; also the words of `notify_on`.
@nonexhaustive public enum EventKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// A problem is there: at its start, when a silence over it ends, and after a notice was given up.
    case firing
    /// The problem is over.
    case resolved
    /// The query has failed often enough.
    case error
    /// The query returned nothing often enough.
    case noData = "no_data"
    /// The query answers again.
    case recovered
    /// The problem is still there.
    case reminder
}

/// A change of condition or health that is numbered and stored.
public struct Transition: Sendable, Hashable, Codable {
    /// Its number within the alert, from 1.
    public var sequence: Int64
    /// What it means.
    public var kind: EventKind
    /// The instance, or ``Fingerprint/health``.
    public var subject: Fingerprint
    /// The condition or health before.
    public var from: String
    /// The condition or health after.
    public var to: String
    /// When, by the time of the rules.
    public var at: Timestamp
    /// The episode it opens, continues or closes.
    public var episode: Episode

    /// Makes a transition.
    public init(
        sequence: Int64, kind: EventKind, subject: Fingerprint, from: String, to: String, at: Timestamp,
        episode: Episode
    ) {
        self.sequence = sequence
        self.kind = kind
        self.subject = subject
        self.from = from
        self.to = to
        self.at = at
        self.episode = episode
    }
}

/// A numbered thing worth telling about: a transition, a reminder, or a notice that is owed since a silence ended, a
/// route was added, the alert was enabled again or a delivery was given up.
public struct Event: Sendable, Hashable, Codable {
    /// Why the event exists.
    public enum Cause: String, Sendable, Hashable, Codable {
        /// Condition or health changed.
        case transition
        /// Time passed.
        case reminder
        /// Some route does not know of the episode yet and may now be told.
        case owed
    }

    /// Its number within the alert, from 1.
    public var sequence: Int64
    /// What is told.
    public var kind: EventKind
    /// Why.
    public var cause: Cause
    /// The instance, or ``Fingerprint/health``.
    public var subject: Fingerprint
    /// Condition or health before; equal to `to` unless the cause is a transition.
    public var from: String
    /// Condition or health after.
    public var to: String
    /// When, by the time of the rules.
    public var at: Timestamp
    /// The episode it belongs to.
    public var episode: Episode

    /// Makes an event.
    public init(
        sequence: Int64, kind: EventKind, cause: Cause, subject: Fingerprint, from: String, to: String, at: Timestamp,
        episode: Episode
    ) {
        self.sequence = sequence
        self.kind = kind
        self.cause = cause
        self.subject = subject
        self.from = from
        self.to = to
        self.at = at
        self.episode = episode
    }

    /// The event of a transition.
    public init(_ transition: Transition) {
        self.init(
            sequence: transition.sequence, kind: transition.kind, cause: .transition, subject: transition.subject,
            from: transition.from, to: transition.to, at: transition.at, episode: transition.episode)
    }
}
