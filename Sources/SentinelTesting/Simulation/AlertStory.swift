import SentinelModels

/// What happened to one alert in a simulation, and whether that was right.
struct AlertStory {
    let alert: AlertDefinition
    let committed: [SimulationLog.Committed]
    let messages: [String: NotificationMessage]
    let snapshot: AlertSnapshot?
    let mayStayQuiet: Bool

    private var decisions: [NotificationDecision] { committed.flatMap(\.commit.decisions) }

    var violations: [String] {
        (numbering + transitions + completeness + beginnings + ends + knowledge).map { "\($0) (alert \(alert.key))" }
    }

    /// What happened, line by line, for whoever has to find out why.
    var transcript: String {
        var lines = ["what happened to \(alert.key):"]
        for entry in committed {
            let record = entry.commit.record
            lines.append("\(record.startedAt) run \(record.id): \(record.outcome), enabled \(entry.alert.isEnabled)")
            for decision in entry.commit.decisions {
                let event = decision.event
                lines.append(
                    "  #\(event.sequence) \(event.kind) \(event.cause) of \(event.episode.id) to \(decision.routeKey): "
                        + "\(decision.outcome.word) \(decision.outcome.reason)"
                        + (state(decision).map { ", \($0)" } ?? ""))
            }
        }
        return lines.joined(separator: "\n")
    }

    /// Events are numbered without a gap.
    private var numbering: [String] {
        let sequences = committed.flatMap(\.commit.events).map(\.sequence)
        let expected = sequences.isEmpty ? [] : Array(1...Int64(sequences.count))
        return sequences == expected ? [] : ["I4: events are numbered \(sequences)"]
    }

    /// I3: the transitions are those that the recorded outcomes make.
    private var transitions: [String] {
        var isFiring = false
        var violations: [String] = []
        for entry in committed {
            var expected: [EventKind] = []
            switch entry.commit.record.outcome {
            case .alert where !isFiring: expected = [.firing]
            case .ok where isFiring: expected = [.resolved]
            default: break
            }
            if entry.commit.record.outcome == .alert { isFiring = true }
            if entry.commit.record.outcome == .ok { isFiring = false }
            let kinds = entry.commit.events.filter { $0.cause == .transition && $0.subject != .health }.map(\.kind)
            if kinds != expected { violations.append("I3: \(kinds) where \(expected) follows") }
        }
        let isStored = snapshot?.state.instances[.single]?.condition == .firing
        if isStored != isFiring { violations.append("I3: the state says firing: \(isStored)") }
        return violations
    }

    /// I4: one decision for every event and route, and a message for every decision to tell.
    private var completeness: [String] {
        var violations: [String] = []
        for entry in committed {
            for event in entry.commit.events {
                let decided = entry.commit.decisions.filter { $0.event == event }.map(\.routeKey)
                if Set(decided).count != decided.count { violations.append("I4: a route has two decisions") }
                let routes = Set(entry.alert.routes.map(\.key))
                if event.subject != .health, Set(decided) != routes {
                    violations.append("I4: event \(event.sequence) is decided for \(decided) of \(routes.sorted())")
                }
            }
            for decision in entry.commit.decisions {
                let isNotify = decision.outcome.word == "notify"
                if isNotify != (decision.intent != nil) { violations.append("I4: a decision without its message") }
                if isNotify, !entry.alert.isEnabled { violations.append("a disabled alert tells") }
            }
        }
        return violations
    }

    private struct Line: Hashable {
        var episode: String
        var route: String
    }

    private func notices(_ kinds: Set<EventKind>) -> [Line: [NotificationDecision]] {
        let told = decisions.filter { $0.intent != nil && kinds.contains($0.event.kind) }
        return Dictionary(grouping: told) { Line(episode: $0.event.episode.id, route: $0.routeKey) }
    }

    private func state(_ decision: NotificationDecision) -> DeliveryState? {
        decision.intent.flatMap { messages[$0.messageID]?.state }
    }

    /// A beginning is told once, and again only for each notice that did not get through.
    private var beginnings: [String] {
        let all = notices(Set(EventKind.allCases))
        return notices([.firing]).compactMap { line, beginnings in
            let lost = all[line, default: []].filter { state($0) != .sent }.count
            return beginnings.count > 1 + lost ? "\(beginnings.count) times firing, \(lost) lost" : nil
        }
    }

