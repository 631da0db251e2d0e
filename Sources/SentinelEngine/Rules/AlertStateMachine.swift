import SentinelModels

/// The moves of an alert's state under one finding.
struct AlertStateMachine {
    var state: AlertState
    let time: Timestamp
    let policy: AlertPolicy
    let makeID: () -> String
    var transitions: [Transition] = []
    var outcome = RunOutcome.ok
    var evaluations: [Evaluation] = []
    var error: SentinelError?

    init(state: AlertState, time: Timestamp, policy: AlertPolicy, makeID: @escaping () -> String) {
        self.state = state
        self.time = time
        self.policy = policy
        self.makeID = makeID
    }

    /// The query answered. Instances that it no longer mentions have no problem any more.
    mutating func answer(_ answered: [Evaluation]) {
        evaluations = answered
        state.lastSuccessAt = time
        state.errorStreak = 0
        state.noDataStreak = 0
        recoverHealth()
        for evaluation in answered { advance(evaluation) }
        for identity in unmentioned(in: answered) { advance(Evaluation(identity: identity, verdict: .ok)) }
        if answered.contains(where: { $0.verdict == .alert }) {
            outcome = .alert
            state.alertStreak += 1
            state.okStreak = 0
            state.lastAlertAt = time
        } else {
            outcome = .ok
            state.okStreak += 1
            state.alertStreak = 0
            state.lastOKAt = time
        }
    }

    /// The query failed, or its result breaks the contract.
    mutating func fail(_ failure: SentinelError) {
        outcome = .error
        error = failure
        state.errorStreak += 1
        state.noDataStreak = 0
        setHealth(.failing)
        announceHealth(.error, streak: state.errorStreak, after: policy.onError.after)
    }

    /// The query returned no row.
    mutating func noData(_ noData: AlertPolicy.NoData) {
        let streak = state.noDataStreak + 1
        guard streak >= noData.after else {
            state.noDataStreak = streak
            outcome = .noData
            return
        }
        switch noData.action {
        case .ok: answer([Evaluation(verdict: .ok)])
        case .alert: answer([Evaluation(verdict: .alert)])
        case .keep: outcome = .noData
        case .error:
            fail(
                SentinelError(
                    .noRows, "the query returned no row; it must return one with a status column (see on_no_data)"))
        case .noData:
            outcome = .noData
            state.errorStreak = 0
            setHealth(.noData)
            announceHealth(.noData, streak: streak, after: noData.after)
        }
        state.noDataStreak = streak
    }

    /// The instances with a problem that no longer occur, in an order that is the same in every process.
    private func unmentioned(in answered: [Evaluation]) -> [[IdentityColumn]] {
        let mentioned = Set(answered.map(\.fingerprint))
        let gone = state.instances.filter { !mentioned.contains($0.key) && $0.value.condition != .ok }
        return gone.sorted { $0.key.description < $1.key.description }.map(\.value.identity)
    }

    private mutating func advance(_ evaluation: Evaluation) {
        let subject = evaluation.fingerprint
        var instance =
            state.instances[subject]
            ?? InstanceState(identity: evaluation.identity, condition: .ok, since: time, streak: 0)
        let condition: InstanceCondition = evaluation.verdict == .alert ? .firing : .ok
        instance.value = evaluation.actualValue
        instance.streak += 1
        if condition != instance.condition {
            let previous = instance.condition
            instance.condition = condition
            instance.since = time
            instance.streak = 1
            if condition == .firing {
                instance.episode = Episode(id: makeID(), openedAt: time)
                instance.valueAtOpening = evaluation.actualValue
            }
            if let episode = instance.episode {
                record(
                    condition == .firing ? .firing : .resolved, subject: subject, from: previous.rawValue,
                    to: condition.rawValue, episode: episode)
            }
            // The planner gives an ended episode back if its end is owed to somebody.
            if condition == .ok { instance.episode = nil }
        }
        if condition == .firing { instance.severity = evaluation.severity }
        state.instances[subject] = instance
    }

    private mutating func recoverHealth() {
        if state.healthSince == nil { state.healthSince = time }
        guard state.health != .answering else { return }
        let previous = state.health
        setHealth(.answering)
        if let episode = state.healthEpisode {
            record(
                .recovered, subject: .health, from: previous.rawValue, to: AlertHealth.answering.rawValue,
                episode: episode)
            state.healthEpisode = nil
        }
    }

    /// Numbers the health's change once it has lasted long enough: at the start of a health episode, and when an open
    /// one turns from failing to empty or back.
    private mutating func announceHealth(_ kind: EventKind, streak: Int, after: Int) {
        let isOpen = state.healthEpisode != nil
        guard isOpen ? streak == after : streak >= after else { return }
        let episode = state.healthEpisode ?? Episode(id: makeID(), openedAt: time)
        state.healthEpisode = episode
        let announced: AlertHealth = !isOpen ? .answering : kind == .error ? .noData : .failing
        record(kind, subject: .health, from: announced.rawValue, to: state.health.rawValue, episode: episode)
    }

    private mutating func setHealth(_ health: AlertHealth) {
        guard state.health != health else { return }
        state.health = health
        state.healthSince = time
    }

    private mutating func record(
        _ kind: EventKind, subject: Fingerprint, from: String, to: String, episode: Episode
    ) {
        state.eventSequence += 1
        transitions.append(
            Transition(
                sequence: state.eventSequence, kind: kind, subject: subject, from: from, to: to, at: time,
                episode: episode))
    }
}
