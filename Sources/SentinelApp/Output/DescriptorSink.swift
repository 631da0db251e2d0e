#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Synchronization

/// A file descriptor as an ``OutputSink``.
///
/// When the reader has gone (`sentinel history | head -1`), the rest is dropped silently and the command goes on: a
/// closed pipe must not keep notices from being delivered. Any other failure, such as a full disk, is a ``fault``.
package final class DescriptorSink: OutputSink {
    private let descriptor: Int32
    /// The error number of the write that failed.
    private let failure = Mutex<Int32?>(nil)

    /// Takes a descriptor, which stays open.
    package init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Writes all bytes in as few calls as possible.
    package func write(_ bytes: [UInt8]) {
        failure.withLock { failure in
            var rest = bytes[...]
            while failure == nil, !rest.isEmpty {
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
                    failure = errno
                }
            }
        }
    }

    /// What the system says of the first write that failed.
    package var fault: String? {
        failure.withLock { $0 }.flatMap { $0 == EPIPE ? nil : String(cString: strerror($0)) }
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
