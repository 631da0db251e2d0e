import SentinelModels
import Testing

/// Every combination of the two axes with what people see: paused > error > no data > condition.
@Suite struct DisplayStateTests {
    static let conditions: [InstanceCondition] = [.ok, .pending, .firing, .recovering]

    /// All sets of conditions that instances may have at once.
    static let sets: [[InstanceCondition]] = (0..<16).map { set in
        conditions.enumerated().filter { set >> $0.offset & 1 == 1 }.map(\.element)
    }

    static func state(_ health: AlertHealth, _ conditions: [InstanceCondition]) -> AlertState {
        var state = AlertState()
        state.health = health
        state.lastRunAt = Timestamp(seconds: 1)
        for condition in conditions {
            state.instances[Fingerprint(stored: condition.rawValue)] = InstanceState(
                condition: condition, since: Timestamp(seconds: 1))
        }
        return state
    }

    static func expected(_ conditions: [InstanceCondition]) -> DisplayState {
        if conditions.contains(.firing) { return .firing }
        if conditions.contains(.pending) { return .pending }
        return conditions.contains(.recovering) ? .recovering : .ok
    }

    @Test(arguments: sets)
    func showsTheWorst(_ conditions: [InstanceCondition]) {
        #expect(Self.state(.answering, conditions).display(isPaused: false) == Self.expected(conditions))
        #expect(Self.state(.failing, conditions).display(isPaused: false) == .error)
        #expect(Self.state(.noData, conditions).display(isPaused: false) == .noData)
        for health in [AlertHealth.answering, .failing, .noData] {
            #expect(Self.state(health, conditions).display(isPaused: true) == .paused)
        }
        // An error hides a condition and never changes it.
        #expect(Self.state(.failing, conditions).condition == Self.state(.answering, conditions).condition)
        #expect((Self.state(.answering, conditions).condition == nil) == conditions.isEmpty)
    }

    @Test func anAlertThatNeverRanIsNeverOK() {
        #expect(AlertState().display(isPaused: false) == .never)
        #expect(AlertState().display(isPaused: true) == .paused)
        #expect(AlertState().condition == nil)
    }
}
