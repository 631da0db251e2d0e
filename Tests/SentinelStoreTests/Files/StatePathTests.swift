import Foundation
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelStore

@Suite("Where a state database lies")
struct StatePathTests {
    private let folder: StateFolder
    private let clock = ManualClock()

    init() throws {
        folder = try StateFolder()
    }

    private func error(_ body: () throws -> Void) -> SentinelError? {
        do {
            try body()
            return nil
        } catch {
            return error as? SentinelError
        }
    }

    @Test(
        "a text that is no URL is repeated only if it is a plain path",
        arguments: [
            ("state.db", true), ("/var/lib/state.db", true), ("./a-b_c.db", true), ("", false),
            ("user:pw1@host/db", false),
            ("host=db password=pw1", false), ("postgresql:pw1", false), ("pw1 with blanks", false),
        ])
    func echo(_ text: String, _ isRepeated: Bool) {
        let error = error { _ = try StateDatabaseURL(text) }
        #expect(error?.code == .configuration)
        #expect(error?.message.hasPrefix("the state database must be a URL such as sqlite:///sqlsentinel.db") == true)
        #expect(error?.message.contains("'\(text)'") == isRepeated)
        #expect(error?.message.contains("pw1") == false)
    }

    @Test(
        "another database is named by its scheme, and by nothing else",
        arguments: [
            ("oracle://u:pw1@h/d", "'oracle' is no state database"), ("u:pw1@x://h", "that is no state database"),
            ("MSSQL+pyodbc://u:pw1@h/d", "'mssql' is no state database"),
            ("redshift://u:pw1@h/d?ssl_key=pw1", "'redshift' is no state database"),
        ])
    func others(_ url: String, _ text: String) {
        let error = error { _ = try StateDatabaseURL(url) }
        #expect(error?.code == .unsupported)
        #expect(error?.message.hasPrefix(text) == true, "\(error?.message ?? "none")")
        #expect(error?.message.contains("pw1") == false)
        #expect(error?.message.contains("sqlite:///sqlsentinel.db") == true, "it says what to write")
    }

    @Test("`mode=ro` may be looked at, not run with")
    func readOnlyMode() async throws {
        await (try SQLStateStore.open(folder.url(), clock: clock)).close()
        let url = folder.url() + "?mode=ro"
        #expect(try StateDatabaseURL(url).isReadOnly)
        #expect(error { _ = try SQLStateStore.open(url) }?.code == .configuration)
        let reader = try #require(try SQLStateStore.openForReading(url))
        #expect(try await reader.history(HistoryQuery()).isEmpty)
        await reader.close()
        #expect(try SQLStateStore.schemaVersion(url) == Migration.all.count)
        #expect(try SQLStateStore.pendingMigrations(url).isEmpty)
    }

