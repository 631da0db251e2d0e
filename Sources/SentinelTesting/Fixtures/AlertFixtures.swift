public import SentinelModels

extension AlertDefinition {
    /// An alert for tests: one query, one route to `ops`.
    public static func fixture(
        _ name: String = "orders", labels: [String: String] = [:], routes: [NotificationRoute]? = nil
    ) -> AlertDefinition {
        AlertDefinition(
            name: name, query: "SELECT 'ALERT' AS status, 1 AS actual_value -- \(name)", labels: labels,
            routes: routes ?? [NotificationRoute(to: ReceiverKey("ops"))])
    }
}

/// A notice of the outbox as tests write it: what a planner would have decided.
public struct NoticeFixture: Sendable {
    /// The message's id; also the name by which a test knows it.
    public var id: String
    /// To whom.
    public var receiver: String
    /// The number of its event.
    public var sequence: Int64
    /// What is told.
    public var event: EventKind
    /// The route's key.
    public var route: String
    /// How long it may wait.
    public var lifetime: Duration

    /// Makes a notice.
    public init(
        _ id: String, to receiver: String = "ops", sequence: Int64 = 1, event: EventKind = .firing,
        route: String? = nil, lifetime: Duration = .seconds(86_400)
    ) {
        self.id = id
        self.receiver = receiver
        self.sequence = sequence
        self.event = event
        self.route = route ?? receiver
        self.lifetime = lifetime
    }

    /// The event it speaks of.
    func event(of alert: AlertDefinition, at time: Timestamp) -> Event {
        Event(
            sequence: sequence, kind: event, cause: sequence == 1 ? .transition : .reminder, subject: .single,
            from: sequence == 1 ? "ok" : "firing", to: "firing", at: time, episode: .fixture(alert, at: time))
    }

    /// The decision to send it.
    func decision(for alert: AlertDefinition, runID: String, at time: Timestamp) -> NotificationDecision {
        let event = event(of: alert, at: time)
        let content = NotificationContent(
            alert: alert.key, alertName: alert.name, event: self.event, sequence: sequence, status: "ALERT",
            severity: .critical, actualValue: .decimal("10.50"), labels: alert.labels, episode: event.episode,
            occurredAt: time, runID: runID)
        return NotificationDecision(
            event: event, routeKey: route, receiver: ReceiverKey(receiver), outcome: .notify(.transition),
            intent: NotificationIntent(
                messageID: id, orderKey: event.episode.id, content: content,
                expiresAt: time.advanced(by: lifetime)))
    }
}

extension Episode {
    /// The one episode of an alert in tests.
    public static func fixture(_ alert: AlertDefinition, at time: Timestamp) -> Episode {
        Episode(id: "episode-\(alert.key)", openedAt: time)
    }
}
