import SentinelEngine
import SentinelModels
import SentinelTesting
import Testing

/// Many tasks at one memory: what the contract promises one caller holds for all at once.
@Suite("InMemoryStateStore under contention", .timeLimit(.minutes(1)))
struct ConcurrencyTests {
    private let clock = ManualClock()

    @Test("of a hundred claims one is granted, and each release lets in one more")
    func claims() async throws {
        let store = InMemoryStateStore(clock: clock)
        for round in 0..<5 {
            let granted = try await withThrowingTaskGroup(of: ClaimedRun?.self) { group in
                for index in 0..<100 {
                    group.addTask {
                        let claim = RunClaim(
                            runID: "r\(round)-\(index)", alert: .fixture(), trigger: .manual,
                            owner: OwnerID("o\(index)"))
                        guard case .granted(let run, _) = try await store.claim([claim])[0] else { return nil }
                        return run
                    }
                }
                return try await group.compactMap(\.self).reduce(into: []) { $0.append($1) }
            }
            #expect(granted.count == 1)
            try await store.release(granted)
        }
    }

    @Test("takers share the messages: each is taken by one, and settled once")
    func takes() async throws {
        let store = InMemoryStateStore(clock: clock)
        let engine = AlertEngine(sources: ["default": ClosureSource.alerting], store: store, clock: clock)
        let receivers = (0..<4).map { NotificationRoute(to: ReceiverKey("r\($0)")) }
        for index in 0..<50 { _ = try await engine.run(.fixture("a\(index)", routes: receivers)) }
        let clock = clock
        let settled = try await withThrowingTaskGroup(of: [String].self) { group in
            for owner in 0..<8 {
                group.addTask {
                    var ids: [String] = []
                    let request = TakeRequest(owner: OwnerID("o\(owner)"), limit: 5, limitPerReceiver: 50)
                    while true {
                        let taken = try await store.take(request)
                        if taken.isEmpty { return ids }
                        for claimed in taken {
                            let settlement = Settlement(
                                messageID: claimed.message.id, fence: claimed.fence, outcome: .sent(DeliveryReceipt()),
                                at: clock.now())
                            // Twice: the second must not count.
                            for isStored in try await store.settle([settlement, settlement]) where isStored {
                                ids.append(claimed.message.id)
                            }
                        }
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(settled.count == 200)
        #expect(Set(settled).count == 200)
        #expect(try await store.nextDelivery() == nil)
    }

    @Test("runs and deliveries at once leave a consistent count")
    func together() async throws {
        let store = InMemoryStateStore(clock: clock)
        let clock = clock
        let notifier = RecordingNotifier()
        let dispatchers = (0..<3).map { index in
            Dispatcher(
                store: store, notifiers: [ReceiverKey("ops"): notifier as any Notifier], clock: clock,
                options: .init(owner: OwnerID("d\(index)")))
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<6 {
                group.addTask {
                    let source = ClosureSource { _ in .status("ALERT") }
                    let engine = AlertEngine(sources: ["default": source], store: store, clock: clock)
                    for index in 0..<20 { _ = try await engine.run(.fixture("a\(worker)-\(index)")) }
                }
            }
            for dispatcher in dispatchers {
                group.addTask {
                    while notifier.acceptedIDs.count < 120 {
                        await dispatcher.deliverDue()
                        await Task.yield()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(Set(notifier.acceptedIDs).count == 120)
        #expect(notifier.acceptedIDs.count == 120, "nothing is sent twice")
        let statistics = try await store.statistics(scope: .default)
        #expect(statistics.messages.map(\.count) == [120])
        #expect(statistics.messages.map(\.state) == [.sent])
        #expect(statistics.runs.map(\.count).reduce(0, +) == 120)
        #expect(statistics.oldestUnsettled == nil)
    }

    @Test("a closed store gives back what was leased and refuses every call")
    func closed() async throws {
        let store = InMemoryStateStore(clock: clock)
        await store.close()
        let run = ClaimedRun(id: "r", alert: AlertKey("a"), trigger: .manual, fence: 1)
        let silence = Silence(
            id: "s", matchers: [], startsAt: clock.now(), endsAt: clock.now(), author: "", comment: "")
        let by = Actor(.api, name: "t")
        let calls: [(String, @Sendable () async throws -> Void)] = [
            ("claim", { _ = try await store.claim([]) }), ("renew", { _ = try await store.renew(owner: OwnerID("o")) }),
            ("release", { try await store.release([run]) }),
            ("snapshots", { _ = try await store.snapshots(of: [], scope: .default) }),
            ("take", { _ = try await store.take(TakeRequest(owner: OwnerID("o"))) }),
            ("settle", { _ = try await store.settle([]) }), ("next", { _ = try await store.nextDelivery() }),
            ("silences", { _ = try await store.silences(scope: .default, includingEnded: true) }),
            ("add", { try await store.add(silence, scope: .default, by: by) }),
            ("end", { _ = try await store.endSilences(["s"], scope: .default, by: by) }),
            ("history", { _ = try await store.history(HistoryQuery()) }),
            ("messages", { _ = try await store.messages(MessageQuery()) }),
            ("retry", { _ = try await store.retryMessages(["m"], scope: .default, by: by) }),
            ("drop", { _ = try await store.dropMessages(["m"], scope: .default, by: by) }),
            ("health", { _ = try await store.receiverHealth(scope: .default) }),
            ("statistics", { _ = try await store.statistics(scope: .default) }),
            ("retain", { _ = try await store.retain(RetentionPolicy(runsBefore: .init(seconds: 0)), scope: .default) }),
            ("audit", { _ = try await store.auditEntries(scope: .default) }),
        ]
        for (name, call) in calls {
            await #expect(throws: SentinelError(.store, "the state store is closed"), "\(name)") { try await call() }
        }
    }
}
