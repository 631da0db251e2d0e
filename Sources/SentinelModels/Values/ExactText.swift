/// A text that equals only what has the same bytes. Swift's own texts equal others that look alike: `é` as one character
/// and as `e` with an accent.
package struct ExactText: Sendable, Hashable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package static func == (lhs: ExactText, rhs: ExactText) -> Bool {
        lhs.text.isIdentical(to: rhs.text)
    }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        // So that a text and the next one do not run into each other.
        hasher.combine(UInt8(0xFF))
    }
}

extension String {
    /// Whether both have the same bytes.
    package func isIdentical(to other: String) -> Bool {
        utf8.elementsEqual(other.utf8)
    }
}
