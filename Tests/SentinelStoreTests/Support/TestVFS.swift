import CSQLite
import Synchronization

/// A file system for SQLite that hands everything on to the usual one, and on the way fails or writes down what a test
/// asks for. It becomes the default of the process; files outside the watched folder are not touched.
final class TestVFS: Sendable {
    enum Operation: String, Sendable, CaseIterable {
        case read, write, truncate, sync, open
    }

    /// What happened to the files of the watched folder, in order.
    enum Event: Sendable {
        case write(file: String, offset: Int, bytes: [UInt8])
        case truncate(file: String, size: Int)
        case sync(file: String)
        case delete(file: String)
        /// Set by the test: what had been answered by then.
        case mark(Int)
    }

    private struct State {
        var folder: String?
        var isRecording = false
        var events: [Event] = []
        var counts: [Operation: Int] = [:]
        /// Fails from the given one on of an operation, as many times.
        var failure: (operation: Operation, first: Int, times: Int)?
        var names: [String] = []
    }

    static let shared = TestVFS()
    private let state = Mutex(State())

    /// Watches the files of a folder while `body` runs.
    func watching<Value>(
        _ folder: String, recording: Bool = false, _ body: () async throws -> Value
    ) async rethrows -> Value {
        TestVFSTable.install()
        state.withLock { $0 = State(folder: folder, isRecording: recording, names: $0.names) }
        defer { state.withLock { $0 = State(names: $0.names) } }
        return try await body()
    }

    /// Lets the n-th operation from now on fail, and those that follow it, as many as `times` says.
    func fail(_ operation: Operation, nth: Int, times: Int = 1) {
        state.withLock { state in
            state.failure = (operation, state.counts[operation, default: 0] + nth, times)
        }
    }

    /// Whether the failure has happened.
    var hasFailed: Bool {
        state.withLock { state in
            guard let failure = state.failure else { return false }
            return state.counts[failure.operation, default: 0] >= failure.first
        }
    }

    func stopFailing() { state.withLock { $0.failure = nil } }

    func count(of operation: Operation) -> Int { state.withLock { $0.counts[operation, default: 0] } }

    var events: [Event] { state.withLock(\.events) }

    func mark(_ number: Int) { state.withLock { $0.events.append(.mark(number)) } }

    // What the table below calls.

    /// A number for a file's name, or -1 for a file that is not watched.
    fileprivate func number(of name: String) -> Int {
        state.withLock { state in
            guard let folder = state.folder, name.hasPrefix(folder + "/") else { return -1 }
            state.names.append(String(name.dropFirst(folder.utf8.count + 1)))
            return state.names.count - 1
        }
    }

    /// Counts an operation; whether it shall fail.
    fileprivate func fails(_ operation: Operation, _ file: Int) -> Bool {
        guard file >= 0 else { return false }
        return state.withLock { state in
            guard state.folder != nil else { return false }
            let count = state.counts[operation, default: 0] + 1
            state.counts[operation] = count
            guard let failure = state.failure, failure.operation == operation else { return false }
            return (failure.first..<failure.first + failure.times).contains(count)
        }
    }

    fileprivate func record(_ file: Int, _ event: (String) -> Event) {
        guard file >= 0 else { return }
        state.withLock { state in
            if state.isRecording { state.events.append(event(state.names[file])) }
        }
    }

    fileprivate func recordDeletion(of name: String) {
        state.withLock { state in
            guard state.isRecording, let folder = state.folder, name.hasPrefix(folder + "/") else { return }
            state.events.append(.delete(file: String(name.dropFirst(folder.utf8.count + 1))))
        }
    }
}

/// The C side: tables of functions that SQLite calls.
private enum TestVFSTable {
    /// What lies before the usual file: SQLite's pointer to the methods, and the number of the file.
    struct Header {
        var base: sqlite3_file
        var number: Int
    }

    static let headerSize = 64
    static func install() { _ = once }

    private static let once: Void = {
        guard let usual = sqlite3_vfs_find(nil) else { return }
        let table = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        table.initialize(to: usual.pointee)
        table.pointee.zName = UnsafePointer(name)
        table.pointee.szOsFile = usual.pointee.szOsFile + Int32(headerSize)
        table.pointee.pNext = nil
        table.pointee.xOpen = { _, name, file, flags, outFlags in
            guard let file, let usual = sqlite3_vfs_find("unix") else { return SQLITE_CANTOPEN }
            let header = UnsafeMutableRawPointer(file).assumingMemoryBound(to: Header.self)
            header.pointee.base.pMethods = nil
            header.pointee.number = name.map { TestVFS.shared.number(of: String(cString: $0)) } ?? -1
            if TestVFS.shared.fails(.open, header.pointee.number) { return SQLITE_CANTOPEN }
            let code = usual.pointee.xOpen(usual, name, real(file), flags, outFlags)
            if code == SQLITE_OK { header.pointee.base.pMethods = UnsafePointer(methods) }
            return code
        }
        table.pointee.xDelete = { _, name, syncs in
            guard let usual = sqlite3_vfs_find("unix") else { return Failure.delete }
            if let name { TestVFS.shared.recordDeletion(of: String(cString: name)) }
            return usual.pointee.xDelete(usual, name, syncs)
        }
        sqlite3_vfs_register(table, 1)
    }()

