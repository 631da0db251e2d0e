import SentinelModels
import SentinelTesting
import Testing

@Suite struct DurationTextTests {
    @Test(arguments: [
        ("0s", 0 as Int64), ("30s", 30_000_000), ("5m", 300_000_000), ("1h30m", 5_400_000_000), ("250ms", 250_000),
        ("7us", 7), ("2d", 172_800_000_000), ("1w", 604_800_000_000), ("1w2d3h4m5s6ms7us", 788_645_006_007),
        ("90m", 5_400_000_000), ("0h5m", 300_000_000), ("0005s", 5_000_000), ("1m1ms", 60_001_000),
        ("PT1H30M", 5_400_000_000), ("P1DT12H", 129_600_000_000), ("P2W", 1_209_600_000_000), ("pt30s", 30_000_000),
        ("P1D", 86_400_000_000), ("P1WT1S", 604_801_000_000), ("PT0S", 0),
    ])
    func reads(_ text: String, _ microseconds: Int64) {
        #expect(Duration(text: text) == .microseconds(microseconds))
    }

    @Test(arguments: [
        "", " ", "5", "m", "5 m", " 5m", "5m ", "-5m", "+5m", "1.5h", "5x", "5M", "5min", "30m1h", "5m5m", "1s1m",
        "1h 30m",
        "9223372036854775807s", "99999999999999999999s", "16000000w", "P", "PT", "P1", "P1H", "PT1D", "P1DT", "PT1H1D",
        "P1Y", "P1M",
        "PT5", "PTT5S", "PT1S1M", "PT1S1S", "P1D1W", "PT-5S", "PT1.5S", "P9223372036854775807W", "٥m", "∞",
    ])
    func refuses(_ text: String) {
        #expect(Duration(text: text) == nil)
    }

    @Test(arguments: [
        (0 as Int64, "0s"), (1, "1us"), (1_500, "1ms500us"), (45_000_000, "45s"), (90_000_000, "1m30s"),
        (86_400_000_000, "1d"), (691_200_000_000, "1w1d"), (-3_600_000_000, "-1h"),
    ])
    func writes(_ microseconds: Int64, _ text: String) {
        #expect(Duration.microseconds(microseconds).text == text)
    }

    @Test func readsWhatItWrote() {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<2000 {
            let microseconds =
                Int64.random(in: 0 ... .max, using: &generator) >> Int64.random(in: 0..<63, using: &generator)
            let duration = Duration.microseconds(microseconds)
            #expect(Duration(text: duration.text) == duration)
        }
    }

    @Test func cutsOverlongLengths() {
        #expect(Duration.seconds(Int64.max).wholeMicroseconds == .max)
        #expect(Duration.seconds(Int64.min).wholeMicroseconds == .min)
        #expect(Duration.nanoseconds(1999).wholeMicroseconds == 1)
        #expect(Duration.microseconds(-1999).wholeMilliseconds == -1)
    }

    @Test(arguments: [
        (300 as Int64, "2026-01-02T10:07:30Z", "2026-01-02T10:10:00Z"),
        (300, "2026-01-02T10:10:00Z", "2026-01-02T10:15:00Z"),
        (86_400, "2026-01-02T10:10:00Z", "2026-01-03T00:00:00Z"), (7, "1969-12-31T23:59:59Z", "1970-01-01T00:00:00Z"),
        (0, "1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000001Z"),
    ])
    func repeats(_ seconds: Int64, _ after: String, _ next: String) throws {
        let schedule = Schedule.every(.seconds(seconds))
        #expect(schedule.next(after: try #require(Timestamp(after)), in: .utc)?.description == next)
    }

    @Test func schedulesHaveTexts() throws {
        #expect(Schedule.every(.seconds(5400)).text == "every 1h30m")
        #expect(Schedule.cron(try CronExpression("@daily")).text == "@daily")
        let midnight = Schedule.cron(try CronExpression("@daily")).next(after: Timestamp(seconds: 1), in: .utc)
        #expect(midnight == Timestamp(seconds: 86_400))
        #expect(Schedule.every(.seconds(7)).next(after: Timestamp(microseconds: .max), in: .utc) == nil)
    }
}
