import Dispatch
import SentinelModels
import SentinelTesting
import Synchronization
import Testing

@testable import SentinelStore

/// A session that lets something happen before a query.
private final class InterruptedSession: ServerSession {
    let inner: any ServerSession
    private let before: @Sendable (String) -> Void

    init(_ inner: any ServerSession, before: @escaping @Sendable (String) -> Void) {
        self.inner = inner
        self.before = before
    }

    var isLost: Bool { inner.isLost }
    var ending: SessionEnding { inner.ending }
    func end(_ other: SessionEnding) throws(SentinelError) { try inner.end(other) }
    func execute(_ script: String) throws(SentinelError) { try inner.execute(script) }

    func run(_ sql: String, _ values: [SQLValue]) throws(SentinelError) -> Int {
        try inner.run(sql, values)
    }

    func query(
        _ sql: String, _ values: [SQLValue], _ body: (any StoreRow) throws(SentinelError) -> Bool
    ) throws(SentinelError) {
        before(sql)
        try inner.query(sql, values, body)
    }

    func begin(writing: Bool) throws(SentinelError) { try inner.begin(writing: writing) }
    func commit() throws(SentinelError) { try inner.commit() }
    func rollback() { inner.rollback() }
    func close() { inner.close() }
}

/// Guarantee G4 where several processes write at once.
@Suite("Fires on servers", .serialized, .enabled(if: ServerKind.areInstalled, ServerKind.absence))
struct ServerFireOrderTests {
    private let clock = ManualClock()
    private let alert = AlertDefinition.fixture("a")

    private func claim(_ fire: Int, _ owner: String) -> RunClaim {
        RunClaim(
            runID: "\(owner)-\(fire)", alert: alert, trigger: .schedule, fireAt: Timestamp(seconds: Int64(fire)),
            owner: OwnerID(owner))
    }

    private func serve(_ fire: Int, on store: SQLStateStore, by owner: String) async throws {
        guard case .granted(let run, let snapshot) = try await store.claim([claim(fire, owner)])[0] else {
            throw SentinelError(.busy, "the slot of fire \(fire) is taken")
        }
        var commit = StoreSteps(store, clock).plain(alert, (run, snapshot))
        commit.state.lastFireAt = run.fireAt
        commit.record.fireAt = run.fireAt
        guard case .committed = try await store.commit([commit])[0] else {
            throw SentinelError(.conflict, "fire \(fire) was not stored")
        }
    }

    /// A store that lets `meanwhile` happen once: it has seen that the fire is not served, and is about to look whether
    /// the slot is free.
    private func store(
        _ database: ServerDatabase, looks: @escaping @Sendable () -> Int,
        meanwhile: @escaping @Sendable () async throws -> Void
    ) throws -> SQLStateStore {
        var opening = try database.opening(clock)
        let (connect, dialect) = (opening.connect, opening.dialect)
        let before: @Sendable (String) -> Void = { sql in
            guard sql.hasPrefix("SELECT run_number, id, owner"), looks() == 1 else { return }
            // The writer's thread belongs to no task: it may wait.
            let end = DispatchSemaphore(value: 0)
            Task.detached {
                do { try await meanwhile() } catch { Issue.record(error) }
                end.signal()
            }
            end.wait()
        }
        opening.connect = { () throws(SentinelError) in InterruptedSession(try connect(), before: before) }
        opening.dialect = { session throws(SentinelError) in
            try dialect((session as? InterruptedSession)?.inner ?? session)
        }
        return try opening.open()
    }

    @Test(
        "a fire is not served when a later one was, however late that shows", arguments: ServerKind.allCases, [0, 60])
    func order(_ kind: ServerKind, _ earlier: Int) async throws {
        let database = try kind.database()
        let quick = try database.open(clock)
        // With a state already, and as the alert's first fires.
        if earlier > 0 { try await serve(earlier, on: quick, by: "quick") } else { try await register(on: quick) }
        let count = Atomic(0)
        let slow = try store(database, looks: { count.add(1, ordering: .relaxed).newValue }) {
            try await serve(180, on: quick, by: "quick")
        }
        guard case .superseded = try await slow.claim([claim(120, "slow")])[0] else {
            Issue.record("fire 120 was granted after fire 180 was served")
            return
        }
        #expect(count.load(ordering: .relaxed) == 1, "the claim was not begun anew")
        #expect(try database.number("SELECT COUNT(*) FROM sqlsentinel_run WHERE state = 'running'") == 0)
        let state = try await quick.snapshots(of: [alert.key], scope: .default)[alert.key]?.state
        #expect(state?.lastFireAt == Timestamp(seconds: 180))
        try await serve(240, on: slow, by: "slow")
        let fires = try await quick.history(HistoryQuery(limit: nil)).compactMap(\.fireAt)
        let expected = (earlier > 0 ? [earlier] : []) + [180, 240]
        #expect(fires.sorted() == expected.map { Timestamp(seconds: Int64($0)) })
        for store in [quick, slow] { await store.close() }
    }

    /// Makes the alert known, so that nobody waits for who makes it known, without a run that is kept.
    private func register(on store: SQLStateStore) async throws {
        guard case .granted(let run, _) = try await store.claim([claim(1, "quick")])[0] else {
            throw SentinelError(.busy, "nobody else has the slot")
        }
        try await store.release([run])
    }
}
