import Foundation
import SentinelTesting
import Testing

@testable import SentinelModels

/// Zone files as they should not be, and rules that no current zone has.
@Suite struct ZoneHistoryTests {
    /// Builds a zone file of version 2 whose first block is empty.
    static func file(
        times: [Int64] = [], types: [UInt8] = [], offsets: [Int32] = [0], leaps: Int = 0, footer: String? = "",
        version: Character = "2"
    ) -> [UInt8] {
        func header(times: Int, types: Int) -> [UInt8] {
            let counts = [0, 0, leaps, times, types, 4]
            return Array("TZif".utf8) + [version.asciiValue!] + [UInt8](repeating: 0, count: 15)
                + counts.flatMap { bigEndian(UInt32($0)) }
        }
        func block(_ times: [[UInt8]], leapSize: Int) -> [UInt8] {
            times.flatMap { $0 } + types.prefix(times.count)
                + offsets.flatMap { bigEndian(UInt32(bitPattern: $0)) + [0, 0] } + Array("ABC\0".utf8)
                + [UInt8](repeating: 0, count: leaps * leapSize)
        }
        let short = times.map { bigEndian(UInt32(truncatingIfNeeded: $0)) }
        let long = times.map { bigEndian(UInt64(bitPattern: $0)) }
        let first = header(times: times.count, types: offsets.count) + block(short, leapSize: 8)
        guard version != "\0" else { return first }
        let second = header(times: times.count, types: offsets.count) + block(long, leapSize: 12)
        return first + second + (footer.map { Array("\n\($0)\n".utf8) } ?? [])
    }

