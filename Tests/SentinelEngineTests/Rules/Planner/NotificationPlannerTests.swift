import SentinelEngine
import SentinelModels
import Testing

@Suite("NotificationPlanner")
struct NotificationPlannerTests {
    @Test("tells a beginning and an end once, to each route")
    func beginningAndEnd() {
        var scene = PlannerScene([.to("ops"), .to("dev")])
        #expect(scene.isFine() == [])
        #expect(scene.alerts() == ["firing ops: notify transition", "firing dev: notify transition"])
        #expect(scene.alerts() == [])
        #expect(scene.isFine() == ["resolved ops: notify transition", "resolved dev: notify transition"])
        #expect(scene.isFine() == [])
        #expect(scene.state.ledger.isEmpty)
    }

    @Test("a first run that alerts is told")
    func firstRun() {
        var scene = PlannerScene()
        #expect(scene.alerts() == ["firing ops: notify transition"])
    }

    @Test("messages of an episode share an order key, have their own ids and a lifetime from their promise")
    func messages() throws {
        var scene = PlannerScene([.to("ops"), .to("ops", discriminator: "2")])
        _ = scene.alerts()
        let plan = try #require(scene.lastPlan)
        let intents = plan.decisions.compactMap(\.intent)
        #expect(plan.decisions.map(\.routeKey) == ["ops", "ops#2"])
        #expect(Set(intents.map(\.messageID)).count == 2)
        #expect(Set(intents.map(\.orderKey)) == [plan.events[0].episode.id])
        #expect(intents[0].expiresAt == scene.time.advanced(by: NotificationPlanner.messageLifetime))
    }

    @Test("a fire that was missed for days gives its message a full lifetime")
    func lifetime() throws {
        let slot = Timestamp(seconds: 1_000_000)
        let now = slot.advanced(by: .seconds(3 * 86_400))
        let alert = AlertDefinition(name: "a", query: "", routes: [.to("ops")])
        let advance = AlertState().advanced(
            by: .evaluations([Evaluation(verdict: .alert)]), at: slot, judgement: .statusColumn, policy: alert.policy,
            makeID: { "e" })
        let plan = NotificationPlanner.plan(
            .init(alert: alert, advance: advance, runID: "r", fireAt: slot, time: slot, promisedAt: now),
            makeID: { "m" })
        let intent = try #require(plan.decisions.first?.intent)
        #expect(intent.expiresAt == now.advanced(by: .seconds(86_400)))
        #expect(intent.content.occurredAt == slot)
    }

    @Test("content compares then and now, and an end is as severe as what it ends")
    func content() throws {
        var scene = PlannerScene()
        scene.alert.annotations = ["runbook": "r"]
        _ = scene.run(
            .evaluations([Evaluation(verdict: .alert, actualValue: .integer(9), severity: .critical)]))
        let firing = try #require(scene.lastPlan?.decisions.first?.intent?.content)
        #expect(firing.status == "ALERT")
        #expect(firing.notice == 1)
        #expect(firing.annotations == ["runbook": "r"])
        _ = scene.run(
            .evaluations([
                Evaluation(verdict: .ok, actualValue: .integer(1), threshold: .integer(3), severity: .info)
            ]))
        let resolved = try #require(scene.lastPlan?.decisions.first?.intent?.content)
        #expect(resolved.status == "OK")
        #expect(resolved.valueAtOpening == .integer(9))
        #expect(resolved.actualValue == .integer(1))
        #expect(resolved.threshold == .integer(3))
        #expect(resolved.severity == .critical)
        #expect(resolved.notice == 2)
        #expect(resolved.episodeDuration == .seconds(60))
    }

    @Test("health messages say what the health is")
    func healthContent() {
        var scene = PlannerScene(policy: AlertPolicy(noData: .init(.noData), onError: .init(after: 1)))
        var statuses: [String] = []
        for step in [PlannerScene.failing, PlannerScene.empty, PlannerScene.alerting] {
            step(&scene)
            statuses += scene.lastPlan?.decisions.compactMap { $0.intent?.content.status } ?? []
        }
        #expect(statuses == ["ERROR", "NO_DATA", "ALERT", "ALERT"])
    }

