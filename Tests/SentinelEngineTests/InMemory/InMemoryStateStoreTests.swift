import SentinelEngine
import SentinelModels
import SentinelTesting
import Testing

@Suite("InMemoryStateStore")
struct InMemoryStateStoreTests {
    @Test("keeps the contract of the seam", arguments: StateStoreContract.all)
    func contract(_ clause: StateStoreContract) async throws {
        let clock = ManualClock()
        let store = InMemoryStateStore(clock: clock)
        try await clause.check(
            StateStoreHarness(
                store: store, clock: clock, audit: { try await store.auditEntries(scope: .default) }))
    }
}
