import SentinelEngine
import SentinelModels
import SentinelTesting
import Testing

@Suite("StateStoreContract")
struct StateStoreContractTests {
    @Test("finds every defect", arguments: Defect.allCases)
    func mutants(_ defect: Defect) async {
        var broken: [String] = []
        for clause in StateStoreContract.all {
            let clock = ManualClock()
            let store = BrokenStore(defect, clock: clock)
            do {
                try await clause.check(StateStoreHarness(store: store, clock: clock))
            } catch {
                broken.append("\(clause): \(error)")
            }
        }
        #expect(!broken.isEmpty, "no clause notices \(defect)")
    }

    @Test("has no two clauses of one name")
    func names() {
        let names = StateStoreContract.all.map(\.description)
        #expect(Set(names).count == names.count)
        #expect(names.count >= 49)
    }

    @Test("says what was expected, what came, and where")
    func violation() async throws {
        let clock = ManualClock()
        let clause = try #require(StateStoreContract.all.first { $0.description.hasPrefix("history is newest first") })
        let error = await #expect(throws: ContractViolation.self) {
            try await clause.check(
                StateStoreHarness(store: BrokenStore(.listsOldestFirst, clock: clock), clock: clock))
        }
        let text = try #require(error?.description)
        #expect(text.contains(#"expected ["r9", "r8", "r7"]"#))
        #expect(text.contains(#"got ["r7", "r8", "r9"]"#))
        #expect(text.contains("StateStoreContract"))
    }

    @Test("checks the audit log where it can be read")
    func audit() async throws {
        let clause = try #require(StateStoreContract.all.first { $0.description.hasPrefix("silences are kept") })
        let clock = ManualClock()
        await #expect(throws: ContractViolation.self) {
            try await clause.check(
                StateStoreHarness(store: InMemoryStateStore(clock: clock), clock: clock, audit: { [] }))
        }
    }
}
