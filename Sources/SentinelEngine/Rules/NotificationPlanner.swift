public import SentinelModels

/// Decides for every event and every route whether to tell, and writes down why.
///
/// Pure: it is given the time, the silences and a source of ids. It never forgets a route: what a silence, a disabled
/// alert or a failed delivery has kept from a route is owed to it and is told as soon as it may be, as long as the
/// problem lasts (guarantee G8).
public struct NotificationPlanner {
    /// What a run contributes to the plan.
    public struct Input {
        /// The alert.
        public var alert: AlertDefinition
        /// What the finding made of the state.
        public var advance: Advance
        /// The silences that may be in force.
        public var silences: [Silence]
        /// The run.
        public var runID: String
        /// The slot the run serves; nil for manual and api runs.
        public var fireAt: Timestamp?
        /// The time of the rules.
        public var time: Timestamp
        /// The redacted failure, if the run failed.
        public var failure: RunFailure?
        /// When the messages are promised, from which their lifetime counts: later than `time` if the slot was missed.
        public var promisedAt: Timestamp

        /// Makes an input; messages are promised at `time` unless said otherwise.
        public init(
            alert: AlertDefinition, advance: Advance, silences: [Silence] = [], runID: String, fireAt: Timestamp? = nil,
            time: Timestamp, failure: RunFailure? = nil, promisedAt: Timestamp? = nil
        ) {
            self.alert = alert
            self.advance = advance
            self.silences = silences
            self.runID = runID
            self.fireAt = fireAt
            self.time = time
            self.failure = failure
            self.promisedAt = promisedAt ?? time
        }
    }

    /// What is to be stored.
    public struct Plan: Sendable {
        /// The state afterwards, ledger included.
        public var state: AlertState
        /// All events: transitions, reminders and what is owed.
        public var events: [Event]
        /// One decision for every event and route.
        public var decisions: [NotificationDecision]
    }

    /// How long a message is tried before it is given up: the 24 hours of RELIABILITY §2.9.
    public static let messageLifetime = Duration.seconds(86_400)

    let input: Input
    let makeID: () -> String
    let silence: Silence?
    var state: AlertState
    var events: [Event] = []
    var decisions: [NotificationDecision] = []

    /// Plans one run.
    public static func plan(_ input: Input, makeID: @escaping () -> String) -> Plan {
        var planner = NotificationPlanner(input: input, makeID: makeID)
        for transition in input.advance.transitions { planner.plan(transition) }
        for problem in planner.ongoingProblems { planner.plan(problem) }
        planner.planOwedEnds()
        return Plan(state: planner.state, events: planner.events, decisions: planner.decisions)
    }

    private init(input: Input, makeID: @escaping () -> String) {
        self.input = input
        self.makeID = makeID
        state = input.advance.state
        silence = input.silences.first {
            $0.isActive(at: input.time) && $0.matches(alertName: input.alert.name, labels: input.alert.labels)
        }
    }

    private mutating func plan(_ transition: Transition) {
        let event = Event(transition)
        events.append(event)
        let isEnd = event.kind.isEnd
        for route in routes(for: event) {
            let key = LedgerKey(subject: event.subject, route: route.key)
            if !isEnd, state.ledger[key]?.episodeID != event.episode.id { state.ledger[key] = nil }
            decide(event, route, isEnd ? end(event, route) : opening(event, route))
        }
        if isEnd { close(event) }
    }

    private func opening(
        _ event: Event, _ route: NotificationRoute, reason: NotifyReason = .transition
    ) -> NotificationDecision.Outcome {
        suppression(event.kind, route).map(NotificationDecision.Outcome.suppress) ?? .notify(reason)
    }

    func end(
        _ event: Event, _ route: NotificationRoute, reason: NotifyReason = .transition
    ) -> NotificationDecision.Outcome {
        wasAnnounced(event, to: route) ? opening(event, route, reason: reason) : .suppress(.neverAnnounced)
    }

    func wasAnnounced(_ event: Event, to route: NotificationRoute) -> Bool {
        let ledger = state.ledger[LedgerKey(subject: event.subject, route: route.key)]
        return ledger?.episodeID == event.episode.id && ledger?.wasAnnounced == true
    }

    /// What keeps a kind of event from a route whatever its history; nil if nothing does.
    func suppression(_ kind: EventKind, _ route: NotificationRoute) -> SuppressionReason? {
        if !input.alert.isEnabled { return .disabled }
        if !isSubscribed(route, to: kind) { return .notSubscribed }
        return silence == nil ? nil : .silenced
    }

    /// A route's own list of events wins; `remind` is itself the subscription to reminders.
    func isSubscribed(_ route: NotificationRoute, to kind: EventKind) -> Bool {
        (route.events ?? input.alert.policy.notifyOn).contains(kind) || kind == .reminder && route.events == nil
    }

    /// The routes an event concerns, each once.
    func routes(for event: Event) -> [NotificationRoute] {
        let policy = input.alert.policy
        let candidates: [NotificationRoute]
        switch event.kind {
        case .error: candidates = policy.onError.routes ?? input.alert.routes
        case .noData: candidates = policy.noData?.routes ?? input.alert.routes
        case .recovered: candidates = recoveryRoutes(event)
        case .firing, .resolved: candidates = input.alert.routes
        case .reminder: candidates = event.subject == .health ? healthRoutes : input.alert.routes
        }
        var seen: Set<String> = []
        return candidates.filter { seen.insert($0.key).inserted }
    }

    /// Who is told of errors, and everybody else who was told of this episode: an episode may have been both.
    private func recoveryRoutes(_ event: Event) -> [NotificationRoute] {
        let policy = input.alert.policy
        let others = (policy.noData?.routes ?? []) + input.alert.routes
        let errorRoutes = policy.onError.routes ?? input.alert.routes
        let isAboutData = policy.noData?.action == .noData
        let dataRoutes = isAboutData ? policy.noData?.routes ?? input.alert.routes : []
        return errorRoutes + dataRoutes + others.filter { wasAnnounced(event, to: $0) }
    }

    private var healthRoutes: [NotificationRoute] {
        let policy = input.alert.policy
        return (state.health == .noData ? policy.noData?.routes : policy.onError.routes) ?? input.alert.routes
    }

    /// Writes a decision, its message and the ledger.
    mutating func decide(_ event: Event, _ route: NotificationRoute, _ outcome: NotificationDecision.Outcome) {
        var decision = NotificationDecision(
            event: event, routeKey: route.key, receiver: route.receiver, outcome: outcome)
        let key = LedgerKey(subject: event.subject, route: route.key)
        switch outcome {
        case .notify(let reason):
            var ledger = state.ledger[key] ?? RouteLedger(episodeID: event.episode.id)
            ledger.promise(event, reminders: input.alert.policy.reminders)
            state.ledger[key] = ledger
            decision.intent = NotificationIntent(
                messageID: makeID(), orderKey: event.episode.id,
                content: content(of: event, reason: reason, route: route, notice: ledger.noticeCount),
                expiresAt: input.promisedAt.advanced(by: Self.messageLifetime))
        case .suppress(.silenced):
            decision.silenceID = silence?.id
            // Remembering the route marks the notice as owed because of the silence.
            if state.ledger[key] == nil { state.ledger[key] = RouteLedger(episodeID: event.episode.id) }
        case .suppress: break
        }
        decisions.append(decision)
    }
}
