import SentinelModels

extension StateStoreContract {
    static let takeClauses = [
        StateStoreContract("messages of one episode go to a receiver one after the other") { scene in
            let alert = AlertDefinition.fixture()
            try await scene.fire(alert, "r1", [NoticeFixture("m1"), NoticeFixture("d1", to: "dev")])
            scene.advance(1)
            try await scene.fire(alert, "r2", [NoticeFixture("m2", sequence: 2, event: .reminder)])
            let first = try await scene.take(["d1", "m1"].sorted(), "the first of each receiver")
            try await scene.take([], "a message behind one that is being sent waits")
            try await scene.settle(first[0], .sent(DeliveryReceipt()))
            let held = first[1]
            try await scene.settle(
                held, .retry(at: scene.now.advanced(by: .seconds(60)), RunFailure(code: .timeout, message: "")))
            try await scene.take([], "also behind one that is to be tried again")
            scene.advance(60)
            let again = try await scene.take(["m1"], "in order still")
            try await scene.settle(again[0], .dead(RunFailure(code: .rejected, message: "")))
            try await scene.take(["m2"], "a message given up releases the next")
        },
        StateStoreContract("messages of different episodes do not wait for each other, and go oldest first") { scene in
            for (index, name) in ["c", "a", "b"].enumerated() {
                try await scene.fire(.fixture(name), "r\(index)", [NoticeFixture("m-\(name)", to: name)])
                scene.advance(1)
            }
            try await scene.take(["m-c", "m-a"], limit: 2, "oldest first, up to the limit")
            try await scene.take(["m-b"], limit: 2, "then the rest")
        },
        StateStoreContract("a receiver gets only so many at once, those already held included") { scene in
            for index in 0..<5 {
                try await scene.fire(.fixture("a\(index)"), "r\(index)", [NoticeFixture("m\(index)")])
                scene.advance(1)
            }
            try await scene.fire(.fixture("z"), "r9", [NoticeFixture("z", to: "dev")])
            let taken = try await scene.take(["m0", "m1", "z"], "two for one receiver")
            try await scene.take([], "both are still being sent")
            try await scene.take(["m2", "m3"], by: "b", "another process has its own two")
            try await scene.settle(taken[0], .sent(DeliveryReceipt()))
            try await scene.take(["m4"], "room for one more")
        },
        StateStoreContract("a taken message belongs to its taker until the lease ends") { scene in
            try await scene.fire(.fixture(), "r1", [NoticeFixture("m1")])
            let first = try await scene.take(["m1"], "due")[0]
            try require(first.message.state, equals: .sending)
            try require(first.message.attempts, equals: 1, "attempts count the one that begins")
            try require(first.leaseUntil, equals: scene.now.advanced(by: .seconds(25)))
            try await scene.take([], by: "b", "leased")
            scene.advance(25)
            let second = try await scene.take(["m1"], by: "b", "the lease has ended")[0]
            try require(second.fence > first.fence, "every taking raises the fence")
            try require(second.message.attempts, equals: 2)
            try require(try await scene.settle(first, .sent(DeliveryReceipt())), equals: false, "the fence is lost")
            try require(try await scene.message("m1").state, equals: .sending, "a lost fence changes nothing")
            try require(try await scene.settle(second, .sent(DeliveryReceipt())), equals: true)
            try require(try await scene.settle(second, .sent(DeliveryReceipt())), equals: false, "settled once")
        },
        StateStoreContract("nothing is taken for a receiver whose breaker is open or that asked to wait") { scene in
            for index in 0..<3 {
                try await scene.fire(.fixture("a\(index)"), "r\(index)", [NoticeFixture("m\(index)")])
                scene.advance(1)
            }
            try await scene.fire(.fixture("z"), "r9", [NoticeFixture("z", to: "dev")])
            let taken = try await scene.take(["m0"], limit: 1, "one")
            var health = ReceiverHealth(receiver: ReceiverKey("ops"))
            health.failureStreak = 5
            health.openUntil = scene.now.advanced(by: .seconds(30))
            health.heldUntil = scene.now.advanced(by: .seconds(40))
            health.lastFailureAt = scene.now
            health.lastError = RunFailure(code: .rateLimited, message: "slow down")
            let retry = Settlement.Outcome.retry(at: scene.now, RunFailure(code: .rateLimited, message: ""))
            try await scene.settle(taken[0], retry, health: health)
            try require(try await scene.store.receiverHealth(scope: .default), equals: [health])
            try require(try await scene.store.nextDelivery(), equals: scene.now, "dev is due")
            let dev = try await scene.take(["z"], "others are not held up")
            try await scene.settle(dev[0], .sent(DeliveryReceipt()))
            try require(try await scene.store.nextDelivery(), equals: health.heldUntil)
            scene.advance(30)
            try await scene.take([], "still held")
            scene.advance(10)
            let probe = try await scene.take(["m0"], "a breaker whose time is over lets one through")
            try await scene.take([], by: "b", "and nobody else's")
            health = ReceiverHealth(receiver: ReceiverKey("ops"))
            try await scene.settle(probe[0], .sent(DeliveryReceipt()), health: health)
            try await scene.take(["m1", "m2"], "closed again")
        },
        StateStoreContract("a message that waited too long is given up, and the route is owed again") { scene in
            let alert = AlertDefinition.fixture()
            try await scene.fire(alert, "r1", [NoticeFixture("m1", lifetime: .seconds(60))])
            scene.advance(30)
            try await scene.fire(alert, "r2", [NoticeFixture("m2", sequence: 2, event: .reminder)])
            scene.advance(30)
            try await scene.take(["m2"], "the next one is free")
            let message = try await scene.message("m1")
            try require(message.state, equals: .dead)
            try require(message.lastError?.code, equals: .expired)
            try require(message.settledAt, equals: scene.now)
        },
        StateStoreContract("a message being sent does not expire until its lease ends") { scene in
            try await scene.fire(.fixture(), "r1", [NoticeFixture("m1", lifetime: .seconds(10))])
            let taken = try await scene.take(["m1"], "due")
            scene.advance(11)
            try await scene.take([], "leased")
            try require(try await scene.settle(taken[0], .sent(DeliveryReceipt())), equals: true)
        },
        StateStoreContract("a silence that came in time is heeded when a message is taken") { scene in
            let alert = AlertDefinition.fixture("quiet", labels: ["team": "sales"])
            let loud = AlertDefinition.fixture("loud", labels: ["team": "finance"])
            try await scene.fire(alert, "r1", [NoticeFixture("m1"), NoticeFixture("m2", to: "dev")])
            try await scene.fire(loud, "r2", [NoticeFixture("m3")])
            let before = try await scene.snapshot(alert)
            try await scene.store.add(.fixture("s1", from: scene.now, seconds: 60), scope: .default, by: .tester)
            try await scene.take(["m3"], "only what is not silenced")
            for id in ["m1", "m2"] {
                let message = try await scene.message(id)
                try require(message.state, equals: .superseded)
                try require(message.settledAt, equals: scene.now)
            }
            let run = try await scene.history(HistoryQuery(runID: "r1"))[0]
            try require(run.notifications.map(\.decision), equals: [.suppress(.silenced), .suppress(.silenced)])
            try require(run.notifications.map(\.delivery), equals: [.superseded, .superseded])
            let after = try await scene.snapshot(alert)
            try require(after?.revision, equals: (before?.revision ?? 0) + 2, "each correction raises the revision")
            for route in ["ops", "dev"] {
                let ledger = after?.state.ledger[LedgerKey(subject: .single, route: route)]
                try require(ledger?.isTold, equals: false, "the route is owed")
                try require(ledger?.noticeCount, equals: 0, "a notice that never left does not count")
                try require(ledger?.giveUpCount, equals: 0)
            }
        },
        StateStoreContract("the end of a told problem that a silence takes back is owed afterwards") { scene in
            let alert = AlertDefinition.fixture("quiet", labels: ["team": "sales"])
            try await scene.fire(alert, "r1", [NoticeFixture("m1"), NoticeFixture("d1", to: "dev")])
            let told = try await scene.take(["d1", "m1"], "the beginnings")
            try await scene.settle(told[1], .sent(DeliveryReceipt()))
            try await scene.settle(told[0], .dead(RunFailure(code: .rejected, message: "404")))
            scene.advance(60)
            let end = try await scene.resolve(alert, "r2", [NoticeFixture("m2"), NoticeFixture("d2", to: "dev")])
            try await scene.store.add(.fixture("s1", from: scene.now, seconds: 60), scope: .default, by: .tester)
            try await scene.take([], "silenced")
            let after = try await scene.snapshot(alert)
            try require(after?.revision, equals: 4, "the give-up, and the end that is owed, raise the revision")
            let instance = after?.state.instances[.single]
            try require(instance?.condition, equals: .ok)
            try require(instance?.episode, equals: end.events[0].episode, "the episode is remembered")
            let owed = after?.state.ledger.filter { $0.key.subject == .single }
            try require(owed?.map(\.key.route), equals: ["ops"], "who was never told is owed no end")
            try require(owed?.first?.value.episodeID, equals: end.events[0].episode.id)
            try require(owed?.first?.value.noticeCount, equals: 1)
            try require(owed?.first?.value.isTold, equals: false)
        },
        StateStoreContract("a silence that has ended or not begun holds nothing back") { scene in
            let alert = AlertDefinition.fixture("quiet", labels: ["team": "sales"])
            try await scene.fire(alert, "r1", [NoticeFixture("m1")])
            let past = Silence.fixture("s1", from: scene.now.advanced(by: .seconds(-60)), seconds: 60)
            let future = Silence.fixture("s2", from: scene.now.advanced(by: .seconds(1)), seconds: 60)
            for silence in [past, future] {
                try await scene.store.add(silence, scope: .default, by: .tester)
            }
            try await scene.take(["m1"], "due")
        },
    ]

