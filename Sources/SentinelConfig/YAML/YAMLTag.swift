internal import SentinelModels

/// The tags a scalar may have in its file; all others are refused.
enum YAMLTag: UInt8 {
    /// No tag: the type follows from the text if it is plain, else it is a string.
    case none
    case string, null, bool, integer, number, timestamp
    /// `!!map` and `!!seq`, which say what is already known.
    case collection

    /// The tag of a URI; nil if it is not supported.
    init?(uri: String) {
        let prefix = "tag:yaml.org,2002:"
        guard uri != "!" else {
            self = .none
            return
        }
        guard uri.hasPrefix(prefix) else { return nil }
        switch uri.dropFirst(prefix.count) {
        case "str": self = .string
        case "null": self = .null
        case "bool": self = .bool
        case "int": self = .integer
        case "float": self = .number
        case "timestamp": self = .timestamp
        case "map", "seq": self = .collection
        default: return nil
        }
    }

    /// The type of a scalar with this tag.
    func kind(of bytes: UnsafeBufferPointer<UInt8>, isPlain: Bool) -> ConfigScalar.Kind {
        switch self {
        case .none: isPlain ? YAMLResolver.kind(of: bytes) : .string
        case .string, .collection: .string
        case .null: .null
        case .timestamp: .timestamp
        case .bool, .integer, .number: YAMLResolver.kind(of: bytes)
        }
    }

    /// Whether a text can have this tag: `!!int abc` cannot.
    func suits(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        switch (self, YAMLResolver.kind(of: bytes)) {
        case (.bool, .bool), (.integer, .integer), (.number, .number), (.number, .integer): true
        case (.bool, _), (.integer, _), (.number, _): false
        default: true
        }
    }
}
