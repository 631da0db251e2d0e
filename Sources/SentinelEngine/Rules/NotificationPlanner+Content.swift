import SentinelModels

extension NotificationPlanner {
    /// What a message about `event` says: everything a receiver may need, so that it can be rendered much later.
    func content(
        of event: Event, reason: NotifyReason, route: NotificationRoute, notice: Int
    ) -> NotificationContent {
        let evaluation =
            input.advance.evaluations.first { $0.fingerprint == event.subject }
            ?? (event.subject == .health ? input.advance.evaluations.first : nil)
        let instance = state.instances[event.subject]
        return NotificationContent(
            alert: input.alert.key, alertName: input.alert.name, description: input.alert.description,
            event: event.kind, reason: reason, sequence: event.sequence, status: status(of: event),
            severity: severity(of: event, evaluation, instance),
            identity: instance?.identity ?? [], actualValue: evaluation?.actualValue,
            threshold: evaluation?.threshold, valueAtOpening: instance?.valueAtOpening,
            context: evaluation?.context ?? [], labels: input.alert.labels, annotations: input.alert.annotations,
            error: input.failure, episode: event.episode, notice: notice, occurredAt: event.at, runID: input.runID,
            fireAt: input.fireAt, template: route.template)
    }

    /// An end is as severe as what it ends, whatever the query says of the good row.
    private func severity(of event: Event, _ evaluation: Evaluation?, _ instance: InstanceState?) -> Severity? {
        let known =
            event.kind == .resolved
            ? [instance?.severity, evaluation?.severity] : [evaluation?.severity, instance?.severity]
        return known.compactMap(\.self).first ?? input.alert.severity
    }

    private func status(of event: Event) -> String {
        switch event.kind {
        case .firing: "ALERT"
        case .resolved: "OK"
        case .error: "ERROR"
        case .noData: "NO_DATA"
        case .recovered: state.condition == .firing ? "ALERT" : "OK"
        case .reminder:
            if event.subject != .health { "ALERT" } else { state.health == .noData ? "NO_DATA" : "ERROR" }
        }
    }
}
