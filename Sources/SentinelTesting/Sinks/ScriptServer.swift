public import Foundation
public import SentinelModels

/// A server in another language that a test starts and ends: prints `PORT n` on its first line when it listens, and
/// ends when its standard input does, so that it never outlives the test.
public final class ScriptServer: Sendable {
    /// The port it listens on.
    public let port: Int
    private let process: ProcessHolder

    /// Keeps the process; nothing of it is touched but its end.
    private final class ProcessHolder: @unchecked Sendable {
        // Set up before it is shared, and left alone afterwards.
        let process: Process
        let input = Pipe()
        init(_ process: Process) {
            self.process = process
            process.standardInput = input
        }
    }

    /// Whether a program, a name on the search path or a path, is there.
    public static func isInstalled(_ program: String) -> Bool {
        path(of: program) != nil
    }

    /// Runs a program to its end; false if it is missing or fails.
    public static func run(_ program: String, _ arguments: [String], in folder: URL) -> Bool {
        guard let path = path(of: program) else { return false }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    /// Starts a server and waits until it listens.
    /// - Throws: `SentinelError.Code.internalFault` if it does not start.
    public init(_ program: String, _ arguments: [String]) throws(SentinelError) {
        // Foundation ends the program if it is given no path.
        guard let path = Self.path(of: program) else { throw Self.cannotStart(program) }
        let process = Process()
        let holder = ProcessHolder(process)
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { throw Self.cannotStart(program) }
        var line = ""
        while !line.hasSuffix("\n") {
            let byte = output.fileHandleForReading.readData(ofLength: 1)
            guard !byte.isEmpty else { break }
            line += String(decoding: byte, as: UTF8.self)
        }
        guard line.hasPrefix("PORT "), let port = Int(line.dropFirst(5).filter(\.isNumber)) else {
            process.terminate()
            throw SentinelError(.internalFault, "\(program) did not say its port")
        }
        self.port = port
        self.process = holder
    }

    deinit { stop() }

    /// Ends the server.
    public func stop() {
        try? process.input.fileHandleForWriting.close()
    }

    private static func cannotStart(_ program: String) -> SentinelError {
        SentinelError(.internalFault, "cannot start \(program)")
    }

    private static func path(of program: String) -> String? {
        guard !program.contains("/") else {
            return FileManager.default.isExecutableFile(atPath: program) ? program : nil
        }
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        return folders.map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
