import Synchronization
import Testing

@testable import SentinelEngine

/// Handing elements on within a process.
@Suite(.timeLimit(.minutes(1))) struct MailboxRoomTests {
    @Test(arguments: [1, 2, 3, 32]) func everythingArrivesOnceAndInOrder(_ capacity: Int) async {
        let mailbox = Mailbox<Int>(capacity: capacity)
        async let received = Task {
            var all: [Int] = []
            while let next = await mailbox.next() { all.append(next) }
            return all
        }.value
        for number in 0..<500 { await mailbox.send(number) }
        mailbox.finish()
        #expect(await received == Array(0..<500))
    }

    private final class Flag: Sendable {
        private let state = Atomic(false)

        var isSet: Bool { state.load(ordering: .relaxed) }
        func set() { state.store(true, ordering: .relaxed) }
    }

    /// A full mailbox of `capacity`: how many elements must be taken before a producer that waits goes on.
    @Test(arguments: [(1, 1), (2, 1), (3, 2), (8, 4), (32, 16)])
    func aProducerGoesOnWhenHalfIsFree(_ capacity: Int, _ taken: Int) async {
        let mailbox = Mailbox<Int>(capacity: capacity)
        for number in 0..<capacity { await mailbox.send(number) }
        let sent = Flag()
        let producer = Task {
            await mailbox.send(capacity)
            sent.set()
        }
        for _ in 0..<100 { await Task.yield() }
        for number in 0..<taken {
            #expect(!sent.isSet)
            #expect(await mailbox.next() == number)
            for _ in 0..<20 { await Task.yield() }
        }
        await producer.value
        mailbox.finish()
        #expect(await mailbox.drain(limit: .max) == Array(taken...capacity))
        #expect(await mailbox.next() == nil)
    }

    @Test func drainingTakesTheOldestAndLeavesTheRest() async {
        let mailbox = Mailbox<Int>()
        for number in 1...5 { await mailbox.send(number) }
        #expect(await mailbox.drain(limit: 3) == [1, 2, 3])
        #expect(await mailbox.drain(limit: 3) == [4, 5])
        mailbox.finish()
        #expect(await mailbox.drain(limit: 3) == nil)
    }

    @Test func manyProducersAndConsumersLoseNothing() async {
        let mailbox = Mailbox<Int>(capacity: 4)
        let sum = await withTaskGroup(of: Int.self) { consumers in
            for _ in 0..<4 {
                consumers.addTask {
                    var sum = 0
                    while let next = await mailbox.next() { sum += next }
                    return sum
                }
            }
            await withTaskGroup(of: Void.self) { producers in
                for start in 0..<4 {
                    producers.addTask { for number in 0..<250 { await mailbox.send(start * 250 + number) } }
                }
            }
            mailbox.finish()
            return await consumers.reduce(0, +)
        }
        #expect(sum == 999 * 1000 / 2)
    }
}
