import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelStore

@Suite("States that cannot be read")
struct UnreadableStateTests {
    private let folder: StateFolder
    private let clock = ManualClock()

    init() throws {
        folder = try StateFolder()
    }

    private static let damages = [
        "UPDATE sqlsentinel_alert_state SET health = 'of a later version' WHERE alert_id = 2",
        "UPDATE sqlsentinel_instance_state SET condition_state = '' WHERE alert_id = 2",
        "UPDATE sqlsentinel_instance_state SET identity_json = '{' WHERE alert_id = 2",
        "UPDATE sqlsentinel_instance_state SET value_type = 'of a later version' WHERE alert_id = 2",
        "UPDATE sqlsentinel_instance_state SET opening_type = 'integer', opening_text = 'x' WHERE alert_id = 2",
    ]

    /// A store that remembers three alerts; what it remembers of the second is changed past it.
    private func damaged(_ statement: String) async throws -> SQLStateStore {
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        for number in 1...3 { try await StoreSteps(store, clock).fire("a\(number)", runID: "r\(number)") }
        try damage(statement)
        return store
    }

    private func damage(_ statement: String) throws {
        let database = try RawDatabase(folder.file())
        try database.execute(statement)
        database.close()
    }

    private func claims(_ suffix: String = "") -> [RunClaim] {
        (1...3).map { number in
            RunClaim(
                runID: "s\(number)\(suffix)", alert: .fixture("a\(number)"), trigger: .manual, owner: OwnerID("a"))
        }
    }

