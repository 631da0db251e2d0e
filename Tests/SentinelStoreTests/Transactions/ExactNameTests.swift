import SentinelEngine
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelStore

@Suite("Alerts whose names are written in two Unicode forms")
struct ExactNameTests {
    private static let names = ["caf\u{E9}", "cafe\u{301}"]
    private let folder: StateFolder
    private let clock = ManualClock()

    init() throws {
        folder = try StateFolder()
    }

    private func store(_ isInMemory: Bool) throws -> any StateStore {
        isInMemory ? InMemoryStateStore(clock: clock) : try SQLStateStore.open(folder.url(), clock: clock)
    }

    @Test(
        "have states, histories, messages and silences of their own, in memory and in SQLite", arguments: [true, false])
    func apart(_ isInMemory: Bool) async throws {
        let store = try store(isInMemory)
        let steps = StoreSteps(store, clock)
        let alerts = Self.names.map { AlertDefinition.fixture($0) }
        try await steps.fire(Self.names[0], runID: "r0", notices: ["m0"])
        try await steps.run(Self.names[1], runID: "r1")
        let snapshots = try await store.snapshots(of: alerts.map(\.key), scope: .default)
        #expect(snapshots.count == 2)
        #expect(alerts.map { snapshots[$0.key]?.state.alertStreak } == [1, 0])
        for (index, name) in Self.names.enumerated() {
            let runs = try await store.history(HistoryQuery(alert: name))
            #expect(runs.map(\.id) == ["r\(index)"])
            #expect(runs.first?.alertName.utf8.elementsEqual(name.utf8) == true)
        }
        // Both slots at once: one never waits for the other.
        let claims = alerts.enumerated().map { index, alert in
            RunClaim(runID: "c\(index)", alert: alert, trigger: .manual, owner: OwnerID("a"))
        }
        for result in try await store.claim(claims) {
            guard case .granted(let run, let snapshot) = result else {
                Issue.record("\(result)")
                continue
            }
            #expect(snapshot.revision == 1, "\(run.id)")
        }
        let silence = Silence(
            id: "s", matchers: [.init("alertname", .equal, Self.names[1])], startsAt: clock.now(),
            endsAt: clock.now().advanced(by: .seconds(60)), author: "ann", comment: "c")
        try await store.add(silence, scope: .default, by: .engine)
        #expect(
            try await store.take(TakeRequest(owner: OwnerID("a"))).map(\.message.id) == ["m0"],
            "the silence is the other's")
        await store.close()
    }
}
