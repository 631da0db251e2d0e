/// An alert as its author wrote it: a query that says ALERT or OK, when to ask it, and whom to tell.
public struct AlertDefinition: Sendable, Hashable {
    /// What identifies the alert over renames: the YAML `id`, else the name.
    public var key: AlertKey
    /// What people call it; up to 255 characters without control characters.
    public var name: String
    /// What it is about, for messages.
    public var description: String?
    /// The name of the source to ask.
    public var source: String
    /// One read-only SQL statement.
    public var query: String
    /// When to ask.
    public var schedule: Schedule
    /// The IANA zone the schedule is meant in.
    public var timezone: String
    /// Whether scheduled runs happen and notices are sent.
    public var isEnabled: Bool
    /// How bad it is; a `severity` column of the result wins.
    public var severity: Severity?
    /// Names for routing and silences.
    public var labels: [String: String]
    /// Texts for people: runbook, owner.
    public var annotations: [String: String]
    /// How a result is judged.
    public var judgement: Judgement
    /// What follows from a judgement.
    public var policy: AlertPolicy
    /// Whom to tell.
    public var routes: [NotificationRoute]

    /// Makes a definition; what is left out has the defaults of `version: 1`.
    public init(
        name: String, key: AlertKey? = nil, description: String? = nil, source: String = "default", query: String,
        schedule: Schedule = .every(.seconds(300)), timezone: String = "UTC", isEnabled: Bool = true,
        severity: Severity? = nil, labels: [String: String] = [:], annotations: [String: String] = [:],
        judgement: Judgement = .statusColumn, policy: AlertPolicy = AlertPolicy(), routes: [NotificationRoute] = []
    ) {
        self.key = key ?? AlertKey(name)
        self.name = name
        self.description = description
        self.source = source
        self.query = query
        self.schedule = schedule
        self.timezone = timezone
        self.isEnabled = isEnabled
        self.severity = severity
        self.labels = labels
        self.annotations = annotations
        self.judgement = judgement
        self.policy = policy
        self.routes = routes
    }
}

/// What identifies an alert within a tenant, over renames and restarts.
public struct AlertKey: Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
    /// The text as it is stored.
    public let description: String

    /// Takes a text of up to 255 characters.
    public init(_ text: String) {
        description = text
    }

    /// Whether both are the same bytes, as the state database compares: `é` as one character and as `e` with an accent
    /// are two keys.
    public static func == (lhs: AlertKey, rhs: AlertKey) -> Bool {
        lhs.description.isIdentical(to: rhs.description)
    }

    /// Feeds the bytes.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(ExactText(description))
    }

    /// Whether `lhs` sorts before `rhs`, byte by byte.
    public static func < (lhs: AlertKey, rhs: AlertKey) -> Bool {
        lhs.description.utf8.lexicographicallyPrecedes(rhs.description.utf8)
    }
}
