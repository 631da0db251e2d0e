import SentinelModels

extension StateStoreContract {
    static let commitClauses = [
        StateStoreContract("a commit raises the revision and stores state, history and messages together") { scene in
            let alert = AlertDefinition.fixture()
            let first = try await scene.fire(alert, "r1", [NoticeFixture("m1"), NoticeFixture("m2", to: "dev")])
            let snapshot = try await scene.snapshot(alert)
            try require(snapshot?.state, equals: first.state)
            try require(snapshot?.revision, equals: 1)
            var expected = first.record
            expected.notifications = first.decisions.map(NotificationRecord.init)
            try require(try await scene.history(), equals: [expected])
            let message = try await scene.message("m1")
            try require(message.content, equals: first.decisions[0].intent?.content ?? message.content)
            try require(message.state, equals: .pending)
            try require(message.createdAt, equals: scene.now)
            try require(message.orderKey, equals: "episode-orders")
        },
        StateStoreContract("a commit on an old revision stores nothing and brings the new state") { scene in
            let alert = AlertDefinition.fixture()
            try await scene.fire(alert, "r1", [NoticeFixture("m1")])
            let claimed = try await scene.granted(alert, "r2")
            let taken = try await scene.take(["m1"], "due")
            try await scene.settle(taken[0], .dead(RunFailure(code: .rejected, message: "no")))
            let stale = scene.firing(alert, claimed, [NoticeFixture("m2", sequence: 2)])
            let other = AlertDefinition.fixture("other")
            let good = scene.fine(other, try await scene.granted(other, "r3"))
            let results = try await scene.store.commit([stale, good])
            guard case .conflict(let current) = results[0], case .committed = results[1] else {
                throw ContractViolation("conflict, then committed; got \(results)")
            }
            try require(current, equals: try await scene.snapshot(alert) ?? AlertSnapshot())
            try require(current.revision, equals: 2)
            try require(try await scene.store.messages(MessageQuery()).map(\.id), equals: ["m1"])
            try require(Set(try await scene.history().map(\.id)), equals: ["r1", "r3"])
            try await scene.commit(
                scene.firing(alert, (claimed.run, current), [NoticeFixture("m2", sequence: 2)]))
        },
        StateStoreContract("a commit that is repeated changes nothing and is answered alike") { scene in
            let alert = AlertDefinition.fixture()
            let commit = scene.firing(alert, try await scene.granted(alert, "r1"), [NoticeFixture("m1")])
            let first = try await scene.commit(commit)
            let second = try await scene.commit(commit)
            try require(first, equals: second, "the same revision")
            try require(try await scene.history().count, equals: 1)
            try require(try await scene.store.messages(MessageQuery()).count, equals: 1)
            try require(try await scene.snapshot(alert)?.revision, equals: first)
        },
        StateStoreContract("every value comes back exactly") { scene in
            for (index, value) in ValueFixtures.all.enumerated() {
                let alert = AlertDefinition.fixture("values \(index)")
                let claimed = try await scene.granted(alert, "r\(index)")
                let commit = ValueFixtures.commit(scene.firing(alert, claimed, [NoticeFixture("m\(index)")]), value)
                try await scene.commit(commit)
                var expected = commit.record
                expected.notifications = commit.decisions.map(NotificationRecord.init)
                try require(
                    try await scene.history(HistoryQuery(runID: "r\(index)")), equals: [expected], "history \(value)")
                try require(try await scene.snapshot(alert)?.state, equals: commit.state, "state \(value)")
                let content = try await scene.message("m\(index)").content
                try require(content, equals: commit.decisions[0].intent?.content ?? content, "content \(value)")
            }
        },
        StateStoreContract("state with several instances, episodes and routes comes back, changes and shrinks") {
            scene in
            let alert = AlertDefinition.fixture()
            var commit = scene.fine(alert, try await scene.granted(alert, "r1"))
            commit.state = ValueFixtures.fullState(at: scene.now)
            var revision = try await scene.commit(commit)
            for run in 2...4 {
                let claimed = try await scene.granted(alert, "r\(run)")
                try require(claimed.snapshot, equals: AlertSnapshot(revision: revision, state: commit.state))
                var next = scene.fine(alert, claimed)
                next.state = ValueFixtures.shrunk(claimed.snapshot.state, step: run)
                revision = try await scene.commit(next)
                try require(try await scene.snapshot(alert)?.state, equals: next.state, "step \(run)")
                commit = next
            }
        },
        StateStoreContract("suppressed decisions are kept with their reasons, in order") { scene in
            let alert = AlertDefinition.fixture()
            var commit = scene.firing(alert, try await scene.granted(alert, "r1"), [NoticeFixture("m1")])
            let event = commit.events[0]
            for (index, reason) in SuppressionReason.allCases.enumerated() {
                commit.decisions.append(
                    NotificationDecision(
                        event: event, routeKey: "route\(index)", receiver: ReceiverKey("r"),
                        outcome: .suppress(reason), silenceID: reason == .silenced ? "s1" : nil))
            }
            commit.record.notifications = commit.decisions.map(NotificationRecord.init)
            try await scene.commit(commit)
            try require(try await scene.history(), equals: [commit.record])
        },
        StateStoreContract("nobody else's commit gets in while a run is under way") { scene in
            let alert = AlertDefinition.fixture()
            let claimed = try await scene.granted(alert, "r1")
            var forged = claimed.run
            forged.fence += 1
            var unknown = claimed.run
            unknown.id = "r9"
            for run in [forged, unknown] {
                guard case .fenced = try await scene.store.commit([scene.fine(alert, (run, claimed.snapshot))])[0]
                else { throw ContractViolation("fence and id both count") }
            }
            try await scene.commit(scene.fine(alert, claimed))
        },
    ]