    /// An end is told once, to who was told the beginning.
    private var ends: [String] {
        var violations: [String] = []
        let all = notices(Set(EventKind.allCases))
        let ended = notices([.resolved, .recovered])
        for (line, ends) in ended {
            let promised = ends.filter { state($0) != .superseded }
            if promised.count > 1 { violations.append("an end is told \(promised.count) times") }
            let first = all[line, default: []].first
            if first?.event.kind == .resolved || first?.event.kind == .recovered {
                violations.append("an end is told to \(line.route) without a beginning")
            }
        }
        for decision in decisions where decision.event.kind == .resolved || decision.event.kind == .recovered {
            let line = Line(episode: decision.event.episode.id, route: decision.routeKey)
            let earlier = all[line, default: []].filter { $0.event.sequence < decision.event.sequence }
            switch decision.outcome {
            case .suppress(.neverAnnounced):
                let isFirst = decision.event.cause == .transition
                if isFirst, ended[line] == nil, earlier.contains(where: { state($0) == .sent }) {
                    violations.append("\(line.route) was told a beginning and counts as never told")
                }
            case .suppress(.silenced), .suppress(.disabled):
                if isOwedInTheEnd(decision, line, earlier) {
                    violations.append("\(line.route) is still owed the end of \(line.episode)")
                }
            case .notify where state(decision) == .superseded:
                if isOwedInTheEnd(decision, line, earlier) {
                    violations.append("G8: a silence took back the end of \(line.episode) for \(line.route) for good")
                }
            default: break
            }
        }
        return violations
    }

    /// Whether a route that was told of the problem has not been promised the end, though all is quiet.
    private func isOwedInTheEnd(
        _ decision: NotificationDecision, _ line: Line, _ earlier: [NotificationDecision]
    ) -> Bool {
        let promised = notices([.resolved, .recovered])[line, default: []].filter { state($0) != .superseded }
        return promised.isEmpty && earlier.contains { state($0) == .sent } && isAnswering && !mayStayQuiet
            && isStillRouted(decision) && !isFollowed(decision)
    }

    /// Whether the query answers in the end.
    private var isAnswering: Bool {
        [.ok, .alert].contains(committed.last?.commit.record.outcome)
    }

    /// Whether the route has been there ever since and wants such events; who takes it away lets it forget.
    private func isStillRouted(_ decision: NotificationDecision) -> Bool {
        let later = committed.drop(while: { !$0.commit.decisions.contains(decision) }).dropFirst().map(\.alert)
        return (later + [alert]).allSatisfy { isRouted(decision, by: $0) }
    }

    /// Whether an alert has the route and tells it of such events; of several entries with its key the first counts.
    private func isRouted(_ decision: NotificationDecision, by alert: AlertDefinition) -> Bool {
        let policy = alert.policy
        let routes =
            decision.event.subject == .health
            ? (policy.onError.routes ?? alert.routes) + (policy.noData?.routes ?? []) + alert.routes : alert.routes
        guard let route = routes.first(where: { $0.key == decision.routeKey }) else { return false }
        return (route.events ?? policy.notifyOn).contains(decision.event.kind)
    }

    /// Whether another problem of the same subject began later.
    private func isFollowed(_ decision: NotificationDecision) -> Bool {
        committed.flatMap(\.commit.events).contains { event in
            event.subject == decision.event.subject && event.sequence > decision.event.sequence
                && event.episode.id != decision.event.episode.id
        }
    }

    /// A problem that lasts is known to every route that wants to know.
    private var knowledge: [String] {
        guard let state = snapshot?.state else { return [] }
        var problems: [(episode: Episode, kind: EventKind, routes: [NotificationRoute])] = []
        if let instance = state.instances[.single], instance.condition == .firing, let episode = instance.episode,
            committed.last?.commit.record.outcome == .alert
        {
            problems.append((episode, .firing, alert.routes))
        }
        if let episode = state.healthEpisode, state.health == .failing,
            state.errorStreak >= alert.policy.onError.after
        {
            problems.append((episode, .error, alert.policy.onError.routes ?? alert.routes))
        }
        if let episode = state.healthEpisode, state.health == .noData,
            state.noDataStreak >= alert.policy.noData?.after ?? 1
        {
            problems.append((episode, .noData, alert.policy.noData?.routes ?? alert.routes))
        }
        let all = notices(Set(EventKind.allCases))
        var violations: [String] = []
        for problem in problems {
            for route in problem.routes where (route.events ?? alert.policy.notifyOn).contains(problem.kind) {
                let told = all[Line(episode: problem.episode.id, route: route.key), default: []]
                let isKnown = told.contains { self.state($0) == .sent }
                if !isKnown, !mayStayQuiet {
                    violations.append("\(route.key) does not know of \(problem.kind) in \(problem.episode.id)")
                }
            }
        }
        if let last = committed.last, last.commit.record.outcome == .error,
            state.errorStreak >= last.alert.policy.onError.after, state.healthEpisode == nil
        {
            violations.append("G9: \(state.errorStreak) errors in a row and no episode")
        }
        return violations
    }
}
