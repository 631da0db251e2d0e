public import SentinelModels

/// Rewrites a file of the original's format as `version: 1`: the same meaning, the same comments, the new form.
///
/// It edits the text at the places of what must change and leaves the rest alone: `version` and the original's
/// `notify_on` are added, `$VAR` becomes `${VAR}`, truth values lose their quotes, of keys that occur twice the last
/// stays, and routes that describe their receiver lead to `receivers`.
public struct ConfigurationMigration: Sendable {
    private let integrations: [IntegrationDescriptor]
    private let environment: [String: String]

    /// Makes a migration that knows these integrations; the variables are needed only for checking the result.
    public init(integrations: [IntegrationDescriptor], environment: [String: String] = [:]) {
        self.integrations = integrations
        self.environment = environment
    }

    /// The new text; the old one if it is no YAML mapping or has a `version` already.
    ///
    /// If receivers of their own would change what the file means, the routes stay as they are; if even then it would
    /// mean something else, all of it stays.
    public func migrate(_ text: String) -> String {
        var text = text
        let tape = text.withUTF8 { try? YAMLParser.tape(of: $0, file: "", keepsEnds: true) }
        guard let tape, !tape.nodes.isEmpty, tape.nodes[0].kind == .mapping,
            !tape.flattenedPairs(of: 0).contains(where: { tape.string(tape.resolved($0.key)) == "version" })
        else { return text }
        let body = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        let full = edited(body, tape, movesReceivers: true)
        if meaning(of: full, comparedWith: text) == .same { return full }
        let plain = edited(body, tape, movesReceivers: false)
        return meaning(of: plain, comparedWith: text) == .other ? text : plain
    }

    private func edited(_ text: String, _ tape: YAMLTape, movesReceivers: Bool) -> String {
        var edits = TextEdits(text, tape)
        MigrationRewriter(tape: tape).rewrite(&edits)
        let receivers = movesReceivers ? MigrationReceivers(tape, integrations).move(&edits) : []
        MigrationHead(tape: tape).insert(receivers, &edits)
        return edits.result()
    }

    // MARK: Checking the result

    /// What became of a file.
    private enum Meaning {
        case same, other
        /// Version 1 refuses the text, and says why when it is used.
        case refused
    }

    /// Compares two texts, but for the names of receivers. Without the variables only the form can be compared.
    private func meaning(of new: String, comparedWith old: String) -> Meaning {
        let loader = ConfigurationLoader(integrations: integrations, environment: environment)
        guard let before = loader.load(text: old, name: "").configuration else {
            var copy = new
            return copy.withUTF8 { (try? YAMLParser.tape(of: $0, file: "")) == nil } ? .refused : .same
        }
        guard let after = loader.load(text: new, name: "").configuration else { return .refused }
        return Self.isEquivalent(before, after) ? .same : .other
    }

    /// Whether two configurations ask, judge and tell the same.
    static func isEquivalent(_ old: Configuration, _ new: Configuration) -> Bool {
        func sources(_ configuration: Configuration) -> [String] {
            configuration.sources.map { "\($0.name) \($0.scheme) \($0.maxRows) \($0.options.values.count)" }
        }
        guard sources(old) == sources(new), old.alerts.count == new.alerts.count,
            zip(old.sources, new.sources).allSatisfy({ $0.options.placeless == $1.options.placeless })
        else { return false }
        return zip(old.alerts, new.alerts).allSatisfy { before, after in
            var plain = after
            plain.routes = before.routes
            plain.policy = before.policy
            return plain == before && after.policy.notifyOn == before.policy.notifyOn
                && targets(before.routes, old) == targets(after.routes, new)
        }
    }

    private static func targets(_ routes: [NotificationRoute], _ configuration: Configuration) -> [Target] {
        routes.map { route in
            let receiver = configuration.receivers.first { $0.key == route.receiver }
            let names = Set(route.template.keys)
            return Target(
                type: receiver?.type, options: receiver?.options.placeless.filter { !names.contains($0.key) },
                events: route.events, template: route.template)
        }
    }

    /// Whom a route tells and how, without names.
    private struct Target: Equatable {
        var type: String?
        var options: [String: IntegrationOptions.Value]?
        var events: Set<EventKind>?
        var template: [String: String]
    }
}
