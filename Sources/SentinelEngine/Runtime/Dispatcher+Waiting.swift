public import SentinelModels
import Synchronization

extension Dispatcher {
    /// Waits until messages are settled and nothing else is due, or the time is over.
    ///
    /// Needs ``run()`` to be under way, here or in another process. "Due" includes messages of earlier, killed
    /// processes.
    /// - Returns: the messages among `ids` that are neither sent nor superseded, as they are now.
    public func waitUntilSettled(
        _ ids: [String], timeout: Duration
    ) async throws(SentinelError) -> [NotificationMessage] {
        let deadline = clock.now().advanced(by: timeout)
        while true {
            let open = try await unsettled(ids)
            let isOver = !open.contains { $0.state == .pending || $0.state == .sending }
            let now = clock.now()
            if now >= deadline || Task.isCancelled { return open }
            if isOver, state.withLock({ $0.count + $0.waiting.count }) == 0 {
                guard let next = try await store.nextDelivery(), next <= now else { return open }
                signal.raise()
            }
            await settled.wait(atMost: min(.milliseconds(100), now.duration(to: deadline)), clock: clock)
        }
    }

    private func unsettled(_ ids: [String]) async throws(SentinelError) -> [NotificationMessage] {
        var open: [NotificationMessage] = []
        for start in stride(from: 0, to: ids.count, by: 500) {
            let some = Array(ids[start..<min(start + 500, ids.count)])
            open += try await store.messages(MessageQuery(ids: some, states: [.pending, .sending, .dead]))
        }
        return open
    }
}
