internal import SentinelModels

/// Puts the files of a configuration together and decodes them, section by section and alert by alert.
struct ConfigurationDecoder {
    /// A top-level entry with the file it stands in.
    private struct Section {
        var document: Int
        var key: Int
        var value: Int
    }

    private let files: DocumentSet
    private let reading: Reading
    private let variables: Variables
    private let readers: [YAMLNodeReader]

    init(_ files: DocumentSet, environment: [String: String], integrations: IntegrationTable) {
        self.files = files
        let isOriginal = !files.documents.contains { document in
            document.pairs.contains { document.tape.string(document.tape.resolved($0.key)) == "version" }
        }
        let reading = Reading(
            strictness: isOriginal ? .original : .current, environment: environment, integrations: integrations)
        let variables = Variables(environment: environment, allowsBare: isOriginal)
        self.reading = reading
        self.variables = variables
        readers = files.documents.map { document in
            YAMLNodeReader(tape: document.tape, variables: variables) { reading.report($0) }
        }
    }

    /// Decodes everything.
    func load() -> LoadedConfiguration {
        for diagnostic in files.diagnostics { reading.report(diagnostic) }
        guard !files.documents.isEmpty else {
            return LoadedConfiguration(configuration: nil, diagnostics: sorted(), alertCount: 0)
        }
        reportDuplicateKeys()
        let sections = sections()
        checkVersion(sections["version"])
        var configuration = Configuration(strictness: reading.strictness, contentHash: contentHash)
        configuration.state =
            once("state", sections).flatMap { SourceDecoder(reading: reading).state($0) } ?? environmentState
        if let node = once("egress", sections) { configuration.egress = egress(node) }
        let names = decodeSources(sections, into: &configuration)
        let registry = ReceiverRegistry(reading)
        for entry in mapEntries("receivers", sections) { registry.add(entry.key, entry.value, at: entry.keyPosition) }
        let routes = RouteDecoder(reading, registry)
        let defaults = defaults(once("defaults", sections), routes)
        let alerts = AlertDecoder(
            reading, routes, variables, defaults, sources: configuration.sources, sourceNames: names)
        let count = decodeAlerts(sections["alerts"] ?? [], alerts, into: &configuration)
        configuration.receivers = registry.configurations
        return LoadedConfiguration(
            configuration: reading.hasErrors ? nil : configuration, diagnostics: sorted(), alertCount: count)
    }

    // MARK: Files

    private var contentHash: String {
        files.hashes.count == 1 ? files.hashes[0] : Digest.sha256(files.hashes.joined(separator: " "))
    }

    private var environmentState: StateConfiguration? {
        reading.variable("STATE_DB_URL").map { _ in StateConfiguration(url: .environment(name: "STATE_DB_URL")) }
    }

    private func reportDuplicateKeys() {
        for document in files.documents {
            let tape = document.tape
            for duplicate in tape.duplicates {
                let key = tape.string(tape.resolved(duplicate.second)).quotable
                let message = "the key '\(key)' is already at \(tape.position(duplicate.first))"
                let position = tape.position(duplicate.second)
                if reading.isOriginal {
                    reading.warning(.duplicateKey, message + "; the last one counts", at: position)
                } else {
                    reading.error(.duplicateKey, message, at: position)
                }
            }
        }
    }

    /// The top-level entries by key; reports unknown keys.
    private func sections() -> [String: [Section]] {
        var sections: [String: [Section]] = [:]
        for (index, document) in files.documents.enumerated() {
            for (key, value) in document.pairs {
                let name = document.tape.string(document.tape.resolved(key))
                guard CoreKeys.top.contains(name) else {
                    let position = document.tape.position(key)
                    let entry = ConfigEntry(
                        key: name, keyPosition: position, value: ConfigNode(.sequence([]), at: position))
                    reading.unknownKey(entry, in: CoreKeys.top.title, candidates: CoreKeys.top.keys.map(\.name))
                    continue
                }
                sections[name, default: []].append(Section(document: index, key: key, value: value))
            }
        }
        return sections
    }

