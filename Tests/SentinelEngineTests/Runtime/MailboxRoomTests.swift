import Synchronization
import Testing

@testable import SentinelEngine

/// A mailbox with little room.
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
}
