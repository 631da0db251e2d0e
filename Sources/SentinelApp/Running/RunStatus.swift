import SentinelModels

/// What people and programs are shown of a run's outcome.
enum RunStatus: String, Sendable, CaseIterable {
    case ok = "OK"
    case alert = "ALERT"
    case error = "ERROR"
    case noData = "NO_DATA"
    case notRun = "NOT_RUN"

    /// The status of an outcome.
    init(_ outcome: RunOutcome) {
        switch outcome {
        case .ok: self = .ok
        case .alert: self = .alert
        case .noData: self = .noData
        case .error, .cancelled, .abandoned: self = .error
        case .overBudget, .skippedMisfire, .skippedOverlap, .skippedPaused, .skippedConfig, .skippedDependency, .notRun:
            self = .notRun
        @unknown default: self = .error
        }
    }

    /// The outcomes that are shown so.
    var outcomes: Set<RunOutcome> {
        Set(RunOutcome.allCases.filter { RunStatus($0) == self })
    }

    /// How it looks.
    var style: TextStyle {
        switch self {
        case .ok: .good
        case .alert: .badBold
        case .error, .noData: .warning
        case .notRun: .dim
        }
    }
}
