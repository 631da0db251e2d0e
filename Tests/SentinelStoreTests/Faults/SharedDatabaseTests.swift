import SentinelModels
import SentinelTesting
import Synchronization
import Testing

@testable import SentinelStore

@Suite("Several stores on one database")
struct SharedDatabaseTests {
    private let folder: StateFolder
    private let clock = ManualClock()

    init() throws {
        folder = try StateFolder()
    }

    private func stores(_ count: Int) throws -> [SQLStateStore] {
        try (0..<count).map { _ in try SQLStateStore.open(folder.url(), clock: clock) }
    }

    private func close(_ stores: [SQLStateStore]) async {
        for store in stores { await store.close() }
    }

    @Test("grant every fire to exactly one of them")
    func fires() async throws {
        let stores = try stores(3)
        let fires = (0..<8).map { clock.now().advanced(by: .seconds(60 * $0)) }
        let granted = try await withThrowingTaskGroup(of: [String].self) { group in
            for (index, store) in stores.enumerated() {
                group.addTask {
                    var granted: [String] = []
                    for fire in fires {
                        for name in ["a", "b", "c"] {
                            let alert = AlertDefinition.fixture(name)
                            let claim = RunClaim(
                                runID: "\(name)-\(index)-\(fire.microseconds)", alert: alert, trigger: .schedule,
                                fireAt: fire,
                                owner: OwnerID("owner \(index)"))
                            guard case .granted(let run, let snapshot) = try await store.claim([claim])[0] else {
                                continue
                            }
                            var commit = StoreSteps(store, clock).plain(alert, (run, snapshot))
                            commit.state.lastFireAt = fire
                            commit.record.fireAt = fire
                            guard case .committed = try await store.commit([commit])[0] else { continue }
                            granted.append("\(name) \(fire)")
                        }
                    }
                    return granted
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(granted).count == granted.count, "no fire counts twice")
        let history = try await stores[0].history(HistoryQuery(limit: nil))
        #expect(history.count == granted.count)
        for name in ["a", "b", "c"] {
            let times = history.filter { $0.alertName == name }.compactMap(\.fireAt)
            #expect(Set(times).count == times.count)
            #expect(times.max() == fires.last)
        }
        #expect(try await stores[1].check().isEmpty)
        await close(stores)
    }

    @Test("count every commit on the revision of the one before")
    func revisions() async throws {
        let stores = try stores(3)
        let revisions = Mutex<[Int64]>([])
        let keep: @Sendable (Int64) -> Void = { revision in revisions.withLock { $0.append(revision) } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, store) in stores.enumerated() {
                group.addTask {
                    var done = 0
                    var attempt = 0
                    while done < 10 {
                        attempt += 1
                        let claim = RunClaim(
                            runID: "r\(index)-\(attempt)", alert: .fixture("a"), trigger: .manual,
                            owner: OwnerID("owner \(index)"))
                        guard case .granted(let run, let snapshot) = try await store.claim([claim])[0] else {
                            await Task.yield()
                            continue
                        }
                        let commit = StoreSteps(store, clock).plain(.fixture("a"), (run, snapshot))
                        guard case .committed(let revision) = try await store.commit([commit])[0] else {
                            Issue.record("nobody else could have the slot")
                            return
                        }
                        keep(revision)
                        done += 1
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(revisions.withLock { $0.sorted() } == Array(1...30))
        let state = try await stores[0].snapshots(of: [AlertKey("a")], scope: .default)[AlertKey("a")]
        #expect(state?.revision == 30)
        #expect(state?.state.okStreak == 30)
        await close(stores)
    }

    @Test("take every message once")
    func messages() async throws {
        let stores = try stores(3)
        let steps = StoreSteps(stores[0], clock, owner: "maker")
        for number in 0..<12 {
            try await steps.fire("alert \(number)", runID: "r\(number)", notices: ["m\(number)-a", "m\(number)-b"])
        }
        let taken = try await withThrowingTaskGroup(of: [String].self) { group in
            for (index, store) in stores.enumerated() {
                group.addTask {
                    var ids: [String] = []
                    for _ in 0..<30 {
                        for claimed in try await store.take(TakeRequest(owner: OwnerID("owner \(index)"), limit: 2)) {
                            ids.append(claimed.message.id)
                            try await StoreSteps(store, clock).settle(claimed, .sent(DeliveryReceipt()))
                        }
                    }
                    return ids
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(taken.count == 24)
        #expect(Set(taken).count == 24)
        #expect(try await stores[2].messages(MessageQuery(states: [.sent])).allSatisfy { $0.attempts == 1 })
        await close(stores)
    }

    @Test("a result that comes after another took the slot over is thrown away, also if the state looks the same")
    func fencing() async throws {
        let stores = try stores(2)
        let alert = AlertDefinition.fixture("a")
        let fire = clock.now()
        func claim(_ index: Int) async throws -> (ClaimedRun, AlertSnapshot) {
            let request = RunClaim(
                runID: "r\(index)", alert: alert, trigger: .schedule, fireAt: fire, owner: OwnerID("owner \(index)"))
            guard case .granted(let run, let snapshot) = try await stores[index].claim([request])[0] else {
                throw SentinelError(.busy, "not granted")
            }
            return (run, snapshot)
        }
        let slow = try await claim(0)
        clock.advance(by: .seconds(30))
        let quick = try await claim(1)
        #expect(quick.0.fence == slow.0.fence + 1)
        #expect(quick.1 == slow.1, "nothing tells the two apart but the fence")
        guard
            case .fenced = try await stores[0].commit([
                StoreSteps(stores[0], clock).firing(alert, slow, notices: ["stale"])
            ])[0]
        else {
            Issue.record("a stale result counted")
            return
        }
        #expect(try await stores[1].messages(MessageQuery()).isEmpty)
        guard case .committed = try await stores[1].commit([StoreSteps(stores[1], clock).plain(alert, quick)])[0] else {
            Issue.record("the holder's result counts")
            return
        }
        try await stores[0].release([slow.0])
        #expect(try await stores[0].history(HistoryQuery()).map(\.id) == ["r1"])
        #expect(try await stores[0].check().isEmpty)
        await close(stores)
    }

    @Test("a definition that one changes is the other's as well, and its past stays under the old name")
    func definitions() async throws {
        let stores = try stores(2)
        var alert = AlertDefinition(name: "Old", key: AlertKey("id"), query: "SELECT 1")
        func run(_ store: SQLStateStore, _ id: String) async throws {
            let steps = StoreSteps(store, clock, owner: store === stores[0] ? "zero" : "one")
            _ = try await store.commit([steps.plain(alert, try await steps.claim(alert, id))])
        }
        try await run(stores[0], "r1")
        alert.name = "New"
        alert.query = "SELECT 2"
        try await run(stores[1], "r2")
        try await run(stores[0], "r3")
        let runs = try await stores[0].history(HistoryQuery(alert: "id")).sorted { $0.id < $1.id }
        #expect(runs.map(\.alertName) == ["Old", "New", "New"])
        #expect(runs.map(\.query) == ["SELECT 1", "SELECT 2", "SELECT 2"])
        #expect(try await stores[1].history(HistoryQuery(alert: "Old")).map(\.id) == ["r1"])
        let database = try RawDatabase(folder.file())
        #expect(try database.rows("SELECT alert_key, name FROM sqlsentinel_alert") == [["id", "New"]])
        await close(stores)
    }

    @Test("closing one gives back what it held, and nothing else", arguments: [false, true])
    func closing(_ isFirst: Bool) async throws {
        let stores = try stores(2)
        for (index, store) in stores.enumerated() {
            let steps = StoreSteps(store, clock, owner: "owner \(index)")
            try await steps.fire("fired \(index)", runID: "f\(index)", notices: ["m\(index)"])
            _ = try await steps.claim(.fixture("held \(index)"), "h\(index)")
            #expect(
                try await store.take(TakeRequest(owner: OwnerID("owner \(index)"), limit: 1)).map(\.message.id) == [
                    "m\(index)"
                ])
        }
        let (closed, open) = isFirst ? (0, 1) : (1, 0)
        await stores[closed].close()
        let database = try RawDatabase(folder.file())
        #expect(try database.rows("SELECT id FROM sqlsentinel_run WHERE state = 'running'", column: 0) == ["h\(open)"])
        #expect(
            try database.rows("SELECT id, state, attempts FROM sqlsentinel_message ORDER BY id")
                == (0..<2).map { ["m\($0)", $0 == closed ? "pending" : "sending", $0 == closed ? "0" : "1"] })
        #expect(try database.rows("SELECT message_id FROM sqlsentinel_delivery_attempt", column: 0) == ["m\(open)"])
        await stores[open].close()
    }
}
