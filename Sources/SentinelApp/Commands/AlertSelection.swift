import SentinelModels

/// Finds alerts by the names that people type.
struct AlertSelection: Sendable {
    let alerts: [AlertDefinition]

    init(_ alerts: [AlertDefinition]) {
        self.alerts = alerts
    }

    /// The alert with this name or key; nil if there is none.
    ///
    /// A name that only looks like an alert's, because the keyboard makes its accents another way, is taken for it if
    /// no other alert looks like it.
    func find(_ name: String) -> AlertDefinition? {
        if let alert = alerts.first(where: { $0.name.isIdentical(to: name) })
            ?? alerts.first(where: { $0.key == AlertKey(name) })
        {
            return alert
        }
        let alike = alerts.filter { $0.name == name || $0.key.description == name }
        return alike.count == 1 ? alike[0] : nil
    }

    /// The alert that is found by the name; throws ``CommandFailure`` with what there is instead.
    func alert(named name: String) throws -> AlertDefinition {
        if let alert = find(name) { return alert }
        throw CommandFailure.usage("no alert is named '\(name)'", hint: hint(for: name))
    }

    /// The alerts with these names, each once, in the order of the configuration; all of them for no name.
    func alerts(named names: [String]) throws -> [AlertDefinition] {
        guard !names.isEmpty else { return alerts }
        let chosen = Set(try names.map { try alert(named: $0).key })
        return alerts.filter { chosen.contains($0.key) }
    }

    private func hint(for name: String) -> String {
        let names = alerts.map(\.name)
        if let near = Spelling.suggestion(for: name, among: names) { return "did you mean '\(near)'?" }
        let shown = names.prefix(10).joined(separator: ", ")
        return "available alerts: " + shown + (names.count > 10 ? " and \(names.count - 10) more" : "")
    }
}
