/// One option of an integration: its name, type and meaning, from which validation, the JSON Schema, the reference
/// page and "did you mean" all come.
public struct OptionDescriptor: Sendable {
    /// What an option holds.
    public indirect enum Kind: Sendable {
        /// Any text, not empty unless `allowsEmpty`.
        case string(allowsEmpty: Bool)
        /// One of a few words, in any letter case; kept as written in this list.
        case word([String])
        /// A whole number in a range.
        case integer(ClosedRange<Int64>)
        /// A truth value.
        case boolean
        /// A length of time such as `30s`.
        case duration(ClosedRange<Duration>)
        /// A number of bytes such as `1MiB`, or a whole number.
        case byteCount(ClosedRange<Int64>)
        /// A text that must never be shown. Adds the twin key `NAME_file`.
        case secret
        /// A text with `{names}` from the closed set of ``TemplateField``.
        case template
        /// A list of texts with at least `minimum` elements.
        case list(minimum: Int)
        /// Names with texts; values may be secret as a whole.
        case map(isSecret: Bool)
        /// A mapping with options of its own.
        case group([OptionDescriptor])
    }

    /// What part of an alert's notice an option belongs to.
    public enum Scope: Sendable, Hashable {
        /// Where and how to tell: part of the receiver, and of its key when ``OptionDescriptor/isAddress`` is set.
        case receiver
        /// What to tell: may also be given by each route, and travels with the message.
        case message
    }

    /// The YAML key.
    public var name: String
    /// What it holds.
    public var kind: Kind
    /// One or two sentences for the reference page and the JSON Schema.
    public var documentation: String
    /// Whether the integration cannot work without it.
    public var isRequired: Bool
    /// The default, as it would be written in YAML; nil if there is none.
    public var defaultText: String?
    /// The environment variable that stands in when the option is absent, as the Python original reads it.
    public var environment: String?
    /// Whether the option says *where* to tell; together they make the key of an inline receiver.
    public var isAddress: Bool
    /// What part of the notice the option belongs to.
    public var scope: Scope
    /// Whether the option may also be written in an alert's inline route (the original's flat form).
    public var isInline: Bool

    /// Makes an option.
    public init(
        _ name: String, _ kind: Kind, _ documentation: String, isRequired: Bool = false,
        default defaultText: String? = nil,
        environment: String? = nil, isAddress: Bool = false, scope: Scope = .receiver, isInline: Bool = true
    ) {
        self.name = name
        self.kind = kind
        self.documentation = documentation
        self.isRequired = isRequired
        self.defaultText = defaultText
        self.environment = environment
        self.isAddress = isAddress
        self.scope = scope
        self.isInline = isInline
    }
}
