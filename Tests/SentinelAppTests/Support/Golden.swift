import Foundation
import Testing

/// Texts that commands must print, kept as files.
enum Golden {
    /// Compares with `Fixtures/golden/NAME.txt`; with SENTINEL_RECORD=1 the file is written instead.
    static func check(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let shown = text
        if ProcessInfo.processInfo.environment["SENTINEL_RECORD"] == "1" {
            let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            try Data(shown.utf8).write(to: folder.appending(path: "Fixtures/golden/\(name).txt"))
            return
        }
        let file = try #require(
            Bundle.module.url(forResource: "Fixtures/golden/\(name)", withExtension: "txt"), "no golden file \(name)",
            sourceLocation: sourceLocation)
        let expected = try String(contentsOf: file, encoding: .utf8)
        #expect(shown == expected, sourceLocation: sourceLocation)
        let widest = shown.split(separator: "\n").map(\.count).max() ?? 0
        #expect(widest <= 80, "a line has \(widest) columns", sourceLocation: sourceLocation)
    }
}
