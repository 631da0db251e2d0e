import SentinelModels
import Synchronization

/// Wakes whoever waits for messages: raised after a commit that promises some, and after a settlement that frees the way.
public final class DeliverySignal: Sendable {
    private struct State {
        var isRaised = false
        var nextID = 0
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    /// Makes a signal that is not raised.
    public init() {}

    /// Wakes all waiters, or the next one if there is none.
    public func raise() {
        let waiters = state.withLock { state in
            state.isRaised = state.waiters.isEmpty
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Returns when the signal is raised, the time has passed, or the task is cancelled.
    func wait(atMost duration: Duration, clock: any SentinelClock) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await clock.sleep(for: duration) }
            group.addTask { await self.raised() }
            await group.next()
            group.cancelAll()
        }
    }

    private func raised() async {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    // Who leaves anyway must not take the signal away from the next waiter.
                    if Task.isCancelled { return true }
                    if state.isRaised {
                        state.isRaised = false
                        return true
                    }
                    state.waiters[id] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
        }
    }
}
