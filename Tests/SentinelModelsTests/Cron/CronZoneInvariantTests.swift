import CronOracles
import Foundation
import Testing

@testable import SentinelModels

/// What must hold in every zone, whatever its clocks do.
@Suite struct CronZoneInvariantTests {
    /// All zones that Foundation lists, in parts that run beside each other.
    static let names = TimeZone.knownTimeZoneIdentifiers.filter { $0.contains("/") }.sorted()

    static func fires(_ text: String, in zone: ZoneTable, from: String, until: String) throws -> [Timestamp] {
        let expression = try CronExpression(text)
        let end = try #require(Timestamp(until))
        var time = try #require(Timestamp(from))
        var fires: [Timestamp] = []
        while let next = expression.next(after: time, in: zone), next < end {
            fires.append(next)
            time = next
        }
        return fires
    }

    @Test func knowsHundredsOfZones() {
        #expect(Self.names.count > 400)
    }

    /// A daily alert fires once for each date of its calendar, none left out and none twice, in every zone on earth.
    ///
    /// The year begins at a time that is midnight nowhere.
    @Test(arguments: 0..<4)
    func aDailyAlertFiresOnceADay(_ part: Int) throws {
        for (index, name) in Self.names.enumerated() where index % 4 == part {
            let zone = try ZoneTable.named(name)
            let fires = try Self.fires(
                "0 0 * * *", in: zone, from: "2024-01-01T12:20:00Z", until: "2025-01-01T12:20:00Z")
            let days = fires.map { zone.civil(at: $0).date.daysSinceEpoch }
            let first = try #require(days.first)
            #expect(days == Array(first..<first + 366), "\(name)")
        }
    }

    /// `@hourly` follows elapsed time: where offsets are whole hours, fires are an hour apart, always.
    @Test(arguments: [
        "Europe/Berlin", "America/New_York", "Europe/Dublin", "America/Havana", "Africa/Casablanca", "Antarctica/Troll",
        "America/Sao_Paulo", "UTC",
    ])
    func anHourlyAlertFiresEveryHour(_ name: String) throws {
        let fires = try Self.fires(
            "@hourly", in: ZoneTable.named(name), from: "2018-01-01T00:00:00Z", until: "2019-01-01T00:00:00Z")
        #expect(fires.count == 365 * 24 - 1)
        #expect(zip(fires, fires.dropFirst()).allSatisfy { $0.duration(to: $1) == .seconds(3600) })
    }

    /// Where the clock moves by half an hour, so does the hour: once in spring and once in autumn.
    @Test func halfAnHourOfDaylightSavingMovesFiresByHalfAnHour() throws {
        let fires = try Self.fires(
            "@hourly", in: ZoneTable.named("Australia/Lord_Howe"), from: "2026-01-01T00:00:00Z",
            until: "2027-01-01T00:00:00Z")
        let gaps = Dictionary(grouping: zip(fires, fires.dropFirst()).map { $0.duration(to: $1) }, by: \.self)
        #expect(Set(gaps.keys) == [.seconds(3600), .seconds(5400)])
        #expect(gaps[.seconds(5400)]?.count == 2)
    }

    /// Wherever the clock stands, `* * * * *` fires at the next whole minute the clock shows.
    @Test(arguments: ["Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham", "Australia/Lord_Howe", "Asia/Tehran"])
    func aMinutelyAlertFiresEveryMinute(_ name: String) throws {
        let fires = try Self.fires(
            "* * * * *", in: ZoneTable.named(name), from: "2026-03-07T00:00:00Z", until: "2026-03-09T00:00:00Z")
        #expect(fires.count == 2 * 1440 - 1)
    }

    /// A monthly alert on the last day fires twelve times a year, at its own midnight.
    @Test(arguments: CronMatrix.zones)
    func theLastDayComesTwelveTimesAYear(_ name: String) throws {
        let zone = try ZoneTable.named(name)
        let fires = try Self.fires(
            "0 12 L * *", in: zone, from: "2024-01-01T12:00:00Z", until: "2025-01-01T12:00:00Z")
        let dates = fires.map { zone.civil(at: $0).date }
        #expect(dates.map(\.month) == Array(1...12))
        #expect(dates.map(\.day) == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    }
}
