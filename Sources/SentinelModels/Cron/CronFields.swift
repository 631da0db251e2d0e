/// The fields of a cron expression as bit sets, and the search over them in wall-clock time.
///
/// Wall-clock times are seconds since 1970-01-01T00:00:00 as the zone's own clock counts them.
struct CronFields: Sendable, Hashable {
    var seconds: UInt64
    var minutes: UInt64
    var hours: UInt64
    /// Bit 1 to 12.
    var months: UInt64
    var days: CronDays
    /// Whether minute or hour has `*` or a step: such expressions follow elapsed time where clocks are set.
    var isWildcard: Bool

    /// The first matching wall-clock second from `earliest` to `latest`.
    func next(atOrAfter earliest: Int64, notAfter latest: Int64) -> Int64? {
        let today = earliest.flooringQuotient(dividingBy: 86_400)
        let remaining = timeOfDay(atOrAfter: Int(earliest - today * 86_400))
        let lastDay = latest.flooringQuotient(dividingBy: 86_400)
        guard let day = day(atOrAfter: remaining == nil ? today + 1 : today, notAfter: lastDay) else { return nil }
        let found: Int
        if day == today, let remaining { found = remaining } else { found = firstTimeOfDay }
        let second = day * 86_400 + Int64(found)
        return second <= latest ? second : nil
    }

    /// Whether some day of some year matches.
    var everMatches: Bool {
        (1...12).contains { month in
            months.has(month) && days.canMatch(inMonthOfLength: CalendarDate.days(inMonth: month, of: 2000))
        }
    }

    private var firstTimeOfDay: Int {
        hours.trailingZeroBitCount * 3600 + minutes.trailingZeroBitCount * 60 + seconds.trailingZeroBitCount
    }

    private func timeOfDay(atOrAfter start: Int) -> Int? {
        let hour = start / 3600
        let minute = start / 60 % 60
        if hours.has(hour) {
            if minutes.has(minute), let second = seconds.first(from: start % 60) {
                return hour * 3600 + minute * 60 + second
            }
            if let later = minutes.first(from: minute + 1) {
                return hour * 3600 + later * 60 + seconds.trailingZeroBitCount
            }
        }
        guard let later = hours.first(from: hour + 1) else { return nil }
        return later * 3600 + minutes.trailingZeroBitCount * 60 + seconds.trailingZeroBitCount
    }

    private func day(atOrAfter start: Int64, notAfter latest: Int64) -> Int64? {
        let date = CalendarDate(daysSinceEpoch: Int(start))
        var year = date.year
        var month = date.month
        var fromDay = date.day
        var monthStart = start - Int64(date.day - 1)
        while monthStart <= latest {
            let length = CalendarDate.days(inMonth: month, of: year)
            if months.has(month) {
                let weekday = Int((monthStart + 4).flooringRemainder(dividingBy: 7))
                let matching = days.mask(monthLength: length, firstWeekday: weekday)
                if let day = matching.first(from: fromDay) { return monthStart + Int64(day - 1) }
            }
            monthStart += Int64(length)
            fromDay = 1
            month = month == 12 ? 1 : month + 1
            if month == 1 { year += 1 }
        }
        return nil
    }
}

extension UInt64 {
    /// Whether bit `index` is set; false for an index past the end.
    func has(_ index: Int) -> Bool { self >> UInt64(index) & 1 == 1 }

    /// The lowest set bit from `index` on.
    func first(from index: Int) -> Int? {
        let rest = self & (~0 << UInt64(index))
        return rest == 0 ? nil : rest.trailingZeroBitCount
    }
}
