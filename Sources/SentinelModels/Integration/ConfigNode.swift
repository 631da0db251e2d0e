/// A value of a configuration document with its place: what the YAML reader makes and every decoder reads.
public struct ConfigNode: Sendable, Hashable {
    /// What stands there.
    public enum Content: Sendable, Hashable {
        /// A scalar whose type the reader has resolved.
        case scalar(ConfigScalar)
        /// A list.
        case sequence([ConfigNode])
        /// Keys and values in the order of the file, aliases and merge keys resolved.
        case mapping([ConfigEntry])
    }

    /// What stands there.
    public var content: Content
    /// Where it starts.
    public var position: SourcePosition

    /// Makes a node.
    public init(_ content: Content, at position: SourcePosition) {
        self.content = content
        self.position = position
    }

    /// The entries of a mapping, else nil.
    public var entries: [ConfigEntry]? {
        guard case .mapping(let entries) = content else { return nil }
        return entries
    }

    /// The elements of a sequence, else nil.
    public var elements: [ConfigNode]? {
        guard case .sequence(let elements) = content else { return nil }
        return elements
    }

    /// The scalar, else nil.
    public var scalar: ConfigScalar? {
        guard case .scalar(let scalar) = content else { return nil }
        return scalar
    }

    /// The value of a mapping's `key`, else nil.
    public subscript(key: String) -> ConfigNode? {
        entries?.first { $0.key == key }?.value
    }

    /// What a message calls this kind of value: `a list`, `a mapping`, `a number`.
    public var kindName: String {
        switch content {
        case .scalar(let scalar): scalar.kindName
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}

/// A key of a mapping with its value.
public struct ConfigEntry: Sendable, Hashable {
    /// The key's text.
    public var key: String
    /// The type YAML 1.1 gives the key: unquoted, `on` and `12` are no strings.
    public var keyKind: ConfigScalar.Kind
    /// Where the key stands.
    public var keyPosition: SourcePosition
    /// The value.
    public var value: ConfigNode

    /// Makes an entry.
    public init(
        key: String, keyKind: ConfigScalar.Kind = .string, keyPosition: SourcePosition, value: ConfigNode
    ) {
        self.key = key
        self.keyKind = keyKind
        self.keyPosition = keyPosition
        self.value = value
    }
}

/// A scalar of a configuration document: its text and the type that YAML 1.1 gives it.
public struct ConfigScalar: Sendable, Hashable {
    /// The types of YAML 1.1 that matter here.
    public enum Kind: Sendable, Hashable {
        /// Text: quoted, a block, or plain text that is nothing else.
        case string
        /// `~`, `null` or nothing.
        case null
        /// `true`, `yes`, `on` and their opposites.
        case bool(Bool)
        /// A whole number; nil if it exceeds 64 bits.
        case integer(Int64?)
        /// A number with a fraction or exponent.
        case number(Double)
        /// A date or time.
        case timestamp
    }

    /// The text as written, without quotes and folding, after substitution of variables.
    public var text: String
    /// The resolved type.
    public var kind: Kind
    /// Whether a variable was substituted in it: such a text may hold a secret and is never repeated in a message.
    public var isSubstituted: Bool

    /// Makes a scalar.
    public init(text: String, kind: Kind = .string, isSubstituted: Bool = false) {
        self.text = text
        self.kind = kind
        self.isSubstituted = isSubstituted
    }

    /// What a message calls it.
    public var kindName: String {
        switch kind {
        case .string: "a string"
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .number: "a number"
        case .timestamp: "a date"
        }
    }
}