    private func position(_ section: Section) -> SourcePosition {
        files.documents[section.document].tape.position(section.key)
    }

    private func node(_ section: Section) -> ConfigNode {
        readers[section.document].node(section.value)
    }

    /// The value of a section that may occur in one file only.
    private func once(_ name: String, _ sections: [String: [Section]]) -> ConfigNode? {
        guard let all = sections[name], let first = all.first else { return nil }
        for section in all.dropFirst() {
            reading.error(.repeatedSection, "'\(name)' is already at \(position(first))", at: position(section))
        }
        return node(first)
    }

    /// The entries of a section that several files may add to.
    private func mapEntries(_ name: String, _ sections: [String: [Section]]) -> [ConfigEntry] {
        var result: [ConfigEntry] = []
        var places: [String: SourcePosition] = [:]
        for section in sections[name] ?? [] {
            let node = node(section)
            guard let entries = node.entries else {
                reading.wrongType(node, name, "a mapping of names")
                continue
            }
            for entry in entries where !entry.key.hasPrefix("x-") {
                if let first = places[entry.key] {
                    reading.error(
                        .duplicateName, "'\(entry.key.quotable)' is already in '\(name)' at \(first)",
                        at: entry.keyPosition)
                    continue
                }
                places[entry.key] = entry.keyPosition
                result.append(entry)
            }
        }
        return result
    }

    // MARK: Sections

    private func checkVersion(_ sections: [Section]?) {
        guard let first = sections?.first else { return }
        for section in sections?.dropFirst() ?? [] {
            reading.error(.repeatedSection, "'version' is already at \(position(first))", at: position(section))
        }
        let node = node(first)
        guard case .integer(let version)? = node.scalar?.kind else {
            return reading.wrongType(node, "version", "the number 1")
        }
        guard version != 1 else { return }
        reading.error(
            .unsupportedVersion, "version \(node.scalar?.text.quotable ?? "") of the format is not known",
            at: node.position, hint: "this program reads version 1")
    }

    private func egress(_ node: ConfigNode) -> EgressPolicy {
        var policy = EgressPolicy.default
        guard let fields = Fields(node, CoreKeys.egress, reading) else { return policy }
        if let mode = fields.word("mode").flatMap(EgressPolicy.Mode.init) { policy.mode = mode }
        if let node = fields["allow"] {
            let entries = reading.list(node, "allow", minimum: 0) ?? []
            policy.allow = entries.compactMap { EgressEntryDecoder(reading: reading).entry($0) }
        }
        return policy
    }

    /// Decodes the sources; returns all their names, those of faulty ones too.
    private func decodeSources(
        _ sections: [String: [Section]], into configuration: inout Configuration
    ) -> Set<String> {
        let decoder = SourceDecoder(reading: reading)
        var names: [String: SourcePosition] = [:]
        if let node = once("database", sections), let section = sections["database"]?.first {
            names["default"] = position(section)
            if let source = decoder.source(node, name: "default") { configuration.sources.append(source) }
        }
        for entry in mapEntries("sources", sections) {
            if let first = names.updateValue(entry.keyPosition, forKey: entry.key) {
                reading.error(
                    .duplicateName, "the source 'default' is already at \(first)", at: entry.keyPosition,
                    hint: "'database' is the source 'default'")
                continue
            }
            guard reading.isName(entry.key, of: "a source", at: entry.keyPosition) else { continue }
            if let source = decoder.source(entry.value, name: entry.key) { configuration.sources.append(source) }
        }
        if names["default"] == nil, let url = reading.variable("DATABASE_URL") {
            if let source = decoder.environmentSource(url) { configuration.sources.append(source) }
            return Set(names.keys).union(["default"])
        }
        if names.isEmpty, !reading.hasErrors || sections["sources"] == nil {
            reading.error(
                .missingKey, "the configuration needs 'database'", at: files.documents[0].tape.position(0),
                hint: "write database: {url: \"sqlite:///shop.db\"}, or set DATABASE_URL")
        }
        return Set(names.keys)
    }

