/// An alert's use of a receiver.
public struct NotificationRoute: Sendable, Hashable {
    /// The receiver: its configured name, or for an inline route a hash of its kind and addresses.
    public var receiver: ReceiverKey
    /// Distinguishes routes of one alert to the same receiver: empty, or a number from 2.
    public var discriminator: String
    /// Of which events to tell here; nil means as the alert's policy says.
    public var events: Set<EventKind>?
    /// Message options of this route (``OptionDescriptor/Scope/message``), such as the e-mail subject's template.
    public var template: [String: String]

    /// Makes a route.
    public init(
        to receiver: ReceiverKey, discriminator: String = "", events: Set<EventKind>? = nil,
        template: [String: String] = [:]
    ) {
        self.receiver = receiver
        self.discriminator = discriminator
        self.events = events
        self.template = template
    }

    /// The key under which the ledger and the intents keep this route.
    public var key: String {
        discriminator.isEmpty ? receiver.description : receiver.description + "#" + discriminator
    }
}

/// What identifies a receiver over restarts; never holds an address or a secret in clear.
public struct ReceiverKey: Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
    /// The text as it is stored.
    public let description: String

    /// Takes a text of up to 255 characters.
    public init(_ text: String) {
        description = text
    }

    /// The key of an inline route: its kind and a hash of its addresses, such as `email:9f86d081884c7d65`.
    public init(inline type: String, addresses: [String]) {
        let text = addresses.map { "\($0.utf8.count):\($0)" }.joined()
        description = "\(type):\(Digest.sha256(text).prefix(16))"
    }

    /// Whether `lhs` sorts before `rhs`.
    public static func < (lhs: ReceiverKey, rhs: ReceiverKey) -> Bool {
        lhs.description < rhs.description
    }
}
