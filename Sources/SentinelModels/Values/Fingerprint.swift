internal import Crypto

/// The stable key of an instance: SHA-256 over the names and exact values of its identity columns, as 64 hex digits.
public struct Fingerprint: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The 64 hexadecimal digits, or a word for the subjects that are no instance.
    public let description: String

    /// Takes a fingerprint that was stored.
    public init(stored text: String) {
        description = text
    }

    /// Computes the fingerprint of an identity; the order of columns does not matter, types do (`1` is not `'1'`).
    public init(identity: [IdentityColumn]) {
        let columns = identity.map { (name: Array($0.name.utf8), value: Array($0.value.canonicalText.utf8)) }
        // By bytes: the order of texts depends on tables of Unicode, which change.
        let sorted = columns.sorted { left, right in
            left.name == right.name
                ? left.value.lexicographicallyPrecedes(right.value) : left.name.lexicographicallyPrecedes(right.name)
        }
        let parts = sorted.flatMap { [$0.name, $0.value] }.map { Array("\($0.count):".utf8) + $0 }
        description = SHA256.hash(data: Array(parts.joined())).hexadecimal
    }

    /// The one instance of an alert without identity columns.
    public static let single = Fingerprint(identity: [])

    /// The alert itself: the subject of error and no-data episodes.
    public static let health = Fingerprint(stored: "health")

    /// Reads the digits.
    public init(from decoder: any Decoder) throws {
        description = try decoder.singleValueContainer().decode(String.self)
    }

    /// Writes the digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A column that is part of an instance's identity, with its value.
public struct IdentityColumn: Sendable, Hashable, Codable {
    /// The column's name.
    public var name: String
    /// The value, exact.
    public var value: SQLValue

    /// Makes a pair.
    public init(_ name: String, _ value: SQLValue) {
        self.name = name
        self.value = value
    }
}
