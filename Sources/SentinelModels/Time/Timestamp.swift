/// An instant in UTC, exact to the microsecond: the only time type of rules, store and messages.
///
/// Stored as microseconds since 1970-01-01T00:00:00Z without leap seconds, as the state tables keep it.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Microseconds since the Unix epoch; negative before 1970.
    public var microseconds: Int64

    /// Makes an instant from microseconds since the Unix epoch.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// Makes an instant from whole seconds since the Unix epoch. Stops at the ends of time.
    public init(seconds: Int64) {
        self.init(seconds: seconds, microsecond: 0)
    }

    /// Makes an instant from whole seconds and the microsecond, 0 to 999,999, that follows them.
    init(seconds: Int64, microsecond: Int) {
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, carry) = whole.addingReportingOverflow(Int64(microsecond))
        // The first microseconds of time begin in a second that lies before it: the sum comes back into the range.
        microseconds = overflow == carry ? sum : (seconds < 0 ? .min : .max)
    }

    /// Whole seconds since the Unix epoch, rounded towards the past.
    public var seconds: Int64 {
        microseconds.flooringQuotient(dividingBy: 1_000_000)
    }

    /// The instant `duration` later; earlier if `duration` is negative. Stops at the ends of time.
    public func advanced(by duration: Duration) -> Timestamp {
        let (sum, overflow) = microseconds.addingReportingOverflow(duration.wholeMicroseconds)
        return Timestamp(microseconds: overflow ? (microseconds < 0 ? .min : .max) : sum)
    }

    /// The time from this instant to `other`; negative if `other` is earlier.
    public func duration(to other: Timestamp) -> Duration {
        let (difference, overflow) = other.microseconds.subtractingReportingOverflow(microseconds)
        return .microseconds(overflow ? (other < self ? .min : .max) : difference)
    }

    /// Whether `lhs` is before `rhs`.
    public static func < (lhs: Timestamp, rhs: Timestamp) -> Bool {
        lhs.microseconds < rhs.microseconds
    }
}

extension Timestamp: Codable {
    /// Reads microseconds since the epoch.
    public init(from decoder: any Decoder) throws {
        microseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    /// Writes microseconds since the epoch.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(microseconds)
    }
}

extension FixedWidthInteger {
    /// The quotient rounded towards negative infinity; `divisor` must be positive.
    package func flooringQuotient(dividingBy divisor: Self) -> Self {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The non-negative remainder that belongs to ``flooringQuotient(dividingBy:)``.
    package func flooringRemainder(dividingBy divisor: Self) -> Self {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}

extension Duration {
    /// The length in microseconds, rounded towards zero; at most what 64 bits hold, some 292,000 years.
    public var wholeMicroseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, carry) = whole.addingReportingOverflow(attoseconds / 1_000_000_000_000)
        return overflow || carry ? (seconds < 0 ? .min : .max) : sum
    }

    /// The length in milliseconds, rounded towards zero.
    public var wholeMilliseconds: Int64 {
        wholeMicroseconds / 1000
    }
}
