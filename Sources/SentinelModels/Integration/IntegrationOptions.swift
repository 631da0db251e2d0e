/// The checked options of one source or receiver, by name: what a factory is given.
public struct IntegrationOptions: Sendable, Hashable {
    /// A checked value.
    @nonexhaustive public enum Value: Sendable, Hashable {
        /// Text, word or template.
        case string(String)
        /// Whole number or byte count.
        case integer(Int64)
        /// Truth value.
        case boolean(Bool)
        /// Length of time.
        case duration(Duration)
        /// A secret's whereabouts.
        case secret(SecretReference)
        /// List of texts.
        case list([String])
        /// Names with texts, in the file's order.
        case map([Pair])
        /// Names with secrets, in the file's order.
        case secretMap([SecretPair])
        /// Options of a group.
        case group(IntegrationOptions)
    }

    /// A name with a text.
    public struct Pair: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The text.
        public var value: String
        /// Makes a pair.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A name with a secret.
    public struct SecretPair: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The secret's whereabouts.
        public var value: SecretReference
        /// Makes a pair.
        public init(_ name: String, _ value: SecretReference) {
            self.name = name
            self.value = value
        }
    }

    /// The values by option name; defaults are filled in.
    public var values: [String: Value]
    /// Where each option stands, if it came from a file.
    public var positions: [String: SourcePosition]

    /// Makes options, for a program that configures an integration itself.
    public init(_ values: [String: Value] = [:], positions: [String: SourcePosition] = [:]) {
        self.values = values
        self.positions = positions
    }

    /// The text of a string, word or template option.
    public func string(_ name: String) -> String? {
        guard case .string(let text)? = values[name] else { return nil }
        return text
    }

    /// The value of an integer or byte-count option.
    public func integer(_ name: String) -> Int64? {
        guard case .integer(let value)? = values[name] else { return nil }
        return value
    }

    /// The value of a boolean option.
    public func boolean(_ name: String) -> Bool? {
        guard case .boolean(let value)? = values[name] else { return nil }
        return value
    }

    /// The value of a duration option.
    public func duration(_ name: String) -> Duration? {
        guard case .duration(let value)? = values[name] else { return nil }
        return value
    }

    /// The whereabouts of a secret option.
    public func secret(_ name: String) -> SecretReference? {
        guard case .secret(let reference)? = values[name] else { return nil }
        return reference
    }

    /// The elements of a list option; empty if absent.
    public func list(_ name: String) -> [String] {
        guard case .list(let elements)? = values[name] else { return [] }
        return elements
    }

    /// The pairs of a map option; empty if absent.
    public func map(_ name: String) -> [Pair] {
        guard case .map(let pairs)? = values[name] else { return [] }
        return pairs
    }

    /// The pairs of a map option with secret values; empty if absent.
    public func secretMap(_ name: String) -> [SecretPair] {
        guard case .secretMap(let pairs)? = values[name] else { return [] }
        return pairs
    }

    /// The options of a group, or nil if absent.
    public func group(_ name: String) -> IntegrationOptions? {
        guard case .group(let options)? = values[name] else { return nil }
        return options
    }
}
