import Foundation
import SentinelModels
import SentinelTesting
import Testing

/// Random documents, written, read, compared with Foundation's reader, and damaged.
@Suite struct JSONPropertyTests {
    static let numbers = [
        "0", "-0", "7", "-12.50", "1e5", "1E+05", "2.5e-3", "9223372036854775807", "9223372036854775808",
        "18446744073709551616", "0.1000000000000000055511151231257827", "123456789012345678901234567890.123456789",
    ]
    static let texts = [
        "", "a", "é😀", "\"", "\\", "/", "\n\r\t", "\u{0}\u{1F}", "\u{7F}", "\u{2028}\u{2029}", "日本語", "</script>",
    ]

    static func value(_ depth: Int, _ generator: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth == 0 ? 5 : 7), using: &generator) {
        case 0: return nil
        case 1: return .bool(.random(using: &generator))
        case 2, 3: return .number(numbers.randomElement(using: &generator) ?? "0")
        case 4: return .string(texts.randomElement(using: &generator) ?? "")
        case 5: return .array(list(depth, &generator))
        default:
            return .object(
                list(depth, &generator).map { .init(texts.randomElement(using: &generator) ?? "", $0) })
        }
    }

    private static func list(_ depth: Int, _ generator: inout SeededGenerator) -> [JSONValue] {
        var elements: [JSONValue] = []
        for _ in 0..<Int.random(in: 0...4, using: &generator) { elements.append(value(depth - 1, &generator)) }
        return elements
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func readsWhatItWrote(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<60 {
            let value = Self.value(5, &generator)
            #expect(try JSONValue(parsing: value.encoded()) == value)
            #expect(try JSONValue(parsing: value.encodedBytes(pretty: true)) == value)
            // Blanks between the parts are all that the two forms differ in.
            let pretty = try JSONValue(parsing: value.encoded(pretty: true)).encoded()
            #expect(pretty == value.encoded())
        }
    }

    /// Foundation reads what we write, wherever it does not lose digits or keys itself.
    @Test(arguments: 11...14 as ClosedRange<UInt64>)
    func foundationReadsWhatItWrote(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<40 {
            let value = Self.value(4, &generator)
            for text in [value.encoded(), value.encoded(pretty: true)] {
                let read = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
                #expect(Self.agrees(read, value), "\(text)")
            }
        }
    }

    private static func agrees(_ read: Any, _ value: JSONValue) -> Bool {
        switch value {
        case .null: return read is NSNull
        case .bool(let expected): return read as? Bool == expected
        case .number: return read as? NSNumber != nil
        case .string(let expected): return (read as? String).map { Array($0.utf8) == Array(expected.utf8) } ?? false
        case .array(let elements):
            guard let list = read as? [Any], list.count == elements.count else { return false }
            return zip(list, elements).allSatisfy { agrees($0, $1) }
        case .object(let members):
            return (read as? [String: Any]).map { Set($0.keys) == Set(members.map(\.key)) } ?? false
        }
    }

    /// A document with one byte changed is read or refused inside its bounds, and what is read can be written again.
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func survivesDamage(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<150 {
            var bytes = Self.value(3, &generator).encodedBytes()
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[index] = .random(in: 0...255, using: &generator)
            }
            let value: JSONValue
            do throws(JSONValue.ParsingError) {
                value = try JSONValue(parsing: bytes)
            } catch {
                #expect((0...bytes.count).contains(error.offset))
                continue
            }
            #expect(try JSONValue(parsing: value.encodedBytes()) == value)
        }
    }

    /// A document that is cut anywhere inside is none.
    @Test func noPartOfAListIsADocument() throws {
        var generator = SeededGenerator(seed: 99)
        for _ in 0..<20 {
            let bytes = JSONValue.array([Self.value(3, &generator), "end"]).encodedBytes()
            for length in 0..<bytes.count {
                #expect(throws: JSONValue.ParsingError.self) { try JSONValue(parsing: Array(bytes.prefix(length))) }
            }
        }
    }

    /// No digit is lost, whatever is read and written in between.
    @Test func keepsEveryDigit() throws {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<300 {
            var digits = "\(Int.random(in: 1...9, using: &generator))"
            for _ in 0..<Int.random(in: 0...60, using: &generator) {
                digits += "\(Int.random(in: 0...9, using: &generator))"
            }
            let text = "{\"n\":-\(digits).\(digits)}"
            #expect(try JSONValue(parsing: text).encoded() == text)
            #expect(try JSONValue(parsing: text)["n"] == .number("-\(digits).\(digits)"))
        }
    }

    /// Pretty texts are read by people and compared by tools: two blanks a level, no blank at a line's end.
    @Test(arguments: 20...24 as ClosedRange<UInt64>)
    func prettyTextsAreTidy(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<40 {
            let text = JSONValue.array([Self.value(4, &generator)]).encoded(pretty: true)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.allSatisfy { !$0.hasSuffix(" ") && !$0.isEmpty })
            #expect(lines.allSatisfy { $0.prefix { $0 == " " }.count.isMultiple(of: 2) })
            #expect(lines.first == "[" && lines.last == "]")
        }
    }
}
