import SentinelModels
import Synchronization

/// Compares what is stored at the end of a simulation with what really happened.
struct InvariantCheck {
    let world: SimulationWorld
    let store: any StateStore

    /// What came of it.
    struct Verdict {
        var violations: [String]
        var report: NoLossSimulation.Report
    }

    /// Looks at everything once it is quiet.
    func verdict() async throws -> Verdict {
        let log = world.log.withLock(\.self)
        let messages = try await store.messages(MessageQuery())
        let history = try await store.history(HistoryQuery(limit: nil))
        let alerts = world.state.withLock(\.alerts)
        let snapshots = try await store.snapshots(of: alerts.map(\.key), scope: .default)
        let byID = Dictionary(uniqueKeysWithValues: messages.map { ($0.id, $0) })
        var violations = log.violations
        violations += Self.runs(log, history)
        for alert in alerts {
            let story = AlertStory(
                alert: alert, committed: log.committed.filter { $0.commit.run.alert == alert.key }, messages: byID,
                snapshot: snapshots[alert.key], mayStayQuiet: world.state.withLock { $0.quiet.contains(alert.key) })
            let broken = story.violations
            violations += broken
            if !broken.isEmpty { violations.append(story.transcript) }
        }
        violations += Self.deliveries(log, byID)
        violations += try await leases(alerts)
        let reasons = log.committed.flatMap(\.commit.decisions).map(\.outcome.reason)
        let report = NoLossSimulation.Report(
            runs: log.committed.count, messages: messages.count, deliveries: log.deliveries.count,
            deaths: log.deaths, reasons: Set(reasons))
        return Verdict(violations: violations, report: report)
    }

    /// I2: what counts is in history once, and nothing else is.
    private static func runs(_ log: SimulationLog, _ history: [RunRecord]) -> [String] {
        var violations: [String] = []
        let stored = history.filter { $0.outcome != .abandoned }.map(\.id)
        if Set(stored) != log.committedIDs || stored.count != log.committed.count {
            violations.append("I2: \(stored.count) runs in history, \(log.committed.count) were committed")
        }
        let records = Dictionary(history.map { ($0.id, $0) }) { first, _ in first }
        for entry in log.committed {
            let decisions = records[entry.commit.run.id]?.notifications.count
            if decisions != entry.commit.decisions.count {
                violations.append("I4: run \(entry.commit.run.id) keeps \(decisions ?? -1) decisions")
            }
        }
        return violations
    }

    /// I5, I6: all promises are settled, and what is stored as sent was received. Order is that of the events.
    private static func deliveries(_ log: SimulationLog, _ messages: [String: NotificationMessage]) -> [String] {
        var violations: [String] = []
        let accepted = Set(log.deliveries.map(\.message.id))
        let promised = log.committed.flatMap(\.commit.decisions).compactMap(\.intent).map(\.messageID)
        if Set(promised).count != promised.count { violations.append("I7: a message was promised twice") }
        for id in promised {
            switch messages[id]?.state {
            case .sent?:
                if !accepted.contains(id) { violations.append("I6: \(id) is stored as sent and was never received") }
            case .superseded?, .dead?: break
            case let state: violations.append("I5: \(id) is \(state?.rawValue ?? "gone") in the end")
            }
        }
        if let foreign = accepted.subtracting(promised).first {
            violations.append("I6: \(foreign) was received and never promised")
        }
        violations += Self.repeats(log, messages)
        var last: [String: (sequence: Int64, id: String)] = [:]
        var seen: Set<String> = []
        for delivery in log.deliveries where !delivery.isLate && seen.insert(delivery.message.id).inserted {
            let line = "\(delivery.message.content.episode.id) \(delivery.message.receiver)"
            let here = (delivery.message.content.sequence, delivery.message.id)
            if let before = last[line], before.sequence > here.0 {
                violations.append("G11: \(here.1) came after a later one, \(before.id)")
            }
            last[line] = (sequence: here.0, id: here.1)
        }
        return violations
    }

    /// I7: a message arrives at most once for each attempt.
    private static func repeats(_ log: SimulationLog, _ messages: [String: NotificationMessage]) -> [String] {
        Dictionary(grouping: log.deliveries, by: \.message.id).compactMap { id, arrivals in
            let attempts = messages[id]?.attempts ?? 0
            return arrivals.count > attempts ? "I7: \(id) arrived \(arrivals.count) times in \(attempts) attempts" : nil
        }
    }

    /// I8: nobody holds anything.
    private func leases(_ alerts: [AlertDefinition]) async throws -> [String] {
        var violations: [String] = []
        if try await store.nextDelivery() != nil { violations.append("I8: the outbox is not empty") }
        let claims = alerts.map { alert in
            RunClaim(runID: world.makeID(), alert: alert, trigger: .manual, owner: OwnerID("auditor"))
        }
        for (alert, result) in zip(alerts, try await store.claim(claims)) {
            guard case .granted = result else {
                violations.append("I8: the slot of \(alert.key) is not free")
                continue
            }
        }
        return violations
    }
}
