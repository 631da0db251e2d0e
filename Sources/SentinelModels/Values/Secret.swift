/// A text that must never be shown: it cannot be printed, interpolated, reflected, compared for order or encoded.
///
/// The only way to the text is ``reveal()``, so that every use is found by its name.
public struct Secret: Sendable, Hashable {
    private let text: String

    /// Takes charge of `text`.
    public init(_ text: String) {
        self.text = text
    }

    /// The text itself, for handing it to the library that needs it.
    public func reveal() -> String { text }

    /// Whether the text is empty.
    public var isEmpty: Bool { text.isEmpty }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Always the same placeholder.
    public var description: String { "<secret>" }
    /// Always the same placeholder.
    public var debugDescription: String { description }
    /// Shows no child, so that `dump` and test failure messages cannot leak.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
