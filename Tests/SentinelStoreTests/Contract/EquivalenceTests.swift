import SentinelEngine
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelStore

@Suite("Memory and SQLite", .serialized)
struct EquivalenceTests {
    @Test("answer every conversation alike", arguments: 0..<10)
    func conversations(_ block: Int) async throws {
        for seed in 0..<20 {
            let seed = UInt64(block * 20 + seed)
            let memory = try await answers(seed) { InMemoryStateStore(clock: $0) }
            let folder = try StateFolder()
            let sqlite = try await answers(seed) { clock in
                var opening = try SQLiteOpening(path: folder.file(), clock: clock)
                opening.linger = GroupWriter.Linger(idle: .zero, urgentIdle: .zero)
                return try opening.open()
            }
            let difference = zip(memory, sqlite).first { $0 != $1 }
            #expect(difference == nil, "seed \(seed)")
            #expect(memory.count == sqlite.count, "seed \(seed)")
        }
    }

    private func answers(
        _ seed: UInt64, _ make: (ManualClock) throws -> any StateStore
    ) async throws -> [AnyHashable] {
        let clock = ManualClock()
        let store = try make(clock)
        var conversation = Conversation(seed: seed, store: store, clock: clock)
        try await conversation.talk(steps: 40)
        if let sqlite = store as? SQLStateStore {
            let findings = try await sqlite.check().filter { $0.kind != .lapsedLease }
            #expect(findings.isEmpty, "seed \(seed)")
        }
        await store.close()
        return conversation.answers
    }
}
