import SentinelModels
import SentinelTesting
import Testing

/// `every: 5m`: fires that restarts, reloads and other processes agree on, as they are counted from the epoch.
@Suite struct ScheduleTests {
    static let periods: [Duration] = [
        .microseconds(1), .milliseconds(250), .seconds(1), .seconds(7), .seconds(30), .seconds(60), .seconds(300),
        .seconds(3600), .seconds(5400), .seconds(86_400), .seconds(604_800), .seconds(31_557_600),
    ]

    @Test(arguments: periods)
    func firesOnMultiplesOfThePeriod(_ period: Duration) throws {
        let schedule = Schedule.every(period)
        let length = period.wholeMicroseconds
        var generator = SeededGenerator(seed: UInt64(length))
        for _ in 0..<200 {
            let time = Timestamp(
                microseconds: .random(in: -4_000_000_000_000_000...4_000_000_000_000_000, using: &generator))
            let next = try #require(schedule.next(after: time, in: .utc))
            #expect(next > time && time.duration(to: next) <= period)
            #expect(next.microseconds.isMultiple(of: length))
            #expect(schedule.next(after: next, in: .utc) == next.advanced(by: period))
            #expect(schedule.next(after: next.advanced(by: .microseconds(-1)), in: .utc) == next)
        }
    }

    /// Elapsed time knows no zone.
    @Test(arguments: ["Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu"])
    func firesAlikeInEveryZone(_ name: String) throws {
        let zone = try ZoneTable.named(name)
        var time = try #require(Timestamp("2026-10-24T22:00:00Z"))
        for _ in 0..<48 {
            let next = try #require(Schedule.every(.seconds(1800)).next(after: time, in: zone))
            #expect(next == time.advanced(by: .seconds(1800)))
            time = next
        }
    }

    @Test(arguments: [Duration.zero, .seconds(-60), .nanoseconds(1)])
    func aPeriodOfNothingIsTheShortestThereIs(_ period: Duration) {
        let next = Schedule.every(period).next(after: Timestamp(microseconds: 41), in: .utc)
        #expect(next == Timestamp(microseconds: 42))
    }

    @Test(
        arguments: [
            (Int64.max, Duration.seconds(60), nil), (Int64.max - 60_000_000, .seconds(60), 9_223_372_036_800_000_000),
            (0, .microseconds(Int64.max), Int64.max), (1, .microseconds(Int64.max), Int64.max),
            (Int64.min, .seconds(60), -9_223_372_036_800_000_000), (-1, .microseconds(Int64.max), 0),
        ] as [(Int64, Duration, Int64?)])
    func endsWithTime(_ after: Int64, _ period: Duration, _ next: Int64?) {
        let found = Schedule.every(period).next(after: Timestamp(microseconds: after), in: .utc)
        #expect(found?.microseconds == next)
    }

    @Test(arguments: [
        (Schedule.every(.seconds(300)), "every 5m"), (.every(.milliseconds(1500)), "every 1s500ms"),
        (.every(.seconds(604_800)), "every 1w"), (.every(.seconds(90_000)), "every 1d1h"),
    ])
    func hasItsTextAsPeopleWriteIt(_ schedule: Schedule, _ text: String) {
        #expect(schedule.text == text)
    }

    @Test(arguments: ["0 9 * * *", " 0  9 * * MON ", "@daily", "R R * * *"])
    func keepsTheTextOfCron(_ text: String) throws {
        #expect(try Schedule.cron(CronExpression(text)).text == text)
    }

    @Test func cronFollowsTheZone() throws {
        let schedule = Schedule.cron(try CronExpression("0 9 * * *"))
        let after = try #require(Timestamp("2026-07-01T00:00:00Z"))
        let fires = try ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"].map {
            schedule.next(after: after, in: try ZoneTable.named($0))?.description
        }
        #expect(
            fires == ["2026-07-01T09:00:00Z", "2026-07-01T07:00:00Z", "2026-07-01T13:00:00Z", "2026-07-01T03:15:00Z"])
    }
}
