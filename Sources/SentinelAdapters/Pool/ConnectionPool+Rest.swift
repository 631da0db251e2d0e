import Dispatch
import SentinelModels
import Synchronization

/// Closing of connections that nobody uses. A timer runs only while there are idle ones to close later.
extension ConnectionPool {
    /// A worker has nothing to do.
    func startRest(at index: Int, _ state: inout State) {
        state.slots[index].idleSince = .now
        planSweep(&state)
    }

    /// Takes idle workers that are to go out of the slots.
    static func takeIdle(_ state: inout State, where isLeaving: (Slot) -> Bool) -> [Worker] {
        let leaving = state.slots.filter { $0.work == nil && isLeaving($0) }.map(\.worker)
        state.slots.removeAll { slot in leaving.contains { $0 === slot.worker } }
        state.leaving += leaving.count
        return leaving
    }

    /// Plans the next look at idle connections, unless one comes early enough.
    private func planSweep(_ state: inout State) {
        guard let rest = options.rest, !state.isClosed else { return }
        let idle = state.slots.filter { $0.work == nil }.map(\.idleSince).sorted()
        guard let oldest = idle.first else { return }
        let due = oldest.advanced(by: idle.count > 1 ? rest.surplus : rest.last)
        if let next = state.nextSweep, next <= due { return }
        state.nextSweep = due
        let wait = ContinuousClock.now.duration(to: due).wholeMicroseconds
        DispatchQueue.global().asyncAfter(deadline: .now() + .microseconds(Int(max(wait, 1000)))) { [weak self] in
            self?.sweep(planned: due)
        }
    }

    private func sweep(planned: ContinuousClock.Instant) {
        let leaving = state.withLock { state -> [Worker] in
            // Another look was planned before this one, and will plan anew.
            guard state.nextSweep == planned, let rest = options.rest, !state.isClosed else { return [] }
            state.nextSweep = nil
            let now = ContinuousClock.now
            let newest = state.slots.filter { $0.work == nil }.max { $0.idleSince < $1.idleSince }?.worker
            let leaving = Self.takeIdle(&state) { slot in
                slot.idleSince.advanced(by: slot.worker === newest ? rest.last : rest.surplus) <= now
            }
            planSweep(&state)
            return leaving
        }
        for worker in leaving { retire(worker) }
    }
}
