/// Tells the time that leases, backoffs and new records use.
///
/// A store on a database server answers with the server's clock, so that daemons on several hosts agree.
public protocol LeaseClock: Sendable {
    /// The current instant.
    func now() -> Timestamp
}

/// A ``LeaseClock`` that can also wait: what runtime services are given instead of the system's time.
public protocol SentinelClock: LeaseClock {
    /// Suspends for `duration`; throws `CancellationError` at once when the task is cancelled.
    func sleep(for duration: Duration) async throws
}
