public import SentinelModels

/// What a finding makes of an alert's state.
public struct Advance: Sendable, Hashable {
    /// The state afterwards; its ledger is still that of before.
    public var state: AlertState
    /// What changed, numbered.
    public var transitions: [Transition]
    /// How the run ended.
    public var outcome: RunOutcome
    /// What the result said of each instance; empty unless it said something.
    public var evaluations: [Evaluation]
    /// Why the run counts as failed.
    public var error: SentinelError?
}

extension AlertState {
    /// Takes in what a run has found, and says what that changes.
    ///
    /// Pure: `time` is the fire's slot (manual runs: their start), and `makeID` names new episodes. Errors and empty
    /// results move the health axis only; they neither resolve an instance nor touch its streak (guarantee G9).
    public func advanced(
        by finding: RunFinding, at time: Timestamp, judgement: Judgement, policy: AlertPolicy,
        makeID: @escaping () -> String
    ) -> Advance {
        var machine = AlertStateMachine(state: self, time: time, policy: policy, makeID: makeID)
        machine.state.lastRunAt = time
        switch finding {
        case .evaluations(let evaluations): machine.answer(evaluations)
        case .failure(let error): machine.fail(error)
        case .noData: machine.noData(policy.noData ?? judgement.defaultNoData)
        }
        return Advance(
            state: machine.state, transitions: machine.transitions, outcome: machine.outcome,
            evaluations: machine.evaluations, error: machine.error)
    }
}

extension Judgement {
    /// What an empty result means unless the author says otherwise: an error where one row is due, else no problem.
    var defaultNoData: AlertPolicy.NoData {
        switch self {
        case .statusColumn: AlertPolicy.NoData(.error)
        case .when: AlertPolicy.NoData(.ok)
        }
    }
}
