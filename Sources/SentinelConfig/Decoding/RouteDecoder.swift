internal import SentinelModels

/// Decodes lists of routes: names of receivers, mappings with `receiver:`, and inline routes with `channel:`.
final class RouteDecoder {
    private let reading: Reading
    private let registry: ReceiverRegistry
    /// Inline routes that were decoded without a fault, by their text: large files repeat them.
    private var known: [String: NotificationRoute] = [:]

    init(_ reading: Reading, _ registry: ReceiverRegistry) {
        self.reading = reading
        self.registry = registry
    }

    /// The routes of a list; nil if it is no list. Routes to one receiver are told apart by a number.
    func routes(_ node: ConfigNode, _ name: String) -> [NotificationRoute]? {
        guard let elements = reading.list(node, name, minimum: 0) else { return nil }
        var routes: [NotificationRoute] = []
        routes.reserveCapacity(elements.count)
        for element in elements {
            guard var route = route(element) else { continue }
            let same = routes.reduce(into: 1) { if $1.receiver == route.receiver { $0 += 1 } }
            if same > 1 { route.discriminator = String(same) }
            routes.append(route)
        }
        return routes
    }

    private func route(_ node: ConfigNode) -> NotificationRoute? {
        if let scalar = node.scalar, scalar.kind == .string { return named(node, scalar) }
        guard let entries = node.entries else {
            reading.error(
                .wrongType, "a route must be the name of a receiver or a mapping, not \(node.kindName)",
                at: node.position)
            return nil
        }
        if entries.contains(where: { $0.key == "receiver" }) { return namedWithOptions(node) }
        var signature = ""
        guard Self.sign(node, &signature) else { return inline(node) }
        if let route = known[signature] { return route }
        let route = inline(node)
        if let route { known[signature] = route }
        return route
    }

    /// Writes what a node says; false if it is too deep to be worth it.
    private static func sign(_ node: ConfigNode, _ text: inout String, depth: Int = 0) -> Bool {
        guard depth < 4 else { return false }
        switch node.content {
        case .scalar(let scalar):
            switch scalar.kind {
            case .string: text += "s"
            case .null: text += "n"
            case .bool: text += "b"
            case .integer, .number, .timestamp: text += "i"
            }
            text += scalar.text
            text += "\u{0}"
        case .sequence(let elements):
            text += "["
            for element in elements { guard sign(element, &text, depth: depth + 1) else { return false } }
            text += "]"
        case .mapping(let entries):
            text += "{"
            for entry in entries {
                guard entry.keyKind == .string else { return false }
                text += entry.key
                text += "\u{0}"
                guard sign(entry.value, &text, depth: depth + 1) else { return false }
            }
            text += "}"
        }
        return true
    }

    // MARK: Configured receivers

    private func receiver(_ node: ConfigNode, _ scalar: ConfigScalar) -> ReceiverRegistry.Named? {
        if let known = registry.named[scalar.text] { return known }
        let shown = scalar.shown.map { "there is no receiver \($0)" }
        let isKind = reading.integrations.receivers[scalar.text] != nil
        reading.error(
            .unknownReceiver, shown ?? "there is no such receiver", at: node.position,
            hint: reading.suggestion(for: scalar.text, among: registry.named.keys.sorted())
                ?? (isKind ? "write {channel: \(scalar.text), ...}, or a name under 'receivers'" : nil))
        return nil
    }

    private func named(_ node: ConfigNode, _ scalar: ConfigScalar) -> NotificationRoute? {
        guard let receiver = receiver(node, scalar) else { return nil }
        return NotificationRoute(to: receiver.configuration.key, template: receiver.messages)
    }

    private func namedWithOptions(_ node: ConfigNode) -> NotificationRoute? {
        guard let name = node["receiver"] else { return nil }
        guard let scalar = name.scalar, scalar.kind == .string else {
            reading.wrongType(name, "receiver", "the name of a receiver")
            return nil
        }
        guard let receiver = receiver(name, scalar) else { return nil }
        let messages = receiver.kind.options.options.filter { $0.scope == .message }.map(\.name)
        guard
            let fields = Fields(
                node, CoreKeys.route, reading, title: "a route to '\(scalar.text.quotable)'",
                extra: { messages.contains($0) }, candidates: { messages })
        else { return nil }
        for key in ["channel", "type"] where !messages.contains(key) {
            guard let entry = fields.entries.first(where: { $0.key == key }) else { continue }
            reading.error(.conflictingKeys, "'receiver' and '\(key)' exclude each other", at: entry.keyPosition)
        }
        let decoder = OptionDecoder(
            reading: reading, place: .route, title: CoreKeys.route.title, position: node.position)
        let decoded = decoder.decode(fields.entries, receiver.kind.options)
        return NotificationRoute(
            to: receiver.configuration.key, events: fields.words("events"),
            template: receiver.messages.merging(decoded.messages) { _, own in own })
    }

    // MARK: Inline routes

    private func inline(_ node: ConfigNode) -> NotificationRoute? {
        guard let (key, kindNode) = kindKey(node) else { return nil }
        guard let kind = kindNode.scalar.flatMap({ reading.integrations.receivers[$0.text] }) else {
            registry.unknownType(kindNode, key)
            return nil
        }
        let type = kind.descriptor.type
        let title = "\(type.first.map { "aeiou".contains($0) } == true ? "an" : "a") \(type) route"
        guard
            let fields = Fields(
                node, CoreKeys.route, reading, title: title, extra: { kind.options.slots[$0] != nil },
                candidates: { kind.options.keys })
        else { return nil }
        let entries = fields.entries.filter { $0.key != key && $0.key != "events" && !$0.key.hasPrefix("x-") }
        for entry in entries where kind.options.slots[entry.key] == nil && CoreKeys.route.contains(entry.key) {
            reading.error(.conflictingKeys, "'\(key)' and '\(entry.key)' exclude each other", at: entry.keyPosition)
        }
        let events: Set<EventKind>? = fields.words("events")
        let decoder = OptionDecoder(reading: reading, place: .inline, title: title, position: node.position)
        let decoded = decoder.decode(entries, kind.options)
        guard decoded.isComplete, reading.validate(decoded.options, kind.descriptor, title, at: node.position) else {
            return nil
        }
        return NotificationRoute(
            to: registry.inlineKey(type, decoded, at: node.position), events: events, template: decoded.messages)
    }

    /// The key that says the kind: `channel`, or outside the original's format also `type`.
    private func kindKey(_ node: ConfigNode) -> (key: String, node: ConfigNode)? {
        if !reading.isOriginal, let type = node["type"] { return ("type", type) }
        if let channel = node["channel"] { return ("channel", channel) }
        reading.error(
            .missingKey, "a route needs 'receiver' or 'channel'", at: node.position,
            hint: node["type"] == nil ? nil : "write 'channel' instead of 'type'")
        return nil
    }
}
