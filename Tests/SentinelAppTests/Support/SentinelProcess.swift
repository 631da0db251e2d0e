import Foundation
import SentinelTesting
import Testing

/// The built program, run as a process of its own.
struct SentinelProcess {
    let process: Process
    let output = Pipe()
    let errors = Pipe()

    /// Starts `sentinel`, or another program, with these arguments in a folder.
    init(
        _ arguments: [String], in folder: TemporaryFolder, variables: [String: String] = [:], program: URL? = nil
    ) throws {
        process = try Self.configured(arguments, in: folder, variables: variables)
        if let program { process.executableURL = program }
        process.standardOutput = output
        process.standardError = errors
        try process.run()
    }

    /// The program ready to start, with nothing on its standard input.
    static func configured(
        _ arguments: [String], in folder: TemporaryFolder, variables: [String: String] = [:]
    ) throws -> Process {
        let process = Process()
        process.executableURL = try program()
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder.path)
        var environment = ["PATH": "/usr/bin:/bin", "HOME": folder.path]
        // A build that measures coverage would write its counts into the folder, and half of them when it is killed.
        environment["LLVM_PROFILE_FILE"] = "/dev/null"
        process.environment = environment.merging(variables) { _, new in new }
        process.standardInput = FileHandle.nullDevice
        return process
    }

    /// Waits for the end; returns the exit code (or the negative signal that ended it) and what was printed.
    func finish() -> (code: Int32, output: String, errors: String) {
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let talk = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let sign: Int32 = process.terminationReason == .exit ? 1 : -1
        return (process.terminationStatus * sign, text, talk)
    }

    /// The program lies beside the bundle of this test.
    static func program() throws -> URL {
        let folder = Bundle.module.bundleURL.deletingLastPathComponent()
        let program = folder.appending(path: "sentinel")
        try #require(FileManager.default.isExecutableFile(atPath: program.path), "no program at \(program.path)")
        return program
    }
}
