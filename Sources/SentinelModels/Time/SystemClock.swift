#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The host's real-time clock.
public struct SystemClock: SentinelClock {
    /// Makes the clock; all values are alike.
    public init() {}

    /// The wall clock, to the microsecond.
    public func now() -> Timestamp {
        // A Date of this century resolves a quarter of a microsecond.
        Timestamp(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded()))
    }

    /// Suspends by the continuous clock, so that a stepped wall clock changes nothing.
    public func sleep(for duration: Duration) async throws {
        try await Task.sleep(for: duration, clock: .continuous)
    }
}
