import SentinelEngine
import SentinelModels
import SentinelTesting
import Testing

/// The planner against two independent views of it: who knows what, and what may stand beside what.
@Suite("NotificationPlanner by chance")
struct PlannerOracleTests {
    private static let receivers = ["ops", "dev", "pager"]
    private static let wishes: [Set<EventKind>] = [
        [.firing, .resolved], [.firing, .resolved], [.firing], [.resolved], [], Set(EventKind.allCases),
    ]

    @Test("tells those who do not know and may know, whatever people do meanwhile", arguments: [UInt64](1...40))
    func knowledge(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var scene = PlannerScene([])
        var oracle = KnowledgeOracle()
        let staysQuiet = seed.isMultiple(of: 4)
        scene.alert.policy.onSilenceEnd = staysQuiet ? .stayQuiet : .notify
        var wishes = Self.receivers.prefix(2).map { ($0, Set<EventKind>([.firing, .resolved])) }
        for step in 0..<60 {
            switch Int.random(in: 0..<12, using: &generator) {
            case 0: scene.alert.isEnabled.toggle()
            case 1: scene.silence(for: [60, 100, 1000].randomElement(using: &generator) ?? 60)
            case 2: scene.silences = []
            case 3, 4:
                let route = Self.receivers[Int.random(in: 0..<3, using: &generator)]
                if scene.state.ledger[LedgerKey(subject: .single, route: route)]?.isTold == true,
                    scene.state.instances[.single]?.condition == .firing
                {
                    scene.giveUp(route)
                    oracle.giveUp(route, at: scene.time)
                }
            case 5:
                wishes = Self.receivers.filter { _ in Int.random(in: 0..<4, using: &generator) > 0 }.map {
                    ($0, Self.wishes[Int.random(in: 0..<6, using: &generator)])
                }
            default: break
            }
            scene.alert.routes = wishes.map { .to($0.0, $0.1) }
            let verdict: Evaluation.Verdict = Int.random(in: 0..<3, using: &generator) > 0 ? .alert : .ok
            let pause = [60, 60, 900, 15_000][Int.random(in: 0..<4, using: &generator)]
            let now = scene.time.advanced(by: .seconds(pause))
            let expected = oracle.run(
                verdict,
                .init(
                    time: now, isEnabled: scene.alert.isEnabled,
                    isSilenced: scene.silences.contains { $0.isActive(at: now) }, staysQuiet: staysQuiet,
                    wishes: wishes))
            let lines = verdict == .alert ? scene.alerts(after: pause) : scene.isFine(after: pause)
            let told = lines.filter { $0.contains(": notify") }.map { $0.replacing(/:.*/, with: "") }
            #expect(told == expected, "step \(step) of seed \(seed): \(lines)")
            if told != expected { return }
        }
    }

    /// A scene in which anything may happen, with everything that it decides.
    private func wander(seed: UInt64, steps: Int, visit: (PlannerScene, NotificationPlanner.Plan) -> Void) {
        var generator = SeededGenerator(seed: seed)
        func one<Element>(_ elements: [Element]) -> Element {
            elements[Int.random(in: elements.indices, using: &generator)]
        }
        var scene = PlannerScene(policy: AlertPolicy(noData: .init(.noData), onError: .init(after: 1)))
        for _ in 0..<steps {
            switch Int.random(in: 0..<12, using: &generator) {
            case 0: scene.alert.isEnabled = one([true, true, false])
            case 1: scene.silence(for: one([60, 300, 1000]))
            case 2: scene.silences = []
            case 3:
                let subject = one([Fingerprint.single, .health])
                scene.giveUp(one(Self.receivers), subject: subject)
            case 4, 5:
                scene.alert.routes = Self.receivers.filter { _ in one([true, true, false]) }.map {
                    .to($0, one([nil, nil, nil, [.firing, .error, .noData], [.resolved, .recovered], []]))
                }
            case 6: scene.alert.policy.reminders = one([[], [.seconds(300)], [.seconds(60), .seconds(600)]])
            case 7:
                scene.alert.policy.onError = .init(after: one([1, 2]), routes: one([nil, nil, [.to("dev")]]))
                scene.alert.policy.noData = .init(one([.noData, .noData, .error, .keep]), after: one([1, 2]))
            case 8: scene.alert.policy.onSilenceEnd = one([.notify, .notify, .stayQuiet])
            default: break
            }
            // Some worlds are gloomy: receivers refuse, and the query fails or brings nothing most of the time.
            let isGloomy = seed.isMultiple(of: 2)
            if isGloomy, one([true, false]) { scene.giveUp("ops", subject: one([.single, .health])) }
            let pause = one([60, 60, 60, 300, 900, 15_000])
            switch isGloomy
                ? one([2, 4, 5] + Array(repeating: seed.isMultiple(of: 4) ? 4 : 5, count: 9))
                : Int.random(in: 0..<6, using: &generator)
            {
            case 0, 1: _ = scene.isFine(after: pause)
            case 2, 3: _ = scene.alerts(after: pause)
            case 4: _ = scene.fails(after: pause)
            default: _ = scene.isEmpty(after: pause)
            }
            if let plan = scene.lastPlan { visit(scene, plan) }
        }
    }

