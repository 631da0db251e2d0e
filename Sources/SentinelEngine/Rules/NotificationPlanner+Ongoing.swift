import SentinelModels

/// A problem that was there before this run and still is.
struct OngoingProblem {
    var subject: Fingerprint
    var kind: EventKind
    var word: String
    var episode: Episode
}

extension NotificationPlanner {
    /// The problems this run has seen again: instances only if the query answered, the health's episode if it did not.
    var ongoingProblems: [OngoingProblem] {
        let changed = Set(input.advance.transitions.map(\.subject))
        var problems: [OngoingProblem] = []
        for evaluation in input.advance.evaluations where evaluation.verdict == .alert {
            guard !changed.contains(evaluation.fingerprint), let instance = state.instances[evaluation.fingerprint],
                instance.condition == .firing, let episode = instance.episode
            else { continue }
            problems.append(
                OngoingProblem(
                    subject: evaluation.fingerprint, kind: .firing, word: instance.condition.rawValue, episode: episode)
            )
        }
        if !changed.contains(.health), isHealthProblemAnnounced, input.advance.evaluations.isEmpty,
            let episode = state.healthEpisode
        {
            problems.append(
                OngoingProblem(
                    subject: .health, kind: state.health == .noData ? .noData : .error, word: state.health.rawValue,
                    episode: episode))
        }
        return problems
    }

    /// Whether the health has been bad for as long as it takes: an open episode of empty results does not make the first
    /// error after it one to tell.
    private var isHealthProblemAnnounced: Bool {
        let policy = input.alert.policy
        return switch state.health {
        case .answering: false
        case .failing: state.errorStreak >= policy.onError.after
        case .noData: state.noDataStreak >= policy.noData?.after ?? 1
        }
    }

    /// Tells routes that do not know of the problem yet, and reminds those that do.
    mutating func plan(_ problem: OngoingProblem) {
        let probe = event(problem, kind: problem.kind, cause: .owed, sequence: 0)
        let debts = routes(for: probe).map { ($0, debt(to: $0, problem)) }
        if debts.contains(where: { if case .notify = $0.1 { true } else { false } }) {
            let event = record(problem, kind: problem.kind, cause: .owed)
            for (route, outcome) in debts { decide(event, route, outcome) }
        }
        let due = routes(for: probe).filter { isReminderDue(for: $0, problem) }.map(\.key)
        guard !due.isEmpty else { return }
        let event = record(problem, kind: .reminder, cause: .reminder)
        for route in routes(for: event) {
            guard due.contains(route.key) else {
                decide(event, route, .suppress(isSubscribed(route, to: .reminder) ? .notDue : .notSubscribed))
                continue
            }
            decide(event, route, suppression(.reminder, route).map { .suppress($0) } ?? .notify(.reminder))
            if silence != nil { postponeReminder(of: route, problem) }
        }
    }

    /// What is owed to a route: the notice it has not had, if nothing keeps it.
    private func debt(to route: NotificationRoute, _ problem: OngoingProblem) -> NotificationDecision.Outcome {
        let ledger = ledger(of: route, problem)
        if ledger?.isTold == true { return .suppress(.alreadyTold) }
        if let reason = suppression(problem.kind, route) { return .suppress(reason) }
        guard let ledger else { return .notify(.newRoute) }
        if let gaveUpAt = ledger.gaveUpAt {
            let wait = RetryPolicy.pauseAfterGivingUp(ledger.giveUpCount)
            return gaveUpAt.advanced(by: wait) <= input.time ? .notify(.retell) : .suppress(.backingOff)
        }
        return input.alert.policy.onSilenceEnd == .notify ? .notify(.silenceEnded) : .suppress(.silenced)
    }

    private func isReminderDue(for route: NotificationRoute, _ problem: OngoingProblem) -> Bool {
        guard input.alert.isEnabled, isSubscribed(route, to: .reminder), let ledger = ledger(of: route, problem),
            let due = ledger.reminderDue(by: input.alert.policy.reminders)
        else { return false }
        return due <= input.time
    }

    private mutating func postponeReminder(of route: NotificationRoute, _ problem: OngoingProblem) {
        let key = LedgerKey(subject: problem.subject, route: route.key)
        state.ledger[key]?.postponeReminder(at: input.time, reminders: input.alert.policy.reminders)
    }

    private func ledger(of route: NotificationRoute, _ problem: OngoingProblem) -> RouteLedger? {
        let ledger = state.ledger[LedgerKey(subject: problem.subject, route: route.key)]
        return ledger?.episodeID == problem.episode.id ? ledger : nil
    }

    private mutating func record(_ problem: OngoingProblem, kind: EventKind, cause: Event.Cause) -> Event {
        state.eventSequence += 1
        let event = event(problem, kind: kind, cause: cause, sequence: state.eventSequence)
        events.append(event)
        return event
    }

    private func event(_ problem: OngoingProblem, kind: EventKind, cause: Event.Cause, sequence: Int64) -> Event {
        Event(
            sequence: sequence, kind: kind, cause: cause, subject: problem.subject, from: problem.word,
            to: problem.word,
            at: input.time, episode: problem.episode)
    }
}
