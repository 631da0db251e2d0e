import Foundation
import SentinelModels
import Testing

/// The property of RELIABILITY's fault F19: 12 zones x 40 expressions x 10 years without a difference to the oracle.
@Suite struct CronMatrixTests {
    static let zones = [
        "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca",
        "Pacific/Apia", "America/Sao_Paulo", "Asia/Tehran", "Antarctica/Troll", "Europe/Dublin", "UTC",
        "America/Havana",
    ]
    static let expressions = [
        "* * * * *", "*/5 * * * *", "*/7 * * * *", "0 * * * *", "30 * * * *", "15,45 * * * *", "*/30 2 * * *",
        "* 0-3 * * *", "0 2 * * *", "30 2 * * *", "0,30 2 * * *", "30 1 * * *", "0 3 * * *", "59 2 * * *",
        "0 0 * * *", "30 0 * * *", "59 23 * * *", "0,15,30,45 0-3 * * *", "0 */2 * * *", "0 */3 * * *",
        "10-50/20 1-3 * * *", "5/15 * * * *", "0 9 * * MON-FRI", "0 9 * * 1-5", "0 2 * * SUN", "30 1 * * 7",
        "0 0 1 * *", "0 0 15 * 1", "0 0 */2 * 1", "0 0 1-7 * */7", "0 0 L * *", "30 2 L,14 3,10,11 *", "0 2 * 3 L0",
        "30 1 * 10,11 L0", "0 2 ? 3 0#2", "15 1 * 11 0#1,3#3", "0 12 29 2 *", "45 23 31 12 *", "0 0 30 DEC ?",
        "17 4 * JAN-JUN 5-7",
    ]
    private static let oracles = expressions.map { ($0, CronOracle($0)) }
    static let firstYear = 2008

    static func minute(year: Int) -> Int {
        CalendarDate(year: year, month: 1, day: 1).daysSinceEpoch * 1440
    }

    @Test func isAsLargeAsPromised() {
        #expect(Set(Self.zones).count == 12)
        #expect(Set(Self.expressions).count == 40)
    }

    /// All minutes around each change of the clock, and a few whole days.
    @Test(arguments: zones)
    func agreesAroundClockChanges(_ zone: String) throws {
        let clock = try FoundationWallClock(zone)
        for window in Self.windows(clock, seed: UInt64(zone.utf8.count)) {
            try Self.compare(zone, clock, from: window.lowerBound, until: window.upperBound)
        }
    }

    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment["SENTINEL_FULL_MATRIX"] == "1",
            "the full matrix takes minutes: SENTINEL_FULL_MATRIX=1"),
        arguments: zones)
    func agreesForTenYears(_ zone: String) throws {
        let clock = try FoundationWallClock(zone)
        let start = Self.minute(year: Self.firstYear)
        try Self.compare(zone, clock, from: start, until: Self.minute(year: Self.firstYear + 10))
    }

    /// The days of 28 years, whose search is another part than the time of day.
    @Test(arguments: Set(expressions.map { $0.split(separator: " ").dropFirst(2).joined(separator: " ") }).sorted())
    func agreesOnDays(_ days: String) throws {
        let text = "0 0 " + days
        let oracle = CronOracle(text)
        let expression = try CronExpression(text)
        let start = CalendarDate(year: 2089, month: 1, day: 1).daysSinceEpoch
        let end = CalendarDate(year: 2117, month: 1, day: 1).daysSinceEpoch
        var day = start
        var found: [Int] = []
        while true {
            let dayBefore = Timestamp(seconds: Int64(day) * 86_400 - 1)
            guard let next = expression.next(after: dayBefore, in: .utc) else { break }
            day = Int(next.seconds.flooringQuotient(dividingBy: 86_400))
            guard day < end else { break }
            found.append(day)
            day += 1
        }
        #expect(found == (start..<end).filter(oracle.matches), "\(text)")
    }

    private static func compare(_ zone: String, _ clock: FoundationWallClock, from start: Int, until end: Int) throws {
        let locals = ((start - 200)..<end).map(clock.local)
        let local = { locals[$0 - start + 200] }
        let table = try ZoneTable.named(zone)
        for (text, oracle) in oracles {
            let expected = oracle.fires(from: start, until: end, local: local)
            let expression = try CronExpression(text)
            var found: [Int] = []
            var time = Timestamp(seconds: Int64(start) * 60 - 1)
            while let next = expression.next(after: time, in: table), next.seconds < Int64(end) * 60 {
                guard next > time, next.microseconds % 60_000_000 == 0 else {
                    Issue.record("\(text) in \(zone): \(next) after \(time)")
                    return
                }
                found.append(Int(next.seconds / 60))
                time = next
            }
            let difference = Set(found).symmetricDifference(expected).min()
            #expect(
                found == expected,
                "\(text) in \(zone), first at \(Timestamp(seconds: Int64(difference ?? 0) * 60))")
        }
    }

    private static func windows(_ clock: FoundationWallClock, seed: UInt64) -> [Range<Int>] {
        let start = minute(year: firstYear)
        let end = minute(year: firstYear + 10)
        var windows: [Range<Int>] = []
        var last = clock.offset(atMinute: start)
        for minute in stride(from: start, to: end, by: 60) {
            let offset = clock.offset(atMinute: minute)
            if offset != last {
                let reach = abs(offset - last) > 10_800 ? 1800 : 200
                windows.append(minute - reach..<minute + reach)
            }
            last = offset
        }
        var state = seed
        for _ in 0..<2 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let day = start + Int(state >> 33) % (end - start)
            windows.append(day..<day + 1440)
        }
        return windows
    }
}
