import CronOracles
import SentinelModels
import Testing

/// Parts of the matrix that `Scripts/cron-matrix` goes through as a whole.
@Suite struct CronMatrixTests {
    @Test func isAsLargeAsPromised() {
        #expect(Set(CronMatrix.zones).count == 12)
        #expect(Set(CronMatrix.expressions).count == 40)
        let start = CalendarDate(year: 2008, month: 1, day: 1).daysSinceEpoch * 1440
        #expect(CronMatrix.minutes == start..<CalendarDate(year: 2018, month: 1, day: 1).daysSinceEpoch * 1440)
    }

    /// All minutes around each change of the clock, and a few whole days.
    @Test(arguments: CronMatrix.zones)
    func agreesAroundClockChanges(_ zone: String) throws {
        let clock = try FoundationWallClock(zone)
        let table = try ZoneTable.named(zone)
        for window in Self.windows(clock, seed: UInt64(zone.utf8.count)) {
            let comparison = try CronMatrix.compare(table, with: clock, in: window)
            #expect(comparison.fires > 400, "\(window)")
            #expect(comparison.differences == [], "\(window)")
        }
    }

    /// A comparison that finds nothing must be able to find something.
    @Test(arguments: [("Europe/Berlin", "Europe/London"), ("Asia/Kathmandu", "Asia/Kolkata"), ("UTC", "Europe/Dublin")])
    func noticesAnotherZone(_ zone: String, _ other: String) throws {
        // The last day of June 2010 and six of July.
        let start = CalendarDate(year: 2010, month: 6, day: 30).daysSinceEpoch * 1440
        let comparison = try CronMatrix.compare(
            .named(zone), with: FoundationWallClock(other), in: start..<start + 7 * 1440)
        #expect(comparison.differences.contains { $0.hasPrefix("0 0 1 * *: ") })
        #expect(comparison.differences.contains { $0.hasPrefix("0 9 * * 1-5: ") })
        #expect(!comparison.differences.contains { $0.hasPrefix("* * * * *: ") })
    }

    /// The days of 28 years, whose search is another part than the time of day.
    @Test(
        arguments: Set(CronMatrix.expressions.map { $0.split(separator: " ").dropFirst(2).joined(separator: " ") })
            .sorted())
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
        #expect(found == (start..<end).filter(oracle.matches(day:)), "\(text)")
    }

    private static func windows(_ clock: FoundationWallClock, seed: UInt64) -> [Range<Int>] {
        let (start, end) = (CronMatrix.minutes.lowerBound, CronMatrix.minutes.upperBound)
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
