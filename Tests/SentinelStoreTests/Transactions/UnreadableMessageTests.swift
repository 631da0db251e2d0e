import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelStore

@Suite("Messages that cannot be read")
struct UnreadableMessageTests {
    private let folder: StateFolder
    private let clock = ManualClock()

    init() throws {
        folder = try StateFolder()
    }

    /// A store with three messages of three alerts; the content of the first is changed past the store.
    private func damaged(_ content: String) async throws -> SQLStateStore {
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        let steps = StoreSteps(store, clock)
        for number in 1...3 { try await steps.fire("alert \(number)", runID: "r\(number)", notices: ["m\(number)"]) }
        let database = try RawDatabase(folder.file())
        try database.execute("UPDATE sqlsentinel_message SET content_json = \(content) WHERE id = 'm1'")
        database.close()
        return store
    }

    private static let contents = [
        "'{'", "''", "'{}'", "substr(content_json, 1, 40)",
        "replace(content_json, '\"firing\"', '\"of a later version\"')",
        "replace(content_json, '\"transition\"', '\"of a later version\"')", "x'00ff'",
    ]

    @Test("are given up with a reason and do not hold up the others", arguments: contents)
    func take(_ content: String) async throws {
        let store = try await damaged(content)
        #expect(try await store.take(TakeRequest(owner: OwnerID("a"))).map(\.message.id) == ["m2", "m3"])
        let database = try RawDatabase(folder.file())
        #expect(
            try database.rows(
                "SELECT state, error_code, error_text, owner, settled_at FROM sqlsentinel_message WHERE id = 'm1'")
                == [
                    [
                        "dead", "store", "the state database holds a message that cannot be read: m1", "-",
                        "\(clock.now().microseconds)",
                    ]
                ])
        // The route is owed again: the next run tells it.
        let snapshot = try #require(
            try await store.snapshots(of: [AlertKey("alert 1")], scope: .default)[AlertKey("alert 1")])
        let ledger = try #require(snapshot.state.ledger.values.first)
        #expect(!ledger.isTold && ledger.giveUpCount == 1)
        #expect(snapshot.revision == 2)
        await store.close()
    }

    @Test("are given up as well when their time has passed, or a silence looks at them", arguments: [false, true])
    func otherPaths(_ isSilenced: Bool) async throws {
        let store = try await damaged("'{'")
        if isSilenced {
            let silence = Silence(
                id: "s", matchers: [.init("alertname", .matches, "alert .*")], startsAt: clock.now(),
                endsAt: clock.now().advanced(by: .seconds(60)), author: "ann", comment: "c")
            try await store.add(silence, scope: .default, by: .engine)
        } else {
            clock.advance(by: .seconds(86_401))
        }
        #expect(try await store.take(TakeRequest(owner: OwnerID("a"))).isEmpty)
        let states = try RawDatabase(folder.file()).rows("SELECT state FROM sqlsentinel_message ORDER BY id", column: 0)
        #expect(states == (isSilenced ? ["dead", "superseded", "superseded"] : ["dead", "dead", "dead"]))
        await store.close()
    }

    @Test("make lists fail with their id, and history goes on")
    func reading() async throws {
        let store = try await damaged("'{'")
        do {
            _ = try await store.messages(MessageQuery())
            Issue.record("no error")
        } catch {
            #expect(error.code == .store)
            #expect(error.message == "the state database holds a message that cannot be read: m1")
            #expect(error.underlying?.contains("at byte 1") == true)
            #expect(!error.isRetryable)
        }
        #expect(try await store.messages(MessageQuery(ids: ["m2"])).count == 1)
        #expect(try await store.history(HistoryQuery()).count == 3)
        await store.close()
    }

    @Test("a limit counts those that can be read")
    func limits() async throws {
        let store = try await damaged("'{'")
        #expect(try await store.take(TakeRequest(owner: OwnerID("a"), limit: 1)).map(\.message.id) == ["m2"])
        #expect(try await store.take(TakeRequest(owner: OwnerID("a"), limit: 1)).map(\.message.id) == ["m3"])
        #expect(try await store.nextDelivery() == clock.now().advanced(by: .seconds(25)))
        await store.close()
    }
}
