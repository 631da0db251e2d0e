#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file descriptor to read from.
enum DescriptorSource {
    /// How often a wait for input looks whether the command was stopped.
    private static let patienceMilliseconds: Int32 = 50

    /// All bytes up to the end of the stream, up to the first error, or until the task is cancelled: somebody who typed
    /// `-` by mistake must get away with one Ctrl-C.
    static func readAll(_ descriptor: Int32) -> [UInt8] {
        guard descriptor >= 0 else { return [] }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if poll(&request, 1, patienceMilliseconds) == 0 {
                if Task.isCancelled { return bytes }
                continue
            }
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 {
                bytes += buffer[..<count]
            } else if count == 0 || errno != EINTR {
                return bytes
            }
        }
    }
}

extension TerminalTraits {
    /// What a descriptor of this process can show.
    static func of(descriptor: Int32) -> TerminalTraits {
        guard isatty(descriptor) == 1 else { return TerminalTraits() }
        var size = winsize()
        let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return TerminalTraits(isTerminal: true, columns: isKnown ? Int(size.ws_col) : nil)
    }
}

/// The end of this process.
enum ProcessExit {
    /// Ends the process with an exit code, after flushing what libraries buffer.
    static func end(with code: Int32) -> Never {
        exit(code)
    }

    /// Ends the process at once, without any clean-up.
    static func endNow(with code: Int32) -> Never {
        _exit(code)
    }
}
