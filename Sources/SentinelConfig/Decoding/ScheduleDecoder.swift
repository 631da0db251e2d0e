internal import SentinelModels

/// Decodes when an alert asks: `schedule: "0 9 * * *"`, `"every 5m"`, `{every: 5m}`, or the key `every`.
struct ScheduleDecoder {
    let reading: Reading

    func schedule(_ fields: Fields) -> Schedule? {
        if let every = fields["every"] {
            if let schedule = fields["schedule"] {
                reading.error(.conflictingKeys, "'schedule' and 'every' exclude each other", at: schedule.position)
            }
            return reading.duration(every, "every", CoreKeys.periods).map(Schedule.every)
        }
        guard let node = fields.required("schedule") else { return nil }
        if node.entries != nil {
            guard let inner = Fields(node, CoreKeys.every, reading), inner.required("every") != nil else { return nil }
            return inner.duration("every").map(Schedule.every)
        }
        guard let text = fields.text(node, "schedule") else { return nil }
        return text.hasPrefix("every ") ? period(text, node) : cron(text, node)
    }

    private func period(_ text: String, _ node: ConfigNode) -> Schedule? {
        let rest = String(text.dropFirst(6)).trimmed
        guard let duration = Duration(text: rest), CoreKeys.periods.contains(duration) else {
            reading.error(
                .invalidSchedule, shown(node), at: node.position, hint: "write every 5m, or a cron expression")
            return nil
        }
        return .every(duration)
    }

    private func cron(_ text: String, _ node: ConfigNode) -> Schedule? {
        do throws(CronExpression.ParsingError) {
            return .cron(try reading.cronExpression(text))
        } catch {
            let isShown = node.scalar?.isSubstituted == false
            reading.error(
                .invalidSchedule, isShown ? "\(shown(node)): \(error.message.sayable)" : shown(node),
                at: node.position, hint: isShown ? error.hint : nil)
            return nil
        }
    }

    private func shown(_ node: ConfigNode) -> String {
        node.scalar?.shown.map { "\($0) is no schedule" } ?? "the substituted text is no schedule"
    }

    /// The zone of an alert, or nil if it does not exist.
    func timezone(_ node: ConfigNode, _ fields: Fields) -> String? {
        guard let text = fields.text(node, "timezone") else { return nil }
        guard let fault = reading.zoneFault(text) else { return text }
        let isShown = node.scalar?.isSubstituted == false
        let parts = fault.sayable.split(separator: "; ", maxSplits: 1).map(String.init)
        reading.error(
            .unknownZone, isShown ? parts[0] : "the substituted text is no time zone", at: node.position,
            hint: isShown && parts.count > 1 ? parts[1] : "use an IANA name such as Europe/Berlin")
        return nil
    }
}

extension String {
    /// The text without white space at both ends, as Python's `strip` leaves it.
    var trimmed: String {
        let view = utf8
        guard let first = view.first, let last = view.last else { return self }
        func isSettled(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x80 }
        if isSettled(first), isSettled(last) { return self }
        guard let end = view.lastIndex(where: { $0 > 0x20 }), isSettled(first), isSettled(view[end]) else {
            return fullyTrimmed
        }
        return String(self[...end])
    }

    /// The same for texts with other than ASCII characters at an end.
    private var fullyTrimmed: String {
        let start = unicodeScalars.drop { $0.properties.isWhitespace || ("\u{1C}"..."\u{1F}").contains($0) }
        var end = start
        while let last = end.last, last.properties.isWhitespace || ("\u{1C}"..."\u{1F}").contains(last) {
            end.removeLast()
        }
        return String(String.UnicodeScalarView(end))
    }
}
