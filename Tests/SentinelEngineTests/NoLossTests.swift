import Foundation
import SentinelEngine
import SentinelTesting
import Testing

/// Nothing is lost, whatever fails: `SENTINEL_SEED=n` replays one seed, `SENTINEL_SEEDS=n` runs that many.
@Suite("No loss")
struct NoLossTests {
    private static let lanes = 4

    private static var seeds: [UInt64] {
        let environment = ProcessInfo.processInfo.environment
        if let seed = environment["SENTINEL_SEED"].flatMap({ UInt64($0) }) { return [seed] }
        let count = environment["SENTINEL_SEEDS"].flatMap { UInt64($0) } ?? 320
        return Array(1...max(1, count))
    }

    @Test("random failures, silences, reconfigurations and crashes lose and repeat nothing", arguments: 0..<lanes)
    func invariants(lane: Int) async throws {
        var deaths: Set<String> = []
        var reasons: Set<String> = []
        var deliveries = 0
        for (index, seed) in Self.seeds.enumerated() where index % Self.lanes == lane {
            do {
                let report = try await NoLossSimulation(seed: seed) { InMemoryStateStore(clock: $0) }.run()
                deaths.formUnion(report.deaths)
                reasons.formUnion(report.reasons)
                deliveries += report.deliveries
            } catch {
                Issue.record("\(error)")
            }
        }
        if Self.seeds.count > 100 {
            #expect(deaths.count >= 10, "processes died only at \(deaths.sorted())")
            #expect(reasons.count >= 10, "only \(reasons.sorted()) were decided")
            #expect(deliveries > Self.seeds.count)
        }
    }
}
