import SentinelEngine
import SentinelModels

/// One invocation of `run`: queries and deliveries side by side, then a last wait for the messages it promised.
struct RunSession: Sendable {
    /// How it behaves.
    struct Options: Sendable {
        var mode: AlertEngine.Mode
        var concurrency: Int
        /// How long to wait for deliveries after the last run has ended.
        var patience: Duration
    }

    let runtime: SentinelRuntime
    let clock: any SentinelClock
    let options: Options

    /// Runs the alerts and returns what came of them and of their messages.
    ///
    /// - Throws: `SentinelError` if the store fails while looking at the messages.
    func run(_ selection: RunSelection, progress: RunProgress) async throws -> RunReport {
        let start = clock.now()
        let delivering = options.mode == .live ? Task { try await runtime.dispatcher.run() } : nil
        let results = await runtime.engine.run(
            selection.alerts, mode: options.mode, concurrency: options.concurrency
        ) { _, result in
            progress.finished(result)
        }
        var report = RunReport(
            selection: selection, results: results, isDryRun: options.mode == .dryRun,
            duration: start.duration(to: clock.now()))
        if let delivering {
            do {
                try await settle(&report, progress: progress)
                await stop(delivering)
            } catch {
                await stop(delivering)
                throw error
            }
        }
        progress.end()
        report.duration = start.duration(to: clock.now())
        return report
    }

    /// Waits for the messages and notes where they are now.
    private func settle(_ report: inout RunReport, progress: RunProgress) async throws(SentinelError) {
        let ids = report.messageIDs
        progress.delivering(ids.count)
        _ = try await runtime.dispatcher.waitUntilSettled(ids, timeout: options.patience)
        for start in stride(from: 0, to: ids.count, by: 500) {
            let some = Array(ids[start..<min(start + 500, ids.count)])
            report.note(try await runtime.store.messages(MessageQuery(ids: some)))
        }
    }

    /// Ends attempts that are still under way and gives their messages back.
    private func stop(_ delivering: Task<Void, any Error>) async {
        delivering.cancel()
        _ = try? await delivering.value
    }
}