    static let historyClauses = [
        StateStoreContract("history is newest first, in pages, and filtered") { scene in
            let alerts = ["a", "b"].map { AlertDefinition.fixture($0) }
            var start = scene.now
            for index in 0..<10 {
                let alert = alerts[index % 2]
                let claimed = try await scene.granted(alert, "r\(index)")
                try await scene.commit(index < 4 ? scene.fine(alert, claimed) : scene.firing(alert, claimed))
                if index == 7 { start = scene.now }
                scene.advance(1)
            }
            let table: [(HistoryQuery, [String])] = [
                (HistoryQuery(limit: 3), ["r9", "r8", "r7"]),
                (HistoryQuery(limit: 3, offset: 3), ["r6", "r5", "r4"]),
                (HistoryQuery(limit: 0), []),
                (HistoryQuery(limit: nil, offset: 8), ["r1", "r0"]),
                (HistoryQuery(alert: "a", limit: 2), ["r8", "r6"]),
                (HistoryQuery(alert: "nobody"), []),
                (HistoryQuery(outcomes: [.ok]), ["r3", "r2", "r1", "r0"]),
                (HistoryQuery(alert: "b", outcomes: [.alert]), ["r9", "r7", "r5"]),
                (HistoryQuery(outcomes: [.error, .noData]), []),
                (HistoryQuery(since: start), ["r9", "r8", "r7"]),
                (HistoryQuery(runID: "r5"), ["r5"]),
                (HistoryQuery(runID: "none"), []),
            ]
            for (query, expected) in table {
                try require(try await scene.history(query).map(\.id), equals: expected, "\(query)")
            }
        },
        StateStoreContract("history finds an alert by key and by the name it had") { scene in
            var alert = AlertDefinition.fixture("Old name")
            alert.key = AlertKey("stable")
            try await scene.fire(alert, "r1")
            alert.name = "New name"
            scene.advance(1)
            try await scene.fire(alert, "r2")
            for (text, expected) in [("stable", ["r2", "r1"]), ("Old name", ["r1"]), ("New name", ["r2"])] {
                try require(try await scene.history(HistoryQuery(alert: text)).map(\.id), equals: expected, text)
            }
        },
        StateStoreContract("history tells what became of the messages") { scene in
            let alert = AlertDefinition.fixture()
            try await scene.fire(alert, "r1", [NoticeFixture("m1"), NoticeFixture("m2", to: "dev")])
            let taken = try await scene.take(["m1", "m2"], "due")
            try await scene.settle(taken[0], .sent(DeliveryReceipt()))
            let deliveries = try await scene.history()[0].notifications.map(\.delivery)
            try require(deliveries, equals: [.sent, .sending])
        },
    ]
}
