import Dispatch
import SentinelModels
import SentinelTesting
import Synchronization
import Testing

@testable import SentinelEngine

@Suite("Mailbox", .timeLimit(.minutes(1)))
struct MailboxTests {
    @Test(
        "every element arrives once, whatever the number of tasks and the room",
        arguments: [
            (1, 1, 1), (8, 1, 4), (1, 8, 2), (8, 8, 1), (16, 16, 3), (4, 4, 1000),
        ])
    func stress(producers: Int, consumers: Int, capacity: Int) async {
        let mailbox = Mailbox<Int>(capacity: capacity)
        let received = Shared<[Int]>([])
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<consumers {
                group.addTask {
                    while let element = await mailbox.next() { received.change { $0.append(element) } }
                }
            }
            await withTaskGroup(of: Void.self) { senders in
                for producer in 0..<producers {
                    senders.addTask {
                        for index in 0..<200 { await mailbox.send(producer * 200 + index) }
                    }
                }
            }
            mailbox.finish()
        }
        #expect(received.value.sorted() == Array(0..<(producers * 200)))
    }

    @Test("one producer's order is kept; groups are as large as allowed")
    func order() async {
        let mailbox = Mailbox<Int>()
        for index in 0..<10 { await mailbox.send(index) }
        mailbox.finish()
        #expect(await mailbox.drain(limit: 4) == [0, 1, 2, 3])
        #expect(await mailbox.next() == 4)
        #expect(await mailbox.drain(limit: 100) == [5, 6, 7, 8, 9])
        #expect(await mailbox.drain(limit: 1) == nil)
        #expect(await mailbox.next() == nil)
    }
}

@Suite("DeliverySignal", .timeLimit(.minutes(1)))
struct DeliverySignalTests {
    private let never = ManualClock()

    @Test("a signal raised before, while or after somebody waits wakes him")
    func wakes() async {
        let signal = DeliverySignal()
        signal.raise()
        await signal.wait(atMost: .seconds(60), clock: never)
        for _ in 0..<500 {
            let waiting = Task { await signal.wait(atMost: .seconds(60), clock: never) }
            signal.raise()
            await waiting.value
        }
    }

    @Test("all who wait are woken, many times over")
    func stress() async {
        let signal = DeliverySignal()
        let work = Shared(0)
        let target = 2000
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    while work.value < target {
                        await signal.wait(atMost: .milliseconds(20), clock: SystemClock())
                    }
                }
            }
            for _ in 0..<target {
                work.change { $0 += 1 }
                signal.raise()
            }
        }
        #expect(work.value == target)
    }

    @Test("time passing and cancellation end the waiting")
    func ends() async {
        let signal = DeliverySignal()
        let waiting = Task { await signal.wait(atMost: .seconds(5), clock: never) }
        await never.waitForSleepers(1)
        never.advance(by: .seconds(5))
        await waiting.value
        let cancelled = Task { await signal.wait(atMost: .seconds(5), clock: never) }
        cancelled.cancel()
        await cancelled.value
    }

    @Test("who is cancelled leaves the signal to the next")
    func cancelledWaiter() async {
        let signal = DeliverySignal()
        signal.raise()
        let cancelled = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            await signal.wait(atMost: .seconds(60), clock: never)
        }
        await cancelled.value
        await signal.wait(atMost: .seconds(60), clock: never)
    }
}

@Suite("ObserverRelay", .timeLimit(.minutes(1)))
struct ObserverRelayTests {
    /// Holds the relay's queue until it is let go.
    private final class Gate: EngineObserver {
        let opening = DispatchSemaphore(value: 0)
        let seen = Mutex<[String]>([])
        private let isOpen = Mutex(false)

        func observe(_ notice: EngineNotice) {
            isOpen.withLock { isOpen in
                if !isOpen { opening.wait() }
                isOpen = true
            }
            if case .runFenced(_, let id) = notice { seen.withLock { $0.append(id) } }
        }
    }

    @Test("notices arrive in order; what does not fit is counted, and posting never waits")
    func bounded() async {
        let gate = Gate()
        let relay = ObserverRelay([gate], capacity: 10)
        for index in 0..<100 { relay.post(.runFenced(alert: AlertKey("a"), runID: "\(index)")) }
        let dropped = relay.droppedCount
        #expect(dropped >= 80)
        gate.opening.signal()
        await relay.flush()
        let seen = gate.seen.withLock { $0.compactMap { Int($0) } }
        #expect(seen == seen.sorted())
        #expect(seen.count + dropped == 100)
        for index in 100..<105 { relay.post(.runFenced(alert: AlertKey("a"), runID: "\(index)")) }
        await relay.flush()
        #expect(gate.seen.withLock { $0.suffix(5) } == ["100", "101", "102", "103", "104"])
    }

    @Test("without observers nothing is kept")
    func nobody() async {
        let relay = ObserverRelay(capacity: 1)
        for _ in 0..<10 { relay.post(.storeFailed(SentinelError(.store, ""))) }
        #expect(relay.droppedCount == 0)
        await relay.flush()
    }
}
