import Foundation

/// A folder that vanishes with its test.
final class StateFolder: Sendable {
    let path: String

    init() throws {
        // A flush to a disk costs milliseconds, and most tests ask for hundreds.
        let memory = "/dev/shm/"
        let isWritable = FileManager.default.isWritableFile(atPath: memory)
        path = (isWritable ? memory : NSTemporaryDirectory()) + "sqlsentinel-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String = "state.db") -> String { path + "/" + name }

    func url(_ name: String = "state.db") -> String { "sqlite:///" + file(name) }

    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
}
