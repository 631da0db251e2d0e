/// A cron schedule: when an alert fires, in the wall-clock time of a zone.
///
/// Five fields as in Vixie cron (minute, hour, day of month, month, weekday), or six with seconds **last**, or one of
/// `@hourly`, `@daily`, `@midnight`, `@weekly`, `@monthly`, `@yearly`, `@annually`. A field is a list of values, ranges
/// and steps; months and weekdays may be names; 0 and 7 are Sunday. Days also take `?` (any), `L` (the month's last
/// day), `L5` or `5L` (its last Friday) and `1#2` (its second Monday). `R` is a value that is chosen by the text itself.
///
/// If both the day of month and the weekday are restricted, either may match; if one of them begins with `*`, both must.
public struct CronExpression: Sendable, Hashable {
    /// The text it was read from, unchanged.
    public let text: String

    let fields: CronFields

    /// Why a cron expression is refused.
    public struct ParsingError: Error, Sendable, Hashable {
        /// What is wrong, in one sentence without a full stop.
        public var message: String
        /// What to do about it.
        public var hint: String?

        init(_ message: String, hint: String? = nil) {
            self.message = message
            self.hint = hint
        }
    }

    /// Reads an expression; refuses what can never fire, such as `0 0 30 2 *`. Costs well under a microsecond.
    public init(_ text: String) throws(ParsingError) {
        self.text = text
        fields = try CronFields(parsing: text)
    }

    /// The first fire strictly after `time`, or nil if there is none within 28 years. Costs about 100 ns.
    ///
    /// Where clocks are set forward or back, fixed times (neither `*` nor a step in minute and hour) fire exactly once:
    /// a time that is skipped fires at the first instant after the gap, a repeated time at its first pass. With `*` or a
    /// step the expression fires whenever the clock shows a matching time: not in the gap, and in both passes.
    public func next(after time: Timestamp, in zone: ZoneTable) -> Timestamp? {
        let now = time.seconds
        let found = fields.isWildcard ? nextShown(after: now, in: zone) : nextReached(after: now, in: zone)
        guard let found, !found.multipliedReportingOverflow(by: 1_000_000).overflow else { return nil }
        return Timestamp(seconds: found)
    }

    /// 28 years, after which weekdays and dates repeat.
    private static let horizon: Int64 = 28 * 31_557_600

    /// The first second after `now` at which the zone's clock shows a matching time.
    private func nextShown(after now: Int64, in zone: ZoneTable) -> Int64? {
        var earliest = now + 1
        var index = zone.index(at: earliest)
        while true {
            let offset = Int64(zone.segments[index].offset)
            let last = now + Self.horizon + offset
            guard let local = fields.next(atOrAfter: earliest + offset, notAfter: last) else { return nil }
            let end = zone.end(of: index)
            if local - offset < end { return local - offset }
            earliest = end
            index += 1
        }
    }

    /// The first second after `now` at which the zone's clock reaches, or jumps past, a matching time it has never
    /// shown before.
    private func nextReached(after now: Int64, in zone: ZoneTable) -> Int64? {
        let shown = zone.latestShown(upTo: now)
        guard let local = fields.next(atOrAfter: shown + 1, notAfter: shown + Self.horizon) else { return nil }
        return zone.firstInstant(reaching: local)
    }
}