    private nonisolated(unsafe) static let name: UnsafeMutablePointer<CChar> = {
        let text = "sentinel-test".utf8CString
        let copy = UnsafeMutablePointer<CChar>.allocate(capacity: text.count)
        for (index, sign) in text.enumerated() { copy[index] = sign }
        return copy
    }()

    static func real(_ file: UnsafeMutablePointer<sqlite3_file>) -> UnsafeMutablePointer<sqlite3_file> {
        (UnsafeMutableRawPointer(file) + headerSize).assumingMemoryBound(to: sqlite3_file.self)
    }

    static func number(_ file: UnsafeMutablePointer<sqlite3_file>) -> Int {
        UnsafeMutableRawPointer(file).assumingMemoryBound(to: Header.self).pointee.number
    }

    private nonisolated(unsafe) static let methods: UnsafeMutablePointer<sqlite3_io_methods> = {
        let table = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        table.initialize(to: sqlite3_io_methods())
        // The second version has shared memory, the third would read past us by mapping.
        table.pointee.iVersion = 2
        table.pointee.xClose = { file in file.map { real($0).pointee.pMethods.pointee.xClose(real($0)) } ?? SQLITE_OK }
        table.pointee.xFileSize = { real($0!).pointee.pMethods.pointee.xFileSize(real($0!), $1) }
        table.pointee.xLock = { real($0!).pointee.pMethods.pointee.xLock(real($0!), $1) }
        table.pointee.xUnlock = { real($0!).pointee.pMethods.pointee.xUnlock(real($0!), $1) }
        table.pointee.xCheckReservedLock = { real($0!).pointee.pMethods.pointee.xCheckReservedLock(real($0!), $1) }
        table.pointee.xFileControl = { real($0!).pointee.pMethods.pointee.xFileControl(real($0!), $1, $2) }
        table.pointee.xSectorSize = { real($0!).pointee.pMethods.pointee.xSectorSize(real($0!)) }
        table.pointee.xDeviceCharacteristics = { real($0!).pointee.pMethods.pointee.xDeviceCharacteristics(real($0!)) }
        table.pointee.xShmMap = { real($0!).pointee.pMethods.pointee.xShmMap(real($0!), $1, $2, $3, $4) }
        table.pointee.xShmLock = { real($0!).pointee.pMethods.pointee.xShmLock(real($0!), $1, $2, $3) }
        table.pointee.xShmBarrier = { real($0!).pointee.pMethods.pointee.xShmBarrier(real($0!)) }
        table.pointee.xShmUnmap = { real($0!).pointee.pMethods.pointee.xShmUnmap(real($0!), $1) }
        table.pointee.xRead = { file, buffer, size, offset in
            guard let file else { return Failure.read }
            if TestVFS.shared.fails(.read, number(file)) { return Failure.read }
            return real(file).pointee.pMethods.pointee.xRead(real(file), buffer, size, offset)
        }
        table.pointee.xWrite = { file, buffer, size, offset in
            guard let file, let buffer else { return Failure.write }
            let fails = TestVFS.shared.fails(.write, number(file))
            // A failing write leaves half of itself behind.
            let written = fails ? size / 2 : size
            TestVFS.shared.record(number(file)) { name in
                .write(
                    file: name, offset: Int(offset),
                    bytes: Array(UnsafeRawBufferPointer(start: buffer, count: Int(written))))
            }
            let code = real(file).pointee.pMethods.pointee.xWrite(real(file), buffer, written, offset)
            return fails ? Failure.write : code
        }
        table.pointee.xTruncate = { file, size in
            guard let file else { return Failure.truncate }
            if TestVFS.shared.fails(.truncate, number(file)) { return Failure.truncate }
            TestVFS.shared.record(number(file)) { .truncate(file: $0, size: Int(size)) }
            return real(file).pointee.pMethods.pointee.xTruncate(real(file), size)
        }
        table.pointee.xSync = { file, flags in
            guard let file else { return Failure.flush }
            if TestVFS.shared.fails(.sync, number(file)) { return Failure.flush }
            TestVFS.shared.record(number(file)) { .sync(file: $0) }
            return real(file).pointee.pMethods.pointee.xSync(real(file), flags)
        }
        return table
    }()
}

/// SQLite's extended codes, which its header makes by shifting.
private enum Failure {
    static let read = SQLITE_IOERR | 1 << 8
    static let write = SQLITE_IOERR | 3 << 8
    static let flush = SQLITE_IOERR | 4 << 8
    static let truncate = SQLITE_IOERR | 6 << 8
    static let delete = SQLITE_IOERR | 10 << 8
}
