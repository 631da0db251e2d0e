/// The day-of-month and weekday fields together.
struct CronDays: Sendable, Hashable {
    /// Bit 1 to 31.
    var ofMonth: UInt64
    /// `L`: the month's last day.
    var includesLastOfMonth = false
    /// Bit 0, Sunday, to 6.
    var weekdays: UInt64
    /// `1#2`: seven bits for the first of each weekday in the month, seven for the second, up to the fifth.
    var numberedWeekdays: UInt64 = 0
    /// `L5`: bit 0 to 6.
    var lastWeekdays: UInt64 = 0
    /// Whether both fields must match, because one of them begins with `*`.
    var needsBoth: Bool

    /// Bits 1 to 31 for the matching days of a month that begins on `firstWeekday`.
    func mask(monthLength: Int, firstWeekday: Int) -> UInt64 {
        let inMonth = Self.firstDays(monthLength)
        let byDate = includesLastOfMonth ? ofMonth | 1 << UInt64(monthLength) : ofMonth
        var byWeekday = repeated(weekdays, from: firstWeekday)
        if numberedWeekdays != 0 {
            for week in 0..<5 {
                let block = Self.rotated(numberedWeekdays >> UInt64(7 * week) & 0x7F, by: firstWeekday)
                byWeekday |= block << UInt64(7 * week + 1)
            }
        }
        if lastWeekdays != 0 {
            byWeekday |= repeated(lastWeekdays, from: firstWeekday) & ~Self.firstDays(monthLength - 7)
        }
        return (needsBoth ? byDate & byWeekday : byDate | byWeekday) & inMonth
    }

    /// Whether a month of this length has a matching day in some year.
    func canMatch(inMonthOfLength length: Int) -> Bool {
        (0..<7).contains { mask(monthLength: length, firstWeekday: $0) != 0 }
    }

    /// Bits 1 to `count`.
    private static func firstDays(_ count: Int) -> UInt64 { (1 << UInt64(count) - 1) << 1 }

    /// The days whose weekday is in `set`, five weeks from day 1, which is `firstWeekday`.
    private func repeated(_ set: UInt64, from firstWeekday: Int) -> UInt64 {
        (Self.rotated(set, by: firstWeekday) &* 0x1020_4081) << 1
    }

    private static func rotated(_ set: UInt64, by weekday: Int) -> UInt64 {
        (set >> UInt64(weekday) | set << UInt64(7 - weekday)) & 0x7F
    }
}
