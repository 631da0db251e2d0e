import SentinelModels

/// A problem whose end was kept from routes that know of the problem.
private struct OwedEnd {
    var subject: Fingerprint
    var kind: EventKind
    var word: String
    var episode: Episode
}

/// The end of a problem that was announced is owed like its beginning: who was told at night that orders fail, and
/// silenced the alert while mending it, is told afterwards that they work again.
///
/// The memory of an owed end is the episode: it stays at its instance, or at the health, although the problem is over.
extension NotificationPlanner {
    /// Forgets an ended episode, unless a route is still owed the end; then forgets only what the others were told.
    mutating func close(_ event: Event) {
        let isOwed = input.alert.policy.onSilenceEnd == .notify
        let owed = isOwed ? routes(for: event).filter { isKept(event, from: $0) }.map(\.key) : []
        state.ledger = state.ledger.filter { key, _ in
            key.subject != event.subject || owed.contains(key.route)
        }
        setEpisode(owed.isEmpty ? nil : event.episode, of: event.subject)
    }

    /// Tells ends that are owed and may be told now, if the query still says that the problem is over.
    mutating func planOwedEnds() {
        guard input.advance.outcome == .ok || input.advance.outcome == .alert else { return }
        let changed = Set(input.advance.transitions.map(\.subject))
        for end in owedEnds where !changed.contains(end.subject) {
            let probe = event(end, sequence: 0)
            // A store that takes back a silenced message does not know the policy.
            guard input.alert.policy.onSilenceEnd == .notify else {
                close(probe)
                continue
            }
            let decisions = routes(for: probe).map { ($0, self.end(probe, $0, reason: .silenceEnded)) }
            if decisions.contains(where: { if case .notify = $0.1 { true } else { false } }) {
                state.eventSequence += 1
                let event = event(end, sequence: state.eventSequence)
                events.append(event)
                for (route, outcome) in decisions { decide(event, route, outcome) }
            }
            close(probe)
        }
    }

    private var owedEnds: [OwedEnd] {
        var ends: [OwedEnd] = []
        for (subject, instance) in state.instances where instance.condition == .ok {
            guard let episode = instance.episode else { continue }
            ends.append(
                OwedEnd(subject: subject, kind: .resolved, word: instance.condition.rawValue, episode: episode))
        }
        ends.sort { $0.subject.description < $1.subject.description }
        if state.health == .answering, let episode = state.healthEpisode {
            ends.append(
                OwedEnd(subject: .health, kind: .recovered, word: state.health.rawValue, episode: episode))
        }
        return ends
    }

    private func isKept(_ event: Event, from route: NotificationRoute) -> Bool {
        guard wasAnnounced(event, to: route) else { return false }
        return switch suppression(event.kind, route) {
        case .silenced, .disabled: true
        default: false
        }
    }

    private mutating func setEpisode(_ episode: Episode?, of subject: Fingerprint) {
        if subject == .health {
            state.healthEpisode = episode
        } else {
            state.instances[subject]?.episode = episode
        }
    }

    private func event(_ end: OwedEnd, sequence: Int64) -> Event {
        Event(
            sequence: sequence, kind: end.kind, cause: .owed, subject: end.subject, from: end.word, to: end.word,
            at: input.time, episode: end.episode)
    }
}
