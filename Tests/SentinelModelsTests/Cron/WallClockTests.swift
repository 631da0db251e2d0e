import SentinelModels
import Testing

/// Wall-clock times around clock changes with the instants that Python's `zoneinfo` (`fold=0`) gives; in a gap, its end.
@Suite struct WallClockTests {
    enum Kind: String, Sendable { case gap, twice, after }

    static let times: [(String, WallClockTests.Kind, String, String)] = [
        ("Europe/Berlin", .gap, "2025-03-30T02:00:00Z", "2025-03-30T01:00:00Z"),
        ("Europe/Berlin", .gap, "2025-03-30T02:30:00Z", "2025-03-30T01:00:00Z"),
        ("Europe/Berlin", .gap, "2025-03-30T02:59:59Z", "2025-03-30T01:00:00Z"),
        ("Europe/Berlin", .after, "2025-03-30T03:00:00Z", "2025-03-30T01:00:00Z"),
        ("Europe/Berlin", .twice, "2025-10-26T02:00:00Z", "2025-10-26T00:00:00Z"),
        ("Europe/Berlin", .twice, "2025-10-26T02:30:00Z", "2025-10-26T00:30:00Z"),
        ("Europe/Berlin", .twice, "2025-10-26T02:59:59Z", "2025-10-26T00:59:59Z"),
        ("Europe/Berlin", .after, "2025-10-26T03:00:00Z", "2025-10-26T02:00:00Z"),
        ("America/New_York", .gap, "2025-03-09T02:00:00Z", "2025-03-09T07:00:00Z"),
        ("America/New_York", .gap, "2025-03-09T02:30:00Z", "2025-03-09T07:00:00Z"),
        ("America/New_York", .gap, "2025-03-09T02:59:59Z", "2025-03-09T07:00:00Z"),
        ("America/New_York", .after, "2025-03-09T03:00:00Z", "2025-03-09T07:00:00Z"),
        ("America/New_York", .twice, "2025-11-02T01:00:00Z", "2025-11-02T05:00:00Z"),
        ("America/New_York", .twice, "2025-11-02T01:30:00Z", "2025-11-02T05:30:00Z"),
        ("America/New_York", .twice, "2025-11-02T01:59:59Z", "2025-11-02T05:59:59Z"),
        ("America/New_York", .after, "2025-11-02T02:00:00Z", "2025-11-02T07:00:00Z"),
        ("Australia/Lord_Howe", .twice, "2025-04-06T01:30:00Z", "2025-04-05T14:30:00Z"),
        ("Australia/Lord_Howe", .twice, "2025-04-06T01:45:00Z", "2025-04-05T14:45:00Z"),
        ("Australia/Lord_Howe", .twice, "2025-04-06T01:59:59Z", "2025-04-05T14:59:59Z"),
        ("Australia/Lord_Howe", .after, "2025-04-06T02:00:00Z", "2025-04-05T15:30:00Z"),
        ("Australia/Lord_Howe", .gap, "2025-10-05T02:00:00Z", "2025-10-04T15:30:00Z"),
        ("Australia/Lord_Howe", .gap, "2025-10-05T02:15:00Z", "2025-10-04T15:30:00Z"),
        ("Australia/Lord_Howe", .gap, "2025-10-05T02:29:59Z", "2025-10-04T15:30:00Z"),
        ("Australia/Lord_Howe", .after, "2025-10-05T02:30:00Z", "2025-10-04T15:30:00Z"),
        ("Africa/Casablanca", .twice, "2025-02-23T02:00:00Z", "2025-02-23T01:00:00Z"),
        ("Africa/Casablanca", .twice, "2025-02-23T02:30:00Z", "2025-02-23T01:30:00Z"),
        ("Africa/Casablanca", .twice, "2025-02-23T02:59:59Z", "2025-02-23T01:59:59Z"),
        ("Africa/Casablanca", .after, "2025-02-23T03:00:00Z", "2025-02-23T03:00:00Z"),
        ("Africa/Casablanca", .gap, "2025-04-06T02:00:00Z", "2025-04-06T02:00:00Z"),
        ("Africa/Casablanca", .gap, "2025-04-06T02:30:00Z", "2025-04-06T02:00:00Z"),
        ("Africa/Casablanca", .gap, "2025-04-06T02:59:59Z", "2025-04-06T02:00:00Z"),
        ("Africa/Casablanca", .after, "2025-04-06T03:00:00Z", "2025-04-06T02:00:00Z"),
        ("America/Sao_Paulo", .twice, "2018-02-17T23:00:00Z", "2018-02-18T01:00:00Z"),
        ("America/Sao_Paulo", .twice, "2018-02-17T23:30:00Z", "2018-02-18T01:30:00Z"),
        ("America/Sao_Paulo", .twice, "2018-02-17T23:59:59Z", "2018-02-18T01:59:59Z"),
        ("America/Sao_Paulo", .after, "2018-02-18T00:00:00Z", "2018-02-18T03:00:00Z"),
        ("America/Sao_Paulo", .gap, "2018-11-04T00:00:00Z", "2018-11-04T03:00:00Z"),
        ("America/Sao_Paulo", .gap, "2018-11-04T00:30:00Z", "2018-11-04T03:00:00Z"),
        ("America/Sao_Paulo", .gap, "2018-11-04T00:59:59Z", "2018-11-04T03:00:00Z"),
        ("America/Sao_Paulo", .after, "2018-11-04T01:00:00Z", "2018-11-04T03:00:00Z"),
        ("Asia/Tehran", .gap, "2022-03-22T00:00:00Z", "2022-03-21T20:30:00Z"),
        ("Asia/Tehran", .gap, "2022-03-22T00:30:00Z", "2022-03-21T20:30:00Z"),
        ("Asia/Tehran", .gap, "2022-03-22T00:59:59Z", "2022-03-21T20:30:00Z"),
        ("Asia/Tehran", .after, "2022-03-22T01:00:00Z", "2022-03-21T20:30:00Z"),
        ("Asia/Tehran", .twice, "2022-09-21T23:00:00Z", "2022-09-21T18:30:00Z"),
        ("Asia/Tehran", .twice, "2022-09-21T23:30:00Z", "2022-09-21T19:00:00Z"),
        ("Asia/Tehran", .twice, "2022-09-21T23:59:59Z", "2022-09-21T19:29:59Z"),
        ("Asia/Tehran", .after, "2022-09-22T00:00:00Z", "2022-09-21T20:30:00Z"),
        ("Antarctica/Troll", .gap, "2025-03-30T01:00:00Z", "2025-03-30T01:00:00Z"),
        ("Antarctica/Troll", .gap, "2025-03-30T02:00:00Z", "2025-03-30T01:00:00Z"),
        ("Antarctica/Troll", .gap, "2025-03-30T02:59:59Z", "2025-03-30T01:00:00Z"),
        ("Antarctica/Troll", .after, "2025-03-30T03:00:00Z", "2025-03-30T01:00:00Z"),
        ("Antarctica/Troll", .twice, "2025-10-26T01:00:00Z", "2025-10-25T23:00:00Z"),
        ("Antarctica/Troll", .twice, "2025-10-26T02:00:00Z", "2025-10-26T00:00:00Z"),
        ("Antarctica/Troll", .twice, "2025-10-26T02:59:59Z", "2025-10-26T00:59:59Z"),
        ("Antarctica/Troll", .after, "2025-10-26T03:00:00Z", "2025-10-26T03:00:00Z"),
        ("Europe/Dublin", .gap, "2025-03-30T01:00:00Z", "2025-03-30T01:00:00Z"),
        ("Europe/Dublin", .gap, "2025-03-30T01:30:00Z", "2025-03-30T01:00:00Z"),
        ("Europe/Dublin", .gap, "2025-03-30T01:59:59Z", "2025-03-30T01:00:00Z"),
        ("Europe/Dublin", .after, "2025-03-30T02:00:00Z", "2025-03-30T01:00:00Z"),
        ("Europe/Dublin", .twice, "2025-10-26T01:00:00Z", "2025-10-26T00:00:00Z"),
        ("Europe/Dublin", .twice, "2025-10-26T01:30:00Z", "2025-10-26T00:30:00Z"),
        ("Europe/Dublin", .twice, "2025-10-26T01:59:59Z", "2025-10-26T00:59:59Z"),
        ("Europe/Dublin", .after, "2025-10-26T02:00:00Z", "2025-10-26T02:00:00Z"),
        ("America/Havana", .gap, "2025-03-09T00:00:00Z", "2025-03-09T05:00:00Z"),
        ("America/Havana", .gap, "2025-03-09T00:30:00Z", "2025-03-09T05:00:00Z"),
        ("America/Havana", .gap, "2025-03-09T00:59:59Z", "2025-03-09T05:00:00Z"),
        ("America/Havana", .after, "2025-03-09T01:00:00Z", "2025-03-09T05:00:00Z"),
        ("America/Havana", .twice, "2025-11-02T00:00:00Z", "2025-11-02T04:00:00Z"),
        ("America/Havana", .twice, "2025-11-02T00:30:00Z", "2025-11-02T04:30:00Z"),
        ("America/Havana", .twice, "2025-11-02T00:59:59Z", "2025-11-02T04:59:59Z"),
        ("America/Havana", .after, "2025-11-02T01:00:00Z", "2025-11-02T06:00:00Z"),
        ("Pacific/Apia", .twice, "2011-04-02T03:00:00Z", "2011-04-02T13:00:00Z"),
        ("Pacific/Apia", .twice, "2011-04-02T03:30:00Z", "2011-04-02T13:30:00Z"),
        ("Pacific/Apia", .twice, "2011-04-02T03:59:59Z", "2011-04-02T13:59:59Z"),
        ("Pacific/Apia", .after, "2011-04-02T04:00:00Z", "2011-04-02T15:00:00Z"),
        ("Pacific/Apia", .gap, "2011-09-24T03:00:00Z", "2011-09-24T14:00:00Z"),
        ("Pacific/Apia", .gap, "2011-09-24T03:30:00Z", "2011-09-24T14:00:00Z"),
        ("Pacific/Apia", .gap, "2011-09-24T03:59:59Z", "2011-09-24T14:00:00Z"),
        ("Pacific/Apia", .after, "2011-09-24T04:00:00Z", "2011-09-24T14:00:00Z"),
        ("Pacific/Chatham", .twice, "2025-04-06T02:45:00Z", "2025-04-05T13:00:00Z"),
        ("Pacific/Chatham", .twice, "2025-04-06T03:15:00Z", "2025-04-05T13:30:00Z"),
        ("Pacific/Chatham", .twice, "2025-04-06T03:44:59Z", "2025-04-05T13:59:59Z"),
        ("Pacific/Chatham", .after, "2025-04-06T03:45:00Z", "2025-04-05T15:00:00Z"),
        ("Pacific/Chatham", .gap, "2025-09-28T02:45:00Z", "2025-09-27T14:00:00Z"),
        ("Pacific/Chatham", .gap, "2025-09-28T03:15:00Z", "2025-09-27T14:00:00Z"),
        ("Pacific/Chatham", .gap, "2025-09-28T03:44:59Z", "2025-09-27T14:00:00Z"),
        ("Pacific/Chatham", .after, "2025-09-28T03:45:00Z", "2025-09-27T14:00:00Z"),
        ("America/St_Johns", .gap, "2025-03-09T02:00:00Z", "2025-03-09T05:30:00Z"),
        ("America/St_Johns", .gap, "2025-03-09T02:30:00Z", "2025-03-09T05:30:00Z"),
        ("America/St_Johns", .gap, "2025-03-09T02:59:59Z", "2025-03-09T05:30:00Z"),
        ("America/St_Johns", .after, "2025-03-09T03:00:00Z", "2025-03-09T05:30:00Z"),
        ("America/St_Johns", .twice, "2025-11-02T01:00:00Z", "2025-11-02T03:30:00Z"),
        ("America/St_Johns", .twice, "2025-11-02T01:30:00Z", "2025-11-02T04:00:00Z"),
        ("America/St_Johns", .twice, "2025-11-02T01:59:59Z", "2025-11-02T04:29:59Z"),
        ("America/St_Johns", .after, "2025-11-02T02:00:00Z", "2025-11-02T05:30:00Z"),
        ("Asia/Gaza", .gap, "2025-04-12T02:00:00Z", "2025-04-12T00:00:00Z"),
        ("Asia/Gaza", .gap, "2025-04-12T02:30:00Z", "2025-04-12T00:00:00Z"),
        ("Asia/Gaza", .gap, "2025-04-12T02:59:59Z", "2025-04-12T00:00:00Z"),
        ("Asia/Gaza", .after, "2025-04-12T03:00:00Z", "2025-04-12T00:00:00Z"),
        ("Asia/Gaza", .twice, "2025-10-25T01:00:00Z", "2025-10-24T22:00:00Z"),
        ("Asia/Gaza", .twice, "2025-10-25T01:30:00Z", "2025-10-24T22:30:00Z"),
        ("Asia/Gaza", .twice, "2025-10-25T01:59:59Z", "2025-10-24T22:59:59Z"),
        ("Asia/Gaza", .after, "2025-10-25T02:00:00Z", "2025-10-25T00:00:00Z"),
        ("Europe/Moscow", .twice, "2014-10-26T01:00:00Z", "2014-10-25T21:00:00Z"),
        ("Europe/Moscow", .twice, "2014-10-26T01:30:00Z", "2014-10-25T21:30:00Z"),
        ("Europe/Moscow", .twice, "2014-10-26T01:59:59Z", "2014-10-25T21:59:59Z"),
        ("Europe/Moscow", .after, "2014-10-26T02:00:00Z", "2014-10-25T23:00:00Z"),
        ("America/Caracas", .gap, "2016-05-01T02:30:00Z", "2016-05-01T07:00:00Z"),
        ("America/Caracas", .gap, "2016-05-01T02:45:00Z", "2016-05-01T07:00:00Z"),
        ("America/Caracas", .gap, "2016-05-01T02:59:59Z", "2016-05-01T07:00:00Z"),
        ("America/Caracas", .after, "2016-05-01T03:00:00Z", "2016-05-01T07:00:00Z"),
        ("Asia/Pyongyang", .twice, "2015-08-14T23:30:00Z", "2015-08-14T14:30:00Z"),
        ("Asia/Pyongyang", .twice, "2015-08-14T23:45:00Z", "2015-08-14T14:45:00Z"),
        ("Asia/Pyongyang", .twice, "2015-08-14T23:59:59Z", "2015-08-14T14:59:59Z"),
        ("Asia/Pyongyang", .after, "2015-08-15T00:00:00Z", "2015-08-14T15:30:00Z"),
        ("Asia/Pyongyang", .gap, "2018-05-04T23:30:00Z", "2018-05-04T15:00:00Z"),
        ("Asia/Pyongyang", .gap, "2018-05-04T23:45:00Z", "2018-05-04T15:00:00Z"),
        ("Asia/Pyongyang", .gap, "2018-05-04T23:59:59Z", "2018-05-04T15:00:00Z"),
        ("Asia/Pyongyang", .after, "2018-05-05T00:00:00Z", "2018-05-04T15:00:00Z"),
    ]

    @Test(arguments: times)
    func meansTheFirstInstant(_ name: String, _ kind: Kind, _ shown: String, _ instant: String) throws {
        let zone = try ZoneTable.named(name)
        // The wall-clock time is written as if it were UTC.
        let civil = CivilDateTime(utc: try #require(Timestamp(shown)))
        let found = zone.firstInstant(of: civil)
        #expect(found.description == instant)
        #expect((zone.civil(at: found) == civil) == (kind != .gap))
        // A second earlier the clock showed less, and of a repeated time nothing was shown before.
        #expect(zone.civil(at: found.advanced(by: .seconds(-1))).utc < civil.utc)
    }

    /// What a gap or a repeated hour is can be asked of any zone at the ends of time, too.
    @Test(arguments: ["Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"])
    func staysWithinTime(_ name: String) throws {
        let zone = try ZoneTable.named(name)
        let last = zone.civil(at: Timestamp(microseconds: .max))
        let first = zone.civil(at: Timestamp(microseconds: .min))
        #expect(last.date.year == 294_247 && first.date.year == -290_308)
        #expect(last.utc <= Timestamp(microseconds: .max) && first.utc >= Timestamp(microseconds: .min))
    }
}
