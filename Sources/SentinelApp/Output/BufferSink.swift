import Synchronization

/// An ``OutputSink`` that keeps what is written, for running commands inside another program or a test.
package final class BufferSink: OutputSink {
    private let bytes = Mutex<[UInt8]>([])

    /// Makes an empty buffer.
    package init() {}

    /// Keeps the bytes.
    package func write(_ bytes: [UInt8]) {
        self.bytes.withLock { $0 += bytes }
    }

    /// Everything written so far.
    package var text: String {
        bytes.withLock { String(decoding: $0, as: UTF8.self) }
    }
}
