import SentinelModels
import Synchronization

/// Everything in a simulation that no process owns: databases, receivers, configuration, chance, and the log.
final class SimulationWorld: Sendable {
    /// What a monitored database says.
    enum Truth: Sendable, CaseIterable {
        case ok, alert, broken, empty
    }

    /// How a receiver takes a message.
    enum Manner: Sendable, CaseIterable {
        case accept, fail, limit, refuse, loseAnswer, stall
    }

    struct State: Sendable {
        var generator: SeededGenerator
        var alerts: [AlertDefinition] = []
        var truth: [AlertKey: Truth] = [:]
        var manners: [ReceiverKey: [Manner]] = [:]
        var silences: [Silence] = []
        /// Alerts that at some time were to stay quiet after a silence.
        var quiet: Set<AlertKey> = []
        var lastID: UInt64 = 0
        /// Whether somebody stalls already; then nobody else does.
        var isStalled = false
        var mayStall = true
    }

    let clock = SimulationClock()
    let log = Mutex(SimulationLog())
    let state: Mutex<State>
    /// What happens in the world while a process stands still.
    let meanwhile = Mutex<(@Sendable (AlertKey?) async -> Void)?>(nil)

    init(seed: UInt64) {
        state = Mutex(State(generator: SeededGenerator(seed: seed)))
    }

    func alert(_ key: AlertKey) -> AlertDefinition? {
        state.withLock { $0.alerts.first { $0.key == key } }
    }

    /// A number from the range, by chance.
    func chance(_ range: Range<Int>) -> Int {
        state.withLock { Int.random(in: range, using: &$0.generator) }
    }

    /// Whether something with the given probability in percent happens.
    func happens(_ percent: Int) -> Bool { chance(0..<100) < percent }

    func one<Element>(of elements: [Element]) -> Element {
        elements[chance(0..<elements.count)]
    }

    /// A name that sorts in the order of making.
    func makeID() -> String {
        state.withLock { state in
            state.lastID += 1
            let digits = String(state.lastID, radix: 16)
            return "id-" + String(repeating: "0", count: 8 - digits.count) + digits
        }
    }

    /// Stands still, mostly for longer than any lease, while others go on; not within another such time.
    func stall(_ alert: AlertKey?) async {
        let mayStall = state.withLock { state in
            guard state.mayStall, !state.isStalled else { return false }
            state.isStalled = true
            return true
        }
        guard mayStall else { return }
        let isBrief = happens(40)
        clock.advance(by: .seconds(isBrief ? chance(1..<25) : 60 + chance(0..<60)))
        let meanwhile = meanwhile.withLock(\.self)
        await meanwhile?(isBrief ? nil : alert)
        state.withLock { $0.isStalled = false }
    }
}

/// The monitored database of a simulation.
struct SimulatedSource: DataSource {
    let world: SimulationWorld

    func run(_ request: QueryRequest) async throws(SentinelError) -> QueryResult {
        let alert = AlertKey(request.tag.alert)
        let truth = world.state.withLock { $0.truth[alert] ?? .ok }
        if world.happens(14) { await world.stall(alert) }
        let columns = ["status", "actual_value"]
        switch truth {
        case .ok: return QueryResult(columns: columns, rows: [[.text("OK"), .integer(1)]])
        case .alert: return QueryResult(columns: columns, rows: [[.text("ALERT"), .integer(9)]])
        case .empty: return QueryResult(columns: columns, rows: [])
        case .broken: throw SentinelError(.query, "no such table: orders")
        }
    }
}

/// A receiver of a simulation.
struct SimulatedReceiver: Notifier {
    let world: SimulationWorld
    let life: Life

    func deliver(
        _ message: NotificationMessage, _ context: DeliveryContext
    ) async throws(SentinelError) -> DeliveryReceipt {
        let manners = world.state.withLock { $0.manners[message.receiver] ?? [.accept] }
        switch world.one(of: manners) {
        case .accept: return try arrived(message)
        case .stall:
            await world.stall(nil)
            return try arrived(message, isLate: true)
        case .loseAnswer:
            _ = try arrived(message)
            throw SentinelError(.timeout, "no answer")
        case .fail: throw SentinelError(.receiverFailed, "503")
        case .limit:
            throw SentinelError(.rateLimited, "429", retryAfter: .seconds(world.chance(0..<900)))
        case .refuse: throw SentinelError(.rejected, "404", isRetryable: false)
        }
    }

    private func arrived(
        _ message: NotificationMessage, isLate: Bool = false
    ) throws(SentinelError) -> DeliveryReceipt {
        try life.pass("before acceptance")
        let now = world.clock.now()
        let silence = world.state.withLock { state in
            state.silences.first {
                $0.isActive(at: now)
                    && $0.matches(alertName: message.content.alertName, labels: message.content.labels)
            }
        }
        let mayBeLate = isLate || world.state.withLock(\.isStalled)
        world.log.withLock { log in
            if log.settledAsSent.contains(message.id), !isLate {
                log.violations.append("I7: \(message.id) was sent again after it was stored as sent")
            }
            if silence != nil, !mayBeLate {
                log.violations.append("G8: \(message.id) was sent during a silence")
            }
            log.deliveries.append(.init(message: message, isLate: isLate))
        }
        try life.pass("after acceptance")
        return DeliveryReceipt(reference: "ref-\(message.id)")
    }
}
