internal import SentinelModels

/// The integrations by what configurations call them, made once for a loader.
struct IntegrationTable: Sendable {
    /// An integration with its options prepared for decoding.
    struct Kind: Sendable {
        var descriptor: IntegrationDescriptor
        var options: OptionTable
    }

    let receivers: [String: Kind]
    let sources: [String: Kind]
    let schemes: [String: Kind]
    /// Everything, in the order given.
    let descriptors: [IntegrationDescriptor]

    init(_ descriptors: [IntegrationDescriptor]) {
        self.descriptors = descriptors
        var receivers: [String: Kind] = [:]
        var sources: [String: Kind] = [:]
        var schemes: [String: Kind] = [:]
        for descriptor in descriptors {
            let kind = Kind(descriptor: descriptor, options: OptionTable(descriptor.options))
            guard descriptor.isSource else {
                receivers[descriptor.type] = kind
                continue
            }
            sources[descriptor.type] = kind
            for scheme in descriptor.urlSchemes { schemes[scheme] = kind }
        }
        self.receivers = receivers
        self.sources = sources
        self.schemes = schemes
    }
}

/// The options of an integration or group by key, with their defaults decoded.
struct OptionTable: Sendable {
    /// What a key belongs to.
    struct Slot: Sendable {
        var index: Int
        /// Whether it is the `_file` twin of a secret.
        var isFile: Bool
    }

    let options: [OptionDescriptor]
    let slots: [String: Slot]
    /// By the option's index; nil where there is no default.
    let defaults: [IntegrationOptions.Value?]
    /// The options of groups by the option's index.
    let groups: [Int: OptionTable]

    init(_ options: [OptionDescriptor]) {
        self.options = options
        var slots: [String: Slot] = [:]
        var groups: [Int: OptionTable] = [:]
        for (index, option) in options.enumerated() {
            slots[option.name] = Slot(index: index, isFile: false)
            if case .secret = option.kind { slots[option.name + "_file"] = Slot(index: index, isFile: true) }
            if case .group(let nested) = option.kind { groups[index] = OptionTable(nested) }
        }
        self.slots = slots
        self.groups = groups
        defaults = options.map(OptionTable.defaultValue)
    }

    /// The keys that may be written.
    var keys: [String] { slots.keys.sorted() }

    /// The default, read as if it stood in a file; a text that is no YAML text as it stands, such as
    /// `{alert_name} fires`, needs no quotes.
    private static func defaultValue(of option: OptionDescriptor) -> IntegrationOptions.Value? {
        guard let text = option.defaultText else { return nil }
        let node = node(text)
        switch option.kind {
        case .string, .template:
            guard let scalar = node?.scalar, scalar.kind == .string else { return .string(text) }
            return .string(scalar.text)
        default:
            let reading = Reading(strictness: .current, environment: [:], integrations: IntegrationTable([]))
            return node.flatMap { reading.value(of: option.kind, $0, option.name) }
        }
    }

    private static func node(_ text: String) -> ConfigNode? {
        var text = text
        return text.withUTF8 { bytes in
            guard let tape = try? YAMLParser.tape(of: bytes, file: ""), !tape.nodes.isEmpty else { return nil }
            let variables = Variables(environment: [:], allowsBare: true)
            return YAMLNodeReader(tape: tape, variables: variables) { _ in }.node(0)
        }
    }
}
