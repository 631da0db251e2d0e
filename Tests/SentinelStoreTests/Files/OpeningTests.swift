import Foundation
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelStore

@Suite("Opening a state database")
struct OpeningTests {
    private let folder: StateFolder
    private let clock = ManualClock()

    init() throws {
        folder = try StateFolder()
    }

    @Test(
        "URLs are read as SQLAlchemy reads them",
        arguments: [
            ("sqlite:///state.db", "state.db"), ("sqlite:////srv/state.db", "/srv/state.db"),
            ("sqlite+pysqlite:///a/b.db", "a/b.db"),
        ])
    func urls(_ url: String, _ path: String) throws {
        #expect(try StateDatabaseURL(url).path == path)
    }

    @Test(
        "other URLs are refused with what to write instead",
        arguments: [
            ("state.db", "configuration", "must be a URL such as sqlite:///"), ("", "configuration", "must be a URL"),
            ("sqlite://", "configuration", "in memory"), ("sqlite:///:memory:", "configuration", "in memory"),
            ("sqlite://host/x.db", "configuration", "sqlite:///"),
            ("postgresql://u:secret@h", "configuration", "names no database"),
            ("mysql+pymysql://u:secret@h/", "configuration", "names no database"),
            ("mssql+pyodbc://u:secret@h/db", "unsupported", "no state database"),
            ("oracle://u:secret@h/db", "unsupported", "no state database"),
        ])
    func badURLs(_ url: String, _ code: String, _ text: String) {
        #expect {
            try StateDatabaseURL(url)
        } throws: { error in
            guard let error = error as? SentinelError else { return false }
            return error.code.description == code && error.message.contains(text) && !error.message.contains("secret")
        }
    }

    @Test("the file is its owner's only")
    func permissions() async throws {
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        try await StoreSteps(store, clock).run("a")
        for name in folder.names where name.hasPrefix("state.db") && !name.hasSuffix("owners") {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(name))
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
        await store.close()
        #expect(folder.names == ["state.db"], "nothing is left beside a closed database")
    }

    @Test("the pragmas that durability needs are set")
    func pragmas() async throws {
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        for (name, value) in [
            ("journal_mode", "wal"), ("synchronous", "2"), ("wal_autocheckpoint", "1000"),
            ("journal_size_limit", "67108864"), ("foreign_keys", "1"), ("busy_timeout", "5000"),
        ] {
            let actual = try await store.writer().perform { session throws(SentinelError) in
                try session.connection.first("PRAGMA \(name)", []) { $0.text(at: 0) }
            }
            #expect(actual == value, "\(name)")
        }
        await store.close()
    }

    @Test("network file systems are refused", arguments: ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "fuse", "9p"])
    func networkFileSystem(_ kind: String) throws {
        var opening = try SQLiteOpening(path: folder.file(), clock: clock)
        opening.fileSystem = { _ in kind }
        #expect {
            try opening.open()
        } throws: {
            ($0 as? SentinelError)?.message.contains("lies on a \(kind) file system") == true
        }
    }

    @Test("local file systems are fine", arguments: ["ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs", nil])
    func localFileSystem(_ kind: String?) async throws {
        var opening = try SQLiteOpening(path: folder.file(), clock: clock)
        opening.fileSystem = { _ in kind }
        await (try opening.open()).close()
    }

    @Test(
        "the mount that holds a path decides",
        arguments: [
            ("/data/state.db", "ext4"), ("/mnt/share/state.db", "nfs4"), ("/mnt/share x/state.db", "cifs"),
            ("/mnt/shared/state.db", "ext4"), ("/mnt/share", "nfs4"),
        ])
    func mounts(_ path: String, _ kind: String) {
        let table = #"""
            27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
            31 27 0:40 / /mnt/share rw,relatime shared:7 - nfs4 host:/x rw
            32 27 0:41 / /mnt/share\040x rw - cifs //host/x rw
            broken line
            """#
        #expect(FileSystemKind.kind(of: path, mounts: table) == kind)
    }

    @Test("this machine's table of mounts can be read")
    func ownMounts() {
        #expect(FileSystemKind.of(folder.path) != nil)
    }

    @Test(
        "a folder that does not exist, a folder in place of a file, and rubbish are clear errors",
        arguments: [
            "missing/state.db", "folder", "rubbish",
        ])
    func unusable(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: folder.file("folder"), withIntermediateDirectories: true)
        try Data(repeating: 65, count: 4096).write(to: URL(fileURLWithPath: folder.file("rubbish")))
        #expect {
            try SQLStateStore.open(folder.url(name), clock: clock)
        } throws: { error in
            guard let error = error as? SentinelError else { return false }
            return error.code == .store && error.message.contains("state database")
        }
    }

    @Test("reading creates nothing, and sees what there is")
    func reading() async throws {
        #expect(try SQLStateStore.openForReading(folder.url(), clock: clock) == nil)
        try OriginalDatabase.make(at: folder.file("old.db"))
        #expect(try SQLStateStore.openForReading(folder.url("old.db"), clock: clock) == nil, "not taken over yet")
        #expect(folder.names == ["old.db"])
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        try await StoreSteps(store, clock).fire("a", notices: ["m1"])
        await store.close()
        let reader = try #require(try SQLStateStore.openForReading(folder.url(), clock: clock))
        #expect(try await reader.history(HistoryQuery()).map(\.id) == ["r1"])
        #expect(try await reader.snapshots(of: [AlertKey("a")], scope: .default).count == 1)
        await #expect(throws: SentinelError.self) { try await reader.release([]) }
        await reader.close()
    }
}
