import Dispatch
import SentinelEngine
import SentinelTesting
import Synchronization
import Testing

@testable import SentinelModels

/// A batch goes on with the next alert on the thread that answered the one before.
@Suite("AlertEngine: handover", .timeLimit(.minutes(1)))
struct RunBatchHandoverTests {
    /// Answers on a thread of its own, and counts how often it was asked from there.
    private final class ThreadedSource: DataSource {
        private let queue = DispatchQueue(label: "connection")
        private let asked = Mutex(0)
        var askedOnItsThread: Int { asked.withLock(\.self) }

        func run(_ request: QueryRequest) async throws(SentinelError) -> QueryResult {
            if HandoverInbox.current != nil { asked.withLock { $0 += 1 } }
            await withCheckedContinuation { continuation in
                // A little later, so that the task waits already.
                queue.asyncAfter(deadline: .now() + .milliseconds(2)) {
                    HandoverExecutor.shared.collecting { continuation.resume() }
                }
            }
            return QueryResult(columns: ["status"], rows: [[.text("OK")]])
        }
    }

    @Test("its source is asked from its own thread, but for the first alerts")
    func handover() async throws {
        let source = ThreadedSource()
        let engine = AlertEngine(sources: ["default": source], store: InMemoryStateStore())
        let results = await engine.run((0..<40).map { .fixture("alert-\($0)") }, concurrency: 1)
        for result in results { #expect(try result.get().outcome == .ok) }
        #expect(source.askedOnItsThread > 20)
    }
}
