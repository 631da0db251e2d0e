/// How much retention deleted, or would delete.
public struct RetentionSummary: Sendable, Hashable {
    /// Runs, with their events, decisions, messages and attempts.
    public var runs = 0
    /// Episodes that have ended.
    public var episodes = 0
    /// Silences that have ended.
    public var silences = 0
    /// Texts of queries that no run and no alert uses.
    public var queries = 0
    /// Entries of the audit log.
    public var auditEntries = 0

    /// Whether there is nothing.
    public var isEmpty: Bool { self == RetentionSummary() }

    init() {}

    subscript(kind: RetentionText.Kind) -> Int {
        get { self[keyPath: Self.path(kind)] }
        set { self[keyPath: Self.path(kind)] = newValue }
    }

    private static func path(_ kind: RetentionText.Kind) -> WritableKeyPath<RetentionSummary, Int> {
        switch kind {
        case .runs: \.runs
        case .episodes: \.episodes
        case .silences: \.silences
        case .queries: \.queries
        case .audit: \.auditEntries
        }
    }
}
