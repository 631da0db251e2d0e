/// A time during which alerts with certain labels tell nobody; what would have been told is recorded.
public struct Silence: Sendable, Hashable, Codable {
    /// A test of one label; `alertname` stands for the alert's name.
    public struct Matcher: Sendable, Hashable, Codable {
        /// The ways to test.
        public enum Operation: String, Sendable, Hashable, Codable, CaseIterable {
            /// The label equals the value.
            case equal = "="
            /// The label differs from the value, or is absent.
            case notEqual = "!="
            /// The whole label matches the regular expression.
            case matches = "=~"
            /// The label does not match it.
            case doesNotMatch = "!~"
        }

        /// The label's name.
        public var label: String
        /// How it is tested.
        public var operation: Operation
        /// What it is tested with.
        public var value: String

        /// Makes a matcher.
        public init(_ label: String, _ operation: Operation, _ value: String) {
            self.label = label
            self.operation = operation
            self.value = value
        }
    }

    /// A UUID.
    public var id: String
    /// All must match.
    public var matchers: [Matcher]
    /// From when.
    public var startsAt: Timestamp
    /// Until when, exclusive.
    public var endsAt: Timestamp
    /// Who made it.
    public var author: String
    /// Why.
    public var comment: String

    /// Makes a silence.
    public init(
        id: String, matchers: [Matcher], startsAt: Timestamp, endsAt: Timestamp, author: String, comment: String
    ) {
        self.id = id
        self.matchers = matchers
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.author = author
        self.comment = comment
    }

    /// Whether it is in force at `time`.
    public func isActive(at time: Timestamp) -> Bool {
        startsAt <= time && time < endsAt
    }
}
