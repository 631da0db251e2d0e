import SentinelEngine
import SentinelModels

/// An alert with its state between runs, as the rules alone see it: tests read like a diary.
struct PlannerScene {
    var alert: AlertDefinition
    var state = AlertState()
    var silences: [Silence] = []
    var time = Timestamp(seconds: 1_795_424_400)
    var lastPlan: NotificationPlanner.Plan?
    private var lastID = 0

    init(_ routes: [NotificationRoute] = [NotificationRoute(to: ReceiverKey("ops"))], policy: AlertPolicy = .init()) {
        alert = AlertDefinition(
            name: "orders", query: "SELECT", labels: ["team": "sales"], policy: policy, routes: routes)
    }

    /// A run some seconds later; answers the decisions as lines such as `firing ops: notify transition`.
    mutating func run(_ finding: RunFinding, after seconds: Int = 60) -> [String] {
        time = time.advanced(by: .seconds(seconds))
        var next = lastID
        let makeID = { () -> String in
            next += 1
            return "id\(next)"
        }
        let advance = state.advanced(
            by: finding, at: time, judgement: alert.judgement, policy: alert.policy, makeID: makeID)
        let failure = advance.error.map { RunFailure(code: $0.code, message: $0.message) }
        let plan = NotificationPlanner.plan(
            .init(alert: alert, advance: advance, silences: silences, runID: "run", time: time, failure: failure),
            makeID: makeID)
        lastID = next + 10
        state = plan.state
        lastPlan = plan
        return plan.decisions.map {
            "\($0.event.kind.rawValue) \($0.routeKey): \($0.outcome.word) \($0.outcome.reason)"
        }
    }

    mutating func alerts(_ value: Int64 = 9, after seconds: Int = 60) -> [String] {
        run(.evaluations([Evaluation(verdict: .alert, actualValue: .integer(value))]), after: seconds)
    }

    mutating func isFine(_ value: Int64 = 1, after seconds: Int = 60) -> [String] {
        run(.evaluations([Evaluation(verdict: .ok, actualValue: .integer(value))]), after: seconds)
    }

    mutating func fails(after seconds: Int = 60) -> [String] {
        run(.failure(SentinelError(.query, "no such table")), after: seconds)
    }

    mutating func isEmpty(after seconds: Int = 60) -> [String] { run(.noData, after: seconds) }

    /// Adds a silence from now, for so many seconds.
    mutating func silence(for seconds: Int) {
        silences = [
            Silence(
                id: "s1", matchers: [.init("team", .equal, "sales")], startsAt: time,
                endsAt: time.advanced(by: .seconds(seconds)), author: "op", comment: "")
        ]
    }

    /// What the store does when a message is given up.
    mutating func giveUp(_ route: String, subject: Fingerprint = .single) {
        let key = LedgerKey(subject: subject, route: route)
        guard var ledger = state.ledger[key], let sequence = ledger.lastSequence else { return }
        _ = ledger.giveUp(episodeID: ledger.episodeID, sequence: sequence, at: time)
        state.ledger[key] = ledger
    }

    /// What the store does when a silence comes before a message is sent.
    mutating func withdraw(_ route: String) {
        let key = LedgerKey(subject: .single, route: route)
        guard var ledger = state.ledger[key], let sequence = ledger.lastSequence else { return }
        _ = ledger.withdraw(episodeID: ledger.episodeID, sequence: sequence)
        state.ledger[key] = ledger
    }
}

extension NotificationRoute {
    static func to(_ receiver: String, _ events: Set<EventKind>? = nil, discriminator: String = "") -> Self {
        NotificationRoute(to: ReceiverKey(receiver), discriminator: discriminator, events: events)
    }
}
