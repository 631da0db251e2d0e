import Logging
import SentinelModels
import SentinelTesting
import ServiceLifecycle
import Synchronization
import Testing

@testable import SentinelEngine

@Suite("Dispatcher", .timeLimit(.minutes(1)))
struct DispatcherTests {
    private let refused = SentinelError(.receiverFailed, "503")

    @Test("delivers what is promised, and tells observers after it is stored")
    func delivers() async throws {
        let notifier = RecordingNotifier(then: .accept(reference: "ref"))
        let scene = DispatcherScene(["ops": notifier])
        let ids = try await scene.promise(3)
        try await scene.running { () async throws in
            #expect(try await scene.dispatcher.waitUntilSettled(ids, timeout: .seconds(60)) == [])
        }
        await scene.relay.flush()
        #expect(Set(notifier.acceptedIDs) == Set(ids))
        #expect(try await scene.states() == [.sent, .sent, .sent])
        #expect(scene.observer.words == ["settled", "settled", "settled"])
        let context = try #require(notifier.deliveries.first?.context)
        #expect(context.attempt == 1)
        #expect(ids.contains(context.idempotencyKey))
    }

    @Test("the end never overtakes the beginning")
    func order() async throws {
        let notifier = RecordingNotifier([.hold])
        let scene = DispatcherScene(["ops": notifier])
        let firing = try await scene.promise()
        try await scene.running { () async throws in
            await notifier.waitForDeliveries(1)
            let resolved = try await scene.resolve()
            try await scene.settleDown()
            #expect(notifier.deliveries.count == 1)
            notifier.release()
            await notifier.waitForDeliveries(2)
            #expect(notifier.deliveries.map(\.message.id) == firing + resolved)
        }
    }

    @Test("a slow receiver gets its share of attempts at once, others are not delayed")
    func concurrency() async throws {
        let slow = RecordingNotifier(then: .hold)
        let fast = RecordingNotifier()
        let scene = DispatcherScene(["slow": slow, "fast": fast], perReceiver: 3)
        try await scene.promise(20, to: ["slow", "fast"])
        try await scene.running { () async throws in
            await slow.waitForDeliveries(3)
            #expect(try await scene.eventually { fast.acceptedIDs.count == 20 })
            #expect(slow.mostUnderWay == 3)
            #expect(slow.deliveries.count == 3)
            #expect(fast.mostUnderWay <= 3)
            while slow.acceptedIDs.count < 20 {
                slow.release()
                try await Task.sleep(for: .milliseconds(1))
            }
            #expect(slow.mostUnderWay == 3)
        }
    }

    @Test("tries again after 1 s, then 2 s, under the same id")
    func retries() async throws {
        let notifier = RecordingNotifier([.fail(refused), .fail(refused)])
        let scene = DispatcherScene(["ops": notifier])
        let ids = try await scene.promise()
        try await scene.running { () async throws in
            for (count, wait) in [(1, 999), (1, 1), (2, 1999), (2, 1), (3, 0)] {
                await notifier.waitForDeliveries(count)
                try await scene.settleDown()
                #expect(notifier.deliveries.count == count)
                scene.clock.advance(by: .milliseconds(wait))
            }
            #expect(try await scene.eventually { try await scene.states() == [.sent] })
        }
        #expect(notifier.deliveries.map(\.message.id) == ids + ids + ids)
        #expect(notifier.deliveries.map(\.context.attempt) == [1, 2, 3])
        #expect(Set(notifier.deliveries.map(\.context.idempotencyKey)).count == 1)
    }

    @Test("a lost answer is tried again under the same id")
    func lostAnswer() async throws {
        let notifier = RecordingNotifier([.loseAnswer(SentinelError(.timeout, "no answer"))])
        let scene = DispatcherScene(["ops": notifier])
        let ids = try await scene.promise()
        try await scene.running { () async throws in
            await notifier.waitForDeliveries(1)
            try await scene.settleDown()
            scene.clock.advance(by: .seconds(1))
            await notifier.waitForDeliveries(2)
        }
        #expect(notifier.acceptedIDs == ids + ids)
    }

