import Foundation
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelStore

@Suite("Owners of leases")
struct OwnerLockTests {
    private let folder: StateFolder
    private let clock = ManualClock()

    init() throws {
        folder = try StateFolder()
    }

    private func open() throws -> SQLStateStore {
        try SQLStateStore.open(folder.url(), clock: clock)
    }

    /// Claims and takes as `owner`, then goes without closing, as a process that was killed.
    private func dieHolding(_ owner: String) async throws {
        try await holdAndLeave(owner)
        try await folder.waitForRelease(of: owner)
    }

    private func holdAndLeave(_ owner: String) async throws {
        let store = try open()
        let steps = StoreSteps(store, clock, owner: owner)
        try await steps.fire("fired", notices: ["m1"])
        _ = try await steps.claim(.fixture("held"), "held")
        #expect(try await store.take(TakeRequest(owner: OwnerID(owner))).count == 1)
    }

    @Test("a dead owner's slots and messages are free at once")
    func dead() async throws {
        try await dieHolding("dead")
        let store = try open()
        #expect(try await store.nextDelivery() == clock.now(), "nothing waits for a dead owner")
        _ = try await StoreSteps(store, clock, owner: "b").claim(.fixture("held"), "r2")
        let taken = try await store.take(TakeRequest(owner: OwnerID("b")))
        #expect(taken.map(\.message.id) == ["m1"])
        #expect(taken.map(\.fence) == [2])
        #expect(taken.map(\.message.attempts) == [2], "it may have been sent")
        #expect(try await store.history(HistoryQuery(outcomes: [.abandoned])).map(\.id) == ["held"])
        await store.close()
    }

    @Test("a living owner's slots and messages are left alone")
    func alive() async throws {
        let first = try open()
        let steps = StoreSteps(first, clock, owner: "first")
        try await steps.fire("fired", notices: ["m1"])
        _ = try await steps.claim(.fixture("held"), "held")
        _ = try await first.take(TakeRequest(owner: OwnerID("first")))
        let second = try open()
        let claim = RunClaim(runID: "r2", alert: .fixture("held"), trigger: .manual, owner: OwnerID("second"))
        guard case .busy = try await second.claim([claim])[0] else {
            Issue.record("the slot is held by a living process")
            return
        }
        #expect(try await second.take(TakeRequest(owner: OwnerID("second"))).isEmpty)
        let next = try await second.nextDelivery()
        #expect(next == clock.now().advanced(by: .seconds(1)), "it looks again soon, should the other die")
        await first.close()
        #expect(try await second.take(TakeRequest(owner: OwnerID("second"))).map(\.message.attempts) == [1])
        await second.close()
    }

    @Test("two processes cannot use one name")
    func sameName() async throws {
        let first = try open()
        try await StoreSteps(first, clock).run("x")
        let second = try open()
        await #expect {
            try await StoreSteps(second, clock).run("y", runID: "r2")
        } throws: {
            ($0 as? SentinelError)?.code == .conflict
        }
        await first.close()
        try await StoreSteps(second, clock).run("y", runID: "r2")
        await second.close()
    }

    @Test("files of the dead are swept, names cannot leave the folder")
    func sweep() async throws {
        try await dieHolding("dead")
        #expect(FileManager.default.fileExists(atPath: folder.file("state.db.owners/dead")))
        let store = try open()
        try await StoreSteps(store, clock, owner: "../../b/é").run("x", runID: "r2")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("state.db.owners"))
        #expect(names == ["%2e%2e%2f%2e%2e%2fb%2f%e9"])
        await store.close()
        #expect(!FileManager.default.fileExists(atPath: folder.file("state.db.owners")))
    }

    @Test("an owner that is unknown is dead, one of ours is not")
    func registry() throws {
        let locks = OwnerLocks(database: folder.file())
        let other = OwnerLocks(database: folder.file())
        #expect(locks.isDead(OwnerID("nobody")))
        try locks.announce(OwnerID("a"))
        try locks.announce(OwnerID("a"))
        #expect(!locks.isDead(OwnerID("a")) && locks.isOurs(OwnerID("a")))
        #expect(!other.isDead(OwnerID("a")) && !other.isOurs(OwnerID("a")))
        #expect(locks.announced == [OwnerID("a")])
        locks.close()
        #expect(other.isDead(OwnerID("a")))
    }

    @Test("a folder that cannot be made is a clear error")
    func noFolder() throws {
        let locks = OwnerLocks(database: folder.file("missing/state.db"))
        #expect {
            try locks.announce(OwnerID("a"))
        } throws: {
            ($0 as? SentinelError)?.code == .store
        }
    }
}
