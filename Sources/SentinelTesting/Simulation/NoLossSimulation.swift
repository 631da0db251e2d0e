import SentinelEngine
public import SentinelModels
import Synchronization

/// A seeded simulation of engines and dispatchers over one store, in which everything that can go wrong does: queries
/// fail, receivers refuse, hang and lose answers, people silence and reconfigure, clocks step, processes stall and die
/// between any two steps. At the end nothing may be lost: the invariants I2 to I8 of Documentation/Architecture.md.
///
/// Equal seeds give equal simulations. Use it against your own store:
/// `try await NoLossSimulation(seed: 7) { MyStore(clock: $0) }.run()`
public struct NoLossSimulation: Sendable {
    /// What fixes the course of events.
    public var seed: UInt64
    /// How many things happen before it becomes quiet.
    public var steps: Int
    /// Makes an empty store whose leases go by the clock.
    public var makeStore: @Sendable (any LeaseClock) async throws -> any StateStore

    /// Makes a simulation; nothing happens yet.
    public init(
        seed: UInt64, steps: Int = 60, makeStore: @escaping @Sendable (any LeaseClock) async throws -> any StateStore
    ) {
        self.seed = seed
        self.steps = steps
        self.makeStore = makeStore
    }

    /// What a simulation has seen, to show that it tests anything.
    public struct Report: Sendable {
        /// How many runs count.
        public var runs: Int
        /// How many messages were promised.
        public var messages: Int
        /// How many messages were accepted, repeats included.
        public var deliveries: Int
        /// Where processes died.
        public var deaths: [String]
        /// Why routes were told or not, each reason once.
        public var reasons: Set<String>
    }

    /// Runs it.
    /// - Throws: ``ContractViolation`` naming the seed and every invariant that was broken.
    public func run() async throws -> Report {
        let world = SimulationWorld(seed: seed)
        let store = try await makeStore(world.clock)
        var simulation = SimulationRun(world: world, store: store)
        await simulation.play(steps: steps)
        await simulation.calmDown()
        let verdict = try await InvariantCheck(world: world, store: store).verdict()
        await store.close()
        guard verdict.violations.isEmpty else {
            throw ContractViolation(
                "seed \(seed) (SENTINEL_SEED=\(seed) runs it again): " + verdict.violations.joined(separator: "; "))
        }
        return verdict.report
    }
}