    @Test("Retry-After holds the whole receiver, also what was taken already")
    func retryAfter() async throws {
        let limited = SentinelError(.rateLimited, "429", retryAfter: .seconds(60))
        let notifier = RecordingNotifier([.fail(limited)])
        let other = RecordingNotifier()
        let scene = DispatcherScene(["ops": notifier, "other": other], perReceiver: 1)
        try await scene.promise(4, to: ["ops", "other"])
        try await scene.running { () async throws in
            #expect(try await scene.eventually { other.acceptedIDs.count == 4 })
            try await scene.settleDown()
            scene.clock.advance(by: .seconds(59))
            try await scene.settleDown()
            #expect(notifier.deliveries.count == 1)
            scene.clock.advance(by: .seconds(1))
            #expect(try await scene.eventually { notifier.acceptedIDs.count == 4 })
        }
    }

    @Test("five failures in a row open the breaker; then one message probes; a success closes it")
    func breaker() async throws {
        let notifier = RecordingNotifier(Array(repeating: .fail(refused), count: 6))
        let scene = DispatcherScene(["ops": notifier], perReceiver: 1)
        try await scene.promise(8)
        try await scene.running { () async throws in
            await notifier.waitForDeliveries(5)
            try await scene.settleDown()
            scene.clock.advance(by: .seconds(29))
            try await scene.settleDown()
            #expect(notifier.deliveries.count == 5, "open for 30 s")
            scene.clock.advance(by: .seconds(1))
            await notifier.waitForDeliveries(6)
            try await scene.settleDown()
            scene.clock.advance(by: .seconds(59))
            try await scene.settleDown()
            #expect(notifier.deliveries.count == 6, "open for 60 s after a failed probe")
            scene.clock.advance(by: .seconds(1))
            #expect(try await scene.eventually { notifier.acceptedIDs.count == 8 })
        }
        await scene.relay.flush()
        #expect(scene.observer.words.filter { $0 == "breaker" }.count == 2)
        let health = try await scene.store.receiverHealth(scope: .default)
        #expect(health.map(\.openUntil) == [nil])
        #expect(health.map(\.failureStreak) == [0])
    }

    @Test(
        "what is refused for good, or whose receiver is gone, is dead at once with its reason",
        arguments: [
            ("ops", SentinelError.Code.rejected), ("nobody", .receiverGone),
        ])
    func permanent(receiver: String, code: SentinelError.Code) async throws {
        let notifier = RecordingNotifier(then: .fail(SentinelError(.rejected, "404")))
        let scene = DispatcherScene(["ops": notifier])
        let ids = try await scene.promise(to: [receiver])
        try await scene.running { () async throws in
            let open = try await scene.dispatcher.waitUntilSettled(ids, timeout: .seconds(60))
            #expect(open.map(\.state) == [.dead])
            #expect(open.map(\.lastError?.code) == [code])
        }
        let health = try await scene.store.receiverHealth(scope: .default)
        #expect(health.map(\.lastError?.code) == [code])
        #expect(health.map(\.failureStreak) == [0])
    }

    @Test("what could not be delivered in a day is given up, and the next run tells again")
    func expiry() async throws {
        let notifier = RecordingNotifier(Array(repeating: .fail(refused), count: 400))
        let scene = DispatcherScene(["ops": notifier])
        let ids = try await scene.promise()
        try await scene.running { () async throws in
            while try await scene.message(ids[0])?.state != .dead {
                try await scene.settleDown()
                scene.clock.advance(by: .seconds(1800))
            }
            #expect(try await scene.message(ids[0])?.lastError?.code == .expired)
        }
        let again = try await scene.engine.run(.fixture("alert-0"))
        #expect(again.notifications.map(\.decision) == [.notify(.retell)])
    }

