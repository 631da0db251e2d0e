import SentinelModels
import Synchronization

/// Time of a simulation: who waits briefly moves it on at once; who waits long, for a lease's renewal or as the limit of
/// an attempt, is never woken, as no step lasts that long.
final class SimulationClock: SentinelClock {
    private let time: Mutex<Timestamp>
    private let never = ManualClock()

    init(at start: Timestamp = ManualClock().now()) {
        time = Mutex(start)
    }

    func now() -> Timestamp { time.withLock(\.self) }

    func advance(by duration: Duration) {
        time.withLock { $0 = $0.advanced(by: duration) }
    }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        guard duration > .seconds(5) else { return advance(by: duration) }
        try await never.sleep(for: duration)
    }
}

/// The clock as a process sees it: a dead one does not wait.
struct MortalClock: SentinelClock {
    var clock: SimulationClock
    var life: Life

    func now() -> Timestamp { clock.now() }

    func sleep(for duration: Duration) async throws {
        if life.isOver { throw CancellationError() }
        try await clock.sleep(for: duration)
    }
}
