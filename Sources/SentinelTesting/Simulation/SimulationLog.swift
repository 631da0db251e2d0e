import SentinelModels
import Synchronization

/// What really happened in a simulation, as no simulated process can know it.
struct SimulationLog: Sendable {
    /// A run whose result is in the store.
    struct Committed: Sendable {
        var commit: RunCommit
        var alert: AlertDefinition
    }

    /// An attempt at delivery that reached the receiver.
    struct Delivery: Sendable {
        var message: NotificationMessage
        /// Whether its sender had stood still for longer than its lease, which nothing can undo.
        var isLate: Bool
    }

    var committed: [Committed] = []
    var committedIDs: Set<String> = []
    var granted: [AlertKey: ClaimedRun] = [:]
    var taken: [String: Int64] = [:]
    var settledAsSent: Set<String> = []
    var deliveries: [Delivery] = []
    var deaths: [String] = []
    var violations: [String] = []

    /// Notes a result that counts; only the last one to be granted the slot may have it.
    mutating func note(_ commit: RunCommit, of alert: AlertDefinition) {
        guard committedIDs.insert(commit.run.id).inserted else { return }
        committed.append(Committed(commit: commit, alert: alert))
        if let holder = granted[commit.run.alert], holder != commit.run {
            violations.append("I2: a stale result of \(commit.run.alert) was counted")
        }
    }

    /// Notes a settlement that counts; only the last one to take the message may settle it.
    mutating func note(_ settlement: Settlement) {
        if taken[settlement.messageID] != settlement.fence {
            violations.append("I2: a stale settlement of \(settlement.messageID) was counted")
        }
        if case .sent = settlement.outcome { settledAsSent.insert(settlement.messageID) }
    }
}
