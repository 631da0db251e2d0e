import SentinelModels
import SentinelTesting
import Synchronization
import Testing

@testable import SentinelEngine

@Suite("AlertEngine: many alerts", .timeLimit(.minutes(1)))
struct RunBatchTests {
    /// Counts how many queries run at once.
    private final class Gauge: Sendable {
        private let state = Mutex((now: 0, most: 0))
        var most: Int { state.withLock(\.most) }

        func during<Value>(_ body: () async -> Value) async -> Value {
            state.withLock { state in
                state.now += 1
                state.most = max(state.most, state.now)
            }
            defer { state.withLock { $0.now -= 1 } }
            return await body()
        }
    }

    private func alerts(_ count: Int) -> [AlertDefinition] { (0..<count).map { .fixture("alert-\($0)") } }

    @Test("a thousand alerts: results in order, the bound is held, each is called back once")
    func thousand() async throws {
        let store = WatchedStore(SystemClock())
        let gauge = Gauge()
        let source = ClosureSource { request in
            await gauge.during { await Task.yield() }
            return .status(request.tag.alert.hasSuffix("7") ? "ALERT" : "OK")
        }
        let engine = AlertEngine(sources: ["default": source], store: store)
        let finished = Mutex<[Int]>([])
        let results = await engine.run(alerts(1000), concurrency: 5) { index, _ in
            finished.withLock { $0.append(index) }
        }
        #expect(try results.map { try $0.get().alertName } == alerts(1000).map(\.name))
        #expect(results.filter { (try? $0.get().outcome) == .alert }.count == 100)
        #expect(gauge.most <= 5)
        #expect(finished.withLock { $0.sorted() } == Array(0..<1000))
        #expect(try await store.messages(MessageQuery()).count == 100)
        #expect(store.count("commit") < 1000, "results are stored in groups")
    }

    @Test("what cannot be claimed or stored fails its own run, once, and the others go on", arguments: [false, true])
    func failedElements(_ isCommit: Bool) async throws {
        let store = WatchedStore(SystemClock())
        let damaged: Set<AlertKey> = [AlertKey("alert-3"), AlertKey("alert-70")]
        store.state.withLock { $0.unreadable = isCommit ? ([], damaged) : (damaged, []) }
        let observer = RecordingObserver()
        let relay = ObserverRelay([observer])
        let engine = AlertEngine(sources: ["default": ClosureSource.alerting], store: store, observers: relay)
        let results = await engine.run(alerts(100), concurrency: 4)
        for (index, result) in results.enumerated() {
            if [3, 70].contains(index) {
                #expect(throws: WatchedStore.damage) { try result.get() }
            } else {
                #expect(try result.get().outcome == .alert, "\(index)")
            }
        }
        #expect(try await store.messages(MessageQuery()).count == 98, "all others are told")
        await #expect(throws: WatchedStore.damage) { try await engine.run(.fixture("alert-3")) }
        await relay.flush()
        #expect(observer.words.filter { $0 == "store failed" }.count == 3)
    }

    @Test("a source that hangs holds only its own places")
    func hanging() async throws {
        let began = Mutex(0)
        let others = Mutex(0)
        let hanging = ClosureSource { request throws(SentinelError) in
            began.withLock { $0 += 1 }
            return try await ClosureSource.hanging.run(request)
        }
        var all = alerts(60)
        for index in 0..<2 { all[index].source = "slow" }
        let engine = AlertEngine(
            sources: ["default": ClosureSource.alerting, "slow": hanging] as [String: any DataSource],
            store: WatchedStore(SystemClock()))
        let done = DeliverySignal()
        let running = Task { [all] in
            await engine.run(all, concurrency: 4) { _, _ in
                if others.withLock({
                    $0 += 1; return $0
                }) == 58 {
                    done.raise()
                }
            }
        }
        await done.wait(atMost: .seconds(30), clock: SystemClock())
        #expect(others.withLock(\.self) == 58)
        running.cancel()
        let results = await running.value
        #expect(results.map(\.failureCode).prefix(3) == [.cancelled, .cancelled, nil])
        #expect(began.withLock(\.self) == 2)
    }

