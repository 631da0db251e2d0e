import SentinelModels
import SentinelStore
import SentinelTesting
import Testing

@Suite("SQLStateStore")
struct SQLStateStoreContractTests {
    @Test("keeps the contract of the seam on SQLite", arguments: StateStoreContract.all)
    func contract(_ clause: StateStoreContract) async throws {
        let folder = try StateFolder()
        let clock = ManualClock()
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        try await clause.check(
            StateStoreHarness(
                store: store, clock: clock, reopen: { try SQLStateStore.open(folder.url(), clock: clock) },
                audit: { try await store.auditEntries(scope: .default) }))
        await store.close()
    }
}
