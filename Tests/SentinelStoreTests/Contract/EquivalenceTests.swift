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

    @Test("answer alike whatever tenants, batches, values and filters there are", arguments: 0..<6)
    func broadConversations(_ block: Int) async throws {
        for seed in 0..<6 {
            let seed = UInt64(block * 6 + seed)
            let folder = try StateFolder()
            let clocks = [ManualClock(), ManualClock()]
            var opening = try SQLiteOpening(path: folder.file(), clock: clocks[1])
            opening.linger = GroupWriter.Linger(idle: .zero, urgentIdle: .zero)
            let sqlite = try opening.open()
            var answers: [[AnyHashable]] = []
            for (store, clock) in zip([InMemoryStateStore(clock: clocks[0]), sqlite] as [any StateStore], clocks) {
                var conversation = BroadConversation(seed: seed, store: store, clock: clock)
                try await conversation.talk(steps: 40)
                answers.append(conversation.answers)
            }
            let index = zip(answers[0], answers[1]).map { $0 == $1 }.firstIndex(of: false)
            #expect(index == nil, "seed \(seed), answer \(index ?? -1) of \(answers[0].count)")
            #expect(answers[0].count == answers[1].count, "seed \(seed)")
            await sqlite.close()
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
