import SentinelModels

/// The texts of a message that every receiver shows, cleaned but not yet escaped for any of them.
struct MessageFields: Sendable {
    let content: NotificationContent
    let messageID: String

    init(_ message: NotificationMessage) {
        content = message.content
        messageID = message.id
    }

    /// A label with its value.
    struct Fact: Sendable, Hashable {
        var label: String
        var value: String
    }

    /// What a template's `{name}` stands for.
    func callAsFunction(_ field: TemplateField) -> String {
        switch field {
        case .alertName: alertName
        case .status: PlainText.line(content.status)
        case .actualValue: Self.text(content.actualValue ?? .null)
        case .threshold: Self.text(content.threshold ?? .null)
        case .event: content.event.rawValue
        case .severity: content.severity?.rawValue ?? ""
        case .description: content.description.map { PlainText.block($0) } ?? ""
        case .time: content.occurredAt.description
        case .duration: duration
        case .context: context.map { "\($0.label): \($0.value)" }.joined(separator: "\n")
        case .error: content.error.map { PlainText.line($0.message) } ?? ""
        case .runID: PlainText.line(content.runID)
        case .sequence: String(content.sequence)
        case .messageID: PlainText.line(messageID)
        }
    }

    /// The alert's name on one line.
    var alertName: String { PlainText.line(content.alertName) }

    /// What happened, as the start of a subject: `Alert`, `Resolved`.
    var headline: String {
        switch content.event {
        case .firing: "Alert"
        case .resolved: "Resolved"
        case .error: "Error"
        case .noData: "No data"
        case .recovered: "Recovered"
        case .reminder: "Reminder"
        }
    }

    /// The columns that tell instances apart, such as `region=eu`; empty for the only instance.
    var instance: String {
        content.identity.map { "\(PlainText.line($0.name))=\(Self.text($0.value))" }.joined(separator: ", ")
    }

    /// The alert's name with its instance.
    var title: String { instance.isEmpty ? alertName : "\(alertName) (\(instance))" }

    /// What was measured now, in the Python original's words and order.
    var measured: [Fact] {
        var facts: [Fact] = []
        if let value = content.actualValue { facts.append(Fact(label: "Actual Value", value: Self.text(value))) }
        if let threshold = content.threshold { facts.append(Fact(label: "Threshold", value: Self.text(threshold))) }
        return facts
    }

    /// The other columns; NULL shows as `None`.
    var context: [Fact] {
        content.context.map { Fact(label: PlainText.line($0.name), value: Self.text($0.value)) }
    }

    /// What the original does not say: severity, instance, failure, and for an episode under way how it began.
    var circumstances: [Fact] {
        var facts: [Fact] = []
        func add(_ label: String, _ value: String) {
            if !value.isEmpty { facts.append(Fact(label: label, value: value)) }
        }
        add("Severity", self(.severity))
        add("Instance", instance)
        add("Error", self(.error))
        if content.event != .firing || content.reason != .transition {
            add("Event", content.event.rawValue)
            add("Duration", duration)
            add("Value at Start", content.valueAtOpening.map(Self.text) ?? "")
        }
        return facts
    }

    /// The alert's annotations by name.
    var annotations: [Fact] {
        content.annotations.sorted { $0.key < $1.key }
            .map { Fact(label: PlainText.line($0.key), value: PlainText.line($0.value)) }
    }

    /// How long the episode has lasted, to the second; empty at its start.
    var duration: String {
        let seconds = content.episodeDuration.components.seconds
        return seconds > 0 ? Duration.seconds(seconds).text : ""
    }

    private static func text(_ value: SQLValue) -> String { PlainText.line(value.displayText) }
}
