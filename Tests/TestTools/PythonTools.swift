import Foundation

/// The Python of tests that compare with programs written in it.
public enum PythonTools {
    /// The interpreter: the one that `Scripts/bootstrap --tests` equips with `Tests/Support/requirements.txt`, else the
    /// one on the search path.
    public static let interpreter: String = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let equipped = root.appending(path: ".build-python/bin/python3").path
        return FileManager.default.isExecutableFile(atPath: equipped) ? equipped : "python3"
    }()

    /// Whether the interpreter finds a module, such as `slack_sdk.models`. Starts it.
    public static func has(_ module: String) -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [interpreter, "-c", "import \(module)"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
