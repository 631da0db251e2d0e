import Foundation
import Synchronization
import Testing

/// A terminal without a screen, to run programs at.
struct PseudoTerminal {
    private let mainSide: FileHandle
    private let programSide: FileHandle

    init(columns: UInt16) throws {
        var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        var (main, program): (Int32, Int32) = (-1, -1)
        try #require(openpty(&main, &program, nil, nil, &size) == 0)
        for descriptor in [main, program] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        mainSide = FileHandle(fileDescriptor: main, closeOnDealloc: true)
        programSide = FileHandle(fileDescriptor: program, closeOnDealloc: true)
    }

    /// Runs a program with its output and errors at the terminal; what it shows comes with plain line breaks.
    func run(_ process: Process) throws -> (code: Int32, shown: String) {
        process.standardOutput = programSide
        process.standardError = programSide
        try process.run()
        let shown = Mutex(Data())
        let descriptor = mainSide.fileDescriptor
        let isRead = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            Self.readAll(descriptor) { data in shown.withLock { $0 += data } }
            isRead.signal()
        }
        process.waitUntilExit()
        // With the last program gone, reading ends with an error instead of an end.
        try programSide.close()
        isRead.wait()
        let text = shown.withLock { String(decoding: $0, as: UTF8.self) }
        return (process.terminationStatus, text.replacingOccurrences(of: "\r\n", with: "\n"))
    }

    private static func readAll(_ descriptor: Int32, _ note: (Data) -> Void) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 { note(Data(buffer[..<count])) }
            if count == 0 || count < 0 && errno != EINTR { return }
        }
    }
}
