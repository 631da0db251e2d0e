import SentinelEngine
import SentinelModels
import Testing

@Suite("AlertState.advanced")
struct AlertStateTests {
    typealias Find = HistoryOracle.Find

    /// Feeds findings one minute apart; answers the transitions of each as `from>to`.
    private func play(
        _ finds: [Find], _ policy: AlertPolicy, judgement: Judgement = .statusColumn
    ) -> (state: AlertState, transitions: [String], outcomes: [RunOutcome]) {
        var state = AlertState()
        var transitions: [String] = []
        var outcomes: [RunOutcome] = []
        var time = Timestamp(seconds: 0)
        var count = 0
        for find in finds {
            time = time.advanced(by: .seconds(60))
            count += 1
            let advance = state.advanced(
                by: find.finding, at: time, judgement: judgement, policy: policy, makeID: { "e\(count)" })
            state = advance.state
            outcomes.append(advance.outcome)
            transitions.append(
                advance.transitions.map { "\($0.kind.rawValue):\($0.from)>\($0.to)" }.joined(separator: " "))
        }
        return (state, transitions, outcomes)
    }

    @Test(
        "from each condition and health, each finding moves its own axis only",
        arguments: [
            ([Find.ok], Find.ok, "", RunOutcome.ok), ([.ok], .alert, "firing:ok>firing", .alert),
            ([.ok], .error, "error:answering>failing", .error), ([.ok], .empty, "no_data:answering>no_data", .noData),
            ([.alert], .ok, "resolved:firing>ok", .ok), ([.alert], .alert, "", .alert),
            ([.alert], .error, "error:answering>failing", .error),
            ([.alert], .empty, "no_data:answering>no_data", .noData),
            ([.ok, .error], .ok, "recovered:failing>answering", .ok),
            ([.ok, .error], .alert, "recovered:failing>answering firing:ok>firing", .alert),
            ([.ok, .error], .error, "", .error), ([.ok, .error], .empty, "no_data:failing>no_data", .noData),
            ([.alert, .error], .ok, "recovered:failing>answering resolved:firing>ok", .ok),
            ([.alert, .error], .alert, "recovered:failing>answering", .alert),
            ([.alert, .empty], .ok, "recovered:no_data>answering resolved:firing>ok", .ok),
            ([.alert, .empty], .alert, "recovered:no_data>answering", .alert),
            ([.alert, .empty], .empty, "", .noData), ([.alert, .empty], .error, "error:no_data>failing", .error),
            ([], .ok, "", .ok), ([], .alert, "firing:ok>firing", .alert),
        ])
    func moves(before: [Find], find: Find, transitions: String, outcome: RunOutcome) {
        let policy = AlertPolicy(noData: .init(.noData), onError: .init(after: 1))
        let result = play(before + [find], policy)
        #expect(result.transitions.last == transitions)
        #expect(result.outcomes.last == outcome)
    }

    @Test(
        "an empty result is what the policy says, from the nth on, after any state",
        arguments: [
            AlertPolicy.NoData.Action.ok, .alert, .keep, .error, .noData,
        ], [1, 2, 3])
    func noData(action: AlertPolicy.NoData.Action, after: Int) {
        let policy = AlertPolicy(noData: .init(action, after: after), onError: .init(after: 1))
        for before in [Find.ok, .alert, .error] {
            let result = play([before] + Array(repeating: .empty, count: after + 1), policy)
            let early = result.outcomes.dropFirst().prefix(after - 1)
            #expect(Array(early) == Array(repeating: RunOutcome.noData, count: after - 1), "\(before)")
            #expect(result.transitions[1..<after].joined() == "", "\(before)")
            let outcome = result.outcomes[after]
            let moved = result.transitions[after]
            switch (action, before) {
            case (.ok, .ok): #expect((outcome, moved) == (.ok, ""))
            case (.ok, .alert): #expect((outcome, moved) == (.ok, "resolved:firing>ok"))
            case (.ok, _): #expect((outcome, moved) == (.ok, "recovered:failing>answering"))
            case (.alert, .ok): #expect((outcome, moved) == (.alert, "firing:ok>firing"))
            case (.alert, .alert): #expect((outcome, moved) == (.alert, ""))
            case (.alert, _): #expect((outcome, moved) == (.alert, "recovered:failing>answering firing:ok>firing"))
            case (.keep, _): #expect((outcome, moved) == (.noData, ""))
            case (.error, .error): #expect((outcome, moved) == (.error, ""))
            case (.error, _): #expect((outcome, moved) == (.error, "error:answering>failing"))
            case (.noData, .error): #expect((outcome, moved) == (.noData, "no_data:failing>no_data"))
            case (.noData, _): #expect((outcome, moved) == (.noData, "no_data:answering>no_data"))
            }
            #expect(result.state.noDataStreak == after + 1)
        }
    }

