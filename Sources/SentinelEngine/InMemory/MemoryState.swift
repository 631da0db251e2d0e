import SentinelModels

/// What an ``InMemoryStateStore`` remembers: a value, changed only under the store's lock.
struct MemoryState {
    struct AlertID: Hashable {
        var tenant: String
        var key: AlertKey
    }

    struct Alert {
        var definition: AlertDefinition
        var revision: Int64 = 0
        var state = AlertState()
        var running: RunningSlot?
        /// The runs of the slots that were served.
        var fires: [Timestamp: String] = [:]
    }

    struct RunningSlot {
        var run: ClaimedRun
        var owner: OwnerID
        var leaseUntil: Timestamp
        var startedAt: Timestamp
        var alertName: String
        var query: String
    }

    struct Run {
        var tenant: String
        var record: RunRecord
        var fence: Int64
    }

    /// The place of a message's decision in history and in the ledger.
    struct Link {
        var runID: String
        var position: Int
        var ledgerKey: LedgerKey
    }

    struct Message {
        var tenant: String
        var message: NotificationMessage
        var lifetime: Duration
        var fence: Int64 = 0
        var owner: OwnerID?
        var leaseUntil: Timestamp?
        var links: [Link]

        var alert: AlertID { AlertID(tenant: tenant, key: message.content.alert) }
        var line: Line { Line(tenant: tenant, orderKey: message.orderKey, receiver: message.receiver) }
    }

    /// Messages of one line go out one after the other.
    struct Line: Hashable {
        var tenant: String
        var orderKey: String
        var receiver: ReceiverKey
    }

    struct ReceiverID: Hashable {
        var tenant: String
        var receiver: ReceiverKey
    }

    struct Reference {
        var line: Line
        var episodeID: String
        var sequence: Int64
        var messageID: String
        var text: String
    }

    var alerts: [AlertID: Alert] = [:]
    var runs: [String: Run] = [:]
    var messages: [String: Message] = [:]
    var unsettled: Set<String> = []
    var references: [Reference] = []
    var health: [ReceiverID: ReceiverHealth] = [:]
    var silences: [String: [String: Silence]] = [:]
    var audit: [String: [AuditEntry]] = [:]
    var isClosed = false

    func silences(of tenant: String, includingEnded: Bool, at now: Timestamp) -> [Silence] {
        (silences[tenant] ?? [:]).values.filter { includingEnded || now < $0.endsAt }
            .sorted { ($0.startsAt, $0.id) < ($1.startsAt, $1.id) }
    }

    func snapshot(_ id: AlertID, at now: Timestamp) -> AlertSnapshot {
        let silences = silences(of: id.tenant, includingEnded: false, at: now)
        guard let alert = alerts[id] else { return AlertSnapshot(silences: silences) }
        return AlertSnapshot(revision: alert.revision, state: alert.state, silences: silences)
    }
}
