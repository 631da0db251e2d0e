import SentinelModels

/// What `AlertState.advanced` must come to, told from the whole history at once: it looks back instead of remembering.
struct HistoryOracle {
    /// What a query may bring.
    enum Find: String, CaseIterable, CustomStringConvertible {
        case ok, alert, error, empty

        var finding: RunFinding {
            switch self {
            case .ok: .evaluations([Evaluation(verdict: .ok)])
            case .alert: .evaluations([Evaluation(verdict: .alert)])
            case .error: .failure(SentinelError(.query, "no such table"))
            case .empty: .noData
            }
        }

        var description: String { rawValue }
    }

    /// What a finding counts as, once the policy has had its say.
    private enum Effect {
        case ok, alert, error, noData, nothing
    }

    let history: [Find]
    let policy: AlertPolicy
    let judgement: Judgement
    private let effects: [Effect]
    /// What is told of the health after each run.
    private var announcements: [EventKind?] = []

    init(_ history: [Find], policy: AlertPolicy, judgement: Judgement = .statusColumn) {
        self.history = history
        self.policy = policy
        self.judgement = judgement
        let meaning = policy.noData ?? AlertPolicy.NoData(judgement == .statusColumn ? .error : .ok)
        effects = history.indices.map { index in
            switch history[index] {
            case .ok: return .ok
            case .alert: return .alert
            case .error: return .error
            case .empty:
                let run = history[...index].reversed().prefix { $0 == .empty }.count
                if run < meaning.after { return .nothing }
                switch meaning.action {
                case .ok: return .ok
                case .alert: return .alert
                case .error: return .error
                case .noData: return .noData
                case .keep: return .nothing
                }
            }
        }
        for index in history.indices { announcements.append(announcement(at: index)) }
    }

    /// Whether the problem is there after the run of this index.
    func isFiring(after index: Int) -> Bool {
        effects[...index].last { $0 == .ok || $0 == .alert } == .alert
    }

    /// The health after the run of this index.
    func health(after index: Int) -> AlertHealth {
        switch effects[...index].last(where: { $0 != .nothing }) {
        case .error: .failing
        case .noData: .noData
        default: .answering
        }
    }

    /// How many errors in a row: empty results that mean nothing in between do not break the row.
    func errorStreak(after index: Int) -> Int {
        effects[...index].reversed().prefix { $0 == .error || $0 == .nothing }.count { $0 == .error }
    }

    /// How many empty results in a row, whatever they mean.
    func noDataStreak(after index: Int) -> Int {
        history[...index].reversed().prefix { $0 == .empty }.count
    }

    /// The kinds of transitions that the run of this index makes, in order.
    func transitions(at index: Int) -> [EventKind] {
        let was = index > 0 && isFiring(after: index - 1)
        switch effects[index] {
        case .ok: return (isAnnounced(before: index) ? [.recovered] : []) + (was ? [.resolved] : [])
        case .alert: return (isAnnounced(before: index) ? [.recovered] : []) + (was ? [] : [.firing])
        case .error, .noData: return announcements[index].map { [$0] } ?? []
        case .nothing: return []
        }
    }

    /// How the run of this index ends.
    func outcome(at index: Int) -> RunOutcome {
        switch effects[index] {
        case .ok: .ok
        case .alert: .alert
        case .error: .error
        case .noData, .nothing: .noData
        }
    }

    /// Whether bad health was told since the last answer.
    private func isAnnounced(before index: Int) -> Bool {
        let start = effects[..<index].lastIndex { $0 == .ok || $0 == .alert }.map { $0 + 1 } ?? 0
        return announcements[start..<index].contains { $0 != nil }
    }

    private func announcement(at index: Int) -> EventKind? {
        let streak: Int
        let after: Int
        switch effects[index] {
        case .error: (streak, after) = (errorStreak(after: index), policy.onError.after)
        case .noData: (streak, after) = (noDataStreak(after: index), policy.noData?.after ?? 1)
        default: return nil
        }
        guard isAnnounced(before: index) ? streak == after : streak >= after else { return nil }
        return effects[index] == .error ? .error : .noData
    }
}
