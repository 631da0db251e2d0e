import SentinelEngine
import SentinelModels
import Testing

/// What each kind of message says, whole.
@Suite("NotificationPlanner: contents")
struct ContentTests {
    private static let start = Timestamp(seconds: 1_795_424_400)

    private func scene(_ policy: AlertPolicy = AlertPolicy(onError: .init(after: 1))) -> PlannerScene {
        var scene = PlannerScene(policy: policy)
        scene.alert.key = AlertKey("orders-id")
        scene.alert.description = "Orders of the shop"
        scene.alert.severity = .warning
        scene.alert.annotations = ["runbook": "https://example.com/r"]
        scene.alert.routes = [
            NotificationRoute(to: ReceiverKey("ops"), template: ["subject": "{alert_name}"])
        ]
        return scene
    }

    /// What all messages of the scene say alike.
    private func expected(
        _ event: EventKind, _ reason: NotifyReason, sequence: Int64, status: String, episode: String,
        openedAt minute: Int, at now: Int, notice: Int
    ) -> NotificationContent {
        NotificationContent(
            alert: AlertKey("orders-id"), alertName: "orders", description: "Orders of the shop", event: event,
            reason: reason, sequence: sequence, status: status, severity: .warning, labels: ["team": "sales"],
            annotations: ["runbook": "https://example.com/r"],
            episode: Episode(id: episode, openedAt: Self.start.advanced(by: .seconds(minute * 60))), notice: notice,
            occurredAt: Self.start.advanced(by: .seconds(now * 60)), runID: "run",
            template: ["subject": "{alert_name}"])
    }

    private func content(_ scene: PlannerScene, _ index: Int = 0) throws -> NotificationContent {
        try #require(scene.lastPlan?.decisions.compactMap(\.intent)[index].content)
    }

    @Test("firing, reminder, resolved: values then and now, context, severity, counted notices")
    func condition() throws {
        var scene = scene(AlertPolicy(reminders: [.seconds(60)]))
        let context = [ContextValue("shop", .text("north")), ContextValue("note", .null)]
        func breach(_ value: Int64) -> RunFinding {
            .evaluations([
                Evaluation(
                    verdict: .alert, actualValue: .integer(value), threshold: .integer(5), severity: .critical,
                    context: context)
            ])
        }
        _ = scene.run(breach(9))
        var firing = expected(
            .firing, .transition, sequence: 1, status: "ALERT", episode: "id1", openedAt: 1, at: 1, notice: 1)
        firing.severity = .critical
        firing.actualValue = .integer(9)
        firing.valueAtOpening = .integer(9)
        firing.threshold = .integer(5)
        firing.context = context
        #expect(try content(scene) == firing)

        _ = scene.run(breach(12))
        var reminder = firing
        reminder.event = .reminder
        reminder.reason = .reminder
        reminder.sequence = 2
        reminder.actualValue = .integer(12)
        reminder.notice = 2
        reminder.occurredAt = Self.start.advanced(by: .seconds(120))
        #expect(try content(scene) == reminder)

        _ = scene.run(.evaluations([Evaluation(verdict: .ok, actualValue: .integer(2), threshold: .integer(5))]))
        var resolved = reminder
        resolved.event = .resolved
        resolved.reason = .transition
        resolved.sequence = 3
        resolved.status = "OK"
        resolved.actualValue = .integer(2)
        resolved.context = []
        resolved.notice = 3
        resolved.occurredAt = Self.start.advanced(by: .seconds(180))
        #expect(try content(scene) == resolved)
        #expect(try content(scene).episodeDuration == .seconds(120))
    }

    @Test("error and recovered: the failure, and the answer that came after it")
    func error() throws {
        var scene = scene()
        _ = scene.fails()
        var error = expected(
            .error, .transition, sequence: 1, status: "ERROR", episode: "id1", openedAt: 1, at: 1, notice: 1)
        error.error = RunFailure(code: .query, message: "no such table")
        #expect(try content(scene) == error)

        _ = scene.isFine(3)
        var recovered = expected(
            .recovered, .transition, sequence: 2, status: "OK", episode: "id1", openedAt: 1, at: 2, notice: 2)
        recovered.actualValue = .integer(3)
        #expect(try content(scene) == recovered)
    }

