/// Everything that is remembered of an alert between runs.
///
/// Condition (per instance) and health (of the alert) are two axes: an error never resolves an alert.
public struct AlertState: Sendable, Hashable, Codable {
    /// Whether the query answers.
    public var health: AlertHealth
    /// Since when; nil before the first run.
    public var healthSince: Timestamp?
    /// How many errors in a row.
    public var errorStreak: Int
    /// How many empty results in a row.
    public var noDataStreak: Int
    /// How many ALERT results in a row, errors not counted.
    public var alertStreak: Int
    /// How many OK results in a row, errors not counted.
    public var okStreak: Int
    /// The number of the last event.
    public var eventSequence: Int64
    /// The slot of the last scheduled fire whose result counts.
    public var lastFireAt: Timestamp?
    /// When the query last answered.
    public var lastSuccessAt: Timestamp?
    /// When a run last ended, however it ended.
    public var lastRunAt: Timestamp?
    /// When a result last said ALERT.
    public var lastAlertAt: Timestamp?
    /// When a result last said OK.
    public var lastOKAt: Timestamp?
    /// The episode of the error or no-data condition that was announced, if one is open or its end is owed.
    public var healthEpisode: Episode?
    /// The instances that were ever seen and not forgotten.
    public var instances: [Fingerprint: InstanceState]
    /// What each route was told, by subject and route.
    public var ledger: [LedgerKey: RouteLedger]

    /// The state of an alert that was never run.
    public init() {
        health = .answering
        errorStreak = 0
        noDataStreak = 0
        alertStreak = 0
        okStreak = 0
        eventSequence = 0
        instances = [:]
        ledger = [:]
    }

    /// The worst condition of any instance; nil if there is none.
    public var condition: InstanceCondition? {
        let conditions = Set(instances.values.map(\.condition))
        return [.firing, .pending, .recovering, .ok].first(where: conditions.contains)
    }

    /// The one word people see.
    public func display(isPaused: Bool) -> DisplayState {
        if isPaused { return .paused }
        switch health {
        case .failing: return .error
        case .noData: return .noData
        case .answering: break
        }
        switch condition {
        case .firing: return .firing
        case .pending: return .pending
        case .recovering: return .recovering
        case .ok: return .ok
        case nil: return lastRunAt == nil ? .never : .ok
        }
    }
}

/// What is remembered of one instance.
public struct InstanceState: Sendable, Hashable, Codable {
    /// The columns that identify it; empty for the only instance of an alert.
    public var identity: [IdentityColumn]
    /// Whether its problem is there.
    public var condition: InstanceCondition
    /// Since when.
    public var since: Timestamp
    /// How many results in a row have said so.
    public var streak: Int
    /// The severity of the last breach.
    public var severity: Severity?
    /// The open episode; also an ended one as long as somebody who knows of it is owed its end.
    public var episode: Episode?
    /// The value that opened the episode, for messages that compare then and now.
    public var valueAtOpening: SQLValue?
    /// The last value.
    public var value: SQLValue?

    /// Makes a state.
    public init(
        identity: [IdentityColumn] = [], condition: InstanceCondition, since: Timestamp, streak: Int = 1,
        severity: Severity? = nil, episode: Episode? = nil, valueAtOpening: SQLValue? = nil, value: SQLValue? = nil
    ) {
        self.identity = identity
        self.condition = condition
        self.since = since
        self.streak = streak
        self.severity = severity
        self.episode = episode
        self.valueAtOpening = valueAtOpening
        self.value = value
    }
}

/// The time from a first breach to its end.
public struct Episode: Sendable, Hashable, Codable {
    /// A UUID.
    public var id: String
    /// When it began.
    public var openedAt: Timestamp

    /// Makes an episode.
    public init(id: String, openedAt: Timestamp) {
        self.id = id
        self.openedAt = openedAt
    }
}
