import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelStore

@Suite("Leases")
struct LeaseTests {
    private let folder: StateFolder
    private let clock = ManualClock()

    init() throws {
        folder = try StateFolder()
    }

    /// Who holds the slot, and how it stands with them when another asks.
    enum Holder: String, CaseIterable {
        case living, livingLapsed, dead, gone, itself, itselfLapsed
    }

    struct Case: CustomStringConvertible {
        var holder: Holder
        /// Whether the slot serves the fire that is asked for, another fire, or none.
        var fire: String
        var expected: String
        var description: String { "\(holder) with \(fire): \(expected)" }
    }

    private static let cases: [Case] = [
        .init(holder: .living, fire: "none", expected: "busy"), .init(holder: .living, fire: "same", expected: "busy"),
        .init(holder: .living, fire: "other", expected: "busy"),
        .init(holder: .livingLapsed, fire: "none", expected: "granted after abandoning"),
        .init(holder: .livingLapsed, fire: "same", expected: "taken over"),
        .init(holder: .livingLapsed, fire: "other", expected: "granted after abandoning"),
        .init(holder: .dead, fire: "none", expected: "granted after abandoning"),
        .init(holder: .dead, fire: "same", expected: "taken over"),
        .init(holder: .dead, fire: "other", expected: "granted after abandoning"),
        .init(holder: .gone, fire: "same", expected: "taken over"),
        .init(holder: .gone, fire: "none", expected: "granted after abandoning"),
        .init(holder: .itself, fire: "same", expected: "taken over"),
        .init(holder: .itself, fire: "none", expected: "taken over"),
        .init(holder: .itselfLapsed, fire: "same", expected: "taken over"),
    ]

    @Test("a slot that is held is given by who holds it, whether they live, and what for", arguments: cases)
    func slots(_ sample: Case) async throws {
        let fires: (held: Timestamp?, asked: Timestamp?) =
            switch sample.fire {
            case "same": (clock.now(), clock.now())
            case "other": (clock.now(), clock.now().advanced(by: .seconds(60)))
            default: (nil, nil)
            }
        let isItself = [.itself, .itselfLapsed].contains(sample.holder)
        let alert = AlertDefinition.fixture("a")
        func claim(_ id: String, _ owner: String, _ fire: Timestamp?) -> RunClaim {
            RunClaim(
                runID: id, alert: alert, trigger: fire == nil ? .manual : .schedule, fireAt: fire, owner: OwnerID(owner)
            )
        }
        var holder: SQLStateStore? = try SQLStateStore.open(folder.url(), clock: clock)
        let store = isItself ? holder! : try SQLStateStore.open(folder.url(), clock: clock)
        guard case .granted(let first, _) = try await holder!.claim([claim("held", "holder", fires.held)])[0] else {
            Issue.record("the slot was free")
            return
        }
        if [.livingLapsed, .itselfLapsed].contains(sample.holder) { clock.advance(by: .seconds(30)) }
        if sample.holder == .dead || sample.holder == .gone {
            holder = nil
            try await folder.waitForRelease(of: "holder")
        }
        if sample.holder == .gone { _ = OwnerLocks(database: folder.file()).isDead(OwnerID("holder")) }
        let asked = isItself ? claim("held", "holder", fires.asked) : claim("asked", "asker", fires.asked)
        let result = try await store.claim([asked])[0]
        let abandoned = try await store.history(HistoryQuery(outcomes: [.abandoned]))
        switch result {
        case .busy(let until):
            #expect(sample.expected == "busy")
            #expect(until == clock.now().advanced(by: .seconds(30)))
            #expect(abandoned.isEmpty)
        case .granted(let run, _):
            #expect(sample.expected == (abandoned.isEmpty ? "taken over" : "granted after abandoning"))
            #expect(run.fence == first.fence + 1)
            #expect(run.id == asked.runID)
            if let run = abandoned.first {
                #expect(run.id == "held" && run.error == .abandoned && run.fireAt == fires.held)
            }
        case .superseded, .failed: Issue.record("\(sample): \(result)")
        }
        await store.close()
        if !isItself { await holder?.close() }
    }

