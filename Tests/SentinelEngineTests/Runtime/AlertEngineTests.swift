import SentinelModels
import SentinelTesting
import Synchronization
import Testing

@testable import SentinelEngine

@Suite("AlertEngine")
struct AlertEngineTests {
    private let clock = ManualClock()

    private func engine(
        _ store: any StateStore, _ source: any DataSource = ClosureSource.alerting, observers: ObserverRelay = .init(),
        options: EngineOptions = EngineOptions()
    ) -> AlertEngine {
        AlertEngine(sources: ["default": source], store: store, clock: clock, observers: observers, options: options)
    }

    @Test("a live run stores history, state and messages, and wakes delivery")
    func live() async throws {
        let store = WatchedStore(clock)
        let signal = DeliverySignal()
        let engine = engine(store, options: EngineOptions(deliverySignal: signal))
        let record = try await engine.run(.fixture())
        #expect(record.outcome == .alert)
        #expect(record.actualValue == .integer(7))
        #expect(record.transition?.kind == .firing)
        #expect(record.instances.map(\.condition) == [.firing])
        #expect(record.notifications.map(\.decision) == [.notify(.transition)])
        #expect(try await store.history(HistoryQuery()) == [record])
        let messages = try await store.messages(MessageQuery())
        #expect(messages.map(\.id) == record.notifications.compactMap(\.messageID))
        await signal.wait(atMost: .seconds(60), clock: clock)
    }

    @Test("a dry run decides the same and writes nothing")
    func dryRun() async throws {
        let store = WatchedStore(clock)
        let record = try await engine(store).run(.fixture(), mode: .dryRun)
        #expect(record.notifications.map(\.decision) == [.notify(.transition)])
        #expect(store.writes == 0)
        #expect(try await store.history(HistoryQuery()) == [])
        #expect(try await store.messages(MessageQuery()) == [])
    }

    @Test("a dry run of a new alert sees silences")
    func dryRunSilenced() async throws {
        let store = WatchedStore(clock)
        let silence = Silence(
            id: "s", matchers: [.init("alertname", .equal, "orders")], startsAt: clock.now(),
            endsAt: clock.now().advanced(by: .seconds(60)), author: "", comment: "")
        try await store.add(silence, scope: .default, by: Actor(.api, name: "t"))
        let record = try await engine(store).run(.fixture(), mode: .dryRun)
        #expect(record.notifications.map(\.decision) == [.suppress(.silenced)])
    }

    @Test(
        "a failing query is a result, also if the server cancelled it",
        arguments: [
            SentinelError.Code.query, .timeout, .cancelled, .connection,
        ])
    func failure(code: SentinelError.Code) async throws {
        let source = ClosureSource { _ throws(SentinelError) in throw SentinelError(code, "no secret-token here") }
        let options = EngineOptions(redaction: Redaction(secrets: [Secret("secret-token")]))
        let record = try await engine(WatchedStore(clock), source, options: options).run(.fixture())
        #expect(record.outcome == .error)
        #expect(record.error == RunFailure(code: code, message: "no <secret> here"))
    }

    @Test("an unknown source is a failing run")
    func unknownSource() async throws {
        var alert = AlertDefinition.fixture()
        alert.source = "elsewhere"
        let record = try await engine(WatchedStore(clock)).run(alert)
        #expect(record.error?.code == .notFound)
    }

