internal import SentinelModels

/// The receivers of a configuration: the configured ones by name, and those that inline routes imply.
final class ReceiverRegistry {
    /// A configured receiver.
    struct Named {
        var configuration: ReceiverConfiguration
        var kind: IntegrationTable.Kind
        /// Its message options as texts, which routes may replace.
        var messages: [String: String]
    }

    private let reading: Reading
    /// nil for a name whose receiver is faulty: its routes are not reported again.
    private(set) var named: [String: Named?] = [:]
    private(set) var configurations: [ReceiverConfiguration] = []
    private var inline: [ReceiverKey: Int] = [:]

    init(_ reading: Reading) {
        self.reading = reading
    }

    /// Decodes an entry of `receivers`.
    func add(_ name: String, _ node: ConfigNode, at keyPosition: SourcePosition) {
        named[name] = .some(nil)
        guard reading.isName(name, of: "a receiver", at: keyPosition),
            let (kind, entries) = kind(node, name)
        else { return }
        let title = "the receiver '\(name.quotable)'"
        let decoder = OptionDecoder(reading: reading, place: .section, title: title, position: node.position)
        let decoded = decoder.decode(entries, kind.options)
        let isValid = reading.validate(decoded.options, kind.descriptor, title, at: node.position)
        guard decoded.isComplete, isValid else { return }
        let configuration = ReceiverConfiguration(
            key: ReceiverKey(name), type: kind.descriptor.type, options: decoded.options, position: node.position)
        configurations.append(configuration)
        named[name] = Named(configuration: configuration, kind: kind, messages: decoded.messages)
    }

    private func kind(_ node: ConfigNode, _ name: String) -> (IntegrationTable.Kind, [ConfigEntry])? {
        let type = node["type"]
        let kind = type?.scalar.flatMap { reading.integrations.receivers[$0.text] }
        let known = kind?.options.slots
        guard
            let fields = Fields(
                node, CoreKeys.receiver, reading,
                title: kind.map { "\($0.descriptor.type) receiver '\(name.quotable)'" },
                extra: { known.map { slots in { slots[$0] != nil } }?($0) ?? true },
                candidates: { kind?.options.keys ?? [] })
        else { return nil }
        guard let type = fields.required("type") else { return nil }
        guard let kind else {
            unknownType(type, "type")
            return nil
        }
        return (kind, fields.entries.filter { $0.key != "type" && !$0.key.hasPrefix("x-") })
    }

    /// Reports a kind of receiver that does not exist.
    func unknownType(_ node: ConfigNode, _ key: String) {
        guard let text = reading.text(node, key) else { return }
        let types = reading.integrations.receivers.keys.sorted()
        let shown = node.scalar?.shown.map { "\($0) is no kind of receiver" }
        reading.error(
            .unknownType, shown ?? "'\(key)' is no kind of receiver", at: node.position,
            hint: reading.suggestion(for: text, among: types) ?? reading.listing(types))
    }

    /// The key of the receiver that an inline route describes. Routes that describe the same receiver share it.
    ///
    /// The key follows from kind and addresses alone, so that a changed password does not orphan what waits in the
    /// outbox; only where two receivers differ at one address, the other options of the later one join in, behind a
    /// mark that tells even a receiver without any from the earlier one.
    func inlineKey(
        _ type: String, _ decoded: OptionDecoder.Result, at position: SourcePosition
    ) -> ReceiverKey {
        let own = decoded.addresses + ["#"] + decoded.extras
        for addresses in [decoded.addresses, own] {
            let key = ReceiverKey(inline: type, addresses: addresses)
            guard let known = inline[key] else {
                inline[key] = configurations.count
                configurations.append(
                    ReceiverConfiguration(
                        key: key, type: type, options: decoded.options, isInline: true, position: position))
                return key
            }
            if configurations[known].options.placeless == decoded.options.placeless { return key }
        }
        return ReceiverKey(inline: type, addresses: own)
    }
}
