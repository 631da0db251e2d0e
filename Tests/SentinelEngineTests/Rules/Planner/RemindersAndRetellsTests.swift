import SentinelEngine
import SentinelModels
import Testing

@Suite("Reminders, retells and health routes")
struct RemindersAndRetellsTests {
    @Test("reminds after each of the list, the last one repeating")
    func list() {
        var scene = PlannerScene(policy: AlertPolicy(reminders: [.seconds(600), .seconds(1200)]))
        _ = scene.alerts()
        var minutes: [Int] = []
        for minute in 1...70 where scene.alerts() == ["reminder ops: notify reminder"] { minutes.append(minute) }
        #expect(minutes == [10, 30, 50, 70])
    }

    @Test("a changed rule takes effect at once")
    func changed() {
        var scene = PlannerScene(policy: AlertPolicy(reminders: [.seconds(86_400)]))
        _ = scene.alerts()
        #expect(scene.alerts(after: 600) == [])
        scene.alert.policy.reminders = [.seconds(300)]
        #expect(scene.alerts() == ["reminder ops: notify reminder"])
        scene.alert.policy.reminders = []
        #expect(scene.alerts(after: 86_400) == [])
    }

    @Test("a route's own list of events decides over its reminders")
    func subscription() {
        var scene = PlannerScene(
            [.to("ops"), .to("dev", [.firing]), .to("pager", [.firing, .reminder])],
            policy: AlertPolicy(notifyOn: [.firing], reminders: [.seconds(60)]))
        _ = scene.alerts()
        #expect(
            scene.alerts() == [
                "reminder ops: notify reminder", "reminder dev: suppress not_subscribed",
                "reminder pager: notify reminder",
            ])
    }

    @Test("a route that was told later is reminded later")
    func notDue() {
        var scene = PlannerScene(policy: AlertPolicy(reminders: [.seconds(600)]))
        _ = scene.alerts()
        scene.alert.routes.append(.to("dev"))
        _ = scene.alerts(after: 300)
        #expect(
            scene.alerts(after: 300) == ["reminder ops: notify reminder", "reminder dev: suppress not_due"])
    }

    @Test("a notice given up is told again: at once, then with growing pauses")
    func retells() {
        var scene = PlannerScene()
        _ = scene.alerts()
        var minutes: [Int] = []
        scene.giveUp("ops")
        for minute in 1...700 where scene.alerts() == ["firing ops: notify retell"] {
            minutes.append(minute)
            scene.giveUp("ops")
        }
        #expect(minutes == [1, 16, 76, 316, 556])
        #expect(scene.isFine() == ["resolved ops: suppress never_announced"])
    }

    @Test("who waits for a retell while another route is told: backing off")
    func backingOff() {
        var scene = PlannerScene()
        _ = scene.alerts()
        for _ in 0..<2 {
            scene.giveUp("ops")
            _ = scene.alerts()
        }
        scene.alert.routes.append(.to("dev"))
        #expect(scene.alerts() == ["firing ops: suppress backing_off", "firing dev: notify new_route"])
    }

    @Test("a reminder given up does not make the route forget the beginning")
    func reminderGivenUp() {
        var scene = PlannerScene(policy: AlertPolicy(reminders: [.seconds(60)]))
        _ = scene.alerts()
        _ = scene.alerts()
        scene.giveUp("ops")
        #expect(scene.isFine() == ["resolved ops: notify transition"])
    }

    @Test("errors go to their own routes, and so does the recovery")
    func errorRoutes() {
        var scene = PlannerScene(policy: AlertPolicy(onError: .init(after: 2, routes: [.to("dev")])))
        #expect(scene.fails() == [])
        #expect(scene.fails() == ["error dev: notify transition"])
        #expect(scene.fails() == [])
        #expect(scene.isFine() == ["recovered dev: notify transition"])
    }

    @Test("who was told of empty results hears of the recovery, whoever hears of errors")
    func recoveryOfEmptiness() {
        var scene = PlannerScene(
            policy: AlertPolicy(noData: .init(.noData), onError: .init(after: 2, routes: [.to("dev")])))
        #expect(scene.isEmpty() == ["no_data ops: notify transition"])
        #expect(scene.isFine() == ["recovered dev: suppress never_announced", "recovered ops: notify transition"])
        _ = scene.isEmpty()
        scene.alert.policy.noData = .init(.ok)
        #expect(
            scene.isEmpty() == ["recovered dev: suppress never_announced", "recovered ops: notify transition"],
            "also if an empty result means no problem by now")
    }

    @Test("one error within an episode of empty results pages nobody before its time")
    func errorInEmptiness() {
        var scene = PlannerScene(
            policy: AlertPolicy(
                noData: .init(.noData, routes: [.to("data")]), onError: .init(after: 2, routes: [.to("dev")])))
        #expect(scene.isEmpty() == ["no_data data: notify transition"])
        #expect(scene.fails() == [])
        #expect(scene.isEmpty() == ["no_data data: notify transition"], "the health turned back")
        _ = scene.fails()
        #expect(scene.fails() == ["error dev: notify transition"])
        #expect(scene.isFine() == ["recovered dev: notify transition", "recovered data: notify transition"])
    }

    @Test("errors are reminded of, empty results too, to their own routes")
    func healthReminders() {
        var scene = PlannerScene(
            policy: AlertPolicy(
                noData: .init(.noData, routes: [.to("data")]), onError: .init(after: 1, routes: [.to("dev")]),
                reminders: [.seconds(60)]))
        _ = scene.fails()
        #expect(scene.fails() == ["reminder dev: notify reminder"])
        #expect(scene.lastPlan?.decisions.first?.intent?.content.status == "ERROR")
        _ = scene.isEmpty()
        #expect(scene.isEmpty() == ["reminder data: notify reminder"])
        #expect(scene.lastPlan?.decisions.first?.intent?.content.status == "NO_DATA")
    }

    @Test("an error never resolves: the problem goes on where it was")
    func errorsNeverResolve() {
        var scene = PlannerScene(policy: AlertPolicy(onError: .init(after: 1)))
        _ = scene.alerts()
        #expect(scene.fails() == ["error ops: notify transition"])
        #expect(scene.alerts() == ["recovered ops: notify transition"])
        #expect(scene.isFine() == ["resolved ops: notify transition"])
    }

    @Test("the recovery that a silence kept back is told afterwards, also after another error")
    func owedRecovery() {
        var scene = PlannerScene(policy: AlertPolicy(onError: .init(after: 2)))
        _ = scene.fails()
        #expect(scene.fails() == ["error ops: notify transition"])
        scene.silence(for: 100)
        #expect(scene.isFine() == ["recovered ops: suppress silenced"])
        #expect(scene.fails() == [])
        #expect(scene.isFine() == ["recovered ops: notify transition"])
        #expect(scene.isFine() == [])
        #expect(scene.state.healthEpisode == nil)
    }
}