    @Test("recovered says ALERT while a problem is there, and so does what follows")
    func recoveredIntoProblem() throws {
        var scene = scene()
        _ = scene.fails()
        _ = scene.alerts(9)
        #expect(try content(scene).event == .recovered)
        #expect(try content(scene).status == "ALERT")
        #expect(try content(scene, 1).event == .firing)
        #expect(try content(scene, 1).sequence == 3)
        #expect(try content(scene, 1).episode.id != content(scene).episode.id)
    }

    @Test("an empty result says so, and why it counts as an error")
    func noData() throws {
        var scene = scene(AlertPolicy(noData: .init(.noData)))
        _ = scene.isEmpty()
        #expect(
            try content(scene)
                == expected(
                    .noData, .transition, sequence: 1, status: "NO_DATA", episode: "id1", openedAt: 1, at: 1, notice: 1)
        )
        var failing = self.scene()
        _ = failing.isEmpty()
        #expect(
            try content(failing).error
                == RunFailure(
                    code: .noRows,
                    message: "the query returned no row; it must return one with a status column (see on_no_data)"))
        #expect(try content(failing).status == "ERROR")
    }

    @Test("what is owed is told with the values of now and the first value")
    func owed() throws {
        var scene = scene()
        scene.silence(for: 100)
        _ = scene.alerts(7)
        _ = scene.alerts(8)
        var firing = expected(
            .firing, .silenceEnded, sequence: 2, status: "ALERT", episode: "id1", openedAt: 1, at: 2, notice: 1)
        firing.actualValue = .integer(8)
        firing.valueAtOpening = .integer(7)
        #expect(try content(scene) == firing)
    }

    @Test("an end that a silence kept back names the episode it ends, and the severity of the breach")
    func owedEnd() throws {
        var scene = scene()
        _ = scene.run(.evaluations([Evaluation(verdict: .alert, actualValue: .integer(9), severity: .critical)]))
        scene.silence(for: 100)
        _ = scene.isFine(1)
        _ = scene.isFine(0)
        var resolved = expected(
            .resolved, .silenceEnded, sequence: 3, status: "OK", episode: "id1", openedAt: 1, at: 3, notice: 2)
        resolved.severity = .critical
        resolved.actualValue = .integer(0)
        resolved.valueAtOpening = .integer(9)
        #expect(try content(scene) == resolved)
    }

    @Test("an instance's message names the instance, and what vanished has no value now")
    func instances() throws {
        var scene = scene()
        let identity = [IdentityColumn("region", .text("north"))]
        _ = scene.run(
            .evaluations([Evaluation(identity: identity, verdict: .alert, actualValue: .integer(9))]))
        #expect(try content(scene).identity == identity)
        _ = scene.run(.evaluations([Evaluation(identity: [IdentityColumn("region", .text("south"))], verdict: .ok)]))
        let resolved = try content(scene)
        #expect(resolved.identity == identity)
        #expect(resolved.actualValue == nil)
        #expect(resolved.valueAtOpening == .integer(9))
        #expect(resolved.severity == .warning, "the definition's, as the result gave none")
    }

    @Test("each route's message has its own template, count and id")
    func routes() {
        var scene = scene()
        scene.alert.routes.append(NotificationRoute(to: ReceiverKey("ops"), discriminator: "2", template: ["a": "b"]))
        _ = scene.alerts()
        scene.alert.routes.append(.to("dev"))
        _ = scene.alerts()
        scene.giveUp("ops#2")
        _ = scene.alerts()
        _ = scene.isFine()
        let decisions = scene.lastPlan?.decisions ?? []
        #expect(decisions.map(\.routeKey) == ["ops", "ops#2", "dev"])
        #expect(decisions.map { $0.receiver.description } == ["ops", "ops", "dev"])
        #expect(decisions.map { $0.intent?.content.notice } == [2, 3, 2])
        #expect(decisions.map { $0.intent?.content.template } == [["subject": "{alert_name}"], ["a": "b"], [:]])
    }
}
