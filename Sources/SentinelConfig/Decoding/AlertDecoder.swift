internal import SentinelModels

/// Decodes alerts, one at a time.
final class AlertDecoder {
    /// What alerts have unless they say otherwise.
    struct Defaults {
        var timezone = "UTC"
        var routes: [NotificationRoute] = []
        var severity: Severity?
        var labels: [String: String] = [:]
        var annotations: [String: String] = [:]
        var policy: AlertPolicy
        /// Whether `defaults` says a timeout, which is weaker than a source's.
        var timeout: Duration?
    }

    private let reading: Reading
    private let routes: RouteDecoder
    private let variables: Variables
    private let defaults: Defaults
    private let sources: [String: SourceConfiguration]
    private let sourceNames: Set<String>
    private var names: [ExactText: SourcePosition] = [:]
    private var keys: [ExactText: SourcePosition] = [:]

    init(
        _ reading: Reading, _ routes: RouteDecoder, _ variables: Variables, _ defaults: Defaults,
        sources: [SourceConfiguration], sourceNames: Set<String>
    ) {
        self.reading = reading
        self.routes = routes
        self.variables = variables
        self.defaults = defaults
        self.sources = Dictionary(sources.map { ($0.name, $0) }) { first, _ in first }
        self.sourceNames = sourceNames
    }

    /// The alert of a node; nil if anything essential is wrong with it, which has been reported.
    func alert(_ node: ConfigNode) -> AlertDefinition? {
        guard let fields = Fields(node, CoreKeys.alert, reading) else { return nil }
        let name = fields.required("name").flatMap { self.name($0, "name", fields) }
        let query = fields.required("query").flatMap { self.query($0, fields) }
        let schedule = ScheduleDecoder(reading: reading).schedule(fields)
        var alert = AlertDefinition(name: name ?? "", query: query ?? "", timezone: defaults.timezone)
        if let schedule { alert.schedule = schedule }
        identify(&alert, fields, isNamed: name != nil)
        describe(&alert, fields)
        judge(&alert, fields)
        alert.policy = defaults.policy
        if let timeout = sources[alert.source]?.timeout ?? defaults.timeout { alert.policy.timeout = timeout }
        PolicyDecoder(reading: reading, routes: routes).apply(fields, to: &alert.policy)
        alert.routes = fields["notify"].map { routes.routes($0, "notify") ?? [] } ?? defaults.routes
        return name == nil || query == nil || schedule == nil ? nil : alert
    }

    // MARK: Names

    private func name(_ node: ConfigNode, _ key: String, _ fields: Fields) -> String? {
        guard let text = fields.text(node, key) else { return nil }
        let isClean =
            text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != 0xC2 }
            || !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
        guard !text.isEmpty, isClean else {
            reading.error(
                .invalidName, text.isEmpty ? "'\(key)' is empty" : "'\(key)' contains control characters",
                at: node.position)
            return nil
        }
        return text
    }

    private func identify(_ alert: inout AlertDefinition, _ fields: Fields, isNamed: Bool) {
        let id = fields["id"].flatMap { node in name(node, "id", fields).map { (text: $0, position: node.position) } }
        if isNamed, let position = fields["name"]?.position {
            if let first = names.updateValue(position, forKey: ExactText(alert.name)) {
                names[ExactText(alert.name)] = first
                reading.error(
                    .duplicateName, "the name \(shown(fields["name"])) is already used at \(first)", at: position)
            } else if id == nil {
                claim(alert.name, at: position, "the name")
            }
        }
        guard let id else { return }
        alert.key = AlertKey(id.text)
        claim(id.text, at: id.position, "the id")
    }

    private func claim(_ key: String, at position: SourcePosition, _ what: String) {
        guard let first = keys.updateValue(position, forKey: ExactText(key)) else { return }
        keys[ExactText(key)] = first
        reading.error(.duplicateName, "\(what) already identifies the alert at \(first)", at: position)
    }

    private func shown(_ node: ConfigNode?) -> String { node?.scalar?.shown ?? "of this alert" }

    // MARK: What it asks and says

    private func query(_ node: ConfigNode, _ fields: Fields) -> String? {
        guard let text = fields.text(node, "query") else { return nil }
        let query = text.trimmed
        guard !query.isEmpty else {
            reading.error(.invalidValue, "'query' is empty", at: node.position)
            return nil
        }
        if reading.isOriginal, query.has(UInt8(ascii: "$")), let name = variables.names(in: query).first {
            reading.warning(
                .variableInQuery, "the variable \(name) is not substituted in a query", at: node.position,
                hint: "the original did; write the text itself")
        }
        return query
    }

    private func describe(_ alert: inout AlertDefinition, _ fields: Fields) {
        if let node = fields["description"], node.scalar?.kind != .null {
            alert.description = fields.text(node, "description")
        }
        if let node = fields["timezone"], let zone = ScheduleDecoder(reading: reading).timezone(node, fields) {
            alert.timezone = zone
        }
        if let enabled = fields.boolean("enabled") { alert.isEnabled = enabled }
        let decoder = LabelDecoder(reading: reading)
        alert.severity = fields.word("severity").flatMap(Severity.init) ?? defaults.severity
        alert.labels = decoder.merged(fields["labels"], "labels", over: defaults.labels)
        alert.annotations = decoder.merged(fields["annotations"], "annotations", over: defaults.annotations)
    }

    private func judge(_ alert: inout AlertDefinition, _ fields: Fields) {
        if let node = fields["when"], let condition = ConditionDecoder(reading: reading).condition(node) {
            alert.judgement = .when(condition)
        }
        let node = fields["source"]
        if let node {
            guard let source = fields.text(node, "source") else { return }
            alert.source = source
        }
        guard !sourceNames.contains(alert.source) else { return }
        let names = sourceNames.sorted()
        if let node {
            reading.error(
                .unknownSource, "there is no source \(shown(node))", at: node.position,
                hint: reading.suggestion(for: alert.source, among: names) ?? reading.listing(names))
        } else if !names.isEmpty {
            reading.error(
                .unknownSource, "the alert names no source and there is no 'database'", at: fields.position,
                hint: reading.listing(names))
        }
    }
}
