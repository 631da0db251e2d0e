internal import SentinelModels

/// Decodes what follows from a judgement, for `defaults` and for alerts alike: what is not written stays as it was.
struct PolicyDecoder {
    let reading: Reading
    let routes: RouteDecoder

    func apply(_ fields: Fields, to policy: inout AlertPolicy) {
        if let events: Set<EventKind> = fields.words("notify_on") { policy.notifyOn = events }
        if let node = fields["on_no_data"], let noData = noData(node) { policy.noData = noData }
        if let node = fields["on_error"] { applyOnError(node, &policy.onError) }
        if let node = fields["remind"], let reminders = reminders(node) { policy.reminders = reminders }
        if let word = fields.word("on_silence_end").flatMap(AlertPolicy.SilenceEnd.init) { policy.onSilenceEnd = word }
        if let timeout = fields.duration("timeout") { policy.timeout = timeout }
        if let word = fields.word("misfire").flatMap(AlertPolicy.Misfire.init) { policy.misfire = word }
        if let grace = fields.duration("misfire_grace") { policy.misfireGrace = grace }
        if let word = fields.word("overlap").flatMap(AlertPolicy.Overlap.init) { policy.overlap = word }
        if let choice = choice(fields, "splay") { policy.splay = choice }
        if let choice = choice(fields, "history") { policy.history = choice }
    }

    private func noData(_ node: ConfigNode) -> AlertPolicy.NoData? {
        guard node.entries != nil else {
            return reading.word(node, "on_no_data", CoreKeys.noDataWords)
                .flatMap(AlertPolicy.NoData.Action.init).map { AlertPolicy.NoData($0) }
        }
        guard let fields = Fields(node, CoreKeys.onNoData, reading) else { return nil }
        var result: AlertPolicy.NoData?
        if fields.required("do") != nil {
            result = fields.word("do").flatMap(AlertPolicy.NoData.Action.init).map { AlertPolicy.NoData($0) }
        }
        if let after = fields.integer("after") { result?.after = Int(after) }
        if let node = fields["notify"] { result?.routes = routes.routes(node, "notify") }
        return result
    }

    private func applyOnError(_ node: ConfigNode, _ policy: inout AlertPolicy.OnError) {
        guard let fields = Fields(node, CoreKeys.onError, reading) else { return }
        if let after = fields.integer("after") { policy.after = Int(after) }
        if let node = fields["notify"] { policy.routes = routes.routes(node, "notify") }
    }

    private func reminders(_ node: ConfigNode) -> [Duration]? {
        guard let elements = node.elements else {
            return reading.duration(node, "remind", CoreKeys.periods).map { [$0] }
        }
        return elements.compactMap { reading.duration($0, "remind", CoreKeys.periods) }
    }

    private func choice(_ fields: Fields, _ name: String) -> AlertPolicy.Choice? {
        guard let node = fields[name] else { return nil }
        if let scalar = node.scalar, scalar.kind == .string, scalar.text == "auto" { return .automatic }
        if case .integer(0)? = node.scalar?.kind { return .fixed(.zero) }
        return reading.duration(node, name, CoreKeys.waits).map(AlertPolicy.Choice.fixed)
    }
}
