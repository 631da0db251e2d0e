import SentinelModels
import SentinelTesting
import Testing

/// Fingerprints tell instances apart and nothing else.
@Suite struct FingerprintPropertyTests {
    static let names = ["a", "b", "ab", "1:a", "a1:", "é", "e\u{301}", "", "Z"]
    static let values: [SQLValue] = [
        .null, .text(""), .text("a"), .text("1:a"), .text("null"), .integer(1), .decimal("1"), .decimal("1.0"),
        .double(1),
        .bool(true), .text("1"), .bytes([49]), .json("1"), .text("é"), .text("e\u{301}"),
    ]

    static func identity(_ generator: inout SeededGenerator) -> [IdentityColumn] {
        var identity: [IdentityColumn] = []
        for _ in 0..<Int.random(in: 0...4, using: &generator) {
            let name = names.randomElement(using: &generator) ?? ""
            identity.append(IdentityColumn(name, values.randomElement(using: &generator) ?? .null))
        }
        return identity
    }

    /// The identity as bytes in an order of its own, which is what must be told apart.
    static func key(_ identity: [IdentityColumn]) -> [[UInt8]] {
        identity.map { Array("\($0.name)\u{0}\($0.value.canonicalText)".utf8) }
            .sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// In any order the same, also where two columns have one name; for any other identity another one.
    @Test func isOneToOne() {
        var generator = SeededGenerator(seed: 71)
        var seen: [Fingerprint: [[UInt8]]] = [:]
        for _ in 0..<3000 {
            let identity = Self.identity(&generator)
            let fingerprint = Fingerprint(identity: identity)
            #expect(Fingerprint(identity: identity.shuffled(using: &generator)) == fingerprint)
            let key = Self.key(identity)
            #expect(seen[fingerprint, default: key] == key, "\(identity)")
            seen[fingerprint] = key
        }
        #expect(seen.count == Set(seen.values).count && seen.count > 1000)
    }

    @Test(arguments: [
        ([IdentityColumn("shop", .text("Köln"))], "4:shop10:text:Köln"),
        ([IdentityColumn("b", .integer(2)), IdentityColumn("a", .null)], "1:a4:null1:b9:integer:2"),
        ([IdentityColumn("a", .text("2")), IdentityColumn("a", .text("1"))], "1:a6:text:11:a6:text:2"),
        ([IdentityColumn("Z", .bool(true)), IdentityColumn("a", .bool(true))], "1:Z9:bool:true1:a9:bool:true"),
        ([IdentityColumn("ab", .null), IdentityColumn("a", .null)], "1:a4:null2:ab4:null"),
    ])
    func hashesCountedTexts(_ identity: [IdentityColumn], _ hashed: String) {
        #expect(Fingerprint(identity: identity).description == Digest.sha256(hashed))
    }

    /// Two ways to write one letter are two values of a database, and two instances.
    @Test func lettersAreComparedByBytes() {
        let composed = Fingerprint(identity: [IdentityColumn("x", .text("é"))])
        let decomposed = Fingerprint(identity: [IdentityColumn("x", .text("e\u{301}"))])
        #expect(composed != decomposed)
    }

    @Test func theWordsForOtherSubjectsAreNoHash() {
        #expect(Fingerprint.health.description == "health" && Fingerprint.single != .health)
        #expect(Fingerprint.single.description == Digest.sha256(""))
        #expect(Fingerprint.single.description.utf8.count == 64)
    }

    /// Bytes in memory and texts give one digest.
    @Test(arguments: ["", "a", "é😀", String(repeating: "x", count: 1000)])
    func digestsBytesAndTexts(_ text: String) {
        let bytes = Array(text.utf8).withUnsafeBytes { Digest.sha256($0) }
        #expect(bytes == Digest.sha256(text) && bytes.utf8.count == 64)
    }

    @Test func digestsALongText() {
        // The third example of FIPS 180-2.
        let million = String(repeating: "a", count: 1_000_000)
        #expect(Digest.sha256(million) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }
}