    @Test("nothing there is nothing yet; something that cannot be looked at is an error")
    func existing() throws {
        #expect(try StatePath.existing(folder.file("none.db")) == nil)
        #expect(try StatePath.existing(folder.file("none/none.db")) == nil)
        try Data("x".utf8).write(to: URL(fileURLWithPath: folder.file("file")))
        #expect(try StatePath.existing(folder.file("file/state.db")) == nil, "no folder")
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("loop"), withDestinationPath: folder.file("loop"))
        #expect(
            error { _ = try StatePath.existing(folder.file("loop")) }?.message.hasPrefix(
                "the state database \(folder.file("loop")) cannot be opened: ") == true)
        let long = folder.file(String(repeating: "x", count: 300))
        #expect(error { _ = try SQLStateStore.openForReading("sqlite:///" + long) }?.code == .store)
        #expect(error { _ = try SQLStateStore.schemaVersion("sqlite:///" + long) }?.isRetryable == false)
        #expect(error { _ = try SQLStateStore.pendingMigrations("sqlite:///" + long) }?.code == .store)
    }

    @Test("all paths to one file are one database, with one folder of owners")
    func symbolicLinks() async throws {
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        try FileManager.default.createSymbolicLink(atPath: folder.file("link.db"), withDestinationPath: folder.file())
        try FileManager.default.createSymbolicLink(atPath: folder.file("again"), withDestinationPath: folder.path)
        _ = try await StoreSteps(store, clock, owner: "living").claim(.fixture("a"), "r1")
        for name in ["link.db", "again/state.db", "again/link.db"] {
            let other = try SQLStateStore.open(folder.url(name), clock: clock)
            let claim = RunClaim(runID: "r2", alert: .fixture("a"), trigger: .manual, owner: OwnerID("other"))
            guard case .busy = try await other.claim([claim])[0] else {
                Issue.record("\(name): the owner was taken for dead")
                continue
            }
            await other.close()
        }
        #expect(folder.names.filter { $0.hasSuffix(".owners") } == ["state.db.owners"])
        await store.close()
    }

    @Test("a link to nowhere and a file without rights are clear errors, and nothing is made")
    func dangling() throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("state.db"), withDestinationPath: folder.file("nowhere.db"))
        let error = error { _ = try SQLStateStore.open(folder.url(), clock: clock) }
        #expect(error?.message == "the state database \(folder.file()) cannot be opened: No such file or directory")
        #expect(folder.names == ["state.db"])
    }

    @Test("a file that is there keeps its rights, a new one is for its owner alone", arguments: [0o640, 0o600, nil])
    func rights(_ mode: Int?) async throws {
        if let mode {
            #expect(
                FileManager.default.createFile(
                    atPath: folder.file(), contents: nil, attributes: [.posixPermissions: mode]))
        }
        await (try SQLStateStore.open(folder.url(), clock: clock)).close()
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.file())
        #expect(attributes[.posixPermissions] as? Int == mode ?? 0o600)
    }

    @Test("an empty file is a database that has still to be made")
    func emptyFile() async throws {
        #expect(FileManager.default.createFile(atPath: folder.file(), contents: nil))
        #expect(try SQLStateStore.schemaVersion(folder.url()) == 0)
        #expect(try SQLStateStore.openForReading(folder.url()) == nil)
        #expect(try SQLStateStore.pendingMigrations(folder.url()).count == Migration.all.count)
        await (try SQLStateStore.open(folder.url(), clock: clock)).close()
        #expect(try SQLStateStore.schemaVersion(folder.url()) == Migration.all.count)
    }

    @Test(
        "names with signs of URLs, of SQL and of the shell are names",
        arguments: [
            "a b.db", "ä🦉.db", "a?b.db", "a#b.db", "100%.db", "file:x.db", ":memory:x", "it's.db", "a&b=c.db", "-rf",
        ])
    func names(_ name: String) async throws {
        let store = try SQLStateStore.open(path: folder.file(name), clock: clock)
        try await StoreSteps(store, clock).run("a")
        await store.close()
        #expect(folder.names == [name])
    }

    @Test(
        "kinds of file systems",
        arguments: [
            ("nfs", true), ("nfs4", true), ("fuse", true), ("fuseblk", true), ("fuse.glusterfs", true), ("cifs", true),
            ("9p", true),
            ("virtiofs", true), ("vboxsf", true), ("prl_fs", true), ("beegfs", true), ("ext4", false), ("xfs", false),
            ("tmpfs", false),
            ("overlay", false), ("zfs", false), ("apfs", false), ("f2fs", false), ("", false),
        ])
    func kinds(_ kind: String, _ isUnsafe: Bool) {
        #expect(FileSystemKind.isUnsafe(kind) == isUnsafe)
    }

    @Test(
        "the deepest mount decides, of several at one place the last, and escapes are read",
        arguments: [
            ("/a/b/c", "xfs"), ("/a/b", "xfs"), ("/a/bc", "ext4"), ("/a", "ext4"), ("/over/x", "nfs"),
            ("/tab\tx/y", "cifs"),
            ("/line\nx", "9p"), ("/back\\slash/x", "fuse"), ("/opt/x", "tmpfs"), ("/", "ext4"),
        ] as [(String, String)])
    func mounts(_ path: String, _ kind: String) {
        let table = #"""
            1 0 8:1 / / rw shared:1 master:2 - ext4 /dev/a rw
            2 1 8:2 / /a/b rw - xfs /dev/b rw
            3 1 8:3 / /over rw - ext4 /dev/c rw
            4 1 8:4 / /over rw - nfs h:/x rw
            5 1 8:5 / /tab\011x rw - cifs //h/x rw
            6 1 8:6 / /line\012x rw - 9p x rw
            7 1 8:7 / /back\134slash rw - fuse x rw
            8 1 8:8 / /opt rw shared:3 unbindable - tmpfs none rw
            9 1 8:9 / /broken rw
            """#
        #expect(FileSystemKind.kind(of: path, mounts: table) == kind)
    }

    /// Closing any descriptor of a file drops all locks that the process holds on it; only another process sees that.
    @Test("looking at a database's path leaves this process's locks on it alone")
    func locks() throws {
        let path = folder.file()
        let database = try RawDatabase(path)
        try database.execute("CREATE TABLE t (a INTEGER); BEGIN EXCLUSIVE")
        #expect(try Self.canWrite(path) == false, "the other process sees the lock")
        _ = try StatePath.prepare(path, mayCreate: true)
        #expect(try Self.canWrite(path) == false)
        try database.execute("COMMIT")
        #expect(try Self.canWrite(path))
    }

    /// Whether another process gets the writer's lock.
    private static func canWrite(_ path: String) throws -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["sqlite3", path, "BEGIN IMMEDIATE; INSERT INTO t VALUES (1); COMMIT;"]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
