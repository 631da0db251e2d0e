/// When an alert fires.
public enum Schedule: Sendable, Hashable {
    /// At the times of a cron expression, in the alert's zone.
    case cron(CronExpression)
    /// Every so often, counted from the Unix epoch, so that restarts do not shift it.
    case every(Duration)

    /// The first fire after `time`; nil if there is none within the next 28 years.
    public func next(after time: Timestamp, in zone: ZoneTable) -> Timestamp? {
        switch self {
        case .cron(let expression): return expression.next(after: time, in: zone)
        case .every(let period):
            let length = max(1, period.wholeMicroseconds)
            let slot = time.microseconds.flooringQuotient(dividingBy: length) + 1
            let (next, overflow) = slot.multipliedReportingOverflow(by: length)
            return overflow ? nil : Timestamp(microseconds: next)
        }
    }

    /// The text it was read from: `0 9 * * *`, or `every 5m`.
    public var text: String {
        switch self {
        case .cron(let expression): expression.text
        case .every(let period): "every \(period.text)"
        }
    }
}
