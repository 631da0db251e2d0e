import SentinelModels
import Testing

/// What fires in the nights in which clocks are set, zone by zone.
@Suite struct ClockChangeTests {
    struct Night: Sendable, CustomTestStringConvertible {
        var zone: String
        var from: String
        var until: String
        var cron: String
        var fires: [String]
        var testDescription: String { "\(cron) in \(zone) from \(from)" }

        init(_ zone: String, _ from: String, _ until: String, _ cron: String, _ fires: [String]) {
            self.zone = zone
            self.from = from
            self.until = until
            self.cron = cron
            self.fires = fires
        }
    }

    static let spring: [Night] = [
        // Berlin: 02:00 CET becomes 03:00 CEST at 01:00 UTC.
        Night("Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T04:00:00Z", "30 2 * * *", ["2026-03-29T01:00:00Z"]),
        Night(
            "Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T04:00:00Z", "0,20,40 2 * * *", ["2026-03-29T01:00:00Z"]
        ),
        Night("Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T04:00:00Z", "0 2,3 * * *", ["2026-03-29T01:00:00Z"]),
        Night(
            "Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T04:00:00Z", "30 1-3 * * *",
            ["2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z"]),
        Night("Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T04:00:00Z", "*/30 2 * * *", []),
        Night(
            "Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T04:00:00Z", "30 * * * *",
            [
                "2026-03-28T23:30:00Z", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", "2026-03-29T02:30:00Z",
                "2026-03-29T03:30:00Z",
            ]),
        Night(
            "Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T04:00:00Z", "0 */2 * * *",
            ["2026-03-28T23:00:00Z", "2026-03-29T02:00:00Z"]),
        // New York: 02:00 EST becomes 03:00 EDT at 07:00 UTC.
        Night(
            "America/New_York", "2026-03-08T05:00:00Z", "2026-03-08T09:00:00Z", "15 2 * * *", ["2026-03-08T07:00:00Z"]),
        Night(
            "America/New_York", "2026-03-08T05:00:00Z", "2026-03-08T09:00:00Z", "0 3 * * *", ["2026-03-08T07:00:00Z"]),
        // Lord Howe: half an hour, 02:00 becomes 02:30 at 15:30 UTC.
        Night(
            "Australia/Lord_Howe", "2026-10-03T14:00:00Z", "2026-10-03T17:00:00Z", "15 2 * * *",
            ["2026-10-03T15:30:00Z"]),
        Night(
            "Australia/Lord_Howe", "2026-10-03T14:00:00Z", "2026-10-03T17:00:00Z", "0,15,30,45 2 * * *",
            ["2026-10-03T15:30:00Z", "2026-10-03T15:45:00Z"]),
        Night(
            "Australia/Lord_Howe", "2026-10-03T14:00:00Z", "2026-10-03T17:00:00Z", "*/15 2 * * *",
            ["2026-10-03T15:30:00Z", "2026-10-03T15:45:00Z"]),
        // Troll: two hours, 01:00 becomes 03:00 at 01:00 UTC.
        Night(
            "Antarctica/Troll", "2026-03-28T23:00:00Z", "2026-03-29T04:00:00Z", "30 1,2 * * *", ["2026-03-29T01:00:00Z"]
        ),
        // Havana: midnight does not exist.
        Night("America/Havana", "2026-03-08T04:00:00Z", "2026-03-08T08:00:00Z", "0 0 * * *", ["2026-03-08T05:00:00Z"]),
        Night("America/Havana", "2026-03-08T04:00:00Z", "2026-03-08T08:00:00Z", "0 0 8 * *", ["2026-03-08T05:00:00Z"]),
        Night("America/Havana", "2026-03-08T04:00:00Z", "2026-03-08T08:00:00Z", "0 1 * * *", ["2026-03-08T05:00:00Z"]),
        // Sao Paulo, in its last year with daylight saving time: midnight does not exist.
        Night(
            "America/Sao_Paulo", "2018-11-04T02:00:00Z", "2018-11-04T05:00:00Z", "30 0 * * *", ["2018-11-04T03:00:00Z"]),
        // Apia: 30 December 2011 does not exist.
        Night(
            "Pacific/Apia", "2011-12-29T10:00:00Z", "2011-12-31T10:00:00Z", "0 9 * * *",
            ["2011-12-29T19:00:00Z", "2011-12-30T10:00:00Z", "2011-12-30T19:00:00Z"]),
        Night(
            "Pacific/Apia", "2011-12-29T10:00:00Z", "2011-12-31T10:00:00Z", "0 */12 * * *",
            ["2011-12-29T10:00:00Z", "2011-12-29T22:00:00Z", "2011-12-30T10:00:00Z", "2011-12-30T22:00:00Z"]),
    ]

