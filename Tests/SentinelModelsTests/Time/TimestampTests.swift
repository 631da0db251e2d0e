import Foundation
import SentinelModels
import SentinelTesting
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01", 0 as Int64), ("1970-01-01 00:00", 0), ("1970-01-01T00:00:01", 1_000_000),
        ("1970-01-01T00:00:00.5Z", 500_000), ("1970-01-01T00:00:00,25z", 250_000),
        ("1970-01-01t00:00:00.123456789Z", 123_456),
        ("1970-01-01T01:00:00+01:00", 0), ("1970-01-01T01:00:00+0100", 0), ("1970-01-01T01:00+01", 0),
        ("1969-12-31T23:59:59.999999Z", -1), ("1970-01-01 00:00:00-00:30", 1_800_000_000),
        ("2000-02-29T00:00:00Z", 951_782_400_000_000), ("1998-12-31T23:59:60Z", 915_148_800_000_000),
        ("0001-01-01", -62_135_596_800_000_000), ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
    ])
    func reads(_ text: String, _ microseconds: Int64) {
        #expect(Timestamp(text)?.microseconds == microseconds)
        #expect(Timestamp(Substring(text))?.microseconds == microseconds)
    }

    @Test(arguments: [
        "", "1970", "1970-1-1", "1970-01", "1970-13-01", "1970-00-01", "1970-01-00", "1970-02-29", "2100-02-29",
        "1970-01-32", "1970-04-31", "1970/01/01", "1970-01-01T", "1970-01-01T24:00", "1970-01-01T00",
        "1970-01-01T00:60",
        "1970-01-01T00:00:61", "1970-01-01T00:00:", "1970-01-01T00:00:00.", "1970-01-01T00:00:00.Z", "1970-01-01Z",
        "1970-01-01T00:00:00 Z", "1970-01-01T00:00:00Zx", "1970-01-01T00:00:00+1", "1970-01-01T00:00:00+24:00",
        "1970-01-01T00:00:00+01:60", "1970-01-01T00:00:00+01:", "1970-01-01T00:00:00+", "-1970-01-01", "19700101",
        "１９７０-01-01", "1970-01-01_00:00", "now",
    ])
    func refuses(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test(arguments: [
        (0 as Int64, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999999Z"), (1000, "1970-01-01T00:00:00.001Z"),
        (120_000, "1970-01-01T00:00:00.120Z"), (1, "1970-01-01T00:00:00.000001Z"),
        (253_402_300_800_000_000, "10000-01-01T00:00:00Z"), (-62_198_755_200_000_000, "-0001-01-01T00:00:00Z"),
    ])
    func writes(_ microseconds: Int64, _ text: String) {
        #expect(Timestamp(microseconds: microseconds).description == text)
    }

    @Test func isExactOverAllYears() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<5000 {
            let range: ClosedRange<Int64> = -62_135_596_800_000_000...253_402_300_799_999_999
            let time = Timestamp(microseconds: .random(in: range, using: &generator))
            #expect(Timestamp(time.description) == time)
            #expect(CivilDateTime(utc: time).utc == time)
        }
    }

    @Test func agreesWithFoundation() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<300 {
            let seconds = Int64.random(in: -10_000_000_000...60_000_000_000, using: &generator)
            let date = Date(timeIntervalSince1970: Double(seconds))
            let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second, .weekday], from: date)
            let civil = CivilDateTime(utc: Timestamp(seconds: seconds))
            // Before 1582 Foundation counts in the Julian calendar.
            #expect([civil.date.year, civil.date.month, civil.date.day] == [parts.year, parts.month, parts.day])
            #expect([civil.hour, civil.minute, civil.second] == [parts.hour, parts.minute, parts.second])
            #expect(civil.date.weekday + 1 == parts.weekday)
        }
    }

    @Test(arguments: [(0 as Int64, 0 as Int64), (1_999_999, 1), (-1, -1), (-1_000_000, -1), (-1_000_001, -2)])
    func roundsSecondsDown(_ microseconds: Int64, _ seconds: Int64) {
        #expect(Timestamp(microseconds: microseconds).seconds == seconds)
    }

    @Test func stopsAtTheEndsOfTime() {
        let first = Timestamp(microseconds: .min)
        let last = Timestamp(microseconds: .max)
        let zero = Timestamp(microseconds: 0)
        #expect(last.advanced(by: .seconds(1)) == last)
        #expect(first.advanced(by: .seconds(-1)) == first)
        #expect(zero.advanced(by: .seconds(Int64.max)) == last)
        #expect(zero.advanced(by: .seconds(Int64.min)) == first)
        #expect(first.duration(to: last) == .microseconds(Int64.max))
        #expect(last.duration(to: first) == .microseconds(Int64.min))
        #expect(zero.duration(to: zero.advanced(by: .seconds(5))) == .seconds(5))
        #expect(first < zero && zero < last)
    }

    @Test func isStoredAsMicroseconds() throws {
        let data = try JSONEncoder().encode([Timestamp(microseconds: -5)])
        #expect(String(decoding: data, as: UTF8.self) == "[-5]")
        #expect(try JSONDecoder().decode([Timestamp].self, from: data) == [Timestamp(microseconds: -5)])
    }

    @Test func systemClockTellsTheTime() async throws {
        let clock = SystemClock()
        let before = Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
        let now = clock.now()
        let after = Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000) + 1)
        #expect(before <= now && now <= after)
        try await clock.sleep(for: .zero)
        let sleeping = Task { try await clock.sleep(for: .seconds(3600)) }
        sleeping.cancel()
        await #expect(throws: CancellationError.self) { try await sleeping.value }
    }
}

