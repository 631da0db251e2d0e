import Foundation
import SentinelModels
import Testing

@testable import SentinelConfig

/// The types of plain scalars against PyYAML itself: see `Fixtures/original/scalars.py`.
@Suite("Types of plain scalars, compared with PyYAML")
struct YAMLOracleTests {
    private struct Line {
        var kind: Substring
        var text: String
        var value: Substring
    }

    static let alphabet = Array("0157+-._:xbeEnoN~ ")

    private static let parts: [[Line]] = {
        guard let url = Bundle.module.url(forResource: "Fixtures/original/scalars", withExtension: "txt"),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else { return [] }
        let halves = text.split(separator: "---\n")
        return halves.map { half in
            half.split(separator: "\n").map { line in
                let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                return Line(kind: fields[0], text: String(fields[1]), value: fields[2])
            }
        }
    }()

    private func kind(_ text: String) -> ConfigScalar.Kind {
        var text = text
        return text.withUTF8(YAMLResolver.kind)
    }

    private func check(_ line: Line) {
        let kind = kind(line.text)
        switch (line.kind, kind) {
        case ("str", .string), ("null", .null), ("timestamp", .timestamp): break
        case ("bool", .bool(let value)): #expect(String(value) == line.value, "\(line.text)")
        case ("int", .integer(let value)): #expect(value.map(String.init) ?? "big" == line.value, "\(line.text)")
        case ("float", .number(let value)):
            let expected = line.value.hasSuffix("nan") ? Double.nan : Double(line.value) ?? 0
            let isSame = value == expected || value.isNaN && expected.isNaN
            #expect(isSame || abs(value - expected) <= abs(expected) * 1e-15, "\(line.text): \(value)")
        default: Issue.record("'\(line.text)' is \(kind), for PyYAML \(line.kind)")
        }
    }

    @Test("All texts of up to three characters")
    func shortTexts() throws {
        let part = try #require(Self.parts.first)
        #expect(part.count > 200)
        var known: Set<String> = []
        for line in part {
            known.insert(line.text)
            if line.kind != "error" { check(line) }
        }
        var texts = [""]
        for _ in 0..<3 {
            texts = texts.flatMap { text in Self.alphabet.map { text + String($0) } }
            for text in texts where !known.contains(text) {
                let kind = kind(text)
                if kind != .string { Issue.record("'\(text)' is \(kind), for PyYAML a string") }
            }
        }
    }

    @Test("Damaged dates, times and numbers")
    func longTexts() throws {
        let part = try #require(Self.parts.last)
        #expect(part.count > 1000)
        for line in part { check(line) }
    }
}