    @Test(
        "a lease lasts as long as was asked, to the microsecond",
        arguments: [Duration.microseconds(1), .seconds(1), .seconds(3600)])
    func lengths(_ lease: Duration) async throws {
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        let other = try SQLStateStore.open(folder.url(), clock: clock)
        let claims = ["one", "two"].map {
            RunClaim(runID: $0, alert: .fixture("a"), trigger: .manual, owner: OwnerID($0), lease: lease)
        }
        guard case .granted = try await store.claim([claims[0]])[0] else {
            Issue.record("the slot was free")
            return
        }
        clock.advance(by: lease - .microseconds(1))
        guard case .busy(let until) = try await other.claim([claims[1]])[0] else {
            Issue.record("too early")
            return
        }
        #expect(until == clock.now().advanced(by: .microseconds(1)))
        clock.advance(by: .microseconds(1))
        guard case .granted = try await other.claim([claims[1]])[0] else {
            Issue.record("the lease is over")
            return
        }
        await store.close()
        await other.close()
    }

    @Test("renewing reaches all that an owner holds, and nobody else's", arguments: [0, 1, 5])
    func renewing(_ count: Int) async throws {
        let store = try SQLStateStore.open(folder.url(), clock: clock)
        for index in 0..<count {
            _ = try await StoreSteps(store, clock, owner: "mine").claim(.fixture("a\(index)"), "r\(index)")
        }
        _ = try await StoreSteps(store, clock, owner: "other").claim(.fixture("other"), "o")
        clock.advance(by: .seconds(29))
        #expect(try await store.renew(owner: OwnerID("mine")) == count)
        let database = try RawDatabase(folder.file())
        let untils = try database.rows(
            "SELECT lease_until - \(clock.now().microseconds) FROM sqlsentinel_run ORDER BY id", column: 0)
        #expect(untils == ["1000000"] + Array(repeating: "30000000", count: count))
        clock.advance(by: .seconds(30))
        #expect(try await store.renew(owner: OwnerID("mine")) == 0, "what has lapsed is not revived")
        #expect(try await store.renew(owner: OwnerID("nobody")) == 0)
        await store.close()
    }

    @Test(
        "a message that is being sent is another's when its lease ends, its sender died or gave it back",
        arguments: ["lives", "lapsed", "died", "closed", "returned", "retried"])
    func messages(_ event: String) async throws {
        var sender: SQLStateStore? = try SQLStateStore.open(folder.url(), clock: clock)
        let other = try SQLStateStore.open(folder.url(), clock: clock)
        try await StoreSteps(other, clock, owner: "maker").fire("a", notices: ["m1"])
        let held = try await sender!.take(TakeRequest(owner: OwnerID("sender")))[0]
        switch event {
        case "lapsed": clock.advance(by: .seconds(25))
        case "closed": await sender!.close()
        case "returned": try await StoreSteps(sender!, clock).settle(held, .returned)
        case "retried":
            let failure = RunFailure(code: .timeout, message: "slow")
            try await StoreSteps(sender!, clock).settle(held, .retry(at: clock.now(), failure))
        default: break
        }
        let isClosed = event == "closed"
        if event == "died" { sender = nil }
        await expectTaken(by: other, after: event, held)
        if !isClosed { await sender?.close() }
        await other.close()
    }

    private func expectTaken(by store: SQLStateStore, after event: String, _ held: ClaimedMessage) async {
        do {
            let taken = try await store.take(TakeRequest(owner: OwnerID("other")))
            #expect(taken.count == (event == "lives" ? 0 : 1))
            guard let claimed = taken.first else { return }
            #expect(claimed.fence == held.fence + 1)
            // What was not sent for sure was not tried.
            #expect(claimed.message.attempts == (["closed", "returned"].contains(event) ? 1 : 2))
            let late = Settlement(
                messageID: "m1", fence: held.fence, outcome: .sent(DeliveryReceipt()), at: clock.now())
            #expect(try await store.settle([late]) == [false], "the old fence is worth nothing")
            #expect(try await store.messages(MessageQuery(states: [.sending])).count == 1)
        } catch {
            Issue.record("\(event): \(error)")
        }
    }
}
