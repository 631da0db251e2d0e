#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import SentinelModels
import Synchronization

/// One locked file for each owner of leases, beside the database: the kernel lets go of the lock when the process ends,
/// however it ends, so that nobody has to wait for the leases of the dead.
///
/// A file that can be locked, or is missing, means that its owner has ended.
final class OwnerLocks: OwnerRegistry {
    private struct State {
        var files: [OwnerID: Int32] = [:]
        var isClosed = false
    }

    private let folder: String
    private let held = Mutex(State())

    /// - Parameter database: The database's path without symbolic links, so that all processes agree.
    init(database: String) {
        folder = database + ".owners"
    }

    var announced: [OwnerID] { held.withLock { Array($0.files.keys) } }

    func isOurs(_ owner: OwnerID) -> Bool { held.withLock { $0.files[owner] != nil } }

    func announce(_ owner: OwnerID) throws(SentinelError) {
        try held.withLock { held throws(SentinelError) in
            guard !held.isClosed else { throw SentinelError(.store, "the state store is closed") }
            guard held.files[owner] == nil else { return }
            let isFirst = held.files.isEmpty
            held.files[owner] = try lock(path(of: owner), owner)
            if isFirst { removeFilesOfTheDead() }
        }
    }

    /// How often a lock is asked for: whoever looks whether an owner is dead holds it for a moment.
    private static let tries = 50

    private func lock(_ path: String, _ owner: OwnerID) throws(SentinelError) -> Int32 {
        var failures = 0
        while true {
            let file = try openFile(path)
            let isLocked = flock(file, LOCK_EX | LOCK_NB) == 0
            // Between opening and locking, somebody may have removed the file as that of a dead owner.
            if isLocked, Self.isFile(file, at: path) { return file }
            Self.close(file)
            guard !isLocked else { continue }
            failures += 1
            guard failures < Self.tries else {
                throw SentinelError(
                    .conflict, "another process uses the state database as '\(owner)'", isRetryable: false)
            }
            usleep(2_000)
        }
    }

    /// Opens the file of an owner, and makes the folder if need be: the last one of others to leave takes it away.
    private func openFile(_ path: String) throws(SentinelError) -> Int32 {
        for _ in 0..<Self.tries {
            guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw failure("cannot create \(folder)") }
            let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            if file >= 0 { return file }
            guard errno == ENOENT else { break }
        }
        throw failure("cannot open \(path)")
    }

    func isDead(_ owner: OwnerID) -> Bool {
        !isOurs(owner) && Self.removeIfDead(path(of: owner))
    }

    func close() {
        held.withLock { held in
            for (owner, file) in held.files {
                unlink(path(of: owner))
                Self.close(file)
            }
            // Who announced nobody made no folder, and takes none away.
            if !held.files.isEmpty { rmdir(folder) }
            held = State(isClosed: true)
        }
    }

    deinit {
        // A store that was not closed keeps no process from seeing that its owners are gone.
        held.withLock { held in
            for file in held.files.values { Self.close(file) }
        }
    }

    private func removeFilesOfTheDead() {
        guard let directory = opendir(folder) else { return }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { _ = Self.removeIfDead(folder + "/" + name) }
        }
    }

    private static func removeIfDead(_ path: String) -> Bool {
        let file = open(path, O_RDWR | O_CLOEXEC)
        guard file >= 0 else { return errno == ENOENT }
        defer { close(file) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else { return false }
        if isFile(file, at: path) { unlink(path) }
        return true
    }

    private static func isFile(_ file: Int32, at path: String) -> Bool {
        var opened = stat()
        var present = stat()
        return fstat(file, &opened) == 0 && stat(path, &present) == 0 && opened.st_ino == present.st_ino
            && opened.st_dev == present.st_dev
    }

    private static func close(_ file: Int32) {
        #if canImport(Glibc)
            Glibc.close(file)
        #elseif canImport(Musl)
            Musl.close(file)
        #else
            Darwin.close(file)
        #endif
    }

    /// The file of an owner; signs that could leave the folder are written as their numbers.
    private func path(of owner: OwnerID) -> String {
        let name = owner.description.unicodeScalars.map { sign in
            switch sign {
            case "a"..."z", "A"..."Z", "0"..."9", "-", "_": String(sign)
            default: "%" + String(sign.value, radix: 16)
            }
        }
        return folder + "/" + name.joined()
    }

    private func failure(_ text: String) -> SentinelError {
        SentinelError(.store, "\(text): \(String(cString: strerror(errno)))")
    }
}