    static func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian, Array.init)
    }

    @Test func readsTimesAndOffsets() throws {
        let bytes = Self.file(times: [-100, 0, 5_000_000_000], types: [1, 0, 1], offsets: [3600, -7200])
        let history = try #require(ZoneHistory(tzif: bytes))
        #expect(history.initialOffset == 3600)
        #expect(history.changes.map(\.at) == [-100, 0, 5_000_000_000])
        #expect(history.changes.map(\.offset) == [-7200, 3600, -7200])
    }

    @Test func readsTheFirstVersion() throws {
        let bytes = Self.file(times: [-100, 7], types: [1, 0], offsets: [0, 60], version: "\0")
        #expect(
            try #require(ZoneHistory(tzif: bytes)).changes == [.init(at: -100, offset: 60), .init(at: 7, offset: 0)])
    }

    @Test func ignoresTheBigBang() throws {
        let bytes = Self.file(times: [.min, 7, .max], types: [1, 0, 1], offsets: [0, 60])
        let history = try #require(ZoneHistory(tzif: bytes))
        #expect(history.initialOffset == 60)
        #expect(history.changes == [.init(at: 7, offset: 0)])
    }

    @Test func followsARuleWithoutChanges() throws {
        let history = try #require(ZoneHistory(tzif: Self.file(offsets: [0], footer: "<+03>-3")))
        let zone = ZoneTable("Test", history)
        #expect(zone.offset(at: Timestamp(seconds: 0)) == 10_800)
        #expect(zone.segments.count == 1)
    }

    static let damaged: [(String, [UInt8])] = [
        ("not ascending", file(times: [5, 5], types: [0, 0])),
        ("unknown type", file(times: [5], types: [1])),
        ("offset of 27 hours", file(offsets: [97_200])),
        ("no type", file(offsets: [])),
        ("leap seconds", file(leaps: 2)),
        ("no footer", file(footer: nil)),
        ("footer without an end", Array(file(footer: "UTC0").dropLast())),
        ("footer that is no rule", file(footer: "Hello!")),
        ("footer that is no text", Array(file(footer: "").dropLast(2)) + ([10, 0xFF, 10])),
        ("other magic", Array("TZjf".utf8) + file().dropFirst(4)),
        ("empty", []),
        ("text", Array("# version 2025b".utf8)),
    ]

    @Test(arguments: damaged)
    func refuses(_ name: String, _ bytes: [UInt8]) {
        #expect(ZoneHistory(tzif: bytes) == nil)
    }

    /// Damage of any kind makes a file unusable or leaves another table; it never stops the process.
    @Test func survivesDamage() throws {
        let path = "/usr/share/zoneinfo/America/New_York"
        let sound = try [UInt8](#require(FileManager.default.contents(atPath: path)))
        for length in 0..<sound.count - 1 { #expect(ZoneHistory(tzif: Array(sound.prefix(length))) == nil) }
        let expression = try CronExpression("30 2 * * *")
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<3000 {
            var bytes = sound
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator)
            }
            guard let history = ZoneHistory(tzif: bytes) else { continue }
            let zone = ZoneTable("Test", history)
            let time = Timestamp(seconds: 1_700_000_000)
            if let next = expression.next(after: time, in: zone) { #expect(next > time) }
        }
    }

    @Test(arguments: [
        ("UTC0", 0), ("CET-1", 3600), ("<+0545>-5:45", 20_700), ("<-03>3", -10_800), ("ABC+1:02:03", -3723),
    ])
    func fixedRules(_ text: String, _ offset: Int) throws {
        let rule = try #require(POSIXZoneRule(text))
        #expect(rule.standardOffset == offset)
        #expect(rule.changes(inYears: 2026...2027).count == 1)
    }

    /// A rule with its changes in 2027 and 2028.
    @Test(arguments: [
        (
            "CET-1CEST,M3.5.0,M10.5.0/3",
            [
                "2027-03-28T01:00:00Z 7200", "2027-10-31T01:00:00Z 3600", "2028-03-26T01:00:00Z 7200",
                "2028-10-29T01:00:00Z 3600",
            ]
        ),
        (
            "EST5EDT4,M3.2.0/2,M11.1.0",
            [
                "2027-03-14T07:00:00Z -14400", "2027-11-07T06:00:00Z -18000", "2028-03-12T07:00:00Z -14400",
                "2028-11-05T06:00:00Z -18000",
            ]
        ),
        (
            "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
            [
                "2027-04-03T15:00:00Z 37800", "2027-10-02T15:30:00Z 39600", "2028-04-01T15:00:00Z 37800",
                "2028-09-30T15:30:00Z 39600",
            ]
        ),
        (
            "IST-1GMT0,M10.5.0,M3.5.0/1",
            [
                "2027-03-28T01:00:00Z 3600", "2027-10-31T01:00:00Z 0", "2028-03-26T01:00:00Z 3600",
                "2028-10-29T01:00:00Z 0",
            ]
        ),
        (
            "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
            [
                "2027-03-28T01:00:00Z -3600", "2027-10-31T01:00:00Z -7200", "2028-03-26T01:00:00Z -3600",
                "2028-10-29T01:00:00Z -7200",
            ]
        ),
        (
            "EET-2EEST,M3.4.4/50,M10.4.4/50",
            [
                "2027-03-27T00:00:00Z 10800", "2027-10-29T23:00:00Z 7200", "2028-03-25T00:00:00Z 10800",
                "2028-10-27T23:00:00Z 7200",
            ]
        ),
        (
            "AAA0BBB,J60/0,300/0",
            [
                "2027-03-01T00:00:00Z 3600", "2027-10-27T23:00:00Z 0", "2028-03-01T00:00:00Z 3600",
                "2028-10-26T23:00:00Z 0",
            ]
        ),
        (
            "AAA0BBB,J59/0,J1/0",
            [
                "2027-02-28T00:00:00Z 3600", "2027-12-31T23:00:00Z 0", "2028-02-28T00:00:00Z 3600",
            ]
        ),
        ("XXX3EDT4,0/0,J365/23", ["2027-01-01T03:00:00Z -14400", "2028-01-01T03:00:00Z -14400"]),
    ])
    func daylightRules(_ text: String, _ expected: [String]) throws {
        let rule = try #require(POSIXZoneRule(text))
        let changes = rule.changes(inYears: 2027...2028).filter { $0.at >= 1_798_761_600 && $0.at < 1_861_920_000 }
        let shown = changes.map { "\(Timestamp(seconds: $0.at)) \($0.offset)" }
        #expect(shown.filter { !$0.hasPrefix("2026") } == expected)
    }

    @Test(arguments: [
        "", "A1", "AB1", "ABC", "ABC999", "ABC1:60", "ABC1:30:60", "ABC1:", "<+01", "<+01>", "CET-1CEST",
        "CET-1CEST,", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M0.5.0,M1.1.1",
        "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.0.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,M3,M10.5.0",
        "CET-1CEST,J0,J300", "CET-1CEST,J366,J300", "CET-1CEST,366,300", "CET-1CEST,1/168,300", "CET-1CEST,1/,300",
        "CET-1CEST,1,300,5", "CET-1CEST-1:99,1,300", "CET-1X,1,300", "CET26", "CET-1CEST-27,1,300", "CET-1CEST,1111,2",
    ])
    func refusesRules(_ text: String) {
        #expect(POSIXZoneRule(text) == nil)
    }
}