    static let settleClauses = [
        StateStoreContract("sent, to be tried again, given up, returned: each is kept") { scene in
            let failure = RunFailure(code: .receiverFailed, message: "503")
            let later = scene.now.advanced(by: .seconds(5))
            let table: [(Settlement.Outcome, DeliveryState, Int, Timestamp, RunFailure?, isSettled: Bool)] = [
                (.sent(DeliveryReceipt(detail: "250 OK")), .sent, 1, scene.now, nil, true),
                (.retry(at: later, failure), .pending, 1, later, failure, false),
                (.dead(failure), .dead, 1, scene.now, failure, true),
                (.returned, .pending, 0, scene.now, nil, false),
            ]
            for (index, row) in table.enumerated() {
                let id = "m\(index)"
                try await scene.fire(.fixture("a\(index)"), "r\(index)", [NoticeFixture(id, to: id)])
                let taken = try await scene.take([id], "due")
                try require(try await scene.settle(taken[0], row.0), equals: true)
                let message = try await scene.message(id)
                try require(message.state, equals: row.1, "\(row.0)")
                try require(message.attempts, equals: row.2, "\(row.0)")
                try require(message.notBefore, equals: row.3, "\(row.0)")
                try require(message.lastError, equals: row.4, "\(row.0)")
                try require(message.settledAt, equals: row.isSettled ? scene.now : nil, "\(row.0)")
                if case .returned = row.0 {
                    let again = try await scene.take([id], "due at once")
                    try require(again[0].message.attempts, equals: 1)
                }
            }
        },
        StateStoreContract("settlements are answered in order, and unknown messages with no") { scene in
            try await scene.fire(.fixture(), "r1", [NoticeFixture("m1")])
            let taken = try await scene.take(["m1"], "due")[0]
            let answers = try await scene.store.settle([
                Settlement(messageID: "nobody", fence: 1, outcome: .returned, at: scene.now),
                Settlement(messageID: "m1", fence: taken.fence, outcome: .sent(DeliveryReceipt()), at: scene.now),
                Settlement(messageID: "m1", fence: taken.fence, outcome: .returned, at: scene.now),
            ])
            try require(answers, equals: [false, true, false])
        },
        StateStoreContract("receivers' references come back with later messages of the episode") { scene in
            let alert = AlertDefinition.fixture()
            for index in 1...3 {
                try await scene.fire(
                    alert, "r\(index)", [NoticeFixture("m\(index)", sequence: Int64(index))])
                let taken = try await scene.take(["m\(index)"], "due")
                try require(taken[0].references, equals: (1..<index).map { "ref\($0)" })
                try await scene.settle(taken[0], .sent(DeliveryReceipt(reference: "ref\(index)")))
            }
            try await scene.fire(alert, "r4", [NoticeFixture("m4", to: "dev", sequence: 4)])
            try require(
                try await scene.take(["m4"], "due")[0].references, equals: [], "another receiver has its own")
        },
        StateStoreContract("the next delivery is when the first message of any line may go") { scene in
            try require(try await scene.store.nextDelivery() == nil, "nothing is owed")
            let alert = AlertDefinition.fixture()
            let start = scene.now
            try await scene.fire(alert, "r1", [NoticeFixture("m1")])
            try require(try await scene.store.nextDelivery(), equals: start)
            let taken = try await scene.take(["m1"], "due")
            try require(try await scene.store.nextDelivery(), equals: taken[0].leaseUntil, "when the lease ends")
            scene.advance(1)
            try await scene.fire(alert, "r2", [NoticeFixture("m2", sequence: 2)])
            let later = start.advanced(by: .seconds(300))
            try await scene.settle(taken[0], .retry(at: later, RunFailure(code: .timeout, message: "")))
            try require(try await scene.store.nextDelivery(), equals: later, "what waits behind it does not count")
            scene.advance(300)
            for id in ["m1", "m2"] {
                try await scene.settle(try await scene.take([id], "due")[0], .sent(DeliveryReceipt()))
            }
            try require(try await scene.store.nextDelivery() == nil, "all is settled")
        },
    ]

