import Dispatch
import SentinelModels
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Who goes on with a task that was answered.
@Suite(.timeLimit(.minutes(1))) struct HandoverExecutorTests {
    /// A thread that answers questions, as a connection's does.
    private final class Answerer: Sendable {
        typealias Question = CheckedContinuation<UInt, Never>
        private let queue = DispatchQueue(label: "answerer")

        /// Answers on the thread; `collects` says whether within the executor's `collecting`.
        func ask(collects: Bool) async -> UInt {
            await withCheckedContinuation { (question: Question) in
                queue.async {
                    let answer = { question.resume(returning: currentThread()) }
                    if collects { HandoverExecutor.shared.collecting(answer) } else { answer() }
                }
            }
        }

    }

    @Test func theAnsweringThreadGoesOnWithTheTask() async {
        let answerer = Answerer()
        for _ in 0..<50 {
            let (answering, continuing) = await withTaskExecutorPreference(HandoverExecutor.shared) {
                let thread = await answerer.ask(collects: true)
                return (thread, currentThread())
            }
            #expect(answering == continuing)
        }
    }

    @Test func aTaskAnsweredElsewhereGoesOnAsUsual() async {
        let answerer = Answerer()
        let (answering, continuing) = await withTaskExecutorPreference(HandoverExecutor.shared) {
            let thread = await answerer.ask(collects: false)
            return (thread, currentThread())
        }
        #expect(answering != continuing)
    }

    @Test func aTaskWithoutThePreferenceIsNotKept() async {
        let answerer = Answerer()
        let answering = await answerer.ask(collects: true)
        #expect(answering != currentThread())
    }

    /// Tasks that wait to be told to go on, and the order in which they did.
    private final class WaitingRoom: Sendable {
        private let waiting = Mutex<[CheckedContinuation<Void, Never>]>([])
        private let numbers = Mutex<[Int]>([])

        var count: Int { waiting.withLock(\.count) }
        var order: [Int] { numbers.withLock(\.self) }

        func wait(as number: Int) async {
            await withCheckedContinuation { continuation in waiting.withLock { $0.append(continuation) } }
            numbers.withLock { $0.append(number) }
        }

        /// Lets the one go on that has waited longest.
        func release() {
            waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() }?.resume()
        }
    }

    @Test func whatBecomesReadyMeanwhileIsDoneBeforeTheThreadIsGivenBack() async {
        let room = WaitingRoom()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<5 {
                group.addTask(executorPreference: HandoverExecutor.shared) {
                    await room.wait(as: number)
                    // Each makes the next one ready, on the same thread.
                    room.release()
                }
            }
            while room.count < 5 { await Task.yield() }
            await withCheckedContinuation { (end: CheckedContinuation<Void, Never>) in
                DispatchQueue.global().async {
                    HandoverExecutor.shared.collecting { room.release() }
                    #expect(room.order.sorted() == [0, 1, 2, 3, 4])
                    end.resume()
                }
            }
        }
    }

    @Test func aCollectionWithinACollectionKeepsBoth() async {
        let room = WaitingRoom()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<2 {
                group.addTask(executorPreference: HandoverExecutor.shared) { await room.wait(as: number) }
            }
            while room.count < 2 { await Task.yield() }
            await withCheckedContinuation { (end: CheckedContinuation<Void, Never>) in
                DispatchQueue.global().async {
                    HandoverExecutor.shared.collecting {
                        HandoverExecutor.shared.collecting { room.release() }
                        #expect(room.order.count == 1)
                        room.release()
                        #expect(room.order.count == 1)
                    }
                    #expect(room.order.count == 2)
                    end.resume()
                }
            }
        }
    }
}

/// The number of the calling thread, which does not change while it lives.
private func currentThread() -> UInt { UInt(pthread_self()) }
