import SentinelTesting
import Testing

@testable import SentinelModels

/// The bit sets of days, against counting: every length of a month with every weekday it may begin on.
@Suite struct CronDaysTests {
    struct Month: CustomTestStringConvertible {
        var length: Int
        var firstWeekday: Int
        var testDescription: String { "\(length) days from weekday \(firstWeekday)" }

        func weekday(of day: Int) -> Int { (firstWeekday + day - 1) % 7 }

        /// The days for which a condition holds, as a bit set.
        func days(where holds: (_ day: Int) -> Bool) -> UInt64 {
            (1...length).filter(holds).reduce(0) { $0 | 1 << UInt64($1) }
        }
    }

    static let months = (28...31).flatMap { length in (0..<7).map { Month(length: length, firstWeekday: $0) } }
    static let never = CronDays(ofMonth: 0, weekdays: 0, needsBoth: false)

    static func mask(_ days: CronDays, in month: Month) -> UInt64 {
        days.mask(monthLength: month.length, firstWeekday: month.firstWeekday)
    }

    @Test(arguments: months)
    func findsEverySetOfWeekdays(_ month: Month) {
        for set in 0..<UInt64(128) {
            var days = Self.never
            days.weekdays = set
            #expect(Self.mask(days, in: month) == month.days { set.has(month.weekday(of: $0)) })
        }
    }

    @Test(arguments: months)
    func findsEveryNumberedWeekday(_ month: Month) {
        for week in 0..<5 {
            for weekday in 0..<7 {
                var days = Self.never
                days.numberedWeekdays = 1 << UInt64(7 * week + weekday)
                let expected = month.days { month.weekday(of: $0) == weekday && ($0 - 1) / 7 == week }
                #expect(Self.mask(days, in: month) == expected, "weekday \(weekday) number \(week + 1)")
            }
        }
    }

    @Test(arguments: months)
    func findsEveryLastWeekday(_ month: Month) {
        for weekday in 0..<7 {
            var days = Self.never
            days.lastWeekdays = 1 << UInt64(weekday)
            let mask = Self.mask(days, in: month)
            #expect(mask == month.days { month.weekday(of: $0) == weekday && $0 > month.length - 7 })
            #expect(mask.nonzeroBitCount == 1)
        }
    }

    @Test(arguments: months)
    func leavesOutDaysTheMonthDoesNotHave(_ month: Month) {
        var days = Self.never
        days.ofMonth = ~0
        #expect(Self.mask(days, in: month) == month.days { _ in true })
        days.ofMonth = 0
        days.includesLastOfMonth = true
        #expect(Self.mask(days, in: month) == month.days { $0 == month.length })
    }

    /// All parts at once, with "or" and with "and".
    @Test(arguments: months)
    func joinsDatesAndWeekdays(_ month: Month) {
        var generator = SeededGenerator(seed: UInt64(month.length * 10 + month.firstWeekday))
        for _ in 0..<200 {
            let dates = UInt64.random(in: 0..<1 << 31, using: &generator) << 1
            let weekdays = UInt64.random(in: 0..<128, using: &generator)
            let numbered = UInt64.random(in: 0..<1 << 35, using: &generator)
            let last = UInt64.random(in: 0..<128, using: &generator)
            let days = CronDays(
                ofMonth: dates, includesLastOfMonth: .random(using: &generator), weekdays: weekdays,
                numberedWeekdays: numbered, lastWeekdays: last, needsBoth: .random(using: &generator))
            let expected = month.days { day in
                let weekday = month.weekday(of: day)
                let byDate = dates.has(day) || days.includesLastOfMonth && day == month.length
                let byWeekday =
                    weekdays.has(weekday) || numbered.has((day - 1) / 7 * 7 + weekday)
                    || last.has(weekday) && day > month.length - 7
                return days.needsBoth ? byDate && byWeekday : byDate || byWeekday
            }
            #expect(Self.mask(days, in: month) == expected, "\(days)")
        }
    }

    @Test(arguments: [
        (29, 28, false), (29, 29, true), (30, 29, false), (30, 30, true), (31, 30, false), (31, 31, true),
        (1, 28, true), (28, 28, true),
    ])
    func knowsWhichDatesAMonthMayHave(_ date: Int, _ length: Int, _ isPossible: Bool) {
        let days = CronDays(ofMonth: 1 << UInt64(date), weekdays: 0x7F, needsBoth: true)
        #expect(days.canMatch(inMonthOfLength: length) == isPossible)
    }

    @Test func aFifthWeekdayNeedsMoreThanFourWeeks() {
        var days = Self.never
        days.numberedWeekdays = 0x7F << 28
        #expect(!days.canMatch(inMonthOfLength: 28) && days.canMatch(inMonthOfLength: 29))
    }

    @Test(
        arguments: [
            (0, 0, nil), (1, 0, 0), (1, 1, nil), (0b1010, 0, 1), (0b1010, 2, 3), (0b1010, 4, nil),
            (1 << 63, 5, 63), (1 << 63, 63, 63), (~0, 59, 59), (~0, 64, nil),
        ] as [(UInt64, Int, Int?)])
    func findsTheFirstBit(_ set: UInt64, _ from: Int, _ index: Int?) {
        #expect(set.first(from: from) == index)
    }

    @Test(arguments: [(0, true), (1, false), (62, false), (63, true), (64, false), (1000, false)])
    func knowsItsBits(_ index: Int, _ isSet: Bool) {
        #expect((1 << 63 | 1 as UInt64).has(index) == isSet)
    }
}
