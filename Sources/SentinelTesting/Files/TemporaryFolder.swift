public import Foundation

/// A folder of a test's own, removed with all it holds when the last reference goes.
public final class TemporaryFolder: Sendable {
    /// The absolute path.
    public let path: String

    /// Makes an empty folder that only its owner may enter.
    public init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("sentinel-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        path = url.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of a file in the folder.
    public func file(_ name: String) -> String {
        path + "/" + name
    }

    /// Moves a file over another, as programs that replace a file do.
    public func move(_ name: String, to other: String) throws {
        guard rename(file(name), file(other)) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    /// The names and contents of all files: equal before and after means that nothing changed.
    public func contents() throws -> [String: Data] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: path)
        return try names.reduce(into: [:]) { contents, name in
            var isDirectory: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: file(name), isDirectory: &isDirectory)
            contents[name] = isDirectory.boolValue ? Data() : try Data(contentsOf: URL(fileURLWithPath: file(name)))
        }
    }
}
