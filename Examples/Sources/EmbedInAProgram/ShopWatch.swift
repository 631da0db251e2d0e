import SentinelEngine
import SentinelModels
import ServiceLifecycle

/// Runs the alerts a few times and waits until everything is told.
struct ShopWatch: Service {
    let engine: AlertEngine
    let dispatcher: Dispatcher
    let alerts: [AlertDefinition]
    let rounds: Int

    func run() async throws {
        for round in 1...rounds {
            var promised: [String] = []
            for result in await engine.run(alerts, trigger: .api) {
                let record = try result.get()
                promised += record.notifications.compactMap(\.messageID)
                print("round \(round): \(record.alertName): \(record.outcome.rawValue)", describe(record))
            }
            _ = try await dispatcher.waitUntilSettled(promised, timeout: .seconds(10))
        }
    }

    /// What was decided about telling, and why.
    private func describe(_ record: RunRecord) -> String {
        let decisions = record.notifications.map { "\($0.decision.word) (\($0.decision.reason))" }
        return decisions.isEmpty ? "nothing to tell" : decisions.joined(separator: ", ")
    }
}
