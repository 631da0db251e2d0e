/// How bad it is when an alert fires, from least to worst.
public enum Severity: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// Worth knowing.
    case info
    /// Worth a look in working hours.
    case warning
    /// Something is broken.
    case error
    /// Somebody should get up.
    case critical

    /// Whether `lhs` is less severe.
    public static func < (lhs: Severity, rhs: Severity) -> Bool {
        lhs.rank < rhs.rank
    }

    private var rank: Int {
        switch self {
        case .info: 0
        case .warning: 1
        case .error: 2
        case .critical: 3
        }
    }
}
