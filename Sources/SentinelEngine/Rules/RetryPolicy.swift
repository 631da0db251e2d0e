public import SentinelModels

/// When to try a delivery again, when to give it up, and when to leave a receiver alone: the numbers of RELIABILITY §2.9.
///
/// Pure: attempt, error, time and jitter are arguments. Notifiers only classify; nobody else loops or waits.
public struct RetryPolicy: Sendable, Hashable {
    /// The longest wait after the first failure.
    public var base: Duration
    /// The longest wait ever.
    public var cap: Duration
    /// How many failures in a row open a receiver's breaker.
    public var breakerThreshold: Int
    /// How long a breaker stays open at first; it doubles with each failed probe.
    public var breakerBase: Duration
    /// How long a breaker stays open at most.
    public var breakerCap: Duration

    /// Makes a policy; the defaults are 1 s doubling to 5 min, and a breaker of 5 failures for 30 s to 5 min.
    public init(
        base: Duration = .seconds(1), cap: Duration = .seconds(300), breakerThreshold: Int = 5,
        breakerBase: Duration = .seconds(30), breakerCap: Duration = .seconds(300)
    ) {
        self.base = base
        self.cap = cap
        self.breakerThreshold = breakerThreshold
        self.breakerBase = breakerBase
        self.breakerCap = breakerCap
    }

    /// What a failed attempt comes to.
    ///
    /// - Parameters:
    ///   - failure: The redacted failure to store.
    ///   - error: What the notifier threw.
    ///   - attempt: Which attempt failed, from 1.
    ///   - time: When it failed.
    ///   - expiresAt: After which the message is given up.
    ///   - jitter: A random number from 0 up to 1: the share of the longest wait to take ("full jitter").
    public func outcome(
        of error: SentinelError, failure: RunFailure, attempt: Int, at time: Timestamp, expiresAt: Timestamp,
        jitter: Double
    ) -> Settlement.Outcome {
        guard error.isRetryable else { return .dead(failure) }
        let wished = error.retryAfter.map(Self.clamped) ?? .zero
        let next = time.advanced(by: max(wished, backoff(attempt: attempt) * jitter))
        guard next < expiresAt else {
            return .dead(
                RunFailure(code: .expired, message: "given up after \(attempt) attempts; the last: \(failure.message)"))
        }
        return .retry(at: next, failure)
    }

    /// The longest wait after the given attempt.
    public func backoff(attempt: Int) -> Duration {
        Self.doubled(base, times: attempt - 1, cap: cap)
    }

    /// How a receiver fares after a success.
    public func health(_ health: ReceiverHealth, afterSuccessAt time: Timestamp) -> ReceiverHealth {
        var health = health
        health.failureStreak = 0
        health.openUntil = nil
        // A wish to slow down stands, though a message that was under way has got through.
        if let held = health.heldUntil, held <= time { health.heldUntil = nil }
        health.lastSuccessAt = time
        return health
    }

    /// How a receiver fares after a failure.
    ///
    /// Only failures that may pass count for the breaker: a receiver that refuses a message for good is alive. A wish
    /// to slow down holds the receiver as a whole and is no failure of it.
    public func health(
        _ health: ReceiverHealth, after error: SentinelError, failure: RunFailure, at time: Timestamp
    ) -> ReceiverHealth {
        var health = health
        health.lastFailureAt = time
        health.lastError = failure
        if let wait = error.retryAfter {
            let until = time.advanced(by: Self.clamped(wait))
            health.heldUntil = max(until, health.heldUntil ?? until)
        }
        guard error.isRetryable, error.code != .rateLimited else { return health }
        // Attempts that were under way when the breaker opened say nothing new.
        if let open = health.openUntil, time < open { return health }
        health.failureStreak += 1
        if health.failureStreak >= breakerThreshold {
            let open = Self.doubled(breakerBase, times: health.failureStreak - breakerThreshold, cap: breakerCap)
            health.openUntil = time.advanced(by: open)
        }
        return health
    }

    /// How long after the nth giving up a problem that lasts is told again: at the next run, then 15 min, 1 h, 4 h.
    public static func pauseAfterGivingUp(_ count: Int) -> Duration {
        let pauses: [Duration] = [.zero, .seconds(900), .seconds(3600), .seconds(14_400)]
        return pauses[min(max(count, 1), pauses.count) - 1]
    }

    /// `Retry-After` within 1 s and 1 h.
    static func clamped(_ wait: Duration) -> Duration {
        min(max(wait, .seconds(1)), .seconds(3600))
    }

    private static func doubled(_ base: Duration, times: Int, cap: Duration) -> Duration {
        times >= 30 ? cap : min(cap, base * (1 << max(0, times)))
    }
}
