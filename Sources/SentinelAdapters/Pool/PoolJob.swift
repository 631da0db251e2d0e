import SentinelModels
import Synchronization

/// The work of one caller.
final class PoolJob<Connection: PooledConnection, Value: Sendable>: PoolWork {
    private struct State {
        var continuation: CheckedContinuation<Result<Value, SentinelError>, Never>?
        var control: (any ConnectionControl)?
        var cancelledAt: ContinuousClock.Instant?
        var isFinished = false
    }

    let timeout: Duration
    let deadline: ContinuousClock.Instant
    private let work: @Sendable (Connection) throws(SentinelError) -> Value
    private let state = Mutex(State())

    init(timeout: Duration, work: @escaping @Sendable (Connection) throws(SentinelError) -> Value) {
        self.timeout = timeout
        self.work = work
        deadline = ContinuousClock.now.advanced(by: timeout)
    }

    var isFinished: Bool { state.withLock(\.isFinished) }

    /// Takes the caller's continuation; false, and answered, if the caller was cancelled before.
    func start(_ continuation: CheckedContinuation<Result<Value, SentinelError>, Never>) -> Bool {
        let isWaiting = state.withLock { state in
            if !state.isFinished { state.continuation = continuation }
            return !state.isFinished
        }
        if !isWaiting { continuation.resume(returning: .failure(Self.cancelled)) }
        return isWaiting
    }

    /// The caller was cancelled: waiting work ends at once, running work is told to stop.
    func cancel() {
        let isRunning = state.withLock { state in
            state.cancelledAt = state.cancelledAt ?? .now
            state.control?.stop(.cancelled)
            return state.control != nil
        }
        if !isRunning { fail(Self.cancelled) }
    }

    func begin(under control: any ConnectionControl) -> Bool {
        state.withLock { state in
            if !state.isFinished { state.control = control }
            return !state.isFinished
        }
    }

    func run(on connection: Connection, unless mayRepeat: (SentinelError) -> Bool) -> Bool {
        do throws(SentinelError) {
            finish(.success(try work(connection)))
        } catch {
            if !isFinished, mayRepeat(error) { return false }
            finish(.failure(error))
        }
        return true
    }

    func fail(_ error: SentinelError) {
        finish(.failure(error))
    }

    func enforce(at now: ContinuousClock.Instant, grace: Duration) -> Bool {
        let (isRunning, cancelledAt) = state.withLock { state in
            // Interrupting under the lock: the connection cannot meanwhile begin another caller's work.
            if now >= deadline { state.control?.stop(.deadline) }
            return (state.control != nil, state.cancelledAt)
        }
        guard isRunning else {
            if now >= deadline {
                fail(SentinelError(.timeout, "no connection to the database became free within \(timeout.text)"))
            }
            return false
        }
        let end = min(deadline, cancelledAt ?? deadline)
        guard now >= end.advanced(by: grace) else { return false }
        let error = SentinelError(
            cancelledAt == nil ? .timeout : .cancelled,
            "the query could not be stopped in time; its connection was given up")
        return finish(.failure(error))
    }

    @discardableResult
    private func finish(_ result: Result<Value, SentinelError>) -> Bool {
        let (isFirst, continuation) = state.withLock { state in
            let first = (!state.isFinished, state.continuation)
            state.isFinished = true
            state.continuation = nil
            state.control = nil
            return first
        }
        continuation?.resume(returning: result)
        return isFirst
    }

    private static var cancelled: SentinelError { SentinelError(.cancelled, "the query was cancelled") }
}
