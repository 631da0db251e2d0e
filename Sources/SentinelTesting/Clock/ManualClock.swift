public import SentinelModels
import Synchronization

/// A clock that stands still until a test moves it.
///
/// Whoever sleeps on it is woken by ``advance(by:)`` in the order of the times it waits for, never by real time.
public final class ManualClock: SentinelClock {
    private struct Sleeper {
        var id: Int
        var wakesAt: Timestamp
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct Watcher {
        var count: Int
        var continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var now: Timestamp
        var lastID = 0
        var cancelled: Set<Int> = []
        var sleepers: [Sleeper] = []
        var watchers: [Watcher] = []

        /// Takes out the sleeper that is to wake first, if its time is not after `time`.
        mutating func nextSleeper(until time: Timestamp) -> Sleeper? {
            let order = { (sleeper: Sleeper) in (sleeper.wakesAt, sleeper.id) }
            guard let index = sleepers.indices.min(by: { order(sleepers[$0]) < order(sleepers[$1]) }),
                sleepers[index].wakesAt <= time
            else { return nil }
            return sleepers.remove(at: index)
        }
    }

    private let state: Mutex<State>

    /// Makes a clock that shows `start`: by default 2026-11-23T09:00:00Z, a Monday.
    public init(at start: Timestamp = Timestamp(seconds: 1_795_424_400)) {
        state = Mutex(State(now: start))
    }

    /// The time it was last moved to.
    public func now() -> Timestamp {
        state.withLock(\.now)
    }

    /// How many tasks wait.
    public var sleeperCount: Int {
        state.withLock(\.sleepers.count)
    }

    /// Moves the time forward and wakes everybody whose time comes on the way, each at its own time.
    public func advance(by duration: Duration) {
        let end = now().advanced(by: duration)
        while let sleeper = wakeNext(until: end) { sleeper.continuation.resume() }
        state.withLock { $0.now = max($0.now, end) }
    }

    private func wakeNext(until end: Timestamp) -> Sleeper? {
        state.withLock { state in
            guard let sleeper = state.nextSleeper(until: end) else { return nil }
            state.now = max(state.now, sleeper.wakesAt)
            return sleeper
        }
    }

    /// Sets the time, also backwards, as an operator or a time server may; wakes nobody.
    public func step(to time: Timestamp) {
        state.withLock { $0.now = time }
    }

    /// Suspends until the time was moved by `duration`.
    public func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        guard duration > .zero else { return }
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                add(id: id, waiting: duration, continuation)
            }
        } onCancel: {
            cancel(id)
        }
    }

    /// Suspends until at least `count` tasks wait on this clock: how a test knows that it may move the time.
    public func waitForSleepers(_ count: Int = 1) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.sleepers.count >= count { return true }
                state.watchers.append(Watcher(count: count, continuation: continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    private func add(id: Int, waiting duration: Duration, _ continuation: CheckedContinuation<Void, any Error>) {
        let watchers: [Watcher]? = state.withLock { state in
            if state.cancelled.remove(id) != nil { return nil }
            let wakesAt = state.now.advanced(by: duration)
            state.sleepers.append(Sleeper(id: id, wakesAt: wakesAt, continuation: continuation))
            let reached = state.watchers.filter { $0.count <= state.sleepers.count }
            state.watchers.removeAll { $0.count <= state.sleepers.count }
            return reached
        }
        guard let watchers else { return continuation.resume(throwing: CancellationError()) }
        for watcher in watchers { watcher.continuation.resume() }
    }

    private func cancel(_ id: Int) {
        let sleeper: Sleeper? = state.withLock { state in
            guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
                state.cancelled.insert(id)
                return nil
            }
            return state.sleepers.remove(at: index)
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }
}
