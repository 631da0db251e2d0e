import SentinelModels
import SentinelTesting
import Synchronization
import Testing

@testable import SentinelStore

@Suite(
    "Several stores on one server", .serialized, .enabled(if: ServerKind.areInstalled, ServerKind.absence))
struct ServerSharingTests {
    private let clock = ManualClock()

    private func claim(_ store: any StateStore, _ name: String, _ runID: String, by owner: String) async throws
        -> (run: ClaimedRun, snapshot: AlertSnapshot)?
    {
        let request = RunClaim(runID: runID, alert: .fixture(name), trigger: .manual, owner: OwnerID(owner))
        guard case .granted(let run, let snapshot) = try await store.claim([request])[0] else { return nil }
        return (run, snapshot)
    }

    @Test("count every commit on the revision of the one before", arguments: ServerKind.allCases)
    func revisions(_ kind: ServerKind) async throws {
        let database = try kind.database()
        let stores = try (0..<3).map { _ in try database.open(clock) }
        let revisions = Mutex<[Int64]>([])
        let keep: @Sendable (Int64) -> Void = { revision in revisions.withLock { $0.append(revision) } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, store) in stores.enumerated() {
                group.addTask {
                    var (done, attempt) = (0, 0)
                    while done < 10 {
                        attempt += 1
                        guard let claimed = try await claim(store, "a", "r\(index)-\(attempt)", by: "owner \(index)")
                        else {
                            await Task.yield()
                            continue
                        }
                        let commit = StoreSteps(store, clock).plain(.fixture("a"), claimed)
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
        #expect(try await stores[1].check().filter { $0.kind != .durability }.isEmpty)
        for store in stores { await store.close() }
    }

    @Test("take every message once", arguments: ServerKind.allCases)
    func messages(_ kind: ServerKind) async throws {
        let database = try kind.database()
        let stores = try (0..<3).map { _ in try database.open(clock) }
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
        for store in stores { await store.close() }
    }

    /// Two processes claim many alerts in opposite orders, each batch in one transaction: they wait for each other.
    @Test("that lock the same rows in opposite orders both get through", arguments: ServerKind.allCases)
    func deadlocks(_ kind: ServerKind) async throws {
        let database = try kind.database()
        let stores = try (0..<2).map { _ in try database.open(clock) }
        let names = (0..<20).map { "alert \($0)" }
        for round in 0..<6 {
            let granted = try await withThrowingTaskGroup(of: [(Int, ClaimedRun, AlertSnapshot)].self) { group in
                for (index, store) in stores.enumerated() {
                    group.addTask {
                        let order = index == 0 ? names : names.reversed()
                        let claims = order.map {
                            RunClaim(
                                runID: "\($0)-\(round)-\(index)", alert: .fixture($0), trigger: .manual,
                                owner: OwnerID("owner \(index)"))
                        }
                        return try await store.claim(claims).compactMap { result in
                            if case .granted(let run, let snapshot) = result { (index, run, snapshot) } else { nil }
                        }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(Set(granted.map(\.1.alert)).count == names.count, "round \(round): every alert has a run")
            #expect(granted.count == names.count, "round \(round): and only one")
            for (index, store) in stores.enumerated() {
                let commits = granted.filter { $0.0 == index }.map { _, run, snapshot in
                    StoreSteps(store, clock).plain(.fixture(run.alert.description), (run, snapshot))
                }
                for result in try await store.commit(commits) {
                    guard case .committed(let revision) = result else {
                        Issue.record("round \(round): \(result)")
                        continue
                    }
                    #expect(revision == Int64(round) + 1)
                }
            }
        }
        #expect(try await stores[0].check().filter { $0.kind != .durability }.isEmpty)
        for store in stores { await store.close() }
    }

    @Test("write one audit log", arguments: ServerKind.allCases)
    func audit(_ kind: ServerKind) async throws {
        let database = try kind.database()
        let stores = try (0..<3).map { _ in try database.open(clock) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, store) in stores.enumerated() {
                group.addTask {
                    for number in 0..<10 {
                        let silence = Silence(
                            id: "s\(index)-\(number)", matchers: [.init("alertname", .equal, "a")],
                            startsAt: clock.now(), endsAt: clock.now().advanced(by: .seconds(60)), author: "a",
                            comment: "c")
                        try await store.add(silence, scope: .default, by: Actor(.operatorCLI, name: "test"))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await stores[0].auditEntries(scope: .default).count == 30)
        #expect(try await stores[0].check().filter { $0.kind != .durability }.isEmpty, "the chain is whole")
        for store in stores { await store.close() }
    }

    /// Fewer sessions than clients: what one prepared, another would run, if anything was prepared.
    @Test(
        "share the sessions of a pooler", .enabled(if: PgBouncer.isInstalled, "PgBouncer is not installed here"))
    func pooler() async throws {
        let database = try ServerKind.postgreSQL.database()
        let pooler = try PgBouncer(before: PostgreSQLServer.shared.get(), size: 2)
        for (port, isPooled) in [(database.port, false), (pooler.port, true)] {
            let session = try database.opening(clock, port: port).connect()
            #expect((session as? PostgreSQLStoreSession)?.isPooled == isPooled)
            #expect((session.ending == .none) == isPooled)
            session.close()
        }
        let stores = try (0..<4).map { _ in try database.open(clock, port: pooler.port) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, store) in stores.enumerated() {
                group.addTask {
                    let steps = StoreSteps(store, clock, owner: "owner \(index)")
                    for number in 0..<8 {
                        try await steps.fire(
                            "alert \(index)-\(number)", runID: "r\(index)-\(number)", notices: ["m\(index)-\(number)"])
                        _ = try await store.statistics(scope: .default)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await stores[0].history(HistoryQuery(limit: nil)).count == 32)
        #expect(try await stores[1].messages(MessageQuery(limit: nil)).count == 32)
        #expect(try await stores[2].check().filter { $0.kind != .durability }.isEmpty)
        for store in stores { await store.close() }
    }

    @Test("wait for the one that changes the schema", arguments: ServerKind.allCases)
    func schemaLock(_ kind: ServerKind) async throws {
        let database = try kind.database()
        let opening = try database.opening(clock)
        let holder = try opening.connect()
        let dialect = try opening.dialect(holder)
        switch dialect.migrationStyle {
        case .transactional(let lock):
            try holder.begin(writing: true)
            #expect(try holder.first(try #require(lock), []) { $0.int(0) } == 1)
        case .stepwise(let lock, _): #expect(try holder.first(lock, [.text("sqlsentinel:")]) { $0.int(0) } == 1)
        }
        let other = try opening.connect()
        let migrator = Migrator(connection: other, dialect: dialect, lockPatience: .milliseconds(30))
        let error = #expect(throws: SentinelError.self) { try migrator.migrate(at: clock.now()) }
        #expect(error?.code == .busy && error?.isRetryable == false)
        other.close()
        #expect(try SQLStateStore.schemaVersion(database.url()) == 0, "nothing was made without the lock")
        let waiting = Task.detached { try database.open(clock) }
        try await Task.sleep(for: .milliseconds(200))
        holder.close()
        await (try await waiting.value).close()
        #expect(try SQLStateStore.schemaVersion(database.url()) == Migration.all.count)
    }

    @Test("start together on an empty database", arguments: ServerKind.allCases)
    func starters(_ kind: ServerKind) async throws {
        let database = try kind.database()
        try await withThrowingTaskGroup(of: SQLStateStore.self) { group in
            for _ in 0..<4 { group.addTask { try database.open(clock) } }
            for try await store in group { await store.close() }
        }
        #expect(try database.number("SELECT COUNT(*) FROM sqlsentinel_schema_meta") == Migration.all.count)
    }
}
