@testable import SentinelConfig

/// A text in double quotes, for tests that need no other access to the target's inside.
enum YAMLWriterAccess {
    static func quoted(_ text: String) -> String { YAMLWriter.quoted(text) }
}
