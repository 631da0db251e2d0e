import Dispatch
public import SentinelModels
import Synchronization

/// Hands notices to observers in order, from a bounded buffer: a slow observer loses notices, which are counted, and
/// never slows a run.
public final class ObserverRelay: Sendable {
    private struct State {
        var buffer: [EngineNotice] = []
        var isDraining = false
        var dropped = 0
    }

    private let observers: [any EngineObserver]
    private let capacity: Int
    private let queue = DispatchQueue(label: "sentinel.observers")
    private let state = Mutex(State())

    /// Makes a relay; a buffer of 4,096 notices unless said otherwise.
    public init(_ observers: [any EngineObserver] = [], capacity: Int = 4096) {
        self.observers = observers
        self.capacity = capacity
    }

    /// How many notices were lost because the buffer was full.
    public var droppedCount: Int { state.withLock { $0.dropped } }

    /// Puts a notice into the buffer; never blocks for long and never fails.
    public func post(_ notice: EngineNotice) {
        guard !observers.isEmpty else { return }
        let mustStart = state.withLock { state in
            guard state.buffer.count < capacity else {
                state.dropped += 1
                return false
            }
            state.buffer.append(notice)
            defer { state.isDraining = true }
            return !state.isDraining
        }
        if mustStart { queue.async { self.drain() } }
    }

    /// Returns when everything posted before has been observed.
    public func flush() async {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume() }
        }
    }

    private func drain() {
        while true {
            let notices = state.withLock { state in
                defer { state.buffer = [] }
                state.isDraining = !state.buffer.isEmpty
                return state.buffer
            }
            if notices.isEmpty { return }
            for notice in notices {
                for observer in observers { observer.observe(notice) }
            }
        }
    }
}
