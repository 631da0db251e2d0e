#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif
import Foundation
import SentinelModels

/// Runs a program of a server to its end.
enum ProgramRun {
    /// What it printed on its standard output.
    /// - Throws: `SentinelError.Code.internalFault` with what it said if it fails.
    static func output(
        _ path: String, _ arguments: [String], environment: [String: String] = [:], input: String? = nil,
        user: String? = nil
    ) throws(SentinelError) -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = becoming(user) + [path] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        // Files, not pipes: neither side waits for the other, and a program that ends early is no signal here.
        let (feed, output, errors) = (try file(input ?? ""), try file(), try file())
        process.standardInput = feed
        process.standardOutput = output
        process.standardError = errors
        do { try start(process) } catch { throw SentinelError(.internalFault, "cannot start \(path): \(error)") }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw SentinelError(.internalFault, "\(path) failed: \(text(of: errors))")
        }
        return text(of: output)
    }

    /// Starts a process that gets all signals. Threads of Dispatch block most of them, and a child inherits that: a shell
    /// would not notice its own child's end, nor that it is told to end itself.
    static func start(_ process: Process) throws {
        var (none, before) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try process.run()
    }

    /// What goes before a program that refuses to run as root: it becomes the user if this process is root.
    static func becoming(_ user: String?) -> [String] {
        guard let user, getuid() == 0 else { return [] }
        return ["setpriv", "--reuid", user, "--regid", user, "--clear-groups", "--"]
    }

    /// A file without a name, at its begin.
    private static func file(_ text: String = "") throws(SentinelError) -> FileHandle {
        guard let file = tmpfile() else { throw SentinelError(.internalFault, "no temporary file can be made") }
        defer { fclose(file) }
        let handle = FileHandle(fileDescriptor: dup(fileno(file)), closeOnDealloc: true)
        do {
            try handle.write(contentsOf: Data(text.utf8))
            try handle.seek(toOffset: 0)
        } catch { throw SentinelError(.internalFault, "a temporary file cannot be written: \(error)") }
        return handle
    }

    private static func text(of file: FileHandle) -> String {
        try? file.seek(toOffset: 0)
        return String(decoding: (try? file.readToEnd()) ?? Data(), as: UTF8.self)
    }
}
