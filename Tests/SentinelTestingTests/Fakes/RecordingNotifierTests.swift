import SentinelModels
import SentinelTesting
import Testing

@Suite("Recording notifier", .timeLimit(.minutes(1)))
struct RecordingNotifierTests {
    private static let time = Timestamp(seconds: 1_795_424_400)

    private func deliver(
        _ id: String, attempt: Int = 1, to notifier: RecordingNotifier
    ) async throws(SentinelError) -> DeliveryReceipt {
        let content = NotificationContent(
            alert: AlertKey("a"), alertName: "a", event: .firing, sequence: 1, status: "ALERT",
            episode: Episode(id: "e", openedAt: Self.time), occurredAt: Self.time, runID: "r")
        let message = NotificationMessage(
            id: id, receiver: ReceiverKey("ops"), content: content, orderKey: "e", createdAt: Self.time,
            notBefore: Self.time, expiresAt: Self.time)
        return try await notifier.deliver(
            message, DeliveryContext(attempt: attempt, idempotencyKey: id, time: Self.time))
    }

    @Test("answers by the script, then always alike, and keeps what was accepted apart")
    func script() async throws {
        let refused = SentinelError(.rejected, "no")
        let lost = SentinelError(.timeout, "no answer")
        let notifier = RecordingNotifier(
            [.accept(reference: "ref"), .fail(refused), .loseAnswer(lost)], then: .accept(reference: "more"))
        #expect(try await deliver("m1", to: notifier) == DeliveryReceipt(reference: "ref", detail: "accepted"))
        await #expect(throws: refused) { try await deliver("m2", to: notifier) }
        await #expect(throws: lost) { try await deliver("m3", attempt: 2, to: notifier) }
        for _ in 0..<2 { #expect(try await deliver("m4", to: notifier).reference == "more") }
        #expect(notifier.deliveries.map(\.message.id) == ["m1", "m2", "m3", "m4", "m4"])
        #expect(notifier.deliveries.map(\.isAccepted) == [true, false, true, true, true])
        #expect(notifier.deliveries.map(\.context.attempt) == [1, 1, 2, 1, 1])
        #expect(notifier.acceptedIDs == ["m1", "m3", "m4", "m4"])
        #expect(notifier.mostUnderWay == 1)
    }

    @Test("what is held goes on when it is let go, all of it, and is accepted then")
    func hold() async throws {
        let notifier = RecordingNotifier(then: .hold)
        let tasks = (0..<5).map { index in Task { try await deliver("m\(index)", to: notifier) } }
        await notifier.waitForDeliveries(5)
        #expect(notifier.mostUnderWay == 5)
        #expect(notifier.acceptedIDs.isEmpty)
        while notifier.acceptedIDs.count < 5 {
            notifier.release()
            await Task.yield()
        }
        for task in tasks { #expect(try await task.value.detail == "accepted") }
        await notifier.waitForDeliveries(3)
        notifier.release()
    }

    @Test("a held delivery that is cancelled ends at once and is not accepted", arguments: [true, false])
    func cancellation(beforehand: Bool) async throws {
        let notifier = RecordingNotifier(then: .hold)
        let task = Task {
            if beforehand { withUnsafeCurrentTask { $0?.cancel() } }
            return try await deliver("m", to: notifier)
        }
        await notifier.waitForDeliveries(1)
        task.cancel()
        await #expect(throws: SentinelError(.cancelled, "the attempt was cancelled", isRetryable: false)) {
            try await task.value
        }
        #expect(notifier.acceptedIDs.isEmpty)
        let other = Task { try await deliver("n", to: notifier) }
        await notifier.waitForDeliveries(2)
        while notifier.acceptedIDs.isEmpty {
            notifier.release()
            await Task.yield()
        }
        #expect(try await other.value.detail == "accepted")
    }
}
