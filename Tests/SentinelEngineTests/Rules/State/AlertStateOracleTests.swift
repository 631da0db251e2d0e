import SentinelEngine
import SentinelModels
import SentinelTesting
import Testing

/// The state machine against an oracle that knows no state.
@Suite("AlertState.advanced against its history")
struct AlertStateOracleTests {
    private static let policies: [AlertPolicy] = {
        var policies: [AlertPolicy] = []
        for action in AlertPolicy.NoData.Action.allCases {
            for after in 1...3 {
                for errors in 1...3 {
                    policies.append(
                        AlertPolicy(noData: .init(action, after: after), onError: .init(after: errors)))
                }
            }
        }
        for errors in 1...3 { policies.append(AlertPolicy(onError: .init(after: errors))) }
        return policies
    }()

    @Test("every course of four findings under every policy", arguments: HistoryOracle.Find.allCases)
    func exhaustive(first: HistoryOracle.Find) {
        for policy in Self.policies {
            for second in HistoryOracle.Find.allCases {
                for third in HistoryOracle.Find.allCases {
                    for fourth in HistoryOracle.Find.allCases {
                        compare([first, second, third, fourth], policy)
                    }
                }
            }
        }
    }

    @Test("long courses by chance, also with when", arguments: [UInt64](1...8))
    func random(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<12 {
            let policy = Self.policies[Int.random(in: Self.policies.indices, using: &generator)]
            let judgement: Judgement = Bool.random(using: &generator) ? .statusColumn : .when(Condition(.exists(true)))
            let course = (0..<40).map { _ in HistoryOracle.Find.allCases[Int.random(in: 0..<4, using: &generator)] }
            compare(course, policy, judgement: judgement)
        }
    }

    /// Plays the course and compares everything the oracle knows after each run; stops at the first difference.
    private func compare(
        _ course: [HistoryOracle.Find], _ policy: AlertPolicy, judgement: Judgement = .statusColumn
    ) {
        let oracle = HistoryOracle(course, policy: policy, judgement: judgement)
        var state = AlertState()
        var number: Int64 = 0
        for index in course.indices {
            let before = state
            let advance = state.advanced(
                by: course[index].finding, at: Timestamp(seconds: Int64(index)), judgement: judgement, policy: policy,
                makeID: { "e\(index)" })
            state = advance.state
            number += Int64(advance.transitions.count)
            let place: Comment =
                "run \(index) of \(course) with \(String(describing: policy.noData)), \(policy.onError)"
            let isRight =
                advance.transitions.map(\.kind) == oracle.transitions(at: index)
                && advance.outcome == oracle.outcome(at: index)
                && (state.instances[.single]?.condition == .firing) == oracle.isFiring(after: index)
                && state.health == oracle.health(after: index)
                && state.errorStreak == oracle.errorStreak(after: index)
                && state.noDataStreak == oracle.noDataStreak(after: index)
                && state.eventSequence == number && state.lastRunAt == Timestamp(seconds: Int64(index))
                && Self.keepsItsAxis(advance, before)
            #expect(isRight, place)
            if !isRight { return }
        }
    }

    /// What is not an answer leaves conditions and their counts alone (G9); what is one leaves no error behind.
    private static func keepsItsAxis(_ advance: Advance, _ before: AlertState) -> Bool {
        let state = advance.state
        switch advance.outcome {
        case .ok, .alert:
            return state.health == .answering && state.healthEpisode == nil && advance.error == nil
                && state.lastSuccessAt == state.lastRunAt && state.okStreak + state.alertStreak > 0
                && (state.okStreak == 0) != (state.alertStreak == 0)
        default:
            return state.instances == before.instances && state.okStreak == before.okStreak
                && state.alertStreak == before.alertStreak && state.lastSuccessAt == before.lastSuccessAt
                && state.lastOKAt == before.lastOKAt && state.lastAlertAt == before.lastAlertAt
                && advance.evaluations.isEmpty && (advance.error != nil) == (advance.outcome == .error)
        }
    }
}
