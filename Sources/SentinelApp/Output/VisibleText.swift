extension String {
    /// The text as it may stand on a terminal: control characters, and marks that turn text around, are shown instead
    /// of obeyed. Line breaks stay.
    ///
    /// What databases, servers and files say is not to be trusted with the screen of who reads it.
    var visible: String {
        // Most texts are clean, and tables have tens of thousands of them.
        guard utf8.contains(where: Self.mayBeUnsafe) else { return self }
        var shown = UnicodeScalarView()
        for scalar in unicodeScalars { shown.append(Self.visible(scalar)) }
        return String(shown)
    }

    /// Whether a byte is a control character or may start the encoding of one.
    private static func mayBeUnsafe(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != 0x0A || byte == 0x7F || byte == 0xC2 || byte == 0xE2
    }

    private static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x0A: scalar
        case 0x09: " "
        // The pictures of control characters stand in the order of the characters.
        case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
        case 0x7F: "\u{2421}"
        case 0x80..<0xA0, 0x2028...0x202E, 0x2066...0x2069: "\u{FFFD}"
        default: scalar
        }
    }
}