    @Test("the query is told its slot, the run before and the last answer, and its limits")
    func parameters() async throws {
        let requests = Mutex<[QueryRequest]>([])
        let source = ClosureSource { request in
            requests.withLock { $0.append(request) }
            return .status("OK")
        }
        let engine = engine(WatchedStore(clock), source, options: EngineOptions(maxRows: ["default": 5]))
        let start = clock.now()
        let record = try await engine.run(.fixture())
        clock.advance(by: .seconds(60))
        _ = try await engine.run(.fixture())
        let (first, second) = requests.withLock { ($0[0], $0[1]) }
        #expect(
            first.parameters == ["fire_at": .timestamp(start), "previous_fire_at": .null, "last_success_at": .null])
        #expect(second.parameters["previous_fire_at"] == .timestamp(start))
        #expect(second.parameters["last_success_at"] == .timestamp(start))
        #expect(first.limits.maxRows == 5)
        #expect(first.tag == QueryTag(alert: "orders", run: record.id))
    }

    @Test("a busy slot is waited for, up to the alert's timeout, then an error")
    func busy() async throws {
        let store = WatchedStore(clock)
        var alert = AlertDefinition.fixture()
        alert.policy.timeout = .seconds(1)
        let claim = RunClaim(
            runID: "other", alert: alert, trigger: .manual, owner: OwnerID("other"), lease: .seconds(600))
        guard case .granted(let run, _) = try await store.claim([claim])[0] else { return #expect(Bool(false)) }
        let waiting = Task { [engine = engine(store), alert] in
            await Self.result { () async throws(SentinelError) in try await engine.run(alert) }
        }
        for _ in 0..<10 {
            await clock.waitForSleepers(1)
            clock.advance(by: .milliseconds(100))
        }
        #expect(await waiting.value.failureCode == .busy)
        let lucky = Task { [engine = engine(store), alert] in
            await Self.result { () async throws(SentinelError) in try await engine.run(alert) }
        }
        await clock.waitForSleepers(1)
        try await store.release([run])
        clock.advance(by: .milliseconds(100))
        #expect(await lucky.value.failureCode == nil)
    }

    private static func result(
        _ body: () async throws(SentinelError) -> RunRecord
    ) async -> Result<RunRecord, SentinelError> {
        do throws(SentinelError) { return .success(try await body()) } catch { return .failure(error) }
    }

    @Test("cancelling stops the query and gives the slot back")
    func cancellation() async throws {
        let store = WatchedStore(clock)
        let began = DeliverySignal()
        let source = ClosureSource { request throws(SentinelError) in
            began.raise()
            return try await ClosureSource.hanging.run(request)
        }
        let running = Task { [engine = engine(store, source)] in
            await Self.result { () async throws(SentinelError) in try await engine.run(.fixture()) }
        }
        await began.wait(atMost: .seconds(60), clock: SystemClock())
        running.cancel()
        #expect(await running.value.failureCode == .cancelled)
        #expect(store.count("release") == 1)
        #expect(try await engine(store).run(.fixture()).outcome == .alert)
        #expect(try await store.history(HistoryQuery()).count == 1)
    }

    @Test("when the state changed meanwhile it plans again, at most five times", arguments: [(5, true), (6, false)])
    func conflicts(conflicts: Int, isStored: Bool) async throws {
        let store = WatchedStore(clock)
        store.state.withLock { $0.commitAnswers = Array(repeating: .conflict(AlertSnapshot()), count: conflicts) }
        let result = await Self.result { () async throws(SentinelError) in try await engine(store).run(.fixture()) }
        #expect(result.failureCode == (isStored ? nil : .conflict))
        #expect(try await store.history(HistoryQuery()).count == (isStored ? 1 : 0))
        #expect(store.count("commit") == 6)
    }

    @Test("a fenced result does not count and is announced")
    func fenced() async throws {
        let store = WatchedStore(clock)
        let observer = RecordingObserver()
        let relay = ObserverRelay([observer])
        let stolen = Mutex(false)
        let clock = clock
        let source = ClosureSource { _ throws(SentinelError) in
            if stolen.withLock({ $0 }) { return .status("OK") }
            stolen.withLock { $0 = true }
            clock.step(to: clock.now().advanced(by: .seconds(31)))
            let claim = RunClaim(runID: "thief", alert: .fixture(), trigger: .manual, owner: OwnerID("thief"))
            _ = try await store.claim([claim])
            return .status("ALERT")
        }
        let result = await Self.result { () async throws(SentinelError) in
            try await engine(store, source, observers: relay).run(.fixture())
        }
        await relay.flush()
        #expect(result.failureCode == .fenced)
        #expect(observer.words == ["fenced"])
        #expect(try await store.messages(MessageQuery()) == [])
    }

    @Test("a store that fails for good gives an error, and the slot back; it is told to observers")
    func storeFailure() async throws {
        let store = WatchedStore(clock)
        let observer = RecordingObserver()
        let relay = ObserverRelay([observer])
        store.fail("commit", [SentinelError(.store, "disk full")])
        let result = await Self.result { () async throws(SentinelError) in
            try await engine(store, observers: relay).run(.fixture())
        }
        await relay.flush()
        #expect(result.failureCode == .store)
        #expect(observer.words == ["store failed"])
        #expect(store.count("release") == 1)
        #expect(try await store.history(HistoryQuery()) == [])
    }

    @Test("a commit that was stored though the store failed is answered with the messages it promised")
    func unknownCommit() async throws {
        let store = WatchedStore(clock)
        store.fail("commit", [SentinelError(.busy, "connection lost", isRetryable: true)], late: true)
        let running = Task { [engine = engine(store)] in
            await Self.result { () async throws(SentinelError) in try await engine.run(.fixture()) }
        }
        await clock.waitForSleepers(2)
        clock.advance(by: .milliseconds(50))
        let record = try await running.value.get()
        let messages = try await store.messages(MessageQuery())
        #expect(messages.map(\.id) == record.notifications.compactMap(\.messageID))
        #expect(try await store.history(HistoryQuery()) == [record])
    }

    @Test("a long query's lease is renewed")
    func renewal() async throws {
        let store = WatchedStore(clock)
        let clock = clock
        let source = ClosureSource { _ in
            for _ in 0..<6 {
                await clock.waitForSleepers(1)
                let before = store.count("renew")
                clock.advance(by: .seconds(10))
                while store.count("renew") == before { await Task.yield() }
            }
            return .status("OK")
        }
        #expect(try await engine(store, source).run(.fixture()).outcome == .ok)
        #expect(store.count("renew") >= 6)
    }
}

extension Result where Failure == SentinelError {
    /// The code of the failure, if it is one.
    var failureCode: SentinelError.Code? {
        guard case .failure(let error) = self else { return nil }
        return error.code
    }
}
