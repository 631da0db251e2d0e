/// The days since 1970, counted one by one, so that nothing of the library's calendar is believed.
enum OracleCalendar {
    struct Day {
        var month: Int
        var day: Int
        /// How many days the month has.
        var length: Int
        /// 0 is Sunday.
        var weekday: Int
    }

    /// By days since the epoch, up to the end of 2130.
    static let days: [Day] = (1970...2130).flatMap { year in
        (1...12).flatMap { month in
            let length = length(of: month, in: year)
            return (1...length).map { Day(month: month, day: $0, length: length, weekday: 0) }
        }
    }.enumerated().map { index, day in
        // 1970 began on a Thursday.
        Day(month: day.month, day: day.day, length: day.length, weekday: (index + 4) % 7)
    }

    private static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && year % 100 != 0 || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
