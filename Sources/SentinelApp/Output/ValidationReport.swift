import SentinelConfig
import SentinelModels

/// What `validate` found.
struct ValidationReport: Sendable {
    let loaded: LoadedConfiguration
    let diagnostics: [Diagnostic]

    /// Whether the configuration can be used.
    var isValid: Bool {
        loaded.configuration != nil && !diagnostics.contains { $0.severity == .error }
    }

    /// `{"valid","alerts","diagnostics":[…]}`.
    var json: JSONValue {
        .object([
            .init("valid", .bool(isValid)), .init("alerts", .integer(loaded.alertCount)),
            .init("diagnostics", .array(diagnostics.map(\.json))),
        ])
    }

    /// Writes the faults, then what the configuration holds.
    func print(to console: Console, at now: Timestamp) {
        for diagnostic in diagnostics {
            console.data(Console.line(for: diagnostic, style: console.styled))
        }
        guard isValid, let configuration = loaded.configuration else {
            let errors = diagnostics.count { $0.severity == .error }
            console.data(console.styled("✗ not valid", .bad) + ": " + Self.count(errors, "error"))
            return
        }
        let parts = [
            Self.count(configuration.alerts.count, "alert"), Self.count(configuration.sources.count, "source"),
            Self.count(configuration.receivers.count, "receiver"),
        ]
        console.data(console.styled("✓ valid", .good) + ": " + parts.joined(separator: ", "))
        console.data("")
        console.data(Self.sources(configuration))
        if !configuration.alerts.isEmpty {
            console.data("")
            console.data(Self.alerts(configuration, at: now))
        }
    }

    private static func sources(_ configuration: Configuration) -> TextTable {
        var table = TextTable([.init("SOURCE"), .init("URL", flexibility: 1)])
        table.rows = configuration.sources.map { [.init($0.name), .init($0.displayURL)] }
        return table
    }

    private static func alerts(_ configuration: Configuration, at now: Timestamp) -> TextTable {
        var table = TextTable([
            .init("ALERT", flexibility: 1), .init("SOURCE"), .init("SCHEDULE", flexibility: 2), .init("NEXT FIRE"),
            .init("NOTIFIES", flexibility: 3),
        ])
        // Thousands of alerts share a few schedules.
        var fires: [String: String] = [:]
        table.rows = configuration.alerts.map { alert in
            let schedule = alert.schedule.text + (alert.timezone == "UTC" ? "" : " " + alert.timezone)
            let fire = fires[schedule] ?? nextFire(of: alert, after: now)
            fires[schedule] = fire
            let next = alert.isEnabled ? fire : "disabled"
            let receivers = alert.routes.map { ReceiverText.short($0.receiver) }
            return [
                .init(alert.name), .init(alert.source), .init(schedule), .init(next),
                .init(receivers.isEmpty ? "-" : receivers.joined(separator: ", ")),
            ]
        }
        return table
    }

    private static func nextFire(of alert: AlertDefinition, after now: Timestamp) -> String {
        let zone = (try? ZoneTable.named(alert.timezone)) ?? .utc
        return alert.schedule.next(after: now, in: zone)?.description ?? "never"
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
