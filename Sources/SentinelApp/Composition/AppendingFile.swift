#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that is written at its end, such as a log.
final class AppendingFile: OutputSink {
    private let sink: DescriptorSink
    private let descriptor: Int32

    /// Opens the file, made if it is not there; nil if it cannot be written.
    init?(path: String) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { return nil }
        sink = DescriptorSink(descriptor)
    }

    deinit {
        close(descriptor)
    }

    func write(_ bytes: [UInt8]) {
        sink.write(bytes)
    }
}