    @Test(
        "every event has one decision for each route, and each decision carries what it must",
        arguments: [UInt64](1...20))
    func completeness(seed: UInt64) {
        var last: Int64 = 0
        var ids: Set<String> = []
        wander(seed: seed, steps: 80) { scene, plan in
            #expect(plan.events.map(\.sequence) == Array((last + 1)..<(last + 1 + Int64(plan.events.count))))
            last += Int64(plan.events.count)
            #expect(plan.state.eventSequence == last)
            for event in plan.events {
                let keys = plan.decisions.filter { $0.event == event }.map(\.routeKey)
                #expect(Set(keys).count == keys.count)
                if event.subject == .single { #expect(keys == scene.alert.routes.map(\.key)) }
            }
            #expect(Set(plan.decisions.map(\.event)).isSubset(of: plan.events))
            for decision in plan.decisions {
                #expect((decision.intent != nil) == (decision.outcome.word == "notify"))
                #expect(
                    (decision.silenceID != nil)
                        == (decision.outcome == .suppress(.silenced) && !scene.silences.isEmpty
                            && scene.silences[0].isActive(at: scene.time)))
                guard let intent = decision.intent else { continue }
                #expect(ids.insert(intent.messageID).inserted)
                #expect(intent.content.event == decision.event.kind)
                #expect(intent.content.sequence == decision.event.sequence)
                #expect(intent.content.episode == decision.event.episode)
                #expect(intent.content.reason.rawValue == decision.outcome.reason)
                #expect(intent.orderKey == decision.event.episode.id)
                #expect(intent.content.notice >= 1)
                #expect(scene.alert.isEnabled)
                #expect(!scene.silences.contains { $0.isActive(at: scene.time) })
            }
        }
    }

    @Test(
        "the ledger speaks of remembered episodes only, and is gone when nothing is wrong or owed",
        arguments: [UInt64](21...40))
    func ledger(seed: UInt64) {
        wander(seed: seed, steps: 80) { _, plan in
            for (key, ledger) in plan.state.ledger {
                let episode =
                    key.subject == .health
                    ? plan.state.healthEpisode : plan.state.instances[key.subject]?.episode
                #expect(episode != nil, "a ledger of \(key.subject) without an episode")
                #expect(ledger.noticeCount >= ledger.giveUpCount)
                #expect(!ledger.isTold || ledger.noticeCount > 0)
            }
            for instance in plan.state.instances.values where instance.condition == .firing {
                #expect(instance.episode != nil)
            }
        }
    }

    @Test("every pair of an event and a reason that makes sense occurs, and no other")
    func pairs() {
        var seen: [EventKind: Set<String>] = [:]
        for seed in UInt64(100)..<400 {
            wander(seed: seed, steps: 80) { _, plan in
                for decision in plan.decisions {
                    seen[decision.event.kind, default: []].insert(
                        "\(decision.outcome.word) \(decision.outcome.reason)")
                }
            }
        }
        let beginning: Set<String> = [
            "notify transition", "notify silence_ended", "notify retell", "notify new_route", "suppress silenced",
            "suppress disabled", "suppress not_subscribed", "suppress already_told", "suppress backing_off",
        ]
        let end: Set<String> = [
            "notify transition", "notify silence_ended", "suppress silenced", "suppress disabled",
            "suppress not_subscribed", "suppress never_announced",
        ]
        let expected: [EventKind: Set<String>] = [
            .firing: beginning, .error: beginning, .noData: beginning, .resolved: end, .recovered: end,
            .reminder: ["notify reminder", "suppress silenced", "suppress not_subscribed", "suppress not_due"],
        ]
        for kind in EventKind.allCases {
            let seen = seen[kind] ?? []
            let wanted = expected[kind] ?? []
            #expect(seen == wanted, "\(kind): missing \(wanted.subtracting(seen)), odd \(seen.subtracting(wanted))")
        }
    }

    @Test("the same run planned twice is the same plan", arguments: [UInt64](1...5))
    func deterministic(seed: UInt64) {
        func trace() -> [String] {
            var lines: [String] = []
            wander(seed: seed, steps: 60) { _, plan in lines += plan.decisions.map { "\($0)" } }
            return lines
        }
        #expect(trace() == trace())
    }
}
