import SentinelModels

/// Decides when to try to connect again after a failure, so that a server in trouble is neither stormed nor waited for.
///
/// After a failure callers get its error at once for a second, after the next for two, and so on up to `longest`. When
/// the time is over one caller tries; the others still get the error until it succeeded. `longest` bounds how late a
/// recovery is noticed.
struct ConnectBreaker: Sendable {
    typealias Instant = ContinuousClock.Instant

    private let shortest: Duration
    private let longest: Duration
    private var failures = 0
    private var lastError: SentinelError?
    private var nextTry: Instant?
    private var changed: Instant?
    private var probeUntil: Instant?

    /// How long a probe may keep others from trying; one that was lost must not keep them for ever.
    private static let probeTime = Duration.seconds(15)

    init(shortest: Duration = .seconds(1), longest: Duration = .seconds(4)) {
        self.shortest = shortest
        self.longest = longest
    }

    /// The error to answer with instead of trying, nil to try. Who tries must report the outcome.
    mutating func refusal(at now: Instant) -> SentinelError? {
        guard let lastError, let nextTry else { return nil }
        if now < nextTry { return lastError }
        if let probeUntil, now < probeUntil { return lastError }
        probeUntil = now.advanced(by: Self.probeTime)
        return nil
    }

    /// A connection was made.
    mutating func succeeded(at now: Instant) {
        failures = 0
        lastError = nil
        nextTry = nil
        probeUntil = nil
        changed = now
    }

    /// A try that began at `start` failed. One that began before the last change says nothing new about the server.
    mutating func failed(_ error: SentinelError, began start: Instant, at now: Instant) {
        if let changed, start < changed { return }
        failures += 1
        lastError = error
        changed = now
        probeUntil = nil
        nextTry = now.advanced(by: wait)
    }

    /// A try that began was given up by its caller: it says nothing about the server.
    mutating func withdrawn() {
        probeUntil = nil
    }

    private var wait: Duration {
        min(longest, shortest * (1 << min(failures - 1, 16)))
    }
}