    @Test("cancellation gives back all slots and calls back for every alert once")
    func cancellation() async throws {
        let store = WatchedStore(SystemClock())
        let began = DeliverySignal()
        let source = ClosureSource { request throws(SentinelError) in
            began.raise()
            return try await ClosureSource.hanging.run(request)
        }
        let engine = AlertEngine(sources: ["default": source], store: store)
        let finished = Mutex<[Int]>([])
        let all = alerts(300)
        let running = Task {
            await engine.run(all, concurrency: 3) { index, _ in finished.withLock { $0.append(index) } }
        }
        await began.wait(atMost: .seconds(30), clock: SystemClock())
        running.cancel()
        let results = await running.value
        #expect(Set(results.map(\.failureCode)) == [.cancelled])
        #expect(finished.withLock { $0.sorted() } == Array(0..<300))
        #expect(store.count("release") == 1, "all in one transaction")
        let claims = all.map { RunClaim(runID: "x-\($0.name)", alert: $0, trigger: .manual, owner: OwnerID("x")) }
        for result in try await store.claim(claims) {
            guard case .granted = result else { return #expect(Bool(false), "a slot is still held") }
        }
    }

    @Test("one failure does not spoil the others")
    func failures() async throws {
        let source = ClosureSource { request throws(SentinelError) in
            if request.tag.alert == "alert-3" { throw SentinelError(.query, "broken") }
            return .status("OK")
        }
        let engine = AlertEngine(sources: ["default": source], store: WatchedStore(SystemClock()))
        let outcomes = await engine.run(alerts(6)).map { try? $0.get().outcome }
        #expect(outcomes == [.ok, .ok, .ok, .error, .ok, .ok])
    }

    @Test("busy slots are waited for without a query place, then an error")
    func busy() async throws {
        let store = WatchedStore(SystemClock())
        var all = alerts(20)
        for index in all.indices { all[index].policy.timeout = .milliseconds(300) }
        let held = all.prefix(10).map {
            RunClaim(runID: "h-\($0.name)", alert: $0, trigger: .manual, owner: OwnerID("h"), lease: .seconds(600))
        }
        var runs: [ClaimedRun] = []
        for case .granted(let run, _) in try await store.claim(Array(held)) { runs.append(run) }
        let engine = AlertEngine(sources: ["default": ClosureSource.alerting], store: store)
        let first = await engine.run(all, concurrency: 1)
        #expect(first.map(\.failureCode) == Array(repeating: .busy, count: 10) + Array(repeating: nil, count: 10))
        try await store.release(runs)
        #expect(await engine.run(all, concurrency: 1).allSatisfy { $0.failureCode == nil })
    }

    @Test("a store that fails fails the alerts, and each is answered", arguments: ["claim", "commit"])
    func storeFailure(operation: String) async throws {
        let store = WatchedStore(SystemClock())
        store.fail(operation, Array(repeating: SentinelError(.store, "disk full"), count: 100))
        let engine = AlertEngine(sources: ["default": ClosureSource.alerting], store: store)
        let results = await engine.run(alerts(100))
        #expect(Set(results.map(\.failureCode)) == [.store])
        #expect(try await store.history(HistoryQuery()).isEmpty)
    }

    @Test("dry runs of many alerts write nothing; no alerts are no results")
    func dryRuns() async throws {
        let store = WatchedStore(SystemClock())
        let engine = AlertEngine(sources: ["default": ClosureSource.alerting], store: store)
        let results = await engine.run(alerts(20), mode: .dryRun)
        #expect(results.allSatisfy { (try? $0.get().outcome) == .alert })
        #expect(store.writes == 0)
        #expect(await engine.run([]).isEmpty)
    }
}