@Suite struct CalendarDateTests {
    @Test(arguments: [
        (1970, 1, 1, 0, 4), (1970, 1, 2, 1, 5), (1969, 12, 31, -1, 3), (2000, 2, 29, 11_016, 2),
        (2026, 11, 23, 20_780, 1),
        (0, 3, 1, -719_468, 3), (0, 1, 1, -719_528, 6), (-1, 12, 31, -719_529, 5), (9999, 12, 31, 2_932_896, 5),
    ])
    func days(_ year: Int, _ month: Int, _ day: Int, _ number: Int, _ weekday: Int) {
        let date = CalendarDate(year: year, month: month, day: day)
        #expect(date.daysSinceEpoch == number && date.weekday == weekday)
        #expect(CalendarDate(daysSinceEpoch: number) == date)
    }

    @Test func followsDayAfterDay() {
        var last = CalendarDate(daysSinceEpoch: -800_000)
        for number in -799_999...200_000 where number % 7 == 0 || number % 365 < 3 {
            let date = CalendarDate(daysSinceEpoch: number)
            if !(date.daysSinceEpoch == number && last < date) { Issue.record("day \(number)") }
            last = date
        }
    }

    @Test(arguments: [(1900, 28), (2000, 29), (2023, 28), (2024, 29), (2100, 28), (0, 29), (-4, 29)])
    func february(_ year: Int, _ length: Int) {
        #expect(CalendarDate.days(inMonth: 2, of: year) == length)
        #expect(CalendarDate.isLeap(year) == (length == 29))
    }

    @Test func lengthsOfMonths() {
        let lengths = (1...12).map { CalendarDate.days(inMonth: $0, of: 2023) }
        #expect(lengths == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    }

    @Test(arguments: [
        (2026, 1, 2, "2026-01-02"), (5, 1, 2, "0005-01-02"), (-12, 1, 2, "-0012-01-02"), (12_345, 1, 2, "12345-01-02"),
    ])
    func shows(_ year: Int, _ month: Int, _ day: Int, _ text: String) {
        #expect(CalendarDate(year: year, month: month, day: day).description == text)
    }
}
