import SentinelModels
import Testing

@testable import SentinelConfig

/// Which bytes are text, compared with the standard library's judgement of UTF-8.
@Suite("Bytes that are text")
struct YAMLEncodingOracleTests {
    private func diagnostics(_ bytes: [UInt8]) -> [Diagnostic] {
        var set = DocumentSet()
        bytes.withUnsafeBufferPointer { set.add($0, file: "c.yaml", isOnlyOne: true) }
        return set.diagnostics
    }

    /// Whether YAML allows a character in a file.
    private func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF:
            scalar.value != 0xFEFF
        default: false
        }
    }

    private func isText(_ bytes: [UInt8]) -> Bool {
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        return text.unicodeScalars.allSatisfy(isAllowed)
    }

    @Test("Every pair of bytes in quotes")
    func pairs() {
        let head = Array("a: 'é".utf8)
        let tail = Array("'\n".utf8)
        for first in UInt8.min...UInt8.max {
            for second in stride(from: 0, through: 255, by: 5).map({ UInt8($0) }) + [0x80, 0xBF, 0x27, 0x0A] {
                guard first != 0x27, second != 0x27 else { continue }
                let bytes = [first, second]
                let found = diagnostics(head + bytes + tail)
                let faults = found.filter { $0.code == "yaml_encoding" }
                #expect(faults.isEmpty == isText(bytes), "\(bytes): \(found)")
                guard let fault = faults.first, first != 0x0A, first != 0x0D else { continue }
                let isFirst =
                    !isText([first]) && !(0xC2...0xF4).contains(first)
                    || second >= 0x80 && (0xC2...0xF4).contains(first)
                    || !(0x80...0xBF).contains(second) && (0xC2...0xF4).contains(first)
                guard isFirst, !isText(bytes) else { continue }
                #expect(fault.position?.line == 1, "\(bytes): \(fault)")
                #expect((6...7).contains(fault.position?.column ?? 0), "\(bytes): \(fault)")
            }
        }
    }

    @Test(
        "Forms of UTF-8 that are none",
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x20], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
            [0xE2, 0x82],
            [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xEF, 0xBF, 0xBE], [0xEF, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80],
            [0xF0, 0x8F, 0xBF, 0xBF],
            [0xF0, 0x9F, 0x94], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
            [0xFE], [0xFF],
        ] as [[UInt8]])
    func malformedSequences(_ bytes: [UInt8]) throws {
        let text = Array("# é\na: 'x".utf8) + bytes + Array("'\n".utf8)
        let found = try #require(diagnostics(text).first)
        #expect(found.code == "yaml_encoding", "\(found)")
        #expect(found.position?.line == 2)
        #expect((6...9).contains(found.position?.column ?? 0), "\(found)")
    }

    @Test(
        "Characters of every length are text, and columns count characters",
        arguments: ["x", "é", "€", "🔔", "\u{10FFFF}", "\u{FFFD}"])
    func characters(_ character: String) {
        let loaded = load("'\(character)': 1\n\(character): {\(character): [x\n")
        #expect(marks(loaded).count == 1)
        let unknown = load(
            "version: 1\ndatabase: {url: 'sqlite://'}\nalerts: [{name: \"\(character)\(character)\", query: q, every: 1m, zz: 1}]\n"
        )
        #expect(marks(unknown) == ["3:44 unknown_key"])
    }

    @Test(
        "Wide encodings are named, with a mark in front or without",
        arguments: [
            [0xFF, 0xFE], [0xFE, 0xFF], [0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF], [],
        ] as [[UInt8]])
    func wideEncodings(_ mark: [UInt8]) {
        for isBig in [true, false] {
            let wide = Array("a: 1\n".utf8).flatMap { byte -> [UInt8] in isBig ? [0, byte] : [byte, 0] }
            #expect(diagnostics(mark + wide).map(\.code) == ["yaml_encoding"], "\(mark)")
        }
    }
}
