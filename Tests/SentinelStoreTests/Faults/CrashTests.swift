#if FaultPoints
    import SentinelEngine
    import SentinelModels
    import SentinelTesting
    import Synchronization
    import Testing

    @testable import SentinelStore

    @Suite("A failure at any point")
    struct CrashTests {
        private let folder: StateFolder
        private let clock = ManualClock()

        init() throws {
            folder = try StateFolder()
        }

        private static let points: [FaultPoint] = [
            .beforeClaimCommit, .afterClaimCommit, .beforeRunWrite, .afterStateWrite, .afterIntentWrite,
            .beforeRunCommit, .afterRunCommit, .beforeTakeCommit, .afterTakeCommit, .beforeSettleCommit,
            .afterSettleCommit,
        ]

        /// Fails at the first passing of a point.
        private func plan(_ point: FaultPoint, _ passed: @escaping @Sendable () -> Bool) -> FaultPlan {
            let plan = FaultPlan(text: nil)
            plan.set { $0 == point && !passed() ? .error : nil }
            return plan
        }

        /// Once: false the first time, true ever after.
        private final class Once: Sendable {
            private let isOver = Mutex(false)
            var value: Bool { isOver.withLock(\.self) }
            func pass() -> Bool {
                isOver.withLock { isOver in
                    defer { isOver = true }
                    return isOver
                }
            }
        }

        /// A run that owes two messages, and their delivery; every step is tried again once when it fails.
        private func work(_ store: any StateStore) async throws {
            let steps = StoreSteps(store, clock)
            let alert = AlertDefinition.fixture()
            let claimed = try await twice { try await steps.claim(alert, "r1") }
            let commit = steps.firing(alert, claimed, notices: ["m1", "m2"])
            let results = try await twice { try await store.commit([commit]) }
            guard case .committed(let revision) = results[0] else {
                Issue.record("\(results)")
                return
            }
            #expect(revision == 1)
            var sent: Set<String> = []
            for _ in 0..<3 {
                let taken = try await twice { try await store.take(TakeRequest(owner: OwnerID("a"))) }
                let settlements = taken.map {
                    Settlement(
                        messageID: $0.message.id, fence: $0.fence, outcome: .sent(DeliveryReceipt()), at: clock.now())
                }
                sent.formUnion(taken.map(\.message.id))
                _ = try await twice { try await store.settle(settlements) }
                // What was taken without our hearing of it is free again when its lease ends.
                clock.advance(by: .seconds(30))
            }
            #expect(sent == ["m1", "m2"])
        }

        private func twice<Value>(_ body: () async throws -> Value) async throws -> Value {
            do {
                return try await body()
            } catch let error as SentinelError where error.code == .internalFault {
                return try await body()
            }
        }

        private func expectComplete(_ store: any StateStore) async throws {
            let runs = try await store.history(HistoryQuery(limit: nil))
            #expect(runs.map(\.id) == ["r1"])
            #expect(runs[0].notifications.map(\.delivery) == [.sent, .sent])
            #expect(try await store.messages(MessageQuery(states: [.sent])).count == 2)
            #expect(try await store.snapshots(of: [AlertKey("orders")], scope: .default).count == 1)
        }

        @Test("leaves everything or nothing, and repeating completes it", arguments: points, [true, false])
        func repeated(_ point: FaultPoint, _ isDurable: Bool) async throws {
            let store: any StateStore =
                isDurable ? try SQLStateStore.open(folder.url(), clock: clock) : InMemoryStateStore(clock: clock)
            let once = Once()
            try await FaultPlan.$ofTask.withValue(plan(point) { once.pass() }) { try await work(store) }
            #expect(once.value, "the point was passed")
            try await expectComplete(store)
            if let store = store as? SQLStateStore { #expect(try await store.check().isEmpty) }
            await store.close()
        }

        @Test("leaves a database in order for the next process", arguments: points)
        func restarted(_ point: FaultPoint) async throws {
            let once = Once()
            do {
                let store = try SQLStateStore.open(folder.url(), clock: clock)
                // The process does not try again but is gone: nothing is closed or given back.
                await #expect(throws: SentinelError.self) {
                    try await FaultPlan.$ofTask.withValue(plan(point) { once.pass() }) { try await onceOnly(store) }
                }
            }
            #expect(once.value)
            let store = try SQLStateStore.open(folder.url(), clock: clock)
            #expect(try await store.check().isEmpty)
            let steps = StoreSteps(store, clock, owner: "b")
            // A run that was not stored is run again under a new id; one that was is not.
            if try await store.history(HistoryQuery(outcomes: [.alert])).isEmpty {
                #expect(try await store.messages(MessageQuery()).isEmpty, "no message without its run")
                try await steps.fire("orders", runID: "r2", notices: ["m1", "m2"])
            }
            while case let taken = try await store.take(TakeRequest(owner: OwnerID("b"))), !taken.isEmpty {
                for message in taken { try await steps.settle(message, .sent(DeliveryReceipt())) }
            }
            #expect(Set(try await store.messages(MessageQuery(states: [.sent])).map(\.id)) == ["m1", "m2"])
            #expect(try await store.history(HistoryQuery(outcomes: [.alert], limit: nil)).count == 1)
            await store.close()
        }

        private func onceOnly(_ store: any StateStore) async throws {
            let steps = StoreSteps(store, clock)
            try await steps.fire("orders", notices: ["m1", "m2"])
            for message in try await store.take(TakeRequest(owner: OwnerID("a"))) {
                try await steps.settle(message, .sent(DeliveryReceipt()))
            }
        }
    }
#endif
