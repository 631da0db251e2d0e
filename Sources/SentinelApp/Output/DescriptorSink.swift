#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Synchronization

/// A file descriptor as an ``OutputSink``.
///
/// When the reader has gone (`sentinel history | head -1`), the rest is dropped silently and the command goes on: a
/// closed pipe must not keep notices from being delivered.
package final class DescriptorSink: OutputSink {
    private let descriptor: Int32
    private let isBroken = Mutex(false)

    /// Takes a descriptor, which stays open.
    package init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Writes all bytes in as few calls as possible.
    package func write(_ bytes: [UInt8]) {
        isBroken.withLock { isBroken in
            var rest = bytes[...]
            while !isBroken, !rest.isEmpty {
                let count = rest.withUnsafeBytes { buffer in
                    #if canImport(Glibc)
                        Glibc.write(descriptor, buffer.baseAddress, buffer.count)
                    #else
                        Darwin.write(descriptor, buffer.baseAddress, buffer.count)
                    #endif
                }
                if count > 0 {
                    rest = rest.dropFirst(count)
                } else if errno == EAGAIN {
                    waitUntilWritable()
                } else if errno != EINTR {
                    isBroken = true
                }
            }
        }
    }

    private func waitUntilWritable() {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&request, 1, -1)
    }
}

/// The signal of a closed pipe.
enum BrokenPipes {
    /// Makes writing to a closed pipe an error of the write instead of the end of the process.
    static func ignore() {
        signal(SIGPIPE, SIG_IGN)
    }
}
