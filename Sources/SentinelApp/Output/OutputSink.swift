/// Where a stream of text goes: a file descriptor, or a buffer in tests.
package protocol OutputSink: Sendable {
    /// Writes all bytes, or drops them if nobody reads any more. Blocks while the reader is slow.
    func write(_ bytes: [UInt8])
}
