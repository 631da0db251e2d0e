/// Which subject was told over which route.
public struct LedgerKey: Sendable, Hashable, Codable {
    /// The instance, or ``Fingerprint/health``.
    public var subject: Fingerprint
    /// ``NotificationRoute/key``.
    public var route: String

    /// Makes a key.
    public init(subject: Fingerprint, route: String) {
        self.subject = subject
        self.route = route
    }
}

/// What a route was told of a subject's current episode.
public struct RouteLedger: Sendable, Hashable, Codable {
    /// The episode this is about.
    public var episodeID: String
    /// The number of the last event that was promised; nil if none was.
    public var lastSequence: Int64?
    /// When the last notice was promised; nil if none was, or if it was given up.
    public var lastPromisedAt: Timestamp?
    /// When to remind next; nil for never.
    public var nextReminderAt: Timestamp?
    /// How many reminders were promised.
    public var reminderCount: Int
    /// How many notices were promised in this episode.
    public var noticeCount: Int
    /// How many notices of this episode were given up as undeliverable.
    public var giveUpCount: Int
    /// When the last was given up.
    public var gaveUpAt: Timestamp?

    /// The ledger of a route that was told nothing yet.
    public init(episodeID: String) {
        self.episodeID = episodeID
        reminderCount = 0
        noticeCount = 0
        giveUpCount = 0
    }

    /// Whether the route knows of the episode.
    public var isTold: Bool { lastPromisedAt != nil }
}
