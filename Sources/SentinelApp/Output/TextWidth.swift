extension Character {
    /// How many columns a terminal uses for it: 0, 1 or 2.
    var columnCount: Int {
        guard let first = unicodeScalars.first else { return 0 }
        if first.isASCII { return first.value < 32 || first.value == 127 ? 0 : 1 }
        let isEmoji = unicodeScalars.contains { $0.properties.isEmojiPresentation || $0.value == 0xFE0F }
        if isEmoji || Self.isWide(first.value) { return 2 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: return 1
        }
    }

    /// The East Asian wide and full-width blocks.
    private static func isWide(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}

extension StringProtocol {
    /// How many columns a terminal uses for it.
    var columnCount: Int {
        // Most texts are plain ASCII, where bytes are columns; finding characters takes thirty times as long.
        var count = 0
        for byte in utf8 {
            guard (32..<127).contains(byte) else { return reduce(0) { $0 + $1.columnCount } }
            count += 1
        }
        return count
    }
}