    static let ledgerClauses = [
        StateStoreContract("a message given up is taken off the ledger") { scene in
            let alert = AlertDefinition.fixture()
            try await scene.fire(alert, "r1", [NoticeFixture("m1")])
            let taken = try await scene.take(["m1"], "due")
            try await scene.settle(taken[0], .dead(RunFailure(code: .rejected, message: "404")))
            let snapshot = try await scene.snapshot(alert)
            let ledger = snapshot?.state.ledger[LedgerKey(subject: .single, route: "ops")]
            try require(snapshot?.revision, equals: 2, "the correction raises the revision")
            try require(ledger?.isTold, equals: false)
            try require(ledger?.giveUpCount, equals: 1)
            try require(ledger?.gaveUpAt, equals: scene.now)
            try require(ledger?.lastSequence, equals: 1)
            try require(ledger?.noticeCount, equals: 1)
        },
        StateStoreContract("giving up an old notice leaves what was promised since") { scene in
            let alert = AlertDefinition.fixture()
            try await scene.fire(alert, "r1", [NoticeFixture("m1")])
            let taken = try await scene.take(["m1"], "due")
            let second = try await scene.fire(alert, "r2", [NoticeFixture("m2", sequence: 2)])
            try await scene.settle(taken[0], .dead(RunFailure(code: .rejected, message: "404")))
            let snapshot = try await scene.snapshot(alert)
            try require(snapshot?.state.ledger, equals: second.state.ledger)
            try require(snapshot?.revision, equals: 2)
        },
        StateStoreContract("a ledger that has moved on to another episode is left alone") { scene in
            let alert = AlertDefinition.fixture()
            try await scene.fire(alert, "r1", [NoticeFixture("m1")])
            let taken = try await scene.take(["m1"], "due")
            var next = scene.fine(alert, try await scene.granted(alert, "r2"))
            next.state.ledger = [
                LedgerKey(subject: .single, route: "ops"): RouteLedger(episodeID: "another")
            ]
            try await scene.commit(next)
            try await scene.settle(taken[0], .dead(RunFailure(code: .rejected, message: "404")))
            try require(try await scene.snapshot(alert)?.state, equals: next.state)
        },
    ]
}
