import SentinelModels
import Testing

@testable import SentinelNotify

@Suite("Plain text is harmless") struct PlainTextTests {
    @Test("random texts are cleaned once and for all", arguments: 0..<40)
    func cleaned(seed: Int) {
        var random = RandomTexts(seed: UInt64(seed))
        for _ in 0..<20 {
            let text = random.text(upTo: 100)
            let block = PlainText.block(text)
            let line = PlainText.line(text)
            #expect(PlainText.block(block) == block)
            #expect(PlainText.line(line) == line)
            #expect(!line.unicodeScalars.contains { $0 == "\n" || $0 == "\t" })
            let harmful = block.unicodeScalars.filter { scalar in
                let category = scalar.properties.generalCategory
                let isControl = category == .control && scalar != "\n" && scalar != "\t"
                return isControl || scalar.properties.isBidiControl || scalar == "\u{feff}"
            }
            #expect(harmful.isEmpty)
            // Nothing else is lost: what is visible stays, in its order.
            let kept = text.unicodeScalars.filter {
                (33...126).contains($0.value) || $0.value > 0x2100 && $0 != "\u{feff}"
            }
            let shown = block.unicodeScalars.filter { (33...126).contains($0.value) || $0.value > 0x2100 }
            #expect(Array(kept) == Array(shown))
        }
    }

    @Test("every control and direction mark of Unicode is taken out, every letter kept")
    func exhaustive() {
        for value in UInt32(0)...0x2FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let isKept = PlainText.block("\(scalar)").unicodeScalars.contains(scalar)
            let properties = scalar.properties
            if properties.isBidiControl || properties.generalCategory == .control && value != 9 && value != 10 {
                #expect(!isKept, "U+\(String(value, radix: 16))")
            } else if properties.isAlphabetic || properties.isEmoji || value == 0x200D {
                #expect(isKept, "U+\(String(value, radix: 16))")
            }
        }
    }

    @Test(
        "an overlong text is cut where it may be",
        arguments: [
            (8191, false), (8192, false), (8193, true), (100_000, true),
        ])
    func overlong(count: Int, isCut: Bool) {
        let block = PlainText.block(String(repeating: "x", count: count))
        #expect(block.count == min(count, 8192) + (isCut ? 1 : 0))
        #expect(block.hasSuffix("…") == isCut)
    }

    @Test("a cut text fits and is a start of the whole", arguments: 0..<30)
    func cut(seed: Int) {
        var random = RandomTexts(seed: UInt64(seed) &+ 5)
        for limit in [1, 2, 5, 17, 64] {
            let text = PlainText.line(random.text(upTo: 30))
            let cut = PlainText.cut(text, to: limit) { $0.utf16.count }
            #expect(cut.utf16.count <= limit || text.utf16.count <= limit)
            if cut != text {
                #expect(cut.hasSuffix("…"))
                #expect(text.unicodeScalars.starts(with: cut.unicodeScalars.dropLast()))
                #expect(text.utf16.count > limit)
            }
        }
    }
}
