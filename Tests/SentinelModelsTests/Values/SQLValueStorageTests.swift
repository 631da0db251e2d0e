import Foundation
import SentinelModels
import SentinelTesting
import Testing

/// Values in stored state and in fingerprints: exact, and the same in later releases.
@Suite struct SQLValueStorageTests {
    static func roundTrip(_ value: SQLValue) throws -> SQLValue {
        try JSONDecoder().decode(SQLValue.self, from: JSONEncoder().encode(value))
    }

    /// All bits of a double come back, of denormal numbers and of the sign of zero, too.
    @Test func doublesKeepTheirBits() throws {
        var generator = SeededGenerator(seed: 61)
        let patterns =
            (0..<500).map { _ in generator.next() } + [0, 1 << 63, 1, 0x7FEF_FFFF_FFFF_FFFF, 0x7FF0_0000_0000_0000]
        for bits in patterns where !Double(bitPattern: bits).isNaN {
            guard case .double(let value) = try Self.roundTrip(.double(Double(bitPattern: bits))) else {
                Issue.record("another kind of value for \(bits)")
                continue
            }
            #expect(value.bitPattern == bits)
        }
    }

    @Test func integersKeepTheirBits() throws {
        var generator = SeededGenerator(seed: 62)
        for shift in 0..<63 {
            let power = (1 as Int64) << shift
            let random = Int64(bitPattern: generator.next()) >> shift
            for value in [random, power, -power, power - 1] {
                #expect(try Self.roundTrip(.integer(value)) == .integer(value))
                #expect(SQLValue.integer(value).jsonValue.integerValue == value)
                #expect(
                    try Self.roundTrip(.timestamp(Timestamp(microseconds: value)))
                        == .timestamp(.init(microseconds: value)))
            }
        }
    }

    @Test func bytesKeepTheirBits() throws {
        var generator = SeededGenerator(seed: 63)
        for length in 0..<100 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(try Self.roundTrip(.bytes(bytes)) == .bytes(bytes))
            #expect([UInt8](hexadecimal: bytes.hexadecimal) == bytes)
            #expect([UInt8](hexadecimal: bytes.hexadecimal.uppercased()) == bytes)
        }
    }

    @Test(arguments: ["0", "abc", "0g", "0x12", " 12", "1 2", "١٢", "éé", "-1", "+1"])
    func otherTextsAreNoBytes(_ text: String) {
        #expect([UInt8](hexadecimal: text) == nil)
    }

    @Test func everyByteIsTwoDigits() {
        let all = (0...255).map { UInt8($0) }
        let digits = Array("0123456789abcdef")
        let expected = all.map { String([digits[Int($0) / 16], digits[Int($0) % 16]]) }.joined()
        #expect(all.hexadecimal == expected)
    }

    /// The texts that fingerprints hash: another text would make every instance a new one.
    static let canonical: [(SQLValue, String)] = [
        (.null, "null"), (.bool(true), "bool:true"), (.bool(false), "bool:false"), (.integer(-5), "integer:-5"),
        (.integer(.min), "integer:-9223372036854775808"), (.double(5), "double:5.0"), (.double(0.1), "double:0.1"),
        (.double(1e300), "double:1e+300"), (.double(-.infinity), "double:-inf"), (.double(.nan), "double:nan"),
        (.double(0), "double:0.0"), (.double(-0.0), "double:0.0"), (.decimal("12.50"), "decimal:12.50"),
        (.text(""), "text:"), (.text("a:b"), "text:a:b"), (.bytes([0, 255]), "bytes:00ff"), (.bytes([]), "bytes:"),
        (.timestamp(Timestamp(microseconds: -1)), "timestamp:-1"),
        (.date(CalendarDate(year: 2026, month: 1, day: 2)), "date:2026-01-02"), (.json("{ }"), "json:{ }"),
    ]

    @Test(arguments: canonical)
    func hasACanonicalText(_ value: SQLValue, _ text: String) {
        #expect(value.canonicalText == text)
    }

    /// What compares equal has one fingerprint, above all zero with either sign.
    @Test func equalValuesAreOneInstance() {
        let values = Self.canonical.map(\.0)
        for left in values {
            for right in values where left == right {
                #expect(left.canonicalText == right.canonicalText)
                #expect(left.hashValue == right.hashValue)
            }
        }
        let zeros = [SQLValue.double(0), .double(-0.0)].map { Fingerprint(identity: [IdentityColumn("x", $0)]) }
        #expect(zeros[0] == zeros[1])
    }

    /// The stored form refuses what it never writes, and says what is wrong.
    @Test(arguments: [
        ("{}", "a stored value has exactly one key"), (#"{"a":1}"#, "a stored value has exactly one key"),
        (#"{"integer":1,"text":"a"}"#, "a stored value has exactly one key"),
        (#"{"double":"x"}"#, "no double is written there"), (#"{"double":""}"#, "no double is written there"),
        (#"{"bytes":"0"}"#, "no bytes is written there"), (#"{"bytes":"zz"}"#, "no bytes is written there"),
    ])
    func refusesWithAReason(_ text: String, _ reason: String) {
        do {
            let value = try JSONDecoder().decode(SQLValue.self, from: Data(text.utf8))
            Issue.record("read as \(value)")
        } catch DecodingError.dataCorrupted(let context) {
            #expect(context.debugDescription == reason)
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test(arguments: [
        #"{"integer":9223372036854775808}"#, #"{"integer":1.5}"#, #"{"bool":1}"#, #"{"text":1}"#,
        #"{"date":"2026-01-01"}"#,
        #"{"timestamp":"now"}"#, #"{"decimal":1.5}"#, #"{"json":{}}"#, "[]", "null", "\"text\"",
    ])
    func refusesOtherTypes(_ text: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(SQLValue.self, from: Data(text.utf8)) }
    }

    @Test func datesAreStoredByTheirParts() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(SQLValue.date(CalendarDate(year: -5, month: 2, day: 30)))
        #expect(String(decoding: data, as: UTF8.self) == #"{"date":{"day":30,"month":2,"year":-5}}"#)
    }
}
