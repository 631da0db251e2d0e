#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif
import Foundation
public import SentinelModels

/// A server of another kind (a database, a pooler) that a test starts, and that never outlives the test's process.
///
/// A small shell supervises it: it waits on a pipe that this process holds, and when the pipe ends, however this process
/// died, it ends the server and removes the server's folder.
public final class ServerProcess: @unchecked Sendable {
    // `@unchecked`: the process and the pipe are set up before they are shared, and only closed and waited for later.
    private let supervisor: Process
    /// The supervisor's end of the pipe; kept open, so that writing to one that is gone is no signal here.
    private let input: FileHandle
    private let lifeline: FileHandle
    /// The server's own process number.
    public let identifier: Int32
    /// The file with what the server printed.
    public let log: String

    /// What to start, and how to end it.
    public struct Launch: Sendable {
        /// The program's path.
        public var program: String
        /// Its arguments.
        public var arguments: [String]
        /// Variables beside those of this process.
        public var environment: [String: String]
        /// The user to become if this process runs as root: for servers that refuse to run as root.
        public var user: String?
        /// The signal that ends the server at once when the test's process is gone.
        public var endSignal: String
        /// The folder that is removed then. The log is written into it.
        public var folder: String

        /// Describes a launch.
        public init(
            _ program: String, _ arguments: [String], folder: String, environment: [String: String] = [:],
            user: String? = nil, endSignal: String = "KILL"
        ) {
            self.program = program
            self.arguments = arguments
            self.folder = folder
            self.environment = environment
            self.user = user
            self.endSignal = endSignal
        }
    }

    /// Starts the server. It may not listen yet; see ``waitUntil(_:within:)``.
    /// - Throws: `SentinelError.Code.internalFault` if it cannot be started.
    public init(_ launch: Launch) throws(SentinelError) {
        log = launch.folder + "/server.log"
        (input, lifeline) = try Self.pipe()
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments =
            ["-c", Self.script, "supervisor", launch.endSignal, launch.folder, log]
            + ProgramRun.becoming(launch.user) + [launch.program] + launch.arguments
        process.environment = ProcessInfo.processInfo.environment.merging(launch.environment) { $1 }
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do { try ProgramRun.start(process) } catch {
            throw SentinelError(.internalFault, "cannot start \(launch.program): \(error)")
        }
        var line = ""
        while !line.hasSuffix("\n") {
            let byte = output.fileHandleForReading.readData(ofLength: 1)
            guard !byte.isEmpty else { break }
            line += String(decoding: byte, as: UTF8.self)
        }
        guard let identifier = Int32(line.filter(\.isNumber)) else {
            process.terminate()
            throw SentinelError(.internalFault, "the supervisor of \(launch.program) did not start")
        }
        self.identifier = identifier
        supervisor = process
    }

    deinit {
        try? lifeline.close()
    }

    /// Whether the server runs.
    public var isRunning: Bool {
        guard kill(identifier, 0) == 0 else { return false }
        // One that has ended stays as a zombie until the supervisor looks.
        guard let state = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8) else { return true }
        return !state.drop { $0 != ")" }.hasPrefix(") Z")
    }

    /// Waits until `isReady`, for servers that take a while to listen.
    /// - Throws: `SentinelError.Code.internalFault` with the end of the log if the server ends, or is not ready in time.
    public func waitUntil(_ isReady: () -> Bool, within time: Duration = .seconds(60)) throws(SentinelError) {
        let end = ContinuousClock.now.advanced(by: time)
        while !isReady() {
            guard isRunning, ContinuousClock.now < end else {
                let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
                throw SentinelError(.internalFault, "the server is not ready; its log ends: \(text.suffix(2000))")
            }
            usleep(10_000)
        }
    }

    /// Sends a signal to the server.
    public func signal(_ number: Int32) {
        kill(identifier, number)
    }

    /// Sends a signal, and returns when the server has ended; one that takes more than half a minute is killed. Its
    /// folder stays.
    public func stop(_ number: Int32) {
        signal(number)
        let end = ContinuousClock.now.advanced(by: .seconds(30))
        while isRunning {
            if ContinuousClock.now >= end { signal(SIGKILL) }
            usleep(2000)
        }
        try? lifeline.write(contentsOf: Data("keep\n".utf8))
        supervisor.waitUntilExit()
    }

    /// A pipe whose ends no other child gets, not even one that is started at this moment: a second holder would keep
    /// the supervisor waiting after this process is gone.
    private static func pipe() throws(SentinelError) -> (reading: FileHandle, writing: FileHandle) {
        var ends: [Int32] = [-1, -1]
        #if canImport(Darwin)
            let isMade = Darwin.pipe(&ends) == 0
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        #else
            // A socket can be made so at once; the call for pipes is not among Swift's.
            let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
            let isMade = socketpair(AF_UNIX, kind, 0, &ends) == 0
        #endif
        guard isMade else { throw SentinelError(.internalFault, "no pipe could be made") }
        return (
            FileHandle(fileDescriptor: ends[0], closeOnDealloc: true),
            FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
        )
    }

    /// `trap` with a command, not with nothing: what is ignored here would be ignored by the server too. The signal is
    /// sent again and again, since one that comes before the server looks at signals is lost.
    ///
    /// The server gets no descriptor but its three: Foundation counts a child as ended only when nobody holds the one
    /// that the child was given, so that what a killed server leaves behind would keep its supervisor a zombie.
    private static let script = """
        end=$1; folder=$2; log=$3; shift 3
        trap : INT TERM HUP
        (
            for path in /dev/fd/*; do
                number=${path##*/}
                [ "$number" -gt 2 ] && eval "exec $number>&-"
            done
            exec "$@"
        ) </dev/null >>"$log" 2>&1 &
        server=$!
        echo "$server"
        exec >/dev/null
        read -r word
        tries=0
        while [ "$tries" -lt 100 ] && kill -s "$end" "$server" 2>/dev/null; do
            sleep 0.1
            tries=$((tries + 1))
        done
        kill -s KILL "$server" 2>/dev/null
        wait "$server"
        [ "$word" = keep ] || rm -rf "$folder"
        """
}
