import SentinelModels
import SentinelTesting
import Testing

/// Every combination of the parts a time may be written with, against adding the parts up.
@Suite struct TimestampGrammarTests {
    /// A part as it is written, and what it adds in microseconds.
    struct Part: Sendable {
        var text: String
        var microseconds: Int64
        init(_ text: String, _ microseconds: Int64 = 0) {
            self.text = text
            self.microseconds = microseconds
        }
    }

    static let dates = [
        Part("1970-01-01"), Part("2026-11-23", 1_795_392_000_000_000), Part("2024-02-29", 1_709_164_800_000_000),
        Part("1969-12-31", -86_400_000_000),
    ]
    static let separators = [Part("T"), Part("t"), Part(" ")]
    static let times = [
        Part("00:00"), Part("23:59", 86_340_000_000), Part("09:05:07", 32_707_000_000), Part("00:00:60", 60_000_000),
    ]
    static let fractions = [
        Part(""), Part(".0"), Part(".5", 500_000), Part(",25", 250_000), Part(".123456", 123_456),
        Part(".123456999", 123_456), Part(".000001", 1),
    ]
    static let offsets = [
        Part(""), Part("Z"), Part("z"), Part("+00:00"), Part("-00:00"), Part("+01", -3_600_000_000),
        Part("+0545", -20_700_000_000), Part("-09:30", 34_200_000_000), Part("+23:59", -86_340_000_000),
    ]

    @Test(arguments: dates)
    func addsUpAllParts(_ date: Part) {
        for separator in Self.separators {
            for time in Self.times {
                // A fraction needs seconds before it.
                let fractions = time.text.utf8.count == 5 ? [Part("")] : Self.fractions
                for fraction in fractions {
                    for offset in Self.offsets {
                        let parts = [date, separator, time, fraction, offset]
                        let text = parts.map(\.text).joined()
                        let sum = parts.map(\.microseconds).reduce(0, +)
                        #expect(Timestamp(text)?.microseconds == sum, "\(text)")
                    }
                }
            }
        }
    }

    @Test func everyOffsetOfWholeMinutesIsRead() {
        for minutes in 0..<1440 {
            let text = (minutes / 60).padded(to: 2) + ":" + (minutes % 60).padded(to: 2)
            let east = Timestamp("2000-01-01T00:00:00+" + text)
            let west = Timestamp("2000-01-01T00:00:00-" + text)
            let midnight = Timestamp(seconds: 946_684_800)
            #expect(east == midnight.advanced(by: .seconds(-60 * minutes)))
            #expect(west == midnight.advanced(by: .seconds(60 * minutes)))
        }
    }

    /// A sign left out, doubled or put in makes a text another time or none; it is never read as the same.
    @Test func everySingleDamageIsNoticed() {
        let text = "2026-11-23T09:08:07.654321+01:30"
        let characters = Array(text)
        let time = Timestamp(text)
        #expect(time?.description == "2026-11-23T07:38:07.654321Z")
        for index in characters.indices {
            for sign in "0123456789-+:.TZ x" where sign != characters[index] {
                var damaged = characters
                damaged[index] = sign
                // Other letters for the same thing, and digits after the sixth.
                if characters[index] == "T", sign == " " { continue }
                #expect(Timestamp(String(damaged)) != time, "\(String(damaged))")
            }
            var shorter = characters
            shorter.remove(at: index)
            // `+0130` means the same as `+01:30`.
            if index != characters.count - 3 { #expect(Timestamp(String(shorter)) != time, "\(String(shorter))") }
        }
    }

    /// What is read from random signs is a time that writes and reads back as itself.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func survivesAnyText(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let signs = Array("0123456789".utf8) + Array("0123456789-:.TZ+ \u{0}é".utf8)
        for _ in 0..<3000 {
            var bytes = Array("2026-11-23T09:08:07.654321+01:30".utf8)
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = signs.randomElement(using: &generator) ?? 48
            }
            let text = String(decoding: bytes, as: UTF8.self)
            guard let time = Timestamp(text) else { continue }
            #expect(Timestamp(time.description) == time, "\(text)")
        }
    }

    @Test(
        arguments: [
            (Int64.max, 9_223_372_036_854_775_807), (Int64.min, Int64.min),
            (9_223_372_036_854, 9_223_372_036_854_000_000),
            (9_223_372_036_855, Int64.max), (-9_223_372_036_854, -9_223_372_036_854_000_000),
            (-9_223_372_036_855, Int64.min),
        ] as [(Int64, Int64)])
    func secondsStopAtTheEndsOfTime(_ seconds: Int64, _ microseconds: Int64) {
        #expect(Timestamp(seconds: seconds).microseconds == microseconds)
    }

    @Test(
        arguments: [
            (Int64.min, "-290308-12-21T19:59:05.224192Z"), (Int64.max, "294247-01-10T04:00:54.775807Z"),
            (-62_135_596_800_000_001, "0000-12-31T23:59:59.999999Z"), (-1, "1969-12-31T23:59:59.999999Z"),
        ] as [(Int64, String)])
    func showsTheWholeOfTime(_ microseconds: Int64, _ text: String) {
        let time = Timestamp(microseconds: microseconds)
        #expect(time.description == text)
        #expect(CivilDateTime(utc: time).utc == time)
    }

    /// Years before and after time are its ends, not a crash and not another year.
    @Test(
        arguments: [
            (294_247, 1, 11, Int64.max), (300_000, 1, 1, Int64.max), (-290_308, 12, 20, Int64.min),
            (-300_000, 1, 1, Int64.min), (294_246, 12, 31, 9_223_371_158_400_000_000),
        ] as [(Int, Int, Int, Int64)])
    func datesOutsideOfTimeAreItsEnds(_ year: Int, _ month: Int, _ day: Int, _ microseconds: Int64) {
        let civil = CivilDateTime(date: CalendarDate(year: year, month: month, day: day))
        #expect(civil.utc.microseconds == microseconds)
    }
}
