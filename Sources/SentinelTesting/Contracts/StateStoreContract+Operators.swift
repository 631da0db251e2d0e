import SentinelModels

extension StateStoreContract {
    static let operatorClauses = [
        StateStoreContract("silences are kept, ended and listed") { scene in
            let now = scene.now
            let active = Silence.fixture("s1", from: now, seconds: 60)
            let coming = Silence.fixture("s2", from: now.advanced(by: .seconds(30)), seconds: 60)
            for silence in [active, coming] {
                try await scene.store.add(silence, scope: .default, by: .tester)
            }
            try await scene.store.add(active, scope: .default, by: .tester)
            var changed = active
            changed.comment = "another"
            let refused = await fails(with: .conflict) {
                try await scene.store.add(changed, scope: .default, by: .tester)
            }
            try require(refused, "another silence of the same id is refused")
            try require(
                try await scene.store.silences(scope: .default, includingEnded: false), equals: [active, coming])
            scene.advance(10)
            let ended = try await scene.store.endSilences(["s1", "s2", "s9"], scope: .default, by: .tester)
            try require(ended, equals: 2, "in force or to come")
            try require(try await scene.store.endSilences(["s1"], scope: .default, by: .tester), equals: 0, "ended")
            try require(try await scene.store.silences(scope: .default, includingEnded: false), equals: [])
            let all = try await scene.store.silences(scope: .default, includingEnded: true)
            try require(all.map(\.id), equals: ["s1", "s2"])
            try require(all.map(\.endsAt), equals: [scene.now, scene.now])
            try require(all.map(\.startsAt), equals: [now, scene.now])
            try await scene.requireAudit([
                (.silenceAdded, "s1"), (.silenceAdded, "s2"), (.silenceEnded, "s1"), (.silenceEnded, "s2"),
            ])
        },
        StateStoreContract("a dead message can be tried again with a fresh lifetime") { scene in
            try await scene.fire(.fixture(), "r1", [NoticeFixture("m1", lifetime: .seconds(100))])
            let taken = try await scene.take(["m1"], "due")
            try await scene.settle(taken[0], .dead(RunFailure(code: .rejected, message: "404")))
            scene.advance(500)
            let count = try await scene.store.retryMessages(["m1", "m9"], scope: .default, by: .tester)
            try require(count, equals: 1)
            let message = try await scene.message("m1")
            try require(message.state, equals: .pending)
            try require(message.notBefore, equals: scene.now)
            try require(message.expiresAt, equals: scene.now.advanced(by: .seconds(100)))
            try require(message.settledAt == nil, "not settled any more")
            let again = try await scene.take(["m1"], "due")
            try require(again[0].message.attempts, equals: 2, "attempts go on")
            try require(
                try await scene.store.retryMessages(["m1"], scope: .default, by: .tester), equals: 0, "being sent")
            try await scene.settle(again[0], .sent(DeliveryReceipt()))
            try require(
                try await scene.store.retryMessages(["m1"], scope: .default, by: .tester), equals: 0, "sent")
            try await scene.requireAudit([(.messageRetried, "m1")])
        },
        StateStoreContract("a waiting message can be made due") { scene in
            try await scene.fire(.fixture(), "r1", [NoticeFixture("m1")])
            let taken = try await scene.take(["m1"], "due")
            let later = scene.now.advanced(by: .seconds(600))
            try await scene.settle(taken[0], .retry(at: later, RunFailure(code: .timeout, message: "")))
            try await scene.take([], "waiting")
            try require(try await scene.store.retryMessages(["m1"], scope: .default, by: .tester), equals: 1)
            try await scene.take(["m1"], "due now")
        },
        StateStoreContract("a message that a person drops is given up, and not told again") { scene in
            let alert = AlertDefinition.fixture()
            let commit = try await scene.fire(alert, "r1", [NoticeFixture("m1"), NoticeFixture("m2", to: "dev")])
            let taken = try await scene.take(["m1"], limit: 1, "due")
            let count = try await scene.store.dropMessages(["m1", "m2", "m9"], scope: .default, by: .tester)
            try require(count, equals: 2, "waiting and being sent")
            for id in ["m1", "m2"] {
                let message = try await scene.message(id)
                try require(message.state, equals: .dead)
                try require(message.lastError?.code, equals: .dropped)
                try require(message.settledAt, equals: scene.now)
            }
            try require(try await scene.settle(taken[0], .sent(DeliveryReceipt())), equals: false, "dropped first")
            try require(
                try await scene.store.dropMessages(["m1"], scope: .default, by: .tester), equals: 0, "settled")
            try require(try await scene.snapshot(alert)?.state, equals: commit.state, "the ledger keeps its word")
            try await scene.requireAudit([(.messageDropped, "m1"), (.messageDropped, "m2")])
        },
        StateStoreContract("messages are listed newest first, and filtered") { scene in
            for index in 0..<4 {
                try await scene.fire(
                    .fixture(index < 2 ? "a" : "b"), "r\(index)",
                    [NoticeFixture("m\(index)", to: "t\(index % 2)", sequence: Int64(index % 2 + 1))])
                scene.advance(1)
            }
            let taken = try await scene.take(["m0"], limit: 1, "oldest")
            try await scene.settle(taken[0], .sent(DeliveryReceipt()))
            let table: [(MessageQuery, [String])] = [
                (MessageQuery(), ["m3", "m2", "m1", "m0"]),
                (MessageQuery(limit: 2), ["m3", "m2"]),
                (MessageQuery(limit: 0), []),
                (MessageQuery(ids: ["m1", "m0", "m9"]), ["m1", "m0"]),
                (MessageQuery(ids: []), []),
                (MessageQuery(states: [.sent]), ["m0"]),
                (MessageQuery(states: [.pending, .dead]), ["m3", "m2", "m1"]),
                (MessageQuery(receiver: ReceiverKey("t1")), ["m3", "m1"]),
                (MessageQuery(alert: AlertKey("a")), ["m1", "m0"]),
                (MessageQuery(states: [.sent], receiver: ReceiverKey("t1")), []),
            ]
            for (query, expected) in table {
                try require(try await scene.store.messages(query).map(\.id), equals: expected, "\(query)")
            }
        },
        StateStoreContract("statistics count runs and messages") { scene in
            try require(try await scene.store.statistics(scope: .default), equals: StoreStatistics())
            let start = scene.now
            let alert = AlertDefinition.fixture("b")
            try await scene.fire(alert, "r1", [NoticeFixture("m1"), NoticeFixture("m2", to: "dev")])
            scene.advance(1)
            try await scene.fire(alert, "r2")
            let other = AlertDefinition.fixture("a")
            try await scene.commit(scene.fine(other, try await scene.granted(other, "r3")))
            let taken = try await scene.take(by: "a")
            for message in taken where message.message.id == "m1" {
                try await scene.settle(message, .sent(DeliveryReceipt()))
            }
            try require(
                try await scene.store.statistics(scope: .default),
                equals: StoreStatistics(
                    runs: [
                        .init(alertName: "a", outcome: .ok, count: 1, totalDuration: .milliseconds(12)),
                        .init(alertName: "b", outcome: .alert, count: 2, totalDuration: .milliseconds(24)),
                    ],
                    messages: [
                        .init(receiver: ReceiverKey("dev"), state: .sending, count: 1),
                        .init(receiver: ReceiverKey("ops"), state: .sent, count: 1),
                    ],
                    oldestUnsettled: start))
        },
    ]

