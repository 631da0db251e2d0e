import Foundation
import SentinelModels
import Testing

@Suite struct AlertStateTests {
    static let start = Timestamp(seconds: 1_700_000_000)

    static func state(_ health: AlertHealth, _ conditions: [InstanceCondition], hasRun: Bool = true) -> AlertState {
        var state = AlertState()
        state.health = health
        state.lastRunAt = hasRun ? start : nil
        for (number, condition) in conditions.enumerated() {
            let identity = [IdentityColumn("n", .integer(Int64(number)))]
            state.instances[Fingerprint(identity: identity)] = InstanceState(
                identity: identity, condition: condition, since: start)
        }
        return state
    }

    static let displayStates: [(AlertState, DisplayState)] = [
        (state(.answering, [], hasRun: false), DisplayState.never), (state(.answering, []), .ok),
        (state(.answering, [.ok]), .ok), (state(.answering, [.ok, .recovering]), .recovering),
        (state(.answering, [.recovering, .pending]), .pending), (state(.answering, [.pending, .firing, .ok]), .firing),
        (state(.noData, [.firing]), .noData), (state(.failing, [.firing]), .error),
        (state(.failing, [], hasRun: false), .error),
    ]

    @Test(arguments: displayStates)
    func displays(_ state: AlertState, _ display: DisplayState) {
        #expect(state.display(isPaused: false) == display)
        #expect(state.display(isPaused: true) == .paused)
    }

    @Test(
        arguments: [
            ([], nil), ([.ok], .ok), ([.ok, .recovering, .pending, .firing], .firing),
            ([.recovering, .ok], .recovering),
        ] as [([InstanceCondition], InstanceCondition?)])
    func hasTheWorstCondition(_ conditions: [InstanceCondition], _ worst: InstanceCondition?) {
        #expect(Self.state(.answering, conditions).condition == worst)
    }

    @Test func isStoredWhole() throws {
        var state = Self.state(.failing, [.firing, .ok])
        let episode = Episode(id: "e1", openedAt: Self.start)
        let key = try #require(state.instances.keys.first)
        state.instances[key]?.valueAtOpening = .double(.infinity)
        state.instances[key]?.value = .decimal("18446744073709551616")
        state.instances[key]?.episode = episode
        state.instances[key]?.severity = .critical
        state.healthEpisode = episode
        state.eventSequence = .max
        var ledger = RouteLedger(episodeID: "e1")
        #expect(!ledger.isTold)
        ledger.lastPromisedAt = Self.start
        #expect(ledger.isTold)
        state.ledger[LedgerKey(subject: key, route: "ops#2")] = ledger
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(state)
        #expect(try JSONDecoder().decode(AlertState.self, from: data) == state)
    }

    @Test func silencesHoldFromStartToEnd() {
        let silence = Silence(
            id: "s", matchers: [.init("alertname", .equal, "a")], startsAt: Self.start,
            endsAt: Self.start.advanced(by: .seconds(60)), author: "me", comment: "")
        let answers = [-1, 0, 59, 60].map { silence.isActive(at: Self.start.advanced(by: .seconds($0))) }
        #expect(answers == [false, true, true, false])
    }

    @Test func evaluationsWithoutIdentityAreTheOnlyInstance() {
        #expect(Evaluation(verdict: .ok).fingerprint == .single)
        let column = IdentityColumn("a", .integer(1))
        #expect(Evaluation(identity: [column], verdict: .alert).fingerprint == Fingerprint(identity: [column]))
    }
}
