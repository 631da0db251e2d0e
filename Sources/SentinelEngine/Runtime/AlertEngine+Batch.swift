public import SentinelModels

extension AlertEngine {
    /// Runs many alerts with a limited number of queries at once.
    ///
    /// Slots are claimed a little ahead and results stored in groups, so that neither waits for the disk one by one; a
    /// run that waits for its commit holds no query slot. Cancelling the task stops the queries and gives back all slots.
    /// - Parameters:
    ///   - alerts: The alerts; each is run once.
    ///   - trigger: Why they are run.
    ///   - mode: Whether the runs count.
    ///   - concurrency: How many queries run at once, all sources together.
    ///   - onFinished: Called once for each alert with its index, in the order of finishing.
    public func run(
        _ alerts: [AlertDefinition], trigger: RunTrigger = .manual, mode: Mode = .live, concurrency: Int = 8,
        onFinished: @escaping @Sendable (Int, Result<RunRecord, SentinelError>) -> Void = { _, _ in }
    ) async -> [Result<RunRecord, SentinelError>] {
        let batch = RunBatch(engine: self, alerts: alerts, trigger: trigger, mode: mode, onFinished: onFinished)
        return await batch.run(concurrency: max(1, concurrency))
    }
}

extension AlertEngine {
    /// Extends the leases of this engine's runs every 10 s, a third of their length, until cancelled.
    func renewLeases() async {
        while !Task.isCancelled {
            do {
                try await clock.sleep(for: .seconds(10))
                _ = try await store.renew(owner: options.owner)
            } catch let error as SentinelError {
                observers.post(.storeFailed(error))
            } catch {
                return
            }
        }
    }
}