    static let memoryClauses = [
        StateStoreContract("retention forgets old runs of alerts that are well, and nothing else") { scene in
            let well = AlertDefinition.fixture("well")
            let ill = AlertDefinition.fixture("ill")
            let owing = AlertDefinition.fixture("owing")
            for index in 0..<5 {
                try await scene.commit(scene.fine(well, try await scene.granted(well, "w\(index)")))
            }
            try await scene.fire(ill, "i1")
            try await scene.fire(owing, "o1", [NoticeFixture("m1")])
            try await scene.commit(scene.fine(owing, try await scene.granted(owing, "o2")))
            scene.advance(3600)
            let limit = scene.now
            try await scene.commit(scene.fine(well, try await scene.granted(well, "new")))
            let policy = RetentionPolicy(runsBefore: limit, batch: 2)
            try require(try await scene.store.retain(policy, scope: .default), equals: 6, "w0...w4 and o2")
            try require(Set(try await scene.history().map(\.id)), equals: ["new", "i1", "o1"])
            try require(try await scene.store.retain(policy, scope: .default), equals: 0)
            let taken = try await scene.take(["m1"], "what is owed is still there")
            try await scene.settle(taken[0], .sent(DeliveryReceipt()))
            try require(try await scene.store.retain(policy, scope: .default), equals: 1, "o1 is settled now")
            try require(try await scene.store.messages(MessageQuery()).isEmpty, "messages go with their run")
            try require(try await scene.snapshot(well)?.revision, equals: 6, "state stays")
        },
        StateStoreContract("retention forgets ended silences, and of the audit log what it is told") { scene in
            let start = scene.now
            for (id, seconds) in [("s1", 99), ("s2", 100), ("s3", 100_000)] {
                try await scene.store.add(
                    Silence.fixture(id, from: start, seconds: seconds), scope: .default, by: .tester)
                scene.advance(1)
            }
            scene.advance(3600)
            var policy = RetentionPolicy(runsBefore: start.advanced(by: .seconds(100)), batch: 1)
            for scope in [TenantScope(tenant: "other"), .default] {
                _ = try await scene.store.retain(policy, scope: scope)
                let left = try await scene.store.silences(scope: .default, includingEnded: true).map(\.id).sorted()
                try require(left, equals: scope == .default ? ["s2", "s3"] : ["s1", "s2", "s3"])
            }
            guard let audit = scene.harness.audit else { return }
            try require(try await audit().map(\.object), equals: ["s1", "s2", "s3"], "all stay if nothing is said")
            for (limit, left) in [(1, ["s2", "s3"]), (5000, ["s3"])] {
                policy.auditBefore = start.advanced(by: .seconds(limit))
                _ = try await scene.store.retain(policy, scope: .default)
                try require(try await audit().map(\.object), equals: left, "the newest entry stays")
            }
        },
        StateStoreContract("what was stored is there after a restart") { scene in
            guard let reopen = scene.harness.reopen else { return }
            let alert = AlertDefinition.fixture()
            let commit = try await scene.fire(alert, "r1", [NoticeFixture("m1"), NoticeFixture("m2", to: "dev")])
            let taken = try await scene.take(["m1", "m2"], "due")
            let health = ReceiverHealth(receiver: ReceiverKey("ops"))
            try await scene.settle(taken[0], .sent(DeliveryReceipt(reference: "ref")), health: health)
            let silence = Silence.fixture("s1", from: scene.now, seconds: 60)
            try await scene.store.add(silence, scope: .default, by: .tester)
            let open = try await scene.granted(.fixture("open"), "r2")
            await scene.store.close()

            var harness = scene.harness
            harness.store = try await reopen()
            let restarted = StoreScene(harness)
            try require(try await restarted.snapshot(alert)?.state, equals: commit.state)
            try require(try await restarted.history().map(\.id), equals: ["r1"])
            try require(try await restarted.message("m1").state, equals: .sent)
            try require(try await restarted.message("m2").state, equals: .pending, "what was leased is given back")
            try require(try await restarted.message("m2").attempts, equals: 0, "and was not tried")
            try require(try await restarted.store.silences(scope: .default, includingEnded: false), equals: [silence])
            try require(try await restarted.store.receiverHealth(scope: .default), equals: [health])
            _ = try await restarted.granted(.fixture("open"), "r3", by: "b")
            let late = try await restarted.store.commit([restarted.fine(.fixture("open"), open)])
            guard case .fenced = late[0] else { throw ContractViolation("closing gave the slot up") }
            await restarted.store.close()
        },
        StateStoreContract("a closed store refuses everything") { scene in
            await scene.store.close()
            await scene.store.close()
            let refused = await fails(with: .store) { _ = try await scene.store.nextDelivery() }
            try require(refused, "reading")
            let refusedWrite = await fails(with: .store) { _ = try await scene.granted(.fixture(), "r1") }
            try require(refusedWrite, "writing")
        },
    ]
}

extension StoreScene {
    /// Demands these entries of the audit log, if it can be read.
    func requireAudit(_ expected: [(AuditEntry.Action, String)]) async throws {
        guard let audit = harness.audit else { return }
        let entries = try await audit()
        try require(entries.map(\.action), equals: expected.map(\.0), "audit log")
        try require(entries.map(\.object), equals: expected.map(\.1), "audit log")
        try require(entries.allSatisfy { $0.actor == .tester && $0.at <= now }, "the audit log names who and when")
    }
}

/// Whether the body throws a `SentinelError` of this code.
func fails(
    with code: SentinelError.Code, _ body: () async throws -> Void
) async -> Bool {
    do {
        try await body()
        return false
    } catch {
        return (error as? SentinelError)?.code == code
    }
}
