import SentinelModels

/// A piece of work that waits for a connection, runs on it, and ends exactly once for its caller.
protocol PoolWork<Connection>: AnyObject, Sendable {
    associatedtype Connection: PooledConnection

    /// The caller's time.
    var timeout: Duration { get }
    /// When it ends.
    var deadline: ContinuousClock.Instant { get }
    /// Whether the caller has its answer.
    var isFinished: Bool { get }
    /// Marks the work as running under `control`; false if it is finished.
    func begin(under control: any ConnectionControl) -> Bool
    /// Does the work and answers, except with an error that `mayRepeat`; false if it did not answer.
    func run(on connection: Connection, unless mayRepeat: (SentinelError) -> Bool) -> Bool
    /// Answers with an error, unless it is finished.
    func fail(_ error: SentinelError)
    /// Looks at the clock. True if the work runs on although it was told to stop: its caller then has an answer and
    /// its connection is lost.
    func enforce(at now: ContinuousClock.Instant, grace: Duration) -> Bool
}
