import SentinelModels

/// A connection of a blocking client, as a pool handles it. Everything but its control is used by one thread at a time.
protocol PooledConnection: AnyObject, Sendable {
    associatedtype Control: ConnectionControl

    /// Whether the last use left it of no use; free to ask.
    var isBroken: Bool { get }
    /// Whether it must be replaced before its next use; a system call at most.
    var isStale: Bool { get }

    /// Asks the server whether it still answers, before `deadline`. Called after a long rest.
    func isAlive(before deadline: ContinuousClock.Instant) -> Bool
    /// Whether work that failed with `error` may be done once more on a new connection. `isFresh` says that the
    /// connection was made for this work.
    func mayRepeat(after error: SentinelError, isFresh: Bool) -> Bool
    /// Ends it; on its worker's thread.
    func close()
}

extension PooledConnection {
    func isAlive(before deadline: ContinuousClock.Instant) -> Bool { !isStale }
    func mayRepeat(after error: SentinelError, isFresh: Bool) -> Bool { false }
    func close() {}
}

/// Stops what a worker's connection does; told from other threads.
protocol ConnectionControl: AnyObject, Sendable {
    init()
    /// Begins a new piece of work, which has `timeout` until `deadline`; on the worker's thread.
    func start(deadline: ContinuousClock.Instant, timeout: Duration)
    /// Makes the running work end soon. May be called more than once.
    func stop(_ reason: WorkStop)
    /// Cuts the connection, so that a call that is blocked in it returns.
    func abandon()
}

extension ConnectionControl {
    func abandon() {}
}

/// Why work is told to stop.
enum WorkStop: Sendable {
    case deadline
    case cancelled
}
