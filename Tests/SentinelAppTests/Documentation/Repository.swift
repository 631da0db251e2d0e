import Foundation

/// The files of the repository that tests read: documents, examples, sources.
enum Repository {
    /// The repository's folder.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The text of a file.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Whether a file or folder is there.
    static func contains(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    /// All documents for people, by their paths.
    static let documents: [String] = {
        let folders = ["Documentation", "Examples"]
        let found = folders.flatMap { folder in
            (FileManager.default.enumerator(atPath: root.appending(path: folder).path)?.allObjects ?? [])
                .compactMap { $0 as? String }.filter { $0.hasSuffix(".md") && !$0.contains(".build/") }
                .map { "\(folder)/\($0)" }
        }
        return (["README.md"] + found).sorted()
    }()
}