    private func defaults(_ node: ConfigNode?, _ routes: RouteDecoder) -> AlertDecoder.Defaults {
        let events: Set<EventKind> = reading.isOriginal ? [.firing, .error, .recovered] : Set(EventKind.allCases)
        var defaults = AlertDecoder.Defaults(policy: AlertPolicy(notifyOn: events))
        if let zone = reading.variable("TIMEZONE") {
            if let fault = reading.zoneFault(zone) {
                reading.error(.unknownZone, "the variable TIMEZONE: \(fault.sayable)", at: nil)
            } else {
                defaults.timezone = zone
            }
        }
        guard let node, let fields = Fields(node, CoreKeys.defaults, reading) else { return defaults }
        if let node = fields["timezone"], let zone = ScheduleDecoder(reading: reading).timezone(node, fields) {
            defaults.timezone = zone
        }
        if let node = fields["notify"] { defaults.routes = routes.routes(node, "notify") ?? [] }
        let labels = LabelDecoder(reading: reading)
        defaults.severity = fields.word("severity").flatMap(Severity.init)
        defaults.labels = labels.merged(fields["labels"], "labels", over: [:])
        defaults.annotations = labels.merged(fields["annotations"], "annotations", over: [:])
        PolicyDecoder(reading: reading, routes: routes).apply(fields, to: &defaults.policy)
        defaults.timeout = fields["timeout"] == nil ? nil : defaults.policy.timeout
        return defaults
    }

    /// Decodes the alerts of all files; returns how many there are.
    private func decodeAlerts(
        _ sections: [Section], _ decoder: AlertDecoder, into configuration: inout Configuration
    ) -> Int {
        var count = 0
        for section in sections {
            let tape = files.documents[section.document].tape
            let list = tape.resolved(section.value)
            guard tape.nodes[list].kind == .sequence else {
                reading.wrongType(node(section), "alerts", "a list")
                continue
            }
            configuration.alerts.reserveCapacity(count + Int(tape.nodes[list].count))
            var element = list + 1
            while element < Int(tape.nodes[list].next) {
                count += 1
                let node = readers[section.document].node(element, literalKey: "query")
                if let alert = decoder.alert(node) {
                    configuration.alerts.append(alert)
                    configuration.queryPositions[alert.key] = node["query"]?.position
                }
                element = Int(tape.nodes[element].next)
            }
        }
        let isList = sections.allSatisfy { section in
            let tape = files.documents[section.document].tape
            return tape.nodes[tape.resolved(section.value)].kind == .sequence
        }
        guard count == 0, isList else { return count }
        let isThere = sections.first
        reading.error(
            isThere == nil ? .missingKey : .invalidValue,
            isThere == nil ? "the configuration needs 'alerts'" : "'alerts' needs at least one alert",
            at: isThere.map(position) ?? files.documents[0].tape.position(0))
        return 0
    }

    // MARK: Diagnostics

    /// All diagnostics in the order of the files, each once.
    private func sorted() -> [Diagnostic] {
        guard reading.diagnostics.count > 1 else { return reading.diagnostics }
        func place(_ diagnostic: Diagnostic, _ offset: Int) -> (Int, Int, Int, Int) {
            guard let position = diagnostic.position else { return (-1, 0, 0, offset) }
            return (files.order[position.file] ?? -1, position.line, position.column, offset)
        }
        var seen: Set<Diagnostic> = []
        let unique = reading.diagnostics.filter { seen.insert($0).inserted }
        let placed = unique.enumerated().map { (place: place($1, $0), diagnostic: $1) }
        return placed.sorted { $0.place < $1.place }.map(\.diagnostic)
    }
}
