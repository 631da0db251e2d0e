#if SQLite
    import Foundation
    import SentinelModels
    import SentinelTesting
    import Testing

    @testable import SentinelStore

    @Suite("Loss of power", .serialized)
    struct PowerLossTests {
        private let folder: StateFolder
        private let clock = ManualClock()

        init() throws {
            folder = try StateFolder()
        }

        /// The disk after the power went: what was flushed is there; of the rest, what `keeps` says.
        private static func image(of events: ArraySlice<TestVFS.Event>, keeps: () -> Bool) -> [String: [UInt8]] {
            var flushed: [String: Int] = [:]
            for (index, event) in zip(events.indices, events) {
                if case .sync(let file) = event { flushed[file] = index }
            }
            var files: [String: [UInt8]] = [:]
            for (index, event) in zip(events.indices, events) {
                switch event {
                case .write(let file, let offset, let bytes):
                    guard index < flushed[file] ?? -1 || keeps() else { continue }
                    var content = files[file] ?? []
                    let missing = offset + bytes.count - content.count
                    if missing > 0 { content += repeatElement(0, count: missing) }
                    content.replaceSubrange(offset..<offset + bytes.count, with: bytes)
                    files[file] = content
                case .truncate(let file, let size):
                    guard index < flushed[file] ?? -1 || keeps() else { continue }
                    files[file] = Array((files[file] ?? []).prefix(size))
                // The first flush of a new log flushes the folder as well.
                case .delete(let file): if index < flushed["state.db-wal"] ?? -1 || keeps() { files[file] = nil }
                case .sync, .mark: break
                }
            }
            return files
        }

        /// Runs with messages, each answered before the next mark, with the log copied back often.
        private func record(runs: Int) async throws -> [TestVFS.Event] {
            try await TestVFS.shared.watching(folder.path, recording: true) {
                var opening = try SQLiteOpening(path: folder.file(), clock: clock)
                opening.linger = GroupWriter.Linger(idle: .zero, urgentIdle: .zero)
                let store = try opening.open()
                try await store.writer().perform { session throws(SentinelError) in
                    try session.connection.execute("PRAGMA wal_autocheckpoint = 10")
                }
                let steps = StoreSteps(store, clock)
                for number in 1...runs {
                    try await steps.fire("alert \(number)", runID: "r\(number)", notices: ["m\(number)"])
                    let taken = try await store.take(TakeRequest(owner: OwnerID("a")))
                    for message in taken { try await steps.settle(message, .sent(DeliveryReceipt())) }
                    TestVFS.shared.mark(number)
                }
                let events = TestVFS.shared.events
                await store.close()
                return events
            }
        }

        private func audit(_ files: [String: [UInt8]], answered: Int, _ comment: Comment) async throws {
            let folder = try StateFolder()
            for (name, bytes) in files { try Data(bytes).write(to: URL(fileURLWithPath: folder.file(name))) }
            let store = try SQLStateStore.open(folder.url(), clock: clock)
            let promised = Set((0..<answered).map { "\($0 + 1)" })
            let runs = try await store.history(HistoryQuery(outcomes: [.alert], limit: nil)).map {
                String($0.id.dropFirst())
            }
            #expect(promised.isSubset(of: runs), comment)
            let sent = try await store.messages(MessageQuery(states: [.sent])).map { String($0.id.dropFirst()) }
            #expect(promised.isSubset(of: sent), comment)
            #expect(try await store.check().filter { $0.kind != .lapsedLease }.isEmpty, comment)
            try await StoreSteps(store, clock, owner: "b").run("afterwards", runID: "after")
            await store.close()
        }

        @Test("at any moment loses nothing that was answered", arguments: 0..<2 as Range<UInt64>)
        func anyMoment(_ seed: UInt64) async throws {
            var generator = SeededGenerator(seed: seed)
            let events = try await record(runs: 5)
            #expect(events.count > 100)
            var cuts = [1, events.count]
            for _ in 0..<8 { cuts.append(Int.random(in: 0...events.count, using: &generator)) }
            for cut in cuts {
                let past = events[..<cut]
                let answered = past.reduce(0) { if case .mark(let number) = $1 { number } else { $0 } }
                for chance in [0, 50] {
                    let files = Self.image(of: past) { Int.random(in: 0..<100, using: &generator) < chance }
                    try await audit(files, answered: answered, "seed \(seed), cut at \(cut), kept \(chance) %")
                }
            }
        }
    }
#endif