    @Test("without a policy an empty result is an error where a row is due, and no problem with when")
    func defaults() {
        #expect(play([.empty], AlertPolicy()).outcomes == [.error])
        let when = Judgement.when(Condition(.exists(true)))
        #expect(play([.empty], AlertPolicy(), judgement: when).outcomes == [.ok])
    }

    @Test("errors are told from the nth on, once, and again only after an answer", arguments: [1, 2, 3])
    func errors(after: Int) {
        let policy = AlertPolicy(onError: .init(after: after))
        let result = play(Array(repeating: .error, count: 5) + [.ok] + Array(repeating: .error, count: 3), policy)
        let told = result.transitions.indices.filter { result.transitions[$0].hasPrefix("error") }
        #expect(told == [after - 1, 5 + after])
        #expect(result.transitions[5] == "recovered:failing>answering")
        #expect(result.state.errorStreak == 3)
    }

    @Test("fewer errors than it takes come and go unnumbered, but show as health")
    func fewErrors() {
        let result = play([.ok, .error, .error], AlertPolicy())
        #expect(result.state.health == .failing)
        #expect(result.state.healthEpisode == nil)
        #expect(play([.ok, .error, .error, .ok], AlertPolicy()).transitions == ["", "", "", ""])
    }

    @Test("a health episode that turns from error to no data and back is one episode")
    func turning() {
        let policy = AlertPolicy(noData: .init(.noData, after: 2), onError: .init(after: 2))
        let result = play([.error, .error, .empty, .empty, .error, .error, .ok], policy)
        #expect(
            result.transitions == [
                "", "error:answering>failing", "", "no_data:failing>no_data", "", "error:no_data>failing",
                "recovered:failing>answering",
            ])
        #expect(result.state.healthEpisode == nil)
    }

    @Test("errors and empty results in turn still count towards their own streaks")
    func alternating() {
        let policy = AlertPolicy(noData: .init(.noData, after: 2), onError: .init(after: 3))
        let result = play([.error, .empty, .error, .empty, .error], policy)
        #expect(result.transitions.last == "error:answering>failing")
    }

    @Test("streaks, times and episodes")
    func memory() {
        let policy = AlertPolicy(onError: .init(after: 1))
        let (state, _, _) = play([.ok, .ok, .alert, .alert, .error, .alert], policy)
        #expect(state.alertStreak == 3)
        #expect(state.okStreak == 0)
        #expect(state.errorStreak == 0)
        #expect(state.instances[.single]?.streak == 3)
        #expect(state.instances[.single]?.since == Timestamp(seconds: 180))
        #expect(state.instances[.single]?.episode == Episode(id: "e3", openedAt: Timestamp(seconds: 180)))
        #expect(state.lastOKAt == Timestamp(seconds: 120))
        #expect(state.lastAlertAt == Timestamp(seconds: 360))
        #expect(state.lastSuccessAt == Timestamp(seconds: 360))
        #expect(state.lastRunAt == Timestamp(seconds: 360))
        #expect(state.eventSequence == 3)
        #expect(state.healthSince == Timestamp(seconds: 360))
    }

    @Test("each episode has its own id")
    func episodes() {
        let first = play([.alert], AlertPolicy()).state.instances[.single]?.episode
        let second = play([.alert, .ok, .alert], AlertPolicy()).state.instances[.single]?.episode
        #expect(first?.id == "e1")
        #expect(second?.id == "e3")
    }

    @Test("instances move alone; what the query no longer mentions has no problem")
    func instances() {
        let north = [IdentityColumn("region", .text("north"))]
        let south = [IdentityColumn("region", .text("south"))]
        let first = AlertState().advanced(
            by: .evaluations([
                Evaluation(identity: north, verdict: .alert), Evaluation(identity: south, verdict: .alert),
            ]),
            at: Timestamp(seconds: 1), judgement: .statusColumn, policy: AlertPolicy(), makeID: { "e" })
        #expect(first.transitions.map(\.sequence) == [1, 2])
        let second = first.state.advanced(
            by: .evaluations([Evaluation(identity: south, verdict: .alert)]), at: Timestamp(seconds: 2),
            judgement: .statusColumn, policy: AlertPolicy(), makeID: { "f" })
        #expect(second.transitions.map(\.subject) == [Fingerprint(identity: north)])
        #expect(second.transitions.map(\.kind) == [.resolved])
        #expect(second.outcome == .alert)
    }
}
