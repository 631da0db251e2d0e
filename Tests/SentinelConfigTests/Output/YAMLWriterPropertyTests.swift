import SentinelModels
import Testing

@testable import SentinelConfig

@Suite("Written YAML reads back")
struct YAMLWriterPropertyTests {
    private static let words = [
        "", "a", "yes", "NO", "null", "~", "12", "-1", "0x1F", "1.5", "12:30", "2024-01-01", " lead", "trail ",
        "two words", "a: b", "a #b",
        "#", "- a", "-", "?", "? a", "[a]", "{a}", "a,b", "'q'", "\"q\"", "it's", "\\", "tab\t", "\n", "a\nb", "a\nb\n",
        "a\n\nb", "a\n b",
        "\na", "a\n\n", "é", "日本", "🔔", "\u{85}", "\u{2028}x", "\u{FEFF}", "\u{200B}", "\u{7F}", "*a", "&a", "!a", "%a",
        "@a", "`a", "|", ">",
        "<<", "=", "a:", ":a", "a::b", "https://x/y?z=1#f", "${A}", "$$", "a\rb", "...", "---", "--- a", ".inf", ".5",
        "1e5", "1.0e+5", "_", "/",
    ]

    private func value(_ generator: inout MutationTests.Generator, depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 3 ? 5 : 8), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .integer(Int64.random(in: -1000...1000, using: &generator))
        case 3, 4: return .string(Self.words.randomElement(using: &generator) ?? "")
        case 5, 6:
            var members: [JSONValue.Member] = []
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                let key = Self.words.randomElement(using: &generator) ?? ""
                guard !key.contains("$"), !members.contains(where: { $0.key == key }) else { continue }
                members.append(.init(key, value(&generator, depth: depth + 1)))
            }
            return .object(members)
        default:
            return .array(
                (0..<Int.random(in: 0...4, using: &generator)).map { _ in value(&generator, depth: depth + 1) })
        }
    }

    @Test("Random values, in block form and on one line", arguments: 0..<8)
    func randomValues(_ seed: UInt64) throws {
        var generator = MutationTests.Generator(state: seed &* 7_368_787 &+ 3)
        for _ in 0..<100 {
            let value = value(&generator, depth: 0)
            let document = YAMLWriter.document(value)
            #expect(try SchemaTests.json(read(document)).encoded() == value.encoded(), "\(document)")
            let flow = YAMLWriter.flow(value)
            #expect(!flow.contains("\n"))
            #expect(try SchemaTests.json(read(flow)).encoded() == value.encoded(), "\(flow)")
        }
    }

    @Test("Each word as key, value and element, beside itself", arguments: words.filter { !$0.contains("$") })
    func eachWord(_ word: String) throws {
        let values: [JSONValue] = [
            .string(word), .object([.init(word, .string(word))]), [.string(word), [.string(word)]],
            .object([
                .init("k", .object([.init(word, [.string(word), .object([.init(word, .null)])])])), .init("z", 1),
            ]),
        ]
        for value in values {
            #expect(try SchemaTests.json(read(YAMLWriter.document(value))).encoded() == value.encoded())
        }
    }
}
