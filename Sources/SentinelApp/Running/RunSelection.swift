import SentinelConfig
import SentinelModels

/// Which alerts an invocation of `run` runs.
struct RunSelection: Sendable {
    /// Those that run.
    let alerts: [AlertDefinition]
    /// Those that are left out because they are disabled.
    let skipped: [AlertDefinition]

    /// All enabled alerts for no name; else those named, disabled or not.
    ///
    /// - Throws: ``CommandFailure`` for a name that no alert has.
    init(_ configuration: Configuration, names: [String]) throws {
        let chosen = try AlertSelection(configuration.alerts).alerts(named: names)
        alerts = names.isEmpty ? chosen.filter(\.isEnabled) : chosen
        skipped = names.isEmpty ? chosen.filter { !$0.isEnabled } : []
    }
}
