#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import SentinelModels

/// The file of a state database.
enum StatePath {
    /// Makes the file if it is missing, readable by its owner only, and returns its path without symbolic links.
    static func prepare(_ path: String, mayCreate: Bool) throws(SentinelError) -> String {
        if mayCreate { try create(path) }
        guard let resolved = try existing(path) else {
            throw SentinelError(.notFound, "the state database \(path) does not exist")
        }
        return resolved
    }

    /// The path without symbolic links; nil if nothing is there. A folder that may not be searched is an error: who
    /// took it for "nothing yet" would show alerts as never run.
    static func existing(_ path: String) throws(SentinelError) -> String? {
        guard let resolved = realpath(path, nil) else {
            guard errno == ENOENT || errno == ENOTDIR else { throw cannotOpen(path) }
            return nil
        }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Makes an empty file, and leaves one that is there alone.
    ///
    /// An existing database is never opened here: closing any descriptor of a file drops all locks that the process
    /// holds on it, also those of its other SQLite connections
    /// (https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
    private static func create(_ path: String) throws(SentinelError) {
        #if canImport(Darwin)
            let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            if file >= 0 { close(file) }
            let isMade = file >= 0
        #else
            let isMade = mknod(path, S_IFREG | 0o600, 0) == 0
        #endif
        if isMade || (errno == EEXIST && access(path, R_OK | W_OK) == 0) { return }
        throw cannotOpen(path)
    }

    private static func cannotOpen(_ path: String) -> SentinelError {
        SentinelError(
            .store, "the state database \(path) cannot be opened: \(String(cString: strerror(errno)))",
            isRetryable: false)
    }

    /// Refuses file systems on which SQLite loses data.
    static func check(_ path: String, kind: (String) -> String?) throws(SentinelError) {
        guard let kind = kind(path), FileSystemKind.isUnsafe(kind) else { return }
        throw SentinelError(
            .store,
            """
            the state database \(path) lies on a \(kind) file system, where SQLite's locks cannot be relied on; put it \
            on a local disk
            """, isRetryable: false)
    }
}
