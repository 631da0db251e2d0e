import SentinelModels
import SentinelTesting
import Synchronization
import Testing

@testable import SentinelEngine

#if FaultPoints
    /// A failure at each named point, one after the other: nothing is half done, nothing is lost, nothing is renamed.
    @Suite("Faults at every point", .timeLimit(.minutes(1)))
    struct CrashTests {
        /// What the store holds afterwards.
        private struct Aftermath: Equatable {
            var runs: Int
            var messages: Int
            var isFiring: Bool
        }

        private func aftermath(_ store: any StateStore) async throws -> Aftermath {
            let alert = AlertKey("orders")
            let state = try await store.snapshots(of: [alert], scope: .default)[alert]?.state
            return Aftermath(
                runs: try await store.history(HistoryQuery(limit: nil)).count,
                messages: try await store.messages(MessageQuery()).count,
                isFiring: state?.condition == .firing)
        }

        /// Runs `body` with a fault at the nth passing of a point and at all later ones of any point, as if the process
        /// had died there.
        private func dying<Result: Sendable>(
            at point: FaultPoint, _ body: () async throws -> Result
        ) async -> Result? {
            let isDead = Mutex(false)
            let plan = FaultPlan(text: nil)
            plan.set { passed in
                isDead.withLock { isDead in
                    if passed == point { isDead = true }
                    return isDead ? .error : nil
                }
            }
            return await FaultPlan.$ofTask.withValue(plan) { try? await body() }
        }

        @Test(
            "a run is stored whole or not at all, and can be run again",
            arguments: [
                (FaultPoint.beforeClaimCommit, false), (.afterClaimCommit, false), (.afterQuery, false),
                (.beforeRunWrite, false), (.afterStateWrite, false), (.afterIntentWrite, false),
                (.beforeRunCommit, false), (.afterRunCommit, true),
            ])
        func runs(point: FaultPoint, isStored: Bool) async throws {
            let clock = SteppingClock()
            let store = InMemoryStateStore(clock: clock)
            let engine = AlertEngine(sources: ["default": ClosureSource.alerting], store: store, clock: clock)
            let record = await dying(at: point) { try await engine.run(.fixture()) }
            #expect(record == nil, "the process died")
            let whole = Aftermath(runs: 1, messages: 1, isFiring: true)
            let nothing = Aftermath(runs: 0, messages: 0, isFiring: false)
            #expect(try await aftermath(store) == (isStored ? whole : nothing))
            clock.advance(by: .seconds(31))
            _ = try await engine.run(.fixture())
            let after = try await aftermath(store)
            #expect(after.messages == 1, "told once")
            #expect(after.isFiring)
            let outcomes = try await store.history(HistoryQuery(limit: nil)).map(\.outcome)
            #expect(outcomes.filter { $0 == .alert }.count == (isStored ? 2 : 1))
        }

        @Test(
            "a message that was under way is sent in the end, repeated only under its own id",
            arguments: [
                (FaultPoint.beforeTakeCommit, 1), (.afterTakeCommit, 1), (.beforeDelivery, 1), (.afterDelivery, 2),
                (.beforeSettleCommit, 2), (.afterSettleCommit, 1),
            ])
        func deliveries(point: FaultPoint, arrivals: Int) async throws {
            let clock = SteppingClock()
            let store = InMemoryStateStore(clock: clock)
            let engine = AlertEngine(sources: ["default": ClosureSource.alerting], store: store, clock: clock)
            let id = try #require(try await engine.run(.fixture()).notifications.first?.messageID)
            let notifier = RecordingNotifier()
            func dispatcher() -> Dispatcher {
                Dispatcher(store: store, notifiers: [ReceiverKey("ops"): notifier as any Notifier], clock: clock)
            }
            let first = dispatcher()
            _ = await dying(at: point) { await first.deliverDue() }
            clock.advance(by: .seconds(3600))
            await dispatcher().deliverDue()
            #expect(notifier.acceptedIDs == Array(repeating: id, count: arrivals))
            #expect(Set(notifier.deliveries.map(\.context.idempotencyKey)) == [id])
            #expect(try await store.messages(MessageQuery()).map(\.state) == [.sent])
            #expect(try await store.nextDelivery() == nil)
        }

        @Test("every point of the run and of the delivery is passed by them", arguments: [true])
        func points(isLive: Bool) async throws {
            let passed = Mutex<Set<FaultPoint>>([])
            let plan = FaultPlan(text: nil)
            plan.set { point in
                passed.withLock { _ = $0.insert(point) }
                return nil
            }
            let clock = SteppingClock()
            let store = InMemoryStateStore(clock: clock)
            let engine = AlertEngine(sources: ["default": ClosureSource.alerting], store: store, clock: clock)
            try await FaultPlan.$ofTask.withValue(plan) {
                _ = try await engine.run(.fixture())
                await Dispatcher(
                    store: store, notifiers: [ReceiverKey("ops"): RecordingNotifier() as any Notifier], clock: clock
                ).deliverDue()
            }
            let expected = Set(FaultPoint.allCases).subtracting([
                .betweenMigrations, .beforeMigrationStep, .afterMigrationStep, .beforeCopyCommit,
                .beforeRetainCommit, .afterRetainCommit,
            ])
            #expect(passed.withLock(\.self) == expected)
        }
    }
#endif

/// A clock whose short sleeps pass at once and whose long ones only end with their task.
final class SteppingClock: SentinelClock {
    private let time = Mutex(ManualClock().now())
    private let never = ManualClock()

    func now() -> Timestamp { time.withLock(\.self) }

    func advance(by duration: Duration) { time.withLock { $0 = $0.advanced(by: duration) } }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        guard duration > .seconds(5) else { return advance(by: duration) }
        try await never.sleep(for: duration)
    }
}
