import SentinelModels
import SentinelTesting
import Testing

/// Lengths of time in every combination of units.
@Suite struct DurationGrammarTests {
    static let units: [(name: String, microseconds: Int64)] = [
        ("w", 604_800_000_000), ("d", 86_400_000_000), ("h", 3_600_000_000), ("m", 60_000_000), ("s", 1_000_000),
        ("ms", 1000), ("us", 1),
    ]

    /// Each of the 127 sets of units, in order, is read as its sum.
    @Test func everySetOfUnitsIsRead() {
        for set in 1..<128 {
            let chosen = Self.units.enumerated().filter { set >> $0.offset & 1 == 1 }
            let text = chosen.map { "\($0.offset + 2)\($0.element.name)" }.joined()
            let sum = chosen.reduce(0 as Int64) { $0 + Int64($1.offset + 2) * $1.element.microseconds }
            #expect(Duration(text: text) == .microseconds(sum), "\(text)")
        }
    }

    /// The larger unit comes first and none comes twice.
    @Test func everyPairOutOfOrderIsRefused() {
        for (index, later) in Self.units.enumerated() {
            for earlier in Self.units[index...] {
                #expect(Duration(text: "3\(earlier.name)2\(later.name)") == nil, "\(earlier.name) \(later.name)")
            }
        }
    }

    @Test(arguments: [
        ("P3W", "3w"), ("P2D", "2d"), ("PT5H", "5h"), ("PT7M", "7m"), ("PT9S", "9s"), ("P1DT2H3M4S", "1d2h3m4s"),
        ("P1W2DT3H", "1w2d3h"), ("PT90M", "90m"), ("p1dt1h", "1d1h"), ("P0D", "0s"), ("PT36H", "1d12h"),
    ])
    func isoMeansTheSame(_ iso: String, _ plain: String) throws {
        let length = try #require(Duration(text: plain))
        #expect(Duration(text: iso) == length)
    }

    /// The largest number of each unit that fits, and one more.
    @Test func everyUnitHasALargestNumber() {
        for unit in Self.units {
            let most = Int64.max / unit.microseconds
            #expect(Duration(text: "\(most)\(unit.name)") == .microseconds(most * unit.microseconds))
            #expect(Duration(text: "\(UInt64(most) + 1)\(unit.name)") == nil, "\(unit.name)")
            #expect(Duration(text: "\(UInt64(most) + 1)0\(unit.name)") == nil, "\(unit.name)")
        }
        #expect(Duration(text: "106751991d4h54s775ms807us") == .microseconds(Int64.max))
        #expect(Duration(text: "106751991d4h54s775ms808us") == nil)
        #expect(Duration(text: "P106751991DT4H54S") == .microseconds(9_223_372_036_854_000_000))
    }

    /// A text is the shortest of its kind: units descend, no unit is 0 and none is as long as the next larger.
    @Test func textsAreCanonical() throws {
        var generator = SeededGenerator(seed: 77)
        let pattern = /(\d+)([a-z]+)/
        for _ in 0..<1000 {
            let shift = Int64.random(in: 0..<63, using: &generator)
            let duration = Duration.microseconds(Int64.random(in: 1 ... .max, using: &generator) >> shift)
            let parts = duration.text.matches(of: pattern).map { (Int64($0.1) ?? 0, String($0.2)) }
            let places = parts.compactMap { part in Self.units.firstIndex { $0.name == part.1 } }
            #expect(places.count == parts.count && places == places.sorted() && Set(places).count == places.count)
            for (part, place) in zip(parts, places) {
                #expect(part.0 > 0 || duration == .zero)
                let larger = place == 0 ? Int64.max : Self.units[place - 1].microseconds
                #expect(place == 0 || part.0 * Self.units[place].microseconds < larger, "\(duration.text)")
            }
        }
    }

    @Test(arguments: [
        (Duration.nanoseconds(999), "0s"), (.nanoseconds(-999), "0s"), (.microseconds(-1), "-1us"),
        (.seconds(-90), "-1m30s"), (.microseconds(Int64.min), "-15250284w3d4h54s775ms808us"),
        (.seconds(Int64.max), "15250284w3d4h54s775ms807us"),
    ])
    func showsWhatIsNeverRead(_ duration: Duration, _ text: String) {
        #expect(duration.text == text)
        #expect(text.hasPrefix("-") == false || Duration(text: text) == nil)
    }

    @Test(arguments: [
        (Duration.milliseconds(1), 1000 as Int64, 1 as Int64), (.microseconds(1999), 1999, 1),
        (.nanoseconds(1500), 1, 0),
        (.seconds(-1), -1_000_000, -1000), (.nanoseconds(-1500), -1, 0), (.zero, 0, 0),
    ])
    func roundsTowardsZero(_ duration: Duration, _ microseconds: Int64, _ milliseconds: Int64) {
        #expect(duration.wholeMicroseconds == microseconds && duration.wholeMilliseconds == milliseconds)
    }

    /// Any text is read or refused; what is read writes and reads back as itself.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func survivesAnyText(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let signs = ["1", "0", "23", "w", "d", "h", "m", "s", "ms", "us", "P", "T", "-", ".", " ", "W", "D", "é", "\0"]
        for _ in 0..<3000 {
            var text = ""
            for _ in 0..<Int.random(in: 0...7, using: &generator) {
                text += signs.randomElement(using: &generator) ?? ""
            }
            guard let duration = Duration(text: text) else { continue }
            #expect(duration >= .zero && Duration(text: duration.text) == duration, "\(text)")
        }
    }
}
