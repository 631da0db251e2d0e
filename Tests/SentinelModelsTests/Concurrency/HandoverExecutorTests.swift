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
    /// A thread that answers questions with its number, as a connection's does.
    private final class Answerer: Sendable {
        private let queue = DispatchQueue(label: "answerer")

        /// Answers within the executor's `collecting`, a little later, so that the task waits already.
        func ask() async -> UInt {
            await withCheckedContinuation { question in
                queue.async {
                    usleep(2000)
                    HandoverExecutor.shared.collecting { question.resume(returning: currentThread()) }
                }
            }
        }

        /// Answers, and does nothing else until `isFree` is signalled.
        func ask(collects: Bool, until isFree: DispatchSemaphore) async -> UInt {
            await withCheckedContinuation { question in
                queue.async {
                    let answer = { question.resume(returning: currentThread()) }
                    if collects { HandoverExecutor.shared.collecting(answer) } else { answer() }
                    isFree.wait()
                }
            }
        }
    }

    @Test func theAnsweringThreadGoesOnWithTheTask() async {
        let answerer = Answerer()
        var kept = 0
        for _ in 0..<50 {
            let (asking, answering, continuing) = await withTaskExecutorPreference(HandoverExecutor.shared) {
                let asking = currentThread()
                let answering = await answerer.ask()
                return (asking, answering, currentThread())
            }
            // A task that was answered before it waited goes on where it is.
            #expect([asking, answering].contains(continuing))
            if continuing == answering { kept += 1 }
        }
        #expect(kept > 25)
    }

    @Test func aTaskAnsweredElsewhereGoesOnAsUsual() async {
        let isFree = DispatchSemaphore(value: 0)
        let (answering, continuing) = await withTaskExecutorPreference(HandoverExecutor.shared) {
            let thread = await Answerer().ask(collects: false, until: isFree)
            return (thread, currentThread())
        }
        #expect(answering != continuing)
        isFree.signal()
    }

    @Test func aTaskWithoutThePreferenceIsNotKept() async {
        let isFree = DispatchSemaphore(value: 0)
        let answering = await Answerer().ask(collects: true, until: isFree)
        #expect(answering != currentThread())
        isFree.signal()
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
