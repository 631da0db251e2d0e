/// Where a stream of text goes: a file descriptor, or a buffer in tests.
package protocol OutputSink: Sendable {
    /// Writes all bytes, or drops them if they cannot be written. Blocks while the reader is slow.
    func write(_ bytes: [UInt8])

    /// Why bytes were dropped, such as a full disk; nil if none were, or only since nobody reads any more.
    var fault: String? { get }
}

extension OutputSink {
    /// No fault: most sinks have none.
    package var fault: String? { nil }
}