    static let autumn: [Night] = [
        // Berlin: 03:00 CEST becomes 02:00 CET at 01:00 UTC.
        Night("Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T04:00:00Z", "30 2 * * *", ["2026-10-25T00:30:00Z"]),
        Night(
            "Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T04:00:00Z", "0 2,3 * * *",
            ["2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z"]),
        Night(
            "Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T04:00:00Z", "30 1-3 * * *",
            ["2026-10-24T23:30:00Z", "2026-10-25T00:30:00Z", "2026-10-25T02:30:00Z"]),
        Night(
            "Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T04:00:00Z", "*/30 2 * * *",
            ["2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z"]),
        Night(
            "Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T04:00:00Z", "0 * * * *",
            [
                "2026-10-24T22:00:00Z", "2026-10-24T23:00:00Z", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z",
                "2026-10-25T02:00:00Z", "2026-10-25T03:00:00Z",
            ]),
        // New York: 02:00 EDT becomes 01:00 EST at 06:00 UTC.
        Night(
            "America/New_York", "2026-11-01T04:00:00Z", "2026-11-01T09:00:00Z", "15 1 * * *", ["2026-11-01T05:15:00Z"]),
        Night(
            "America/New_York", "2026-11-01T04:00:00Z", "2026-11-01T09:00:00Z", "0 2 * * *", ["2026-11-01T07:00:00Z"]),
        // Lord Howe: 02:00 becomes 01:30 at 15:00 UTC.
        Night(
            "Australia/Lord_Howe", "2026-04-04T14:00:00Z", "2026-04-04T17:00:00Z", "45 1 * * *",
            ["2026-04-04T14:45:00Z"]),
        Night(
            "Australia/Lord_Howe", "2026-04-04T14:00:00Z", "2026-04-04T17:00:00Z", "45 * * * *",
            ["2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z", "2026-04-04T16:15:00Z"]),
        // Troll: 03:00 becomes 01:00 at 01:00 UTC.
        Night(
            "Antarctica/Troll", "2026-10-24T22:00:00Z", "2026-10-25T04:00:00Z", "30 1,2 * * *",
            ["2026-10-24T23:30:00Z", "2026-10-25T00:30:00Z"]),
        // Havana: 01:00 becomes midnight again at 05:00 UTC: the day begins once.
        Night("America/Havana", "2026-11-01T03:00:00Z", "2026-11-01T08:00:00Z", "0 0 * * *", ["2026-11-01T04:00:00Z"]),
        Night(
            "America/Havana", "2026-11-01T03:00:00Z", "2026-11-01T08:00:00Z", "@hourly",
            [
                "2026-11-01T03:00:00Z", "2026-11-01T04:00:00Z", "2026-11-01T05:00:00Z", "2026-11-01T06:00:00Z",
                "2026-11-01T07:00:00Z",
            ]),
        // Sao Paulo: midnight becomes 23:00 of the day before.
        Night(
            "America/Sao_Paulo", "2019-02-17T00:00:00Z", "2019-02-17T05:00:00Z", "0 0 * * *", ["2019-02-17T03:00:00Z"]),
        Night(
            "America/Sao_Paulo", "2019-02-17T00:00:00Z", "2019-02-17T05:00:00Z", "30 23 * * *", ["2019-02-17T01:30:00Z"]
        ),
        Night(
            "America/Sao_Paulo", "2019-02-17T00:00:00Z", "2019-02-17T05:00:00Z", "30 23 16 2 *",
            ["2019-02-17T01:30:00Z"]),
        // Dublin, whose winter time is the one that is "saved".
        Night("Europe/Dublin", "2026-10-24T23:00:00Z", "2026-10-25T03:00:00Z", "30 1 * * *", ["2026-10-25T00:30:00Z"]),
    ]

    @Test(arguments: spring + autumn)
    func fires(_ night: Night) throws {
        let zone = try ZoneTable.named(night.zone)
        let expression = try CronExpression(night.cron)
        let end = try #require(Timestamp(night.until))
        var time = try #require(Timestamp(night.from)).advanced(by: .microseconds(-1))
        var fires: [String] = []
        while let next = expression.next(after: time, in: zone), next < end {
            fires.append(next.description)
            time = next
        }
        #expect(fires == night.fires)
    }
}
