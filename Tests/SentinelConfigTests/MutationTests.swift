import SentinelModels
import Testing

@testable import SentinelConfig

/// Random damage to valid files: whatever comes in, an answer comes out.
@Suite("Damaged files")
struct MutationTests {
    /// A small generator with a fixed seed, so that a failure can be repeated.
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    static let seeds = [
        AlertDecodingTests.example, MigrationTests.original, RedactionTests.secretive, RouteTests.receivers,
    ]

    /// Pieces that mean something to YAML or to us.
    static let pieces: [[UInt8]] = [
        ":", "- ", "\n", "  ", "[", "]", "{", "}", "&a ", "*a", "<<: ", "!", "!!int ", "|\n", ">\n", "'", "\"", "#",
        "\t",
        "${", "}", "$", "${A:-", "null", "yes", "99999999999999999999", "1e5", ".inf", "---\n", "...", "? ", ", ",
        "\u{0}",
        "\u{FEFF}", "\r", "every 5m", "receiver: ", "channel: ", "version: 1\n", "\\x", "%YAML 1.1\n", "alerts:\n",
    ].map { Array($0.utf8) }

    /// One damaged file.
    static func damaged(_ generator: inout Generator) -> [UInt8] {
        var bytes = Array((seeds.randomElement(using: &generator) ?? "").utf8)
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            let place = Int.random(in: 0...bytes.count, using: &generator)
            let length = min(Int.random(in: 0...30, using: &generator), bytes.count - place)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes.removeSubrange(place..<place + length)
            case 1: bytes.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: place)
            case 2:
                bytes.insert(
                    contentsOf: bytes[place..<place + length], at: Int.random(in: 0...place, using: &generator))
            case 3: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
            default: bytes.replaceSubrange(place..<place + length, with: pieces.randomElement(using: &generator) ?? [])
            }
        }
        return bytes
    }

    @Test("2,000 damaged files are read without a crash, and refused only with a place", arguments: 0..<8)
    func damagedFilesAreAnswered(_ seed: UInt64) {
        var generator = Generator(state: seed &* 7919 &+ 1)
        for _ in 0..<250 {
            let bytes = Self.damaged(&generator)
            let text = String(decoding: bytes, as: UTF8.self)
            let loaded = load(text, ["SMTP_HOST": "h", "A": "1"])
            let errors = loaded.diagnostics.filter { $0.severity == .error }
            #expect((loaded.configuration == nil) == !errors.isEmpty)
            #expect(errors.allSatisfy { ($0.position?.line ?? 0) > 0 && !$0.message.isEmpty })
            #expect(!errors.contains { $0.message.contains("\n") })
        }
    }

    @Test("What is no UTF-8 is read without a crash as well")
    func damagedBytes() {
        var generator = Generator(state: 42)
        for _ in 0..<200 {
            var set = DocumentSet()
            Self.damaged(&generator).withUnsafeBufferPointer { set.add($0, file: "c.yaml", isOnlyOne: true) }
            #expect(set.documents.count + set.diagnostics.count == 1)
        }
    }

    @Test("Damaged files are migrated without a crash, and a valid file stays valid", arguments: 0..<4)
    func damagedFilesAreMigrated(_ seed: UInt64) {
        var generator = Generator(state: seed &* 104_729 &+ 3)
        let environment = MigrationTests.environment
        let migration = ConfigurationMigration(integrations: TestIntegrations.all, environment: environment)
        for _ in 0..<100 {
            let text = String(decoding: Self.damaged(&generator), as: UTF8.self)
            guard let before = load(text, environment).configuration else {
                _ = migration.migrate(text)
                continue
            }
            let result = migration.migrate(text)
            guard before.strictness == .original else {
                #expect(result == text)
                continue
            }
            #expect(load(result, environment).configuration != nil, "\(text)\n---\n\(result)")
        }
    }
}
