internal import SentinelModels

/// One key of the configuration's core: what it takes and means. Checks, suggestions, the JSON Schema and the
/// reference page all come from it.
struct KeyDescriptor: Sendable {
    var name: String
    var shape: KeyShape
    /// One or two sentences for the reference page and the schema.
    var documentation: String
    var isRequired = false
    /// The default as it would be written; nil if there is none.
    var defaultText: String?

    init(
        _ name: String, _ shape: KeyShape, _ documentation: String, isRequired: Bool = false,
        default defaultText: String? = nil
    ) {
        self.name = name
        self.shape = shape
        self.documentation = documentation
        self.isRequired = isRequired
        self.defaultText = defaultText
    }
}

/// What a key takes.
indirect enum KeyShape: Sendable {
    /// Text of at most so many characters.
    case text(maximum: Int?)
    /// Text, or null for none.
    case optionalText
    /// The path of a file.
    case path
    /// Text that is never shown.
    case secret
    /// One of a few words.
    case word([String])
    case boolean
    case integer(ClosedRange<Int64>)
    case duration(ClosedRange<Duration>)
    /// A number, a text or a truth value.
    case scalar
    case list(KeyShape, minimum: Int)
    /// Free names with values.
    case map(KeyShape, names: String?)
    case group(KeyGroup)
    case either([KeyShape])
    /// A source, receiver or route: the core's keys and those of the integrations.
    case source, receiver, route
}

/// The keys of one kind of mapping.
struct KeyGroup: Sendable {
    /// What a message calls the mapping: `an alert`.
    let title: String
    /// The keys in the order of the reference page.
    let keys: [KeyDescriptor]
    /// Keys of later releases, which are refused by name.
    let laterKeys: [String]
    /// Keys of which exactly one set must be there; empty if the required keys say it all.
    let alternatives: [[String]]
    private let index: [String: Int]

    init(
        _ title: String, _ keys: [KeyDescriptor], later laterKeys: [String] = [], alternatives: [[String]] = []
    ) {
        self.alternatives = alternatives
        self.title = title
        self.keys = keys
        self.laterKeys = laterKeys
        index = Dictionary(keys.enumerated().map { ($1.name, $0) }) { first, _ in first }
    }

    /// The key of a name, or nil.
    subscript(name: String) -> KeyDescriptor? {
        index[name].map { keys[$0] }
    }

    /// Whether there is such a key.
    func contains(_ name: String) -> Bool { index[name] != nil }
}
