import CronOracles
import Foundation
import Testing

@testable import SentinelModels

@Suite struct ZoneTableTests {
    @Test(arguments: [
        ("Europe/Berlin", "2026-01-15T00:00:00Z", 3600), ("Europe/Berlin", "2026-07-15T00:00:00Z", 7200),
        ("Europe/Berlin", "2150-07-15T00:00:00Z", 7200), ("Europe/Berlin", "2150-01-15T00:00:00Z", 3600),
        ("Europe/Berlin", "1850-01-01T00:00:00Z", 3208), ("America/New_York", "2026-07-15T00:00:00Z", -14_400),
        ("America/New_York", "2099-12-15T00:00:00Z", -18_000), ("Asia/Kathmandu", "2026-07-15T00:00:00Z", 20_700),
        ("Australia/Lord_Howe", "2120-01-15T00:00:00Z", 39_600),
        ("Australia/Lord_Howe", "2120-07-15T00:00:00Z", 37_800),
        ("Europe/Dublin", "2060-01-15T00:00:00Z", 0), ("Europe/Dublin", "2060-07-15T00:00:00Z", 3600),
        ("Pacific/Kiritimati", "2026-01-01T00:00:00Z", 50_400),
        ("America/Argentina/Buenos_Aires", "2026-01-01T00:00:00Z", -10_800),
        ("Etc/GMT+5", "2026-01-01T00:00:00Z", -18_000), ("UTC", "2026-01-01T00:00:00Z", 0),
        ("Etc/UTC", "2026-01-01T00:00:00Z", 0), ("America/Nuuk", "2100-07-01T00:00:00Z", -3600),
    ])
    func offsets(_ name: String, _ time: String, _ offset: Int) throws {
        let zone = try ZoneTable.named(name)
        #expect(zone.offset(at: try #require(Timestamp(time))) == offset)
        #expect(zone.identifier == name)
    }

    @Test(arguments: [
        ("Europe/Berlim", "did you mean 'Europe/Berlin'?"), ("europe/berlin", "did you mean 'Europe/Berlin'?"),
        ("Berlin", "did you mean 'Europe/Berlin'?"), ("Asia/Kolkatta", "did you mean 'Asia/Kolkata'?"),
        ("new_york", "did you mean 'America/New_York'?"),
        ("Amerika/New_York", "did you mean 'America/New_York'?"), ("Mars/Olympus", "use an IANA name"),
        ("", "use an IANA name"), ("CEST", "unknown time zone 'CEST'"), ("GMT+3", "unknown time zone 'GMT+3'"),
        ("+01:00", "use an IANA name"),
        // No way to other files.
        ("../../../etc/passwd", "use an IANA name"), ("/etc/localtime", "use an IANA name"),
        ("Europe/../Europe/Berlin", "unknown time zone"), ("Europe//Berlin", "unknown time zone"),
        ("Europe/Berlin/", "unknown time zone"), ("Europe", "unknown time zone 'Europe'"),
        ("right/Europe/Berlin", "unknown time zone"), ("posix/Europe/Berlin", "unknown time zone"),
        ("localtime", "unknown time zone"), ("tzdata.zi", "unknown time zone"),
        ("Europe/Ber\u{0}lin", "'Europe/Ber?lin'"),
        ("Europe/Berlin\n", "'Europe/Berlin?'"),
    ])
    func refuses(_ name: String, _ text: String) {
        for _ in 0..<2 {
            let error = #expect(throws: SentinelError.self) { try ZoneTable.named(name) }
            #expect(error?.code == .configuration)
            #expect(error?.message.contains(text) == true, "\(error?.message ?? "")")
        }
    }

    @Test func refusesMoreWrongNamesThanAreRemembered() {
        for number in 0..<110 {
            #expect(throws: SentinelError.self) { try ZoneTable.named("wrong/\(number)") }
        }
    }

    @Test func keepsOneTablePerName() throws {
        let first = try ZoneTable.named("Asia/Tokyo")
        #expect(try ZoneTable.named("Asia/Tokyo") == first)
        #expect(Set([first, try ZoneTable.named("Asia/Tokyo"), .utc]).count == 2)
        #expect(try ZoneTable.named("UTC") == .utc)
        #expect(try ZoneTable.named("Etc/UTC") != .utc)
    }

