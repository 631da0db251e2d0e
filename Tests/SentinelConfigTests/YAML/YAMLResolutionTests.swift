import SentinelModels
import Testing

@testable import SentinelConfig

/// The types of plain scalars, each line as PyYAML's safe loader resolves it.
@Suite("Types of plain scalars")
struct YAMLResolutionTests {
    static let words: [(String, ConfigScalar.Kind)] = [
        ("yes", .bool(true)),
        ("No", .bool(false)),
        ("ON", .bool(true)),
        ("off", .bool(false)),
        ("y", .string),
        ("n", .string),
        ("true", .bool(true)),
        ("TRUE", .bool(true)),
        ("tRue", .string),
        ("~", .null),
        ("~a", .string),
        ("null", .null),
        ("Null", .null),
        ("NULL", .null),
        ("nUll", .string),
        ("", .null),
        ("null_", .string),
        ("False", .bool(false)),
        ("oN", .string),
        ("orders", .string),
        ("a", .string),
        ("1a", .string),
        ("--", .string),
        ("+", .string),
        ("<", .string),
        ("[", .string),
        ("ä", .string),
    ]

    static let integers: [(String, ConfigScalar.Kind)] = [
        ("0", .integer(0)),
        ("-0", .integer(0)),
        ("+1", .integer(1)),
        ("12", .integer(12)),
        ("1_000", .integer(1000)),
        ("-1_0", .integer(-10)),
        ("010", .integer(8)),
        ("08", .string),
        ("0o7", .string),
        ("0x1F", .integer(31)),
        ("0xg", .string),
        ("-0x1f", .integer(-31)),
        ("0b101", .integer(5)),
        ("0b2", .string),
        ("0b", .string),
        ("0x", .string),
        ("12:30", .integer(750)),
        ("1:2:3", .integer(3723)),
        ("0:30", .string),
        ("190:20:30", .integer(685_230)),
        ("12:60", .string),
        ("1:5", .integer(65)),
        ("12:3a", .string),
        ("9223372036854775807", .integer(.max)),
        ("9223372036854775808", .integer(nil)),
        ("-9223372036854775808", .integer(.min)),
        ("0_", .integer(0)),
        ("_1", .string),
        ("1__0", .integer(10)),
        ("00", .integer(0)),
        ("-12:30", .integer(-750)),
        ("+12:30", .integer(750)),
        ("1:", .string),
        ("99999999999999999999:00", .integer(nil)),
    ]

    static let numbers: [(String, ConfigScalar.Kind)] = [
        (".5", .number(0.5)),
        ("-.5", .string),
        ("+.5", .string),
        ("1.", .number(1)),
        ("1.5", .number(1.5)),
        ("-1.5e+3", .number(-1500)),
        ("1e5", .string),
        ("1.0e5", .string),
        ("1.0e+5", .number(100_000)),
        ("1.0e+", .string),
        ("1_0.5_0", .number(10.5)),
        ("._5", .string),
        (".inf", .number(.infinity)),
        ("-.INF", .number(-.infinity)),
        ("+.Inf", .number(.infinity)),
        ("-.nan", .string),
        (".", .string),
        ("..", .string),
        ("1.2.3", .string),
        ("12:30.5", .number(750.5)),
        ("-12:30.5", .number(-750.5)),
        ("1:60.5", .string),
        ("0.0", .number(0)),
        ("a.b", .string),
        ("-x.5", .string),
        ("12:30.x", .string),
    ]

    static let times: [(String, ConfigScalar.Kind)] = [
        ("2024-01-01", .timestamp),
        ("2024-1-1", .string),
        ("2024-01-01T10:00:00Z", .timestamp),
        ("2024-1-1T1:00:00", .timestamp),
        ("2024-01-01X", .string),
        ("2024-01-01T10:00", .string),
        ("20240-01-01", .string),
        ("2024-01-01T10:00:00.5+01:00", .timestamp),
        ("2024-01-01T10:00:00-1", .timestamp),
        ("2024-01-01 10:00:00", .timestamp),
        ("2024-01-01 10:00:00 +01:00", .timestamp),
        ("2024-01-01 10:00:00 Z", .timestamp),
        ("2024-01-01T10:00:00+", .string),
        ("2024-01-01T10:00:00Zx", .string),
        ("2024-01-01T10:00:00+01:0", .string),
        ("2024-01-1", .string),
    ]

    @Test(arguments: words + integers + numbers + times)
    func typeOfPlainScalar(_ text: String, _ kind: ConfigScalar.Kind) {
        var text = text
        #expect(text.withUTF8(YAMLResolver.kind) == kind)
    }

    @Test(arguments: [".nan", ".NaN", ".NAN"])
    func notANumber(_ text: String) {
        var text = text
        guard case .number(let value) = text.withUTF8(YAMLResolver.kind) else {
            Issue.record("no number")
            return
        }
        #expect(value.isNaN)
    }

    @Test(
        arguments: [
            ("'5'", .string, "5"),
            ("\"yes\"", .string, "yes"),
            ("|\n  5\n", .string, "5\n"),
            ("!!str 5", .string, "5"),
            ("!!int \"5\"", .integer(5), "5"),
            ("!!float 5", .integer(5), "5"),
            ("!!bool 'yes'", .bool(true), "yes"),
            ("!!null ''", .null, ""),
            ("! 5", .integer(5), "5"),
            ("!!timestamp '2024-01-01'", .timestamp, "2024-01-01"),
        ] as [(String, ConfigScalar.Kind, String)])
    func quotesAndTagsDecide(_ text: String, _ kind: ConfigScalar.Kind, _ expected: String) throws {
        let node = try read("a: " + text)
        #expect(node["a"]?.scalar == ConfigScalar(text: expected, kind: kind))
    }
}

/// The tree of a text whose dollar signs are dollar signs.
func read(_ text: String) throws -> ConfigNode {
    var text = text.replacing("$", with: "$$")
    let tape = try text.withUTF8 { try YAMLParser.tape(of: $0, file: "c.yaml") }
    let variables = Variables(environment: [:], allowsBare: true)
    return YAMLNodeReader(tape: tape, variables: variables) { Issue.record("\($0)") }.node(0)
}
