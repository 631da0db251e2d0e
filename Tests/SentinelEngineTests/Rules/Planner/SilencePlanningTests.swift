import SentinelEngine
import SentinelModels
import Testing

@Suite("Silences never swallow (G8)")
struct SilencePlanningTests {
    @Test("begins before the opening and ends while firing: one notice")
    func before() throws {
        var scene = PlannerScene()
        scene.silence(for: 150)
        #expect(scene.alerts() == ["firing ops: suppress silenced"])
        #expect(scene.lastPlan?.decisions.first?.silenceID == "s1")
        #expect(scene.alerts() == [])
        #expect(scene.alerts() == ["firing ops: notify silence_ended"])
        #expect(scene.alerts() == [])
        #expect(scene.isFine() == ["resolved ops: notify transition"])
    }

    @Test("begins before the opening and ends after the end: nothing")
    func throughout() {
        var scene = PlannerScene()
        scene.silence(for: 150)
        #expect(scene.alerts() == ["firing ops: suppress silenced"])
        #expect(scene.isFine() == ["resolved ops: suppress never_announced"])
        #expect(scene.isFine(after: 600) == [])
    }

    @Test("begins after the opening and ends while firing: nothing new is told")
    func during() {
        var scene = PlannerScene()
        #expect(scene.alerts() == ["firing ops: notify transition"])
        scene.silence(for: 100)
        #expect(scene.alerts() == [])
        #expect(scene.alerts() == [])
        #expect(scene.isFine() == ["resolved ops: notify transition"])
    }

    @Test("begins after the opening and ends after the end: the end is told afterwards")
    func overEnd() {
        var scene = PlannerScene([.to("ops"), .to("dev", [.resolved])])
        _ = scene.alerts()
        scene.silence(for: 150)
        #expect(scene.isFine() == ["resolved ops: suppress silenced", "resolved dev: suppress never_announced"])
        #expect(scene.isFine() == [])
        #expect(scene.fails(after: 100) == [], "whether it is over is not known just now")
        #expect(scene.isFine() == ["resolved ops: notify silence_ended", "resolved dev: suppress never_announced"])
        #expect(scene.isFine() == [])
        #expect(scene.state.ledger.isEmpty)
        #expect(scene.state.instances[.single]?.episode == nil)
    }

    @Test("an owed end gives way to the next beginning")
    func overNextBeginning() {
        var scene = PlannerScene()
        _ = scene.alerts()
        scene.silence(for: 70)
        _ = scene.isFine()
        #expect(scene.alerts() == ["firing ops: notify transition"])
        #expect(scene.isFine() == ["resolved ops: notify transition"])
        #expect(scene.isFine() == [])
    }

    @Test("an owed end is dropped when its route is gone or wants no ends", arguments: [true, false])
    func dropped(isGone: Bool) {
        var scene = PlannerScene()
        _ = scene.alerts()
        scene.silence(for: 70)
        _ = scene.isFine()
        scene.alert.routes = isGone ? [] : [.to("ops", [.firing])]
        #expect(scene.isFine() == [])
        #expect(scene.state.instances[.single]?.episode == nil)
        #expect(scene.state.ledger.isEmpty)
    }

    @Test("stay_quiet tells nothing until the next episode")
    func stayQuiet() {
        var scene = PlannerScene(policy: AlertPolicy(onSilenceEnd: .stayQuiet))
        scene.silence(for: 70)
        #expect(scene.alerts() == ["firing ops: suppress silenced"])
        #expect(scene.alerts() == [])
        #expect(scene.isFine() == ["resolved ops: suppress never_announced"])
        #expect(scene.alerts() == ["firing ops: notify transition"])
        scene.silence(for: 70)
        #expect(scene.isFine() == ["resolved ops: suppress silenced"])
        #expect(scene.isFine() == [])
    }

    @Test("a notice taken back before it was sent is owed again")
    func withdrawn() {
        var scene = PlannerScene()
        _ = scene.alerts()
        scene.withdraw("ops")
        scene.silence(for: 100)
        #expect(scene.alerts() == [])
        #expect(scene.alerts() == ["firing ops: notify silence_ended"])
        #expect(scene.lastPlan?.decisions.first?.intent?.content.notice == 1)
    }

    @Test("a reminder taken back does not make the route forget the beginning")
    func withdrawnReminder() {
        var scene = PlannerScene(policy: AlertPolicy(reminders: [.seconds(60)]))
        _ = scene.alerts()
        #expect(scene.alerts() == ["reminder ops: notify reminder"])
        scene.withdraw("ops")
        #expect(scene.isFine() == ["resolved ops: notify transition"])
    }

    @Test("silenced reminders are counted and not decided at every run")
    func reminders() {
        var scene = PlannerScene(policy: AlertPolicy(reminders: [.seconds(600)]))
        _ = scene.alerts()
        scene.silence(for: 1000)
        #expect(scene.alerts(after: 600) == ["reminder ops: suppress silenced"])
        #expect(scene.alerts() == [])
        #expect(scene.alerts(after: 600) == ["reminder ops: notify reminder"])
    }

    @Test(
        "only a silence whose matchers all hold counts",
        arguments: [
            ([Silence.Matcher("team", .equal, "sales")], true),
            ([.init("team", .equal, "ops")], false),
            ([.init("alertname", .equal, "orders")], true),
            ([.init("alertname", .notEqual, "orders")], false),
            ([.init("alertname", .matches, "ord.*")], true),
            ([.init("alertname", .matches, "ord")], false),
            ([.init("alertname", .doesNotMatch, "ord")], true),
            ([.init("alertname", .doesNotMatch, "ord.*")], false),
            ([.init("region", .equal, "")], true),
            ([.init("region", .notEqual, "eu")], true),
            ([.init("alertname", .matches, "(")], false),
            ([.init("alertname", .doesNotMatch, "(")], false),
            ([.init("team", .equal, "sales"), .init("alertname", .equal, "other")], false),
            ([], false),
        ])
    func matching(matchers: [Silence.Matcher], isSilenced: Bool) {
        var scene = PlannerScene()
        scene.silence(for: 1000)
        scene.silences[0].matchers = matchers
        #expect(scene.alerts() == ["firing ops: \(isSilenced ? "suppress silenced" : "notify transition")"])
    }

    @Test(
        "a silence holds from its start until just before its end",
        arguments: [
            (-1, 100, true), (0, 100, true), (1, 100, false), (-100, 0, false), (-100, 1, true),
        ])
    func bounds(start: Int, end: Int, isActive: Bool) {
        let now = Timestamp(seconds: 1000)
        let silence = Silence(
            id: "s", matchers: [], startsAt: now.advanced(by: .seconds(start)),
            endsAt: now.advanced(by: .seconds(end)), author: "", comment: "")
        #expect(silence.isActive(at: now) == isActive)
    }
}
