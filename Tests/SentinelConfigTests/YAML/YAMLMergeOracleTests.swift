import SentinelModels
import Testing

@testable import SentinelConfig

/// Random mappings that merge earlier ones, against a plain dictionary that follows PyYAML's rules.
@Suite("Merge keys, compared with dictionaries")
struct YAMLMergeOracleTests {
    @Test(arguments: 0..<8)
    func randomMerges(_ seed: UInt64) throws {
        var generator = MutationTests.Generator(state: seed &* 2_654_435_761 &+ 9)
        for _ in 0..<60 {
            var known: [[String: String]] = []
            var text = ""
            for number in 0..<Int.random(in: 2...7, using: &generator) {
                var (parts, made) = own(number, &generator)
                if let merged = merge(known.count, &generator) {
                    let inherited = merged.reversed().reduce(into: [String: String]()) { result, index in
                        result.merge(known[index]) { _, new in new }
                    }
                    made.merge(inherited) { own, _ in own }
                    let names = merged.map { "*m\($0)" }.joined(separator: ", ")
                    let place = Int.random(in: 0...parts.count, using: &generator)
                    parts.insert("<<: " + (merged.count == 1 ? names : "[\(names)]"), at: place)
                }
                text += "k\(number): &m\(number) {\(parts.joined(separator: ", "))}\n"
                known.append(made)
            }
            let tree = try read(text)
            for (number, expected) in known.enumerated() {
                let entries = try #require(tree["k\(number)"]?.entries)
                let found = Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0.value.scalar?.text ?? "") })
                #expect(found == expected, "k\(number) of\n\(text)")
            }
        }
    }

    /// Entries of a mapping's own, as text and as a dictionary.
    private func own(_ number: Int, _ generator: inout MutationTests.Generator) -> ([String], [String: String]) {
        var made: [String: String] = [:]
        for key in ["a", "b", "c", "d", "e"] where Int.random(in: 0..<3, using: &generator) == 0 {
            made[key] = "v\(number)\(key)"
        }
        return (made.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }, made)
    }

    /// The numbers of earlier mappings to merge, or nil for no merge key.
    private func merge(_ count: Int, _ generator: inout MutationTests.Generator) -> [Int]? {
        guard count > 0, Bool.random(using: &generator) else { return nil }
        return (0..<Int.random(in: 1...3, using: &generator)).map { _ in Int.random(in: 0..<count, using: &generator) }
    }
}
