import SentinelEngine
import SentinelModels
import SentinelTesting
import Testing

/// Many instances of one alert: each lives as if it were alone.
@Suite("AlertState.advanced with many instances")
struct InstanceTests {
    private static func identity(_ name: String) -> [IdentityColumn] { [IdentityColumn("region", .text(name))] }

    private func advance(
        _ state: AlertState, _ verdicts: [(String, Evaluation.Verdict)], at second: Int64
    ) -> Advance {
        let evaluations = verdicts.map { name, verdict in
            Evaluation(identity: Self.identity(name), verdict: verdict, actualValue: .integer(second))
        }
        var made = 0
        return state.advanced(
            by: .evaluations(evaluations), at: Timestamp(seconds: second), judgement: .statusColumn,
            policy: AlertPolicy(),
            makeID: {
                made += 1
                return "e\(second)-\(made)"
            })
    }

    @Test("each instance has the transitions it would have alone", arguments: [UInt64](1...12))
    func independent(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let names = ["north", "south", "east", "west"]
        var together = AlertState()
        var alone = Dictionary(uniqueKeysWithValues: names.map { ($0, AlertState()) })
        for second in 1...30 {
            let mentioned = names.filter { _ in Int.random(in: 0..<4, using: &generator) > 0 }
            let verdicts = mentioned.map { name in
                (name, Bool.random(using: &generator) ? Evaluation.Verdict.alert : .ok)
            }
            let result = advance(together, verdicts, at: Int64(second))
            together = result.state
            for name in names {
                let own = advance(alone[name] ?? AlertState(), verdicts.filter { $0.0 == name }, at: Int64(second))
                alone[name] = own.state
                let subject = Fingerprint(identity: Self.identity(name))
                let kinds = result.transitions.filter { $0.subject == subject }.map(\.kind)
                #expect(kinds == own.transitions.map(\.kind), "\(name) at \(second), seed \(seed)")
                #expect(together.instances[subject]?.condition == own.state.instances[subject]?.condition)
                #expect(together.instances[subject]?.since == own.state.instances[subject]?.since)
                #expect(together.instances[subject]?.streak == own.state.instances[subject]?.streak)
            }
            let sequences = result.transitions.map(\.sequence)
            let next = together.eventSequence + 1
            #expect(sequences == Array((next - Int64(sequences.count))..<next))
        }
    }

    @Test("transitions come in the order of the rows, then of what vanished by fingerprint")
    func order() {
        let names = (0..<40).map { "r\($0)" }
        let first = advance(AlertState(), names.map { ($0, .alert) }, at: 1)
        #expect(first.transitions.map(\.subject) == names.map { Fingerprint(identity: Self.identity($0)) })
        let second = advance(first.state, [("r7", .ok), ("r3", .ok)], at: 2)
        let rows = ["r7", "r3"].map { Fingerprint(identity: Self.identity($0)) }
        let gone = names.filter { $0 != "r7" && $0 != "r3" }.map { Fingerprint(identity: Self.identity($0)) }
        #expect(
            second.transitions.map(\.subject)
                == rows + gone.sorted { $0.description < $1.description })
        #expect(Set(second.transitions.map(\.kind)) == [.resolved])
        #expect(second.outcome == .ok)
    }

    @Test("each episode has its own id, and an end names the one that it ends")
    func episodes() {
        let first = advance(AlertState(), [("a", .alert), ("b", .alert)], at: 1)
        #expect(first.transitions.map(\.episode.id) == ["e1-1", "e1-2"])
        let second = advance(first.state, [("b", .ok), ("a", .alert)], at: 2)
        #expect(second.transitions.map(\.episode) == [Episode(id: "e1-2", openedAt: Timestamp(seconds: 1))])
    }

    @Test("a new value moves nothing but the value: one episode over ten runs")
    func movingValue() {
        var state = AlertState()
        var transitions = 0
        for second in 1...10 {
            let result = advance(state, [("a", .alert)], at: Int64(second))
            state = result.state
            transitions += result.transitions.count
        }
        let instance = state.instances[Fingerprint(identity: Self.identity("a"))]
        #expect(transitions == 1)
        #expect(instance?.value == .integer(10))
        #expect(instance?.valueAtOpening == .integer(1))
        #expect(instance?.streak == 10)
        #expect(instance?.identity == Self.identity("a"))
    }

    @Test("what is fine and no longer mentioned is left as it was")
    func quietInstance() {
        let first = advance(AlertState(), [("a", .ok), ("b", .ok)], at: 1)
        let second = advance(first.state, [("a", .ok)], at: 2)
        let unmentioned = Fingerprint(identity: Self.identity("b"))
        #expect(second.state.instances[unmentioned] == first.state.instances[unmentioned])
        #expect(second.transitions.isEmpty)
    }

    @Test("the severity stays that of the last breach", arguments: [Severity.warning, .critical])
    func severity(last: Severity) {
        var state = AlertState()
        let steps: [(Evaluation.Verdict, Severity?)] = [(.alert, .error), (.alert, last), (.ok, .info), (.ok, nil)]
        for (index, step) in steps.enumerated() {
            let evaluation = Evaluation(verdict: step.0, severity: step.1)
            state =
                state.advanced(
                    by: .evaluations([evaluation]), at: Timestamp(seconds: Int64(index)), judgement: .statusColumn,
                    policy: AlertPolicy(), makeID: { "e" }
                ).state
        }
        #expect(state.instances[.single]?.severity == last)
        #expect(state.instances[.single]?.episode == nil)
    }

    @Test("an empty result that means ok ends every instance's problem")
    func emptyMeansFine() {
        let first = advance(AlertState(), [("a", .alert), ("b", .alert)], at: 1)
        let second = first.state.advanced(
            by: .noData, at: Timestamp(seconds: 2), judgement: .when(Condition(.exists(true))), policy: AlertPolicy(),
            makeID: { "e" })
        #expect(second.transitions.map(\.kind) == [.resolved, .resolved])
        #expect(second.outcome == .ok)
    }
}
