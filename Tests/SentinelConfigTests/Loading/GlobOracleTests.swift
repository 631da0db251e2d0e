import Foundation
import Testing

@testable import SentinelConfig

/// Glob patterns against the C library's.
@Suite("Globs, compared with fnmatch")
struct GlobOracleTests {
    private func fnmatches(_ name: String, _ pattern: String) -> Bool { fnmatch(pattern, name, 0) == 0 }

    @Test("Random names and patterns", arguments: 0..<6)
    func random(_ seed: UInt64) {
        var generator = MutationTests.Generator(state: seed &* 31 &+ 11)
        let letters = Array("ab-]c")
        let pieces = ["a", "b", "c", "-", "*", "?", "[ab]", "[!a]", "[a-c]", "[!a-b]", "[]]", "[-a]", "**", "[a-]"]
        for _ in 0..<1500 {
            let name = String(
                (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                    letters.randomElement(using: &generator) ?? "a"
                })
            let pattern = (0..<Int.random(in: 0...5, using: &generator))
                .map { _ in pieces.randomElement(using: &generator) ?? "*" }.joined()
            #expect(Glob.matches(name[...], pattern[...]) == fnmatches(name, pattern), "\(name) \(pattern)")
        }
    }

    @Test("All names of up to three letters against all patterns of up to three pieces")
    func exhaustive() {
        let names = ["", "a", "b", "aa", "ab", "ba", "bb", "aab", "aba", "abb", "bab", "bbb"]
        let pieces = ["", "a", "b", "*", "?", "[a]", "[!a]"]
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    let pattern = first + second + third
                    for name in names where Glob.matches(name[...], pattern[...]) != fnmatches(name, pattern) {
                        Issue.record("'\(name)' and '\(pattern)'")
                    }
                }
            }
        }
    }
}
