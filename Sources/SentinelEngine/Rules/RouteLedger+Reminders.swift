import SentinelModels

extension RouteLedger {
    /// Whether any notice of the episode was promised and not given up: then the route is to hear of the end, also if a
    /// later reminder could not be delivered.
    var wasAnnounced: Bool { noticeCount > giveUpCount }

    /// Writes down that an event was promised to the route.
    mutating func promise(_ event: Event, reminders: [Duration]) {
        lastSequence = event.sequence
        lastPromisedAt = event.at
        noticeCount += 1
        if event.kind == .reminder { reminderCount += 1 }
        nextReminderAt = reminderDue(by: reminders)
    }

    /// When to remind, by today's rule; the stored time is only for finding due alerts, so that a changed `remind`
    /// takes effect at once.
    func reminderDue(by reminders: [Duration]) -> Timestamp? {
        guard let lastPromisedAt, let last = reminders.last else { return nil }
        return lastPromisedAt.advanced(by: reminderCount < reminders.count ? reminders[reminderCount] : last)
    }

    /// Counts a reminder that a silence has swallowed, so that it is not decided again at every run.
    mutating func postponeReminder(at time: Timestamp, reminders: [Duration]) {
        lastPromisedAt = time
        reminderCount += 1
        nextReminderAt = reminderDue(by: reminders)
    }
}
