import Foundation
import SentinelModels
import Testing

@Suite struct SQLValueTests {
    static let day = CalendarDate(year: 2026, month: 11, day: 23)
    static let samples: [SQLValue] = [
        .null, .bool(true), .bool(false), .integer(0), .integer(.max), .integer(.min), .double(0.1), .double(-0.0),
        .double(.leastNonzeroMagnitude), .double(.infinity), .double(-.infinity), .decimal("18446744073709551615"),
        .decimal("-12.50"),
        .text(""), .text("a\"b\n😀"), .bytes([]), .bytes([0, 255, 16]), .timestamp(Timestamp(microseconds: -1)),
        .timestamp(Timestamp(microseconds: .max)), .date(day), .json(#"{"a": 1.10}"#),
    ]

    static let shown: [(SQLValue, String, JSONValue)] = [
        (SQLValue.null, "None", JSONValue.null), (.bool(true), "true", true), (.bool(false), "false", false),
        (.integer(9_007_199_254_740_993), "9007199254740993", .number("9007199254740993")),
        (.double(0.1), "0.1", .number("0.1")), (.double(5), "5.0", .number("5.0")),
        (.double(1e300), "1e+300", .number("1e+300")),
        (.double(.nan), "NaN", "NaN"), (.double(.infinity), "Infinity", "Infinity"),
        (.double(-.infinity), "-Infinity", "-Infinity"), (.decimal("12.50"), "12.50", .number("12.50")),
        (.decimal("NaN"), "NaN", "NaN"), (.decimal(".5"), ".5", ".5"), (.decimal("+1"), "+1", "+1"),
        (.text("é"), "é", "é"),
        (.text("12"), "12", "12"), (.bytes(Array("abc".utf8)), "abc", "abc"),
        (.bytes([0xFF, 0x0A]), "0xff0a", "0xff0a"),
        (.timestamp(Timestamp(seconds: 0)), "1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
        (.date(day), "2026-11-23", "2026-11-23"), (.json("[1.0]"), "[1.0]", .array([.number("1.0")])),
        (.json("{broken"), "{broken", "{broken"),
    ]

    @Test(arguments: shown)
    func shows(_ value: SQLValue, _ text: String, _ json: JSONValue) {
        #expect(value.displayText == text)
        #expect(value.jsonValue == json)
        #expect(value.isNull == (value == .null))
    }

    static let numbers: [(SQLValue, String)] = [
        (SQLValue.integer(5), "5"), (.double(2.5), "2.5"), (.double(1e-7), "0.0000001"), (.decimal("1.0"), "1"),
        (.text(" 12.5 "), "12.5"), (.bool(true), "1"), (.bool(false), "0"), (.integer(.min), "-9223372036854775808"),
    ]

    @Test(arguments: numbers)
    func hasNumber(_ value: SQLValue, _ number: String) {
        #expect(value.number == ExactNumber(number))
    }

    @Test(arguments: [
        SQLValue.null, .double(.nan), .double(.infinity), .decimal("NaN"), .text("abc"), .text(""), .bytes([49]),
        .timestamp(Timestamp(seconds: 1)), .date(day), .json("1"),
    ])
    func hasNoNumber(_ value: SQLValue) {
        #expect(value.number == nil)
    }

    /// State is stored by Foundation's coder, which alone would refuse an infinity and lose the digits of nothing else.
    @Test(arguments: samples)
    func isStoredExactly(_ value: SQLValue) throws {
        let data = try JSONEncoder().encode([value])
        #expect(try JSONDecoder().decode([SQLValue].self, from: data) == [value])
    }

    @Test func storesNotANumber() throws {
        let data = try JSONEncoder().encode(SQLValue.double(.nan))
        guard case .double(let value) = try JSONDecoder().decode(SQLValue.self, from: data) else {
            Issue.record("another kind of value")
            return
        }
        #expect(value.isNaN)
    }

    /// The stored form of each kind, which later releases must read.
    static let forms: [(SQLValue, String)] = [
        (SQLValue.null, #"{"null":true}"#), (.bool(true), #"{"bool":true}"#), (.integer(5), #"{"integer":5}"#),
        (.double(.infinity), #"{"double":"inf"}"#), (.decimal("1.0"), #"{"decimal":"1.0"}"#),
        (.text("a"), #"{"text":"a"}"#),
        (.bytes([1, 254]), #"{"bytes":"01fe"}"#), (.timestamp(Timestamp(seconds: 1)), #"{"timestamp":1000000}"#),
        (.json("[]"), #"{"json":"[]"}"#),
    ]

    @Test(arguments: forms)
    func hasAFixedForm(_ value: SQLValue, _ text: String) throws {
        #expect(String(decoding: try JSONEncoder().encode(value), as: UTF8.self) == text)
    }

    @Test(arguments: [
        "{}", #"{"unknown":1}"#, #"{"integer":1,"text":"a"}"#, #"{"integer":"1"}"#, #"{"double":"x"}"#,
        #"{"bytes":"0"}"#,
        #"{"bytes":"0g"}"#, "5",
    ])
    func refusesOtherForms(_ text: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(SQLValue.self, from: Data(text.utf8)) }
    }
}

@Suite struct FingerprintTests {
    /// Fingerprints are stored: these may never change.
    @Test(
        arguments: [
            ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (
                [IdentityColumn("region", .text("north")), IdentityColumn("shop", .integer(7))],
                "313109275042c3d67d424e0f5d3e820ca50a6a5b3900b0f45946c96961a98aee"
            ),
            (
                [IdentityColumn("at", .timestamp(Timestamp(microseconds: 1))), IdentityColumn("x", .null)],
                "2c933c61285b88abd4012a12f5d4fdeb6edca2e4782812efd65b5eaa324d3e6a"
            ),
        ] as [([IdentityColumn], String)])
    func isPinned(_ identity: [IdentityColumn], _ digits: String) {
        #expect(Fingerprint(identity: identity).description == digits)
        #expect(Fingerprint(identity: identity.reversed()).description == digits)
    }

    @Test func differsForDifferentIdentities() {
        var identities: [[IdentityColumn]] = SQLValueTests.samples.map { [IdentityColumn("a", $0)] }
        identities += [
            [], [IdentityColumn("b", .null)], [IdentityColumn("a", .text("1"))], [IdentityColumn("a", .integer(1))],
            [IdentityColumn("a", .decimal("1"))], [IdentityColumn("a", .double(1))],
            [IdentityColumn("a", .text("null"))], [IdentityColumn("a", .text("x")), IdentityColumn("b", .text("y"))],
            [IdentityColumn("a", .text("x1:b6:text:y"))],
            [IdentityColumn("a1", .text("x")), IdentityColumn("b", .text("y"))],
        ]
        #expect(Set(identities.map(Fingerprint.init(identity:))).count == identities.count)
    }

    @Test func isStoredAsText() throws {
        let fingerprint = Fingerprint(identity: [IdentityColumn("a", .integer(1))])
        let data = try JSONEncoder().encode([fingerprint, .health])
        #expect(String(decoding: data, as: UTF8.self) == #"["\#(fingerprint)","health"]"#)
        #expect(try JSONDecoder().decode([Fingerprint].self, from: data) == [fingerprint, .health])
        #expect(Fingerprint(stored: fingerprint.description) == fingerprint)
        #expect(Fingerprint.single == Fingerprint(identity: []))
    }
}