    @Test func needsNoFileForUTC() {
        #expect(ZoneTable.system("UTC", in: ["/nonexistent"]) == .utc)
        #expect(ZoneTable.system("Europe/Berlin", in: ["/nonexistent"]) == nil)
    }

    @Test func looksInEveryDirectory() throws {
        let found = ZoneTable.system("Europe/Berlin", in: ["/nonexistent", "/usr/share/zoneinfo"])
        #expect(try found == ZoneTable.named("Europe/Berlin"))
    }

    @Test func saysWhatIsMissingOnAMachineWithoutZones() {
        let error = ZoneTable.unknown("Europe/Berlin", in: ["/nonexistent"])
        #expect(error.code == .configuration)
        #expect(
            error.message
                == "this machine has no time zone data, so only UTC is known; install the package tzdata, or set TZDIR to "
                + "its directory")
    }

    @Test func withoutAListNothingIsSuggested() {
        #expect(ZoneTable.names(in: ["/nonexistent"]) == [])
        #expect(
            ZoneTable.unknown("Berlin", in: ["/usr"]).message
                == "unknown time zone 'Berlin'; use an IANA name such as Europe/Berlin")
    }

    /// The system's files and the data that comes with Foundation are independent of each other.
    @Test(
        arguments: Set(CronMatrix.zones + ["America/Nuuk", "Asia/Gaza", "Pacific/Norfolk"]).subtracting(["UTC"]))
    func filesAgreeWithFoundation(_ name: String) throws {
        let zone = try #require(TimeZone(identifier: name))
        var expected: [[Int64]] = []
        var time = Date(timeIntervalSince1970: 946_684_799)
        while let next = zone.nextDaylightSavingTimeTransition(after: time),
            next > time, next < Date(timeIntervalSince1970: 4_102_444_800)
        {
            let change = [Int64(next.timeIntervalSince1970), Int64(zone.secondsFromGMT(for: next))]
            if change[1] != Int64(zone.secondsFromGMT(for: next - 1)) { expected.append(change) }
            time = next
        }
        let files = try #require(ZoneTable.system(name)).segments
        let found = files.filter { (946_684_800..<4_102_444_800).contains($0.start) }
        #expect(found.map { [$0.start, Int64($0.offset)] } == expected)
    }

    @Test(arguments: [
        ("2026-03-29T01:59:59Z", "2026-03-29T00:59:59Z"), ("2026-03-29T02:00:00Z", "2026-03-29T01:00:00Z"),
        ("2026-03-29T02:59:59.5Z", "2026-03-29T01:00:00Z"), ("2026-03-29T03:00:00Z", "2026-03-29T01:00:00Z"),
        ("2026-03-29T03:00:00.25Z", "2026-03-29T01:00:00.250Z"), ("2026-10-25T02:30:00Z", "2026-10-25T00:30:00Z"),
        ("2026-10-25T02:59:59.5Z", "2026-10-25T00:59:59.500Z"), ("2026-10-25T03:00:00Z", "2026-10-25T02:00:00Z"),
        ("2190-07-01T12:00:00Z", "2190-07-01T10:00:00Z"), ("1800-01-01T00:53:28Z", "1800-01-01T00:00:00Z"),
    ])
    func firstInstants(_ shown: String, _ instant: String) throws {
        // The wall-clock time is written as if it were UTC.
        let civil = CivilDateTime(utc: try #require(Timestamp(shown)))
        #expect(try ZoneTable.named("Europe/Berlin").firstInstant(of: civil).description == instant)
    }

    @Test(arguments: CronMatrix.zones)
    func conversionsAreInverse(_ name: String) throws {
        let zone = try ZoneTable.named(name)
        for hour in stride(from: 1_199_145_600 as Int64, to: 1_830_297_600, by: 3_607 * 61) {
            let time = Timestamp(seconds: hour)
            let civil = zone.civil(at: time)
            let back = zone.firstInstant(of: civil)
            // Only in the second pass of a repeated hour is there an earlier instant.
            #expect(back <= time && zone.civil(at: back) == civil)
        }
    }
}