    @Test("an attempt that would outlast its lease is not begun")
    func leaseNearEnd() async throws {
        let notifier = RecordingNotifier()
        let scene = DispatcherScene(["ops": notifier])
        try await scene.promise()
        let taken = try await scene.store.take(TakeRequest(owner: OwnerID("d"), lease: .seconds(16)))
        let settled = await scene.dispatcher.attempt(taken[0])
        #expect(settled.settlement.outcome == .returned)
        #expect(notifier.deliveries.isEmpty)
    }

    @Test("a notifier that does not heed its time is ended, and the message tried again")
    func overdue() async throws {
        let notifier = RecordingNotifier([.hold])
        let scene = DispatcherScene(["ops": notifier], timeout: .seconds(5))
        let ids = try await scene.promise()
        try await scene.running { () async throws in
            await notifier.waitForDeliveries(1)
            await scene.clock.waitForSleepers(2)
            scene.clock.advance(by: .seconds(6))
            #expect(try await scene.eventually { try await scene.message(ids[0])?.lastError?.code == .timeout })
        }
    }

    @Test("a graceful shutdown lets attempts end and gives back the rest")
    func gracefulShutdown() async throws {
        let notifier = RecordingNotifier(then: .hold)
        let scene = DispatcherScene(["ops": notifier], perReceiver: 1)
        try await scene.promise(3)
        let group = ServiceGroup(services: [scene.dispatcher], logger: Logger(label: "test"))
        let running = Task { try await group.run() }
        await notifier.waitForDeliveries(1)
        await group.triggerGracefulShutdown()
        #expect(
            try await scene.eventually {
                try await scene.states().filter { $0 == .pending }.count == 2
            })
        notifier.release()
        try await running.value
        #expect(try await scene.states().sorted { $0.rawValue < $1.rawValue } == [.pending, .pending, .sent])
        #expect(try await scene.store.messages(MessageQuery(states: [.pending])).map(\.attempts) == [0, 0])
    }

    @Test("cancellation ends attempts at once and gives everything back")
    func cancellation() async throws {
        let notifier = RecordingNotifier(then: .hold)
        let scene = DispatcherScene(["ops": notifier], perReceiver: 2)
        try await scene.promise(5)
        let start = ContinuousClock.now
        try await scene.running { () async throws in await notifier.waitForDeliveries(2) }
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(try await scene.states() == Array(repeating: .pending, count: 5))
        #expect(try await scene.store.messages(MessageQuery()).map(\.attempts) == [0, 0, 0, 0, 0])
    }

    @Test("an outcome is kept until the store takes it: a sent message is not repeated")
    func settleFailures() async throws {
        let notifier = RecordingNotifier()
        let scene = DispatcherScene(["ops": notifier])
        try await scene.promise()
        scene.store.fail("settle", Array(repeating: SentinelError(.store, "down"), count: 5))
        try await scene.running { () async throws in
            while try await scene.states() != [.sent] {
                try await scene.settleDown()
                scene.clock.advance(by: .seconds(2))
            }
        }
        await scene.relay.flush()
        #expect(notifier.deliveries.count == 1)
        #expect(scene.observer.words == Array(repeating: "store failed", count: 5) + ["settled"])
    }

    @Test("a settlement that lost its lease is not announced")
    func fencedSettlement() async throws {
        let notifier = RecordingNotifier([.hold])
        let scene = DispatcherScene(["ops": notifier], timeout: .seconds(500))
        try await scene.promise()
        try await scene.running { () async throws in
            await notifier.waitForDeliveries(1)
            scene.clock.step(to: scene.clock.now().advanced(by: .seconds(2000)))
            let stolen = try await scene.store.take(TakeRequest(owner: OwnerID("other")))
            #expect(stolen.count == 1)
            notifier.release()
            try await scene.settleDown()
        }
        await scene.relay.flush()
        #expect(scene.observer.words == [])
        #expect(try await scene.states() == [.sending])
    }

    @Test("messages of a dead owner are taken over when their lease ends")
    func takeover() async throws {
        let notifier = RecordingNotifier()
        let scene = DispatcherScene(["ops": notifier])
        try await scene.promise()
        _ = try await scene.store.take(TakeRequest(owner: OwnerID("dead"), lease: .seconds(30)))
        try await scene.running { () async throws in
            try await scene.settleDown()
            #expect(notifier.deliveries.isEmpty)
            for _ in 0..<30 {
                scene.clock.advance(by: .seconds(1))
                try await scene.settleDown()
            }
            #expect(notifier.deliveries.map(\.context.attempt) == [2])
        }
    }

    @Test("waiting ends at the timeout with what is open, and when another process has settled")
    func waiting() async throws {
        let notifier = RecordingNotifier(then: .fail(refused))
        let scene = DispatcherScene(["ops": notifier])
        let ids = try await scene.promise()
        try await scene.running { () async throws in
            let waiting = Task { try await scene.dispatcher.waitUntilSettled(ids, timeout: .seconds(10)) }
            await notifier.waitForDeliveries(1)
            while !waiting.isCancelled, scene.clock.now() < ManualClock().now().advanced(by: .seconds(11)) {
                try await scene.settleDown()
                scene.clock.advance(by: .milliseconds(500))
            }
            #expect(try await waiting.value.map(\.id) == ids)
        }
        let foreign = DispatcherScene(["ops": RecordingNotifier()])
        let promised = try await foreign.promise()
        let taken = try await foreign.store.take(TakeRequest(owner: OwnerID("other")))
        let waiting = Task { try await foreign.dispatcher.waitUntilSettled(promised, timeout: .seconds(10)) }
        await foreign.clock.waitForSleepers(1)
        _ = try await foreign.store.settle([
            Settlement(
                messageID: promised[0], fence: taken[0].fence, outcome: .sent(DeliveryReceipt()),
                at: foreign.clock.now())
        ])
        foreign.clock.advance(by: .milliseconds(100))
        #expect(try await waiting.value == [])
    }

    @Test(
        "the store is asked about once a second, idle, full, probing or failing: no busy loop",
        arguments: [
            "idle", "full", "open", "probing", "failing",
        ])
    func noBusyLoop(state: String) async throws {
        let answers: [RecordingNotifier.Answer] =
            state == "open" || state == "probing" ? Array(repeating: .fail(refused), count: 5) : []
        let notifier = RecordingNotifier(answers, then: .hold)
        let scene = DispatcherScene(["ops": notifier], concurrency: 2, perReceiver: 2, timeout: .seconds(3600))
        if state != "idle" { try await scene.promise(8) }
        if state == "failing" {
            scene.store.fail("next", Array(repeating: SentinelError(.store, "down"), count: 1000))
        }
        try await scene.running { () async throws in
            try await scene.settleDown()
            if state == "probing" {
                scene.clock.advance(by: .seconds(30))
                await notifier.waitForDeliveries(6)
                try await scene.settleDown()
            }
            let before = scene.store.count
            for _ in 0..<10 {
                scene.clock.advance(by: .seconds(1))
                try await scene.settleDown()
            }
            #expect(scene.store.count - before <= 30, "\(scene.store.count - before) calls in ten seconds")
            notifier.release()
        }
    }

    @Test("a failing receiver's health is shared between processes")
    func sharedHealth() async throws {
        let notifier = RecordingNotifier(then: .fail(refused))
        let scene = DispatcherScene(["ops": notifier], perReceiver: 1)
        try await scene.promise(6)
        var health = ReceiverHealth(receiver: ReceiverKey("ops"))
        health.failureStreak = 7
        health.lastFailureAt = scene.clock.now()
        let taken = try await scene.store.take(TakeRequest(owner: OwnerID("other"), limit: 1))
        _ = try await scene.store.settle([
            Settlement(
                messageID: taken[0].message.id, fence: taken[0].fence, outcome: .returned, at: scene.clock.now(),
                health: health)
        ])
        try await scene.running { () async throws in
            await notifier.waitForDeliveries(1)
            try await scene.settleDown()
        }
        #expect(try await scene.store.receiverHealth(scope: .default).map(\.failureStreak) == [8])
        #expect(notifier.deliveries.count == 1)
    }
}
