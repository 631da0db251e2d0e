import SentinelModels
import SentinelStore
import SentinelTesting
import Testing

@Suite("Checking a state database")
struct CheckTests {
    private let folder: StateFolder
    private let clock = ManualClock()

    init() throws {
        folder = try StateFolder()
    }

    /// A database with a sent, a waiting and a dropped message, a silence and an audit log of two entries.
    private func fill() async throws {
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        let steps = StoreSteps(store, clock)
        try await steps.fire("a", runID: "r1", notices: ["m1"])
        let taken = try await store.take(TakeRequest(owner: OwnerID("a")))
        try await steps.settle(taken[0], .sent(DeliveryReceipt()))
        try await steps.fire("b", runID: "r2", notices: ["m2", "m3"])
        _ = try await store.dropMessages(["m3"], scope: .default, by: .init(.operatorCLI, name: "ann"))
        let silence = Silence(
            id: "s1", matchers: [.init("team", .matches, "sa.*")], startsAt: clock.now(),
            endsAt: clock.now().advanced(by: .seconds(60)), author: "ann", comment: "c")
        try await store.add(silence, scope: .default, by: .init(.api, name: "bob"))
        await store.close()
    }

    private func findings() async throws -> [StateFinding] {
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        let findings = try await store.check()
        await store.close()
        return findings
    }

    @Test("a database in order has no findings")
    func inOrder() async throws {
        try await fill()
        #expect(try await findings().isEmpty)
    }

    @Test(
        "every kind of tampering is found",
        arguments: [
            ("DELETE FROM sqlsentinel_event WHERE run_id = 'r1'", [.missingEvent, .missingEvent]),
            ("DELETE FROM sqlsentinel_message WHERE id = 'm2'", [.missingMessage]),
            ("DELETE FROM sqlsentinel_intent WHERE message_id = 'm2'", [.strayMessage]),
            ("UPDATE sqlsentinel_intent SET decision = 'suppress' WHERE message_id = 'm2'", [.contradiction]),
            ("UPDATE sqlsentinel_run SET outcome = NULL WHERE id = 'r1'", [.incompleteRun]),
            ("UPDATE sqlsentinel_run SET res_fence = 7 WHERE id = 'r1'", [.incompleteRun]),
            ("UPDATE sqlsentinel_run SET state = 'running', lease_until = 1 WHERE id = 'r1'", [.lapsedLease]),
            (
                "UPDATE sqlsentinel_message SET state = 'sending', owner = 'x', lease_until = 1 WHERE id = 'm2'",
                [.lapsedLease]
            ),
            ("UPDATE sqlsentinel_audit_log SET actor_name = 'eve' WHERE entry_no = 1", [.auditLog]),
            ("UPDATE sqlsentinel_audit_log SET occurred_at = occurred_at + 1 WHERE entry_no = 2", [.auditLog]),
            ("DELETE FROM sqlsentinel_audit_log WHERE entry_no = 1", [.auditLog]),
            ("UPDATE sqlsentinel_audit_log SET entry_hash = previous_hash WHERE entry_no = 2", [.auditLog]),
        ] as [(String, [StateFinding.Kind])])
    func tampering(_ statement: String, _ kinds: [StateFinding.Kind]) async throws {
        try await fill()
        let database = try RawDatabase(folder.file())
        try database.execute(statement)
        database.close()
        #expect(try await findings().map(\.kind) == kinds)
    }

    @Test("the log says who did what")
    func log() async throws {
        try await fill()
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        let entries = try await store.auditEntries(scope: .default)
        #expect(entries.map(\.action) == [.messageDropped, .silenceAdded])
        #expect(entries.map(\.actor.name) == ["ann", "bob"])
        #expect(entries.map(\.object) == ["m3", "s1"])
        #expect(try await store.auditEntries(scope: TenantScope(tenant: "other")).isEmpty)
        await store.close()
    }
}
