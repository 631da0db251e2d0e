import Foundation
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelStore

@Suite("Owners that come and go at once", .serialized)
struct OwnerLockRaceTests {
    private let folder: StateFolder

    init() throws {
        folder = try StateFolder()
    }

    private func locks() -> OwnerLocks { OwnerLocks(database: folder.file()) }

    @Test("starting while others start and leave never fails")
    func startersAndLeavers() async throws {
        // Each store takes the empty folder away when it leaves, and sweeps the files of the dead when it comes.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<4 {
                group.addTask {
                    for round in 0..<200 {
                        let locks = locks()
                        try locks.announce(OwnerID("owner-\(worker)-\(round)"))
                        #expect(locks.announced.count == 1)
                        locks.close()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(folder.names.isEmpty, "the last one has taken the folder away")
    }

    @Test("nobody who lives is ever seen as dead, however often one looks")
    func lookers() async throws {
        let living = locks()
        try living.announce(OwnerID("living"))
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    let looker = locks()
                    for _ in 0..<500 { #expect(!looker.isDead(OwnerID("living"))) }
                }
            }
            group.addTask {
                for round in 0..<100 {
                    let visitor = locks()
                    try? visitor.announce(OwnerID("visitor \(round)"))
                    visitor.close()
                }
            }
        }
        living.close()
        #expect(locks().isDead(OwnerID("living")))
    }

    @Test("announcing is not mistaken for a conflict while others look")
    func lookedAtWhileStarting() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    let looker = locks()
                    for round in 0..<2000 { _ = looker.isDead(OwnerID("starter \(round % 50)")) }
                }
            }
            group.addTask {
                for round in 0..<300 {
                    let starter = locks()
                    try starter.announce(OwnerID("starter \(round % 50)"))
                    starter.close()
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("after closing nobody is announced, and no file appears")
    func closed() throws {
        let locks = locks()
        try locks.announce(OwnerID("a"))
        locks.close()
        locks.close()
        #expect(throws: SentinelError(.store, "the state store is closed")) { try locks.announce(OwnerID("b")) }
        #expect(folder.names.isEmpty)
        #expect(locks.announced.isEmpty && !locks.isOurs(OwnerID("a")))
    }

    @Test("a closed store leaves no lock file, whatever is asked of it afterwards")
    func closedStore() async throws {
        let clock = ManualClock()
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        await store.close()
        await #expect(throws: SentinelError.self) { try await store.take(TakeRequest(owner: OwnerID("late"))) }
        await #expect(throws: SentinelError.self) {
            try await StoreSteps(store, clock, owner: "late").claim(.fixture("a"), "r1")
        }
        #expect(folder.names == ["state.db"])
    }

    @Test("one that announced nobody takes no folder away, nor a file of others")
    func bystander() throws {
        let living = locks()
        try living.announce(OwnerID("a"))
        locks().close()
        #expect(!locks().isDead(OwnerID("a")))
        #expect(FileManager.default.fileExists(atPath: folder.file("state.db.owners/a")))
        living.close()
        try FileManager.default.createDirectory(
            atPath: folder.file("state.db.owners"), withIntermediateDirectories: true)
        locks().close()
        #expect(folder.names == ["state.db.owners"], "another may be about to lock a file in it")
    }

    @Test("several owners of one process live and end with it")
    func several() throws {
        let living = locks()
        let names = (0..<20).map { OwnerID("owner \($0)") }
        for name in names { try living.announce(name) }
        #expect(Set(living.announced) == Set(names))
        let other = locks()
        for name in names { #expect(!other.isDead(name)) }
        living.close()
        for name in names { #expect(other.isDead(name)) }
    }

    @Test("a store that is released without closing counts as dead at once")
    func released() throws {
        do {
            let forgotten = locks()
            try forgotten.announce(OwnerID("a"))
            #expect(!locks().isDead(OwnerID("a")))
        }
        #expect(FileManager.default.fileExists(atPath: folder.file("state.db.owners/a")))
        #expect(locks().isDead(OwnerID("a")))
        #expect(!FileManager.default.fileExists(atPath: folder.file("state.db.owners/a")), "its file is swept")
    }

    @Test(
        "every name has a file of its own inside the folder",
        arguments: [
            "", ".", "..", "a/b", "../../x", "a.b", "a b", "A", "a", "é", "e\u{301}", "🦉", "%2e", "~", "-x", "a\0b",
        ])
    func names(_ name: String) throws {
        let locks = locks()
        try locks.announce(OwnerID("other"))
        guard !name.isEmpty else { return locks.close() }
        try locks.announce(OwnerID(name))
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.file("state.db.owners"))
        #expect(files.count == 2 && files.contains("other"))
        #expect(files.allSatisfy { file in file.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") } })
        #expect(!self.locks().isDead(OwnerID(name)))
        locks.close()
    }
}