    @Test(
        "what a route asks for is what it gets",
        arguments: [
            ([EventKind.firing], ["firing ops: notify transition"], ["resolved ops: suppress not_subscribed"]),
            ([.resolved], ["firing ops: suppress not_subscribed"], ["resolved ops: suppress never_announced"]),
            ([.firing, .resolved], ["firing ops: notify transition"], ["resolved ops: notify transition"]),
            ([], ["firing ops: suppress not_subscribed"], ["resolved ops: suppress never_announced"]),
        ])
    func subscriptions(events: [EventKind], firing: [String], resolved: [String]) {
        var byRoute = PlannerScene([.to("ops", Set(events))])
        #expect(byRoute.alerts() == firing)
        #expect(byRoute.isFine() == resolved)
        var byPolicy = PlannerScene(policy: AlertPolicy(notifyOn: Set(events)))
        #expect(byPolicy.alerts() == firing)
        #expect(byPolicy.isFine() == resolved)
    }

    @Test("a disabled alert tells nobody; enabled again it tells what lasts")
    func disabling() {
        var scene = PlannerScene()
        scene.alert.isEnabled = false
        #expect(scene.alerts() == ["firing ops: suppress disabled"])
        #expect(scene.alerts() == [])
        scene.alert.isEnabled = true
        #expect(scene.alerts() == ["firing ops: notify new_route"])
        scene.alert.isEnabled = false
        #expect(scene.isFine() == ["resolved ops: suppress disabled"])
        #expect(scene.isFine() == [])
        scene.alert.isEnabled = true
        #expect(scene.isFine() == ["resolved ops: notify silence_ended"])
        #expect(scene.isFine() == [])
    }

    @Test("a new route is told of what lasts, a removed one of nothing")
    func routes() {
        var scene = PlannerScene()
        _ = scene.alerts()
        scene.alert.routes.append(.to("dev"))
        #expect(scene.alerts() == ["firing ops: suppress already_told", "firing dev: notify new_route"])
        scene.alert.routes.removeFirst()
        #expect(scene.alerts() == [])
        scene.alert.routes.append(.to("ops"))
        #expect(scene.alerts() == [], "it was told before")
        scene.alert.routes = [.to("dev")]
        #expect(scene.isFine() == ["resolved dev: notify transition"])
        #expect(scene.state.ledger.isEmpty)
    }

    @Test("a route that asks for firing only later is told what lasts")
    func newSubscription() {
        var scene = PlannerScene([.to("ops", [.resolved])])
        #expect(scene.alerts() == ["firing ops: suppress not_subscribed"])
        scene.alert.routes = [.to("ops")]
        #expect(scene.alerts() == ["firing ops: notify new_route"])
    }

    @Test("every reason to tell and not to tell is reached")
    func reasons() {
        var reached: Set<String> = []
        var scene = PlannerScene(
            [.to("ops"), .to("dev", [.resolved])], policy: AlertPolicy(reminders: [.seconds(600)]))
        scene.alert.isEnabled = false
        reached.formUnion(scene.alerts())
        scene.alert.isEnabled = true
        reached.formUnion(scene.alerts())
        scene.alert.routes.append(.to("pager"))
        reached.formUnion(scene.alerts(after: 300))
        reached.formUnion(scene.alerts(after: 300))
        scene.giveUp("ops")
        reached.formUnion(scene.alerts())
        scene.giveUp("ops")
        scene.alert.routes.append(.to("late"))
        reached.formUnion(scene.alerts())
        reached.formUnion(scene.isFine())
        scene.silence(for: 90)
        reached.formUnion(scene.alerts())
        reached.formUnion(scene.alerts())
        let seen = Set(reached.compactMap { $0.split(separator: " ").last.map(String.init) })
        let all = NotifyReason.allCases.map(\.rawValue) + SuppressionReason.allCases.map(\.rawValue)
        #expect(seen == Set(all), "missing \(Set(all).subtracting(seen))")
    }
}

extension PlannerScene {
    static let failing: @Sendable (inout PlannerScene) -> Void = { _ = $0.fails() }
    static let empty: @Sendable (inout PlannerScene) -> Void = { _ = $0.isEmpty() }
    static let alerting: @Sendable (inout PlannerScene) -> Void = { _ = $0.alerts() }
}
