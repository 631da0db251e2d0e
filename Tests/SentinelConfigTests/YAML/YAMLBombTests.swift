import Foundation
import SentinelModels
import Testing

@testable import SentinelConfig

/// Small files that would become huge, and huge files that must not be read to their end.
@Suite("Bombs", .serialized)
struct YAMLBombTests {
    /// What a bomb is made of; the texts themselves would make test names of many megabytes.
    enum Bomb: String, CaseIterable, Sendable {
        case aliasesOfLists, aliasesOfTexts, aliasesOfMappings, mergeChain, deepBrackets, deepBraces, deepBlocks
        case deepAliases, hugeScalar, hugeQuotedScalar, hugeBlock, manyNodes, manyKeys, selfReference, endlessQuote
        case deepKeys, unclosedBrackets

        var text: String {
            switch self {
            case .aliasesOfLists: Self.laughs { "[\($0)]" }
            case .aliasesOfTexts: "a: &a \"\(String(repeating: "x", count: 1000))\"\nb: [\(Self.repeated("*a", 100))]\n"
            case .aliasesOfMappings:
                "x-0: &a0 {k: v}\n"
                    + (1...12).map { "x-\($0): &a\($0) {a: *a\($0 - 1), b: *a\($0 - 1), c: *a\($0 - 1)}\n" }.joined()
            case .mergeChain:
                "x-0: &a0 {\(Self.repeated("k: v", 1))}\n"
                    + (1...30).map { "x-\($0): &a\($0) {<<: [*a\($0 - 1), *a\($0 - 1)], k\($0): v}\n" }.joined()
            case .deepBrackets: "a: " + String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000)
            case .deepBraces: "a: " + String(repeating: "{a: ", count: 5000)
            case .deepBlocks: (0..<200).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
            case .deepAliases:
                "x-0: &a0 [1]\n" + (1...100).map { "x-\($0): &a\($0) [*a\($0 - 1)]\n" }.joined()
            case .hugeScalar: "a: " + String(repeating: "x", count: 50 << 20)
            case .hugeQuotedScalar: "a: \"" + String(repeating: "x", count: 1 << 20) + "\"\n"
            case .hugeBlock: "a: |\n" + String(repeating: "  xxxxxxxx\n", count: 60_000)
            case .manyNodes: "a: [" + String(repeating: "1,", count: 1_100_000) + "]"
            case .manyKeys: (0..<300_000).map { "k\($0):\n" }.joined() + String(repeating: "[", count: 100)
            case .selfReference: "a: &a {b: *a}\n"
            case .endlessQuote: "a: '" + String(repeating: "x\n", count: 5 << 20)
            case .deepKeys: String(repeating: "? ", count: 3000) + "a"
            case .unclosedBrackets: String(repeating: "[{a: ", count: 40_000)
            }
        }

        private static func laughs(_ wrap: (String) -> String) -> String {
            "x-0: &a0 \(wrap("lol,lol,lol"))\n"
                + (1...9).map { "x-\($0): &a\($0) \(wrap(repeated("*a\($0 - 1)", 9)))\n" }.joined()
        }

        private static func repeated(_ text: String, _ count: Int) -> String {
            Array(repeating: text, count: count).joined(separator: ",")
        }
    }

    @Test(arguments: Bomb.allCases)
    func isRefusedQuicklyAndCheaply(_ bomb: Bomb) throws {
        let text = bomb.text
        let before = try Self.residentBytes()
        let clock = ContinuousClock()
        var loaded: LoadedConfiguration?
        let time = clock.measure { loaded = load(text) }
        let after = try Self.residentBytes()
        let diagnostics = try #require(loaded).diagnostics
        #expect(loaded?.configuration == nil)
        #expect(diagnostics.contains { $0.severity == .error })
        #expect(diagnostics.count < 10 || bomb == .manyKeys)
        // A debug build on a busy machine; a release build needs a tenth of it.
        #expect(time < .seconds(10))
        #expect(after - before < 100 << 20)
    }

    private static func residentBytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS") })
        return try #require(Int(line.filter(\.isNumber))) << 10
    }

    @Test("A file whose aliases make it less than ten times larger is fine")
    func ordinaryAliasesAreFine() throws {
        let text =
            "x-mail: &mail {channel: webhook, url: 'https://example.com/h'}\n"
            + alert("notify: [*mail]")
            + (0..<30).map { "  - {name: b\($0), query: q, every: 1m, notify: [*mail]}\n" }.joined()
        #expect(try configuration(text).receivers.count == 1)
    }

    @Test func aFileThatIsTooLargeIsNotRead() throws {
        try withFolder { folder in
            let path = folder + "/big.yaml"
            _ = FileManager.default.createFile(atPath: path, contents: nil)
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.truncate(atOffset: UInt64(YAMLLimits.fileSize) + 1)
            try handle.close()
            let loaded = ConfigurationLoader(integrations: [], environment: [:]).load(paths: [path])
            #expect(marks(loaded) == ["1:1 yaml_limit"])
        }
    }

    @Test("Alerts are read one by one: ten thousand take little more memory than their text")
    func manyAlerts() throws {
        let alerts = (0..<2000).map { "  - {name: a\($0), query: SELECT \($0), every: 1m}\n" }.joined()
        let text = "version: 1\ndatabase: {url: 'sqlite:///t.db'}\nalerts:\n" + alerts
        #expect(try configuration(text).alerts.count == 2000)
    }
}
