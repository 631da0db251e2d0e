/// A date and time of day of the proleptic Gregorian calendar, without a zone.
///
/// The arithmetic is Howard Hinnant's days-from-civil algorithm: exact for all years, no tables, no Foundation.
public struct CivilDateTime: Sendable, Hashable {
    /// The calendar date.
    public var date: CalendarDate
    /// Hour of the day, 0 to 23.
    public var hour: Int
    /// Minute of the hour, 0 to 59.
    public var minute: Int
    /// Second of the minute, 0 to 59.
    public var second: Int
    /// Microsecond of the second, 0 to 999,999.
    public var microsecond: Int

    /// Makes a date and time from parts that are taken as they are.
    public init(date: CalendarDate, hour: Int = 0, minute: Int = 0, second: Int = 0, microsecond: Int = 0) {
        self.date = date
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
    }

    /// What a clock in UTC shows at `instant`.
    public init(utc instant: Timestamp) {
        let day = instant.microseconds.flooringQuotient(dividingBy: 86_400_000_000)
        let inDay = instant.microseconds.flooringRemainder(dividingBy: 86_400_000_000)
        let seconds = Int(inDay / 1_000_000)
        self.init(
            date: CalendarDate(daysSinceEpoch: Int(day)), hour: seconds / 3600, minute: seconds / 60 % 60,
            second: seconds % 60, microsecond: Int(inDay % 1_000_000))
    }

    /// The instant at which a clock in UTC shows this.
    public var utc: Timestamp {
        let seconds = Int64(date.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        return Timestamp(seconds: seconds, microsecond: microsecond)
    }
}
