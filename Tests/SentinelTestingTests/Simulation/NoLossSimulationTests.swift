import SentinelEngine
import SentinelModels
import SentinelTesting
import Testing

/// The simulation is judged by the wrong designs it finds, not by passing.
@Suite("NoLossSimulation", .timeLimit(.minutes(1)))
struct NoLossSimulationTests {
    @Test("finds every sabotage within five hundred seeds, and says how to see it again", arguments: Sabotage.allCases)
    func mutants(_ sabotage: Sabotage) async {
        #if !FaultPoints
            if sabotage == .splitsCommits { return }
        #endif
        for seed in UInt64(1)...500 {
            do {
                _ = try await NoLossSimulation(seed: seed) { SabotagedStore(sabotage, clock: $0) }.run()
            } catch {
                let text = (error as? ContractViolation)?.description ?? ""
                #expect(text.hasPrefix("seed \(seed) (SENTINEL_SEED=\(seed) runs it again): "))
                return
            }
        }
        Issue.record("no invariant notices \(sabotage)")
    }

    @Test("equal seeds are equal courses", arguments: [UInt64](1...5))
    func deterministic(seed: UInt64) async throws {
        let simulation = NoLossSimulation(seed: seed) { InMemoryStateStore(clock: $0) }
        let (first, second) = (try await simulation.run(), try await simulation.run())
        #expect(first.runs == second.runs)
        #expect(first.messages == second.messages)
        #expect(first.deliveries == second.deliveries)
        #expect(first.deaths == second.deaths)
        #expect(first.reasons == second.reasons)
    }

    @Test("longer simulations see more, and lose nothing either")
    func longer() async throws {
        let short = try await NoLossSimulation(seed: 3, steps: 5) { InMemoryStateStore(clock: $0) }.run()
        let long = try await NoLossSimulation(seed: 3, steps: 600) { InMemoryStateStore(clock: $0) }.run()
        #expect(long.runs > short.runs * 5)
        #expect(long.messages > short.messages)
        #expect(long.deliveries > short.deliveries)
        #expect(long.deaths.count > short.deaths.count)
    }

    @Test("a store that cannot be made fails the simulation with its own error")
    func noStore() async {
        await #expect(throws: SentinelError(.store, "no disk")) {
            try await NoLossSimulation(seed: 1) { _ in throw SentinelError(.store, "no disk") }.run()
        }
    }
}