    @Test("fail the claim of their own alert, with a run in history, and no other", arguments: damages)
    func claim(_ statement: String) async throws {
        let store = try await damaged(statement)
        let results = try await store.claim(claims())
        for index in [0, 2] {
            guard case .granted(let run, let snapshot) = results[index] else {
                Issue.record("\(results[index])")
                continue
            }
            #expect(run.id == "s\(index + 1)" && snapshot.revision == 1)
        }
        guard case .failed(let error) = results[1] else {
            Issue.record("\(results[1])")
            return
        }
        #expect(error.code == .store && !error.isRetryable)
        #expect(error.message == "the state database holds a state of 'a2' that cannot be read")
        let ended = try await store.history(HistoryQuery(runID: "s2"))
        #expect(ended.map(\.outcome) == [.error])
        #expect(ended.first?.error == RunFailure(code: .store, message: error.message))
        #expect(ended.first?.query == AlertDefinition.fixture("a2").query)
        let database = try RawDatabase(folder.file())
        #expect(
            try database.rows("SELECT revision, event_seq FROM sqlsentinel_alert_state WHERE alert_id = 2")
                == [["1", "1"]], "what is remembered stays as it is")
        // The slot is free again, so the next run says the same instead of waiting for a lease.
        guard case .failed = try await store.claim([claims("again")[1]])[0] else {
            Issue.record("the slot was kept")
            return
        }
        #expect(try await store.check().map(\.kind) == [.unreadable])
        #expect(try await store.check().map(\.description) == ["cannot be read: state of 'a2'"])
        await store.close()
    }

    @Test("fail the commit of their own alert and no other", arguments: damages, [false, true])
    func commit(_ statement: String, _ isConflict: Bool) async throws {
        let store = try await damaged("SELECT 1")
        let steps = StoreSteps(store, clock)
        var commits: [RunCommit] = []
        for (claim, result) in zip(claims(), try await store.claim(claims())) {
            guard case .granted(let run, let snapshot) = result else {
                Issue.record("\(result)")
                continue
            }
            commits.append(steps.plain(claim.alert, (run, snapshot)))
        }
        // Another process has changed the state, so that it is read again.
        try damage(statement)
        try damage("UPDATE sqlsentinel_alert_state SET revision = 2 WHERE alert_id = 2")
        if !isConflict { commits[1].baseRevision = 2 }
        let results = try await store.commit(commits)
        for index in [0, 2] {
            guard case .committed(revision: 2) = results[index] else {
                Issue.record("\(results[index])")
                continue
            }
        }
        guard case .failed(let error) = results[1] else {
            Issue.record("\(results[1])")
            return
        }
        #expect(error.message == "the state database holds a state of 'a2' that cannot be read")
        #expect(try await store.history(HistoryQuery(limit: nil)).count == 5)
        await store.close()
    }

    @Test("are named where they are asked for")
    func snapshots() async throws {
        let store = try await damaged(Self.damages[0])
        #expect(try await store.snapshots(of: [AlertKey("a1"), AlertKey("a3")], scope: .default).count == 2)
        await #expect(throws: SentinelError(.store, "the state database holds a state of 'a2' that cannot be read")) {
            try await store.snapshots(of: [AlertKey("a2")], scope: .default)
        }
        await store.close()
    }

    @Test("owe no end that a silence takes back, and do not keep the messages of others", arguments: damages)
    func silencedEnd(_ statement: String) async throws {
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        let steps = StoreSteps(store, clock)
        try await steps.fire("a1", runID: "r1")
        let alert = AlertDefinition.fixture("a2")
        let beginning = steps.firing(alert, try await steps.claim(alert, "r2"), notices: ["told"])
        _ = try await store.commit([beginning])
        let told = try #require(try await store.take(TakeRequest(owner: OwnerID("a"))).first)
        _ = try await store.settle([
            Settlement(
                messageID: "told", fence: told.fence, outcome: .sent(DeliveryReceipt()), at: clock.now())
        ])
        var end = steps.firing(alert, try await steps.claim(alert, "e2"), notices: ["end"])
        end.decisions[0].receiver = beginning.decisions[0].receiver
        end.decisions[0].intent?.orderKey = try #require(beginning.decisions[0].intent?.orderKey)
        end.decisions[0].intent?.content.event = .resolved
        _ = try await store.commit([end])
        try await steps.fire("a3", runID: "r3", notices: ["other"])
        let silence = Silence(
            id: "s", matchers: [.init("alertname", .equal, "a2")], startsAt: clock.now(),
            endsAt: clock.now().advanced(by: .seconds(60)), author: "ann", comment: "c")
        try await store.add(silence, scope: .default, by: .engine)
        try damage(statement)
        #expect(try await store.take(TakeRequest(owner: OwnerID("a"))).map(\.message.id) == ["other"])
        #expect(try await store.messages(MessageQuery(ids: ["end"])).map(\.state) == [.superseded])
        await store.close()
    }

    @Test(
        "a silence that cannot be read silences nothing and stops nothing",
        arguments: ["'{'", "'[[\"alertname\",\"of a later version\",\"a1\"]]'"])
    func silences(_ matchers: String) async throws {
        let store = try await damaged("SELECT 1")
        for id in ["bad", "good"] {
            let silence = Silence(
                id: id, matchers: [.init("alertname", .equal, "a1")], startsAt: clock.now(),
                endsAt: clock.now().advanced(by: .seconds(60)), author: "ann", comment: "c")
            try await store.add(silence, scope: .default, by: .engine)
        }
        try damage("UPDATE sqlsentinel_silence SET matchers_json = \(matchers) WHERE id = 'bad'")
        guard case .granted(_, let snapshot) = try await store.claim([claims()[0]])[0] else {
            Issue.record("the slot is free")
            return
        }
        #expect(snapshot.silences.map(\.id) == ["good"])
        #expect(try await store.silences(scope: .default, includingEnded: true).map(\.id) == ["good"])
        #expect(try await store.check().map(\.description) == ["cannot be read: silence bad"])
        await store.close()
    }

    @Test(
        "a message that becomes unreadable while it is sent does not hold up the others' outcomes",
        arguments: [
            (Settlement.Outcome.sent(DeliveryReceipt(reference: "ref")), "sent", "1"),
            (.retry(at: Timestamp(microseconds: 0), RunFailure(code: .timeout, message: "late")), "dead", "1"),
            (.dead(RunFailure(code: .rejected, message: "no")), "dead", "1"), (.returned, "dead", "0"),
        ])
    func settling(_ outcome: Settlement.Outcome, _ state: String, _ attempts: String) async throws {
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        let steps = StoreSteps(store, clock)
        for number in 1...2 { try await steps.fire("a\(number)", runID: "r\(number)", notices: ["m\(number)"]) }
        let taken = try await store.take(TakeRequest(owner: OwnerID("a")))
        try damage("UPDATE sqlsentinel_message SET content_json = '{' WHERE id = 'm1'")
        var health = ReceiverHealth(receiver: ReceiverKey("to-m1"))
        health.failureStreak = 3
        let settlements = taken.map {
            Settlement(
                messageID: $0.message.id, fence: $0.fence,
                outcome: $0.message.id == "m1" ? outcome : .sent(DeliveryReceipt()), at: clock.now(),
                health: $0.message.id == "m1" ? health : nil)
        }
        #expect(try await store.settle(settlements) == [true, true])
        let database = try RawDatabase(folder.file())
        #expect(
            try database.rows("SELECT state, owner FROM sqlsentinel_message ORDER BY id") == [
                [state, "-"], ["sent", "-"],
            ]
        )
        #expect(
            try database.rows("SELECT COUNT(*) FROM sqlsentinel_delivery_attempt WHERE message_id = 'm1'", column: 0)
                == [attempts])
        #expect(try await store.receiverHealth(scope: .default).map(\.failureStreak) == [3])
        #expect(try await store.settle(settlements) == [false, false], "settled once")
        await store.close()
    }
}
