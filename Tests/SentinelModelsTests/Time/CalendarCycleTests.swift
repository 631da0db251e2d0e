import SentinelModels
import SentinelTesting
import Testing

/// The calendar against counting day by day: 400 years, after which it repeats.
@Suite struct CalendarCycleTests {
    /// A second calendar that knows only how a day follows another.
    struct Walker {
        var year: Int
        var month = 1
        var day = 1

        var isLeap: Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
        var monthLength: Int {
            switch month {
            case 2: isLeap ? 29 : 28
            case 4, 6, 9, 11: 30
            default: 31
            }
        }

        mutating func step() {
            day += 1
            guard day > monthLength else { return }
            day = 1
            month += 1
            guard month > 12 else { return }
            month = 1
            year += 1
        }
    }

    /// From a first of January whose number is known from elsewhere.
    @Test(arguments: [(1800, -62_091), (1900, -25_567), (2000, 10_957), (2100, 47_482), (-100, -756_052)])
    func countsDayByDayForACentury(_ year: Int, _ first: Int) {
        var walker = Walker(year: year)
        for number in first..<first + 36_525 {
            let date = CalendarDate(daysSinceEpoch: number)
            guard date == CalendarDate(year: walker.year, month: walker.month, day: walker.day),
                date.daysSinceEpoch == number,
                CalendarDate.days(inMonth: date.month, of: date.year) == walker.monthLength
            else {
                Issue.record("day \(number): \(date)")
                return
            }
            walker.step()
        }
    }

    @Test func repeatsAfter400Years() {
        var generator = SeededGenerator(seed: 400)
        for _ in 0..<2000 {
            let number = Int.random(in: -1_000_000...1_000_000, using: &generator)
            var date = CalendarDate(daysSinceEpoch: number)
            #expect(date.weekday == CalendarDate(daysSinceEpoch: number + 146_097).weekday)
            date.year += 400
            #expect(CalendarDate(daysSinceEpoch: number + 146_097) == date)
        }
    }

    @Test(arguments: [
        ("2026-11-23", "2026-11-24"), ("2026-11-30", "2026-12-01"), ("2026-12-31", "2027-01-01"),
        ("2024-02-29", "2024-03-01"), ("0999-12-31", "1000-01-01"),
    ])
    func ordersDates(_ earlier: String, _ later: String) throws {
        let first = CivilDateTime(utc: try #require(Timestamp(earlier))).date
        let second = CivilDateTime(utc: try #require(Timestamp(later))).date
        #expect(first < second && !(second < first) && !(first < first))
        #expect(first.daysSinceEpoch + 1 == second.daysSinceEpoch)
        #expect(first.description == earlier && second.description == later)
    }

    @Test(arguments: [
        (0, "00"), (7, "07"), (59, "59"), (123, "123"),
    ])
    func padsWithZeros(_ number: Int, _ text: String) {
        #expect(number.padded(to: 2) == text)
    }

    /// Division that rounds down, against the definition.
    @Test func flooringDivisionHoldsItsDefinition() {
        for dividend in -200...200 {
            for divisor in 1...40 {
                let quotient = dividend.flooringQuotient(dividingBy: divisor)
                let remainder = dividend.flooringRemainder(dividingBy: divisor)
                #expect(quotient * divisor + remainder == dividend && (0..<divisor).contains(remainder))
            }
        }
        #expect(Int64.min.flooringQuotient(dividingBy: 1_000_000) == -9_223_372_036_855)
        #expect(Int64.min.flooringRemainder(dividingBy: 1_000_000) == 224_192)
    }

    @Test func civilTimeCountsEveryUnit() {
        let civil = CivilDateTime(
            date: CalendarDate(year: 1970, month: 1, day: 2), hour: 3, minute: 4, second: 5, microsecond: 6)
        #expect(civil.utc.microseconds == 86_400_000_000 + 10_800_000_000 + 240_000_000 + 5_000_000 + 6)
        #expect(CivilDateTime(utc: civil.utc) == civil)
        let midnight = CivilDateTime(date: CalendarDate(year: 1970, month: 1, day: 2))
        #expect(midnight.utc.microseconds == 86_400_000_000)
    }
}
