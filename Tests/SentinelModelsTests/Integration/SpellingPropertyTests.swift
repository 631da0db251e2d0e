import SentinelModels
import SentinelTesting
import Testing

/// Suggestions against a second, slow way to count mistakes.
@Suite struct SpellingPropertyTests {
    /// The fewest insertions, deletions, replacements and swaps of neighbours, by the recursive definition.
    static func distance(_ left: ArraySlice<Character>, _ right: ArraySlice<Character>, _ limit: Int) -> Int {
        guard limit >= 0 else { return 1 }
        guard let first = left.first else { return right.count }
        guard let other = right.first else { return left.count }
        if first == other { return distance(left.dropFirst(), right.dropFirst(), limit) }
        var best = 1 + distance(left.dropFirst(), right.dropFirst(), limit - 1)
        best = min(best, 1 + distance(left.dropFirst(), right, limit - 1))
        best = min(best, 1 + distance(left, right.dropFirst(), limit - 1))
        if left.count > 1, right.count > 1, left.dropFirst().first == other, right.dropFirst().first == first {
            best = min(best, 1 + distance(left.dropFirst(2), right.dropFirst(2), limit - 1))
        }
        return best
    }

    static let words = ["schedule", "timezone", "severity", "notify", "query", "source", "labels", "url", "on_error"]

    /// A word with some mistakes in it.
    static func misspelt(_ word: String, mistakes: Int, _ generator: inout SeededGenerator) -> String {
        var letters = Array(word)
        for _ in 0..<mistakes {
            let index = Int.random(in: 0..<letters.count, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: letters.insert("x", at: index)
            case 1 where letters.count > 1: letters.remove(at: index)
            case 2 where index + 1 < letters.count: letters.swapAt(index, index + 1)
            default: letters[index] = "q"
            }
        }
        return String(letters)
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func suggestsTheClosest(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<60 {
            let word = Self.words.randomElement(using: &generator) ?? ""
            let typed = Self.misspelt(word, mistakes: .random(in: 0...3, using: &generator), &generator)
            let limit = max(1, typed.count / 3)
            let distances = Self.words.map { Self.distance(Array(typed)[...], Array($0)[...], limit) }
            let suggestion = Spelling.suggestion(for: typed, among: Self.words)
            guard let least = distances.min(), least <= limit else {
                // Then only a beginning in common counts.
                #expect(suggestion.map { $0.hasPrefix(typed) || typed.hasPrefix($0) } ?? true, "\(typed)")
                continue
            }
            #expect(suggestion == Self.words[distances.firstIndex(of: least) ?? 0], "\(typed)")
        }
    }

    @Test(arguments: words)
    func aWordIsItsOwnSuggestion(_ word: String) {
        #expect(Spelling.suggestion(for: word, among: Self.words.reversed()) == word)
        #expect(Spelling.suggestion(for: word.uppercased(), among: Self.words) == word)
    }

    /// One mistake in a word of three letters is found, two are not.
    @Test(
        arguments: [
            ("ur", "url"), ("urll", "url"), ("rul", "url"), ("uxl", "url"), ("qry", nil), ("xyz", nil), ("uxx", nil),
            ("u", nil),
        ] as [(String, String?)])
    func shortWordsMayHaveOneMistake(_ typed: String, _ suggestion: String?) {
        #expect(Spelling.suggestion(for: typed, among: Self.words) == suggestion)
    }

    @Test func survivesLongAndOddWords() {
        for typed in [String(repeating: "x", count: 20_000), "\0", "👩‍👩‍👧", "e\u{301}", " ", "\n"] {
            #expect(Spelling.suggestion(for: typed, among: Self.words) == nil, "\(typed.prefix(10))")
        }
        #expect(Spelling.suggestion(for: "x", among: [String]()) == nil)
    }
}
