import SentinelModels

extension StateStoreContract {
    static let claimClauses = [
        StateStoreContract("at most one run of an alert is under way") { scene in
            let alert = AlertDefinition.fixture()
            let claimed = try await scene.granted(alert, "r1")
            guard case .busy(let until) = try await scene.claim(alert, "r2", by: "b") else {
                throw ContractViolation("a taken slot is busy")
            }
            try require(until, equals: scene.now.advanced(by: .seconds(30)), "busy until the lease ends")
            _ = try await scene.granted(.fixture("other"), "r3", by: "b")
            try await scene.commit(scene.fine(alert, claimed))
            _ = try await scene.granted(alert, "r4", by: "b")
        },
        StateStoreContract("claims are answered in order, and one batch grants an alert once") { scene in
            let requests = ["x", "y", "x"].enumerated().map {
                RunClaim(runID: "r\($0)", alert: .fixture($1), trigger: .api, owner: OwnerID("a"))
            }
            let results = try await scene.store.claim(requests)
            try require(results.count, equals: 3)
            guard case .granted(let first, _) = results[0], case .granted(let second, _) = results[1],
                case .busy = results[2]
            else { throw ContractViolation("granted, granted, busy; got \(results)") }
            try require([first.alert, second.alert], equals: [AlertKey("x"), AlertKey("y")])
            try require(first.trigger, equals: .api)
        },
        StateStoreContract("a claim that is repeated by its owner is granted again") { scene in
            let alert = AlertDefinition.fixture()
            let first = try await scene.granted(alert, "r1")
            let second = try await scene.granted(alert, "r1")
            try require(second.run.fence > first.run.fence, "every taking raises the fence")
            try await scene.commit(scene.fine(alert, second))
            guard case .superseded = try await scene.claim(alert, "r1") else {
                throw ContractViolation("a run that has ended is not run again")
            }
        },
        StateStoreContract("a fire has one result, and results come in the order of fires") { scene in
            let alert = AlertDefinition.fixture()
            let fire = scene.now
            try await scene.commit(scene.fine(alert, try await scene.granted(alert, "r1", fire: fire)))
            for earlier in [fire, fire.advanced(by: .seconds(-60))] {
                guard case .superseded = try await scene.claim(alert, "r2", fire: earlier) else {
                    throw ContractViolation("a fire that is served, or older than one, is superseded")
                }
            }
            _ = try await scene.granted(alert, "r3", fire: fire.advanced(by: .seconds(60)))
        },
        StateStoreContract("a manual run does not stand in the way of a fire") { scene in
            let alert = AlertDefinition.fixture()
            try await scene.commit(scene.fine(alert, try await scene.granted(alert, "r1")))
            _ = try await scene.granted(alert, "r2", fire: scene.now.advanced(by: .seconds(-60)))
        },
        StateStoreContract("a released slot is free at once, and only its holder can release it") { scene in
            let alert = AlertDefinition.fixture()
            let fire = scene.now
            let first = try await scene.granted(alert, "r1", fire: fire)
            var stale = first.run
            stale.fence += 1
            try await scene.store.release([stale])
            guard case .busy = try await scene.claim(alert, "r2", by: "b", fire: fire) else {
                throw ContractViolation("a wrong fence releases nothing")
            }
            try await scene.store.release([first.run])
            _ = try await scene.granted(alert, "r3", by: "b", fire: fire)
            try require(try await scene.history().isEmpty, "a released run leaves no history")
        },
        StateStoreContract("a grant brings what is remembered, and the silences to heed") { scene in
            let alert = AlertDefinition.fixture()
            let fresh = try await scene.granted(alert, "r1")
            try require(fresh.snapshot, equals: AlertSnapshot(), "an alert that was never run")
            let commit = scene.firing(alert, fresh)
            let revision = try await scene.commit(commit)
            let silence = Silence.fixture("s1", from: scene.now, seconds: 60)
            let ended = Silence.fixture("s2", from: scene.now.advanced(by: .seconds(-60)), seconds: 60)
            for silence in [silence, ended] {
                try await scene.store.add(silence, scope: .default, by: .tester)
            }
            let next = try await scene.granted(alert, "r2")
            try require(
                next.snapshot,
                equals: AlertSnapshot(revision: revision, state: commit.state, silences: [silence]))
        },
        StateStoreContract("snapshots leave out alerts that were never run") { scene in
            let alert = AlertDefinition.fixture()
            _ = try await scene.granted(.fixture("claimed only"), "r0")
            let commit = try await scene.fire(alert, "r1")
            let keys = [alert.key, AlertKey("claimed only"), AlertKey("unknown")]
            let snapshots = try await scene.store.snapshots(of: keys, scope: .default)
            try require(Array(snapshots.keys), equals: [alert.key])
            try require(snapshots[alert.key]?.state, equals: commit.state)
        },
        StateStoreContract("tenants do not see each other") { scene in
            let other = TenantScope(tenant: "other")
            let alert = AlertDefinition.fixture()
            try await scene.fire(alert, "r1", [NoticeFixture("m1")])
            try await scene.store.add(.fixture("s1", from: scene.now, seconds: 60), scope: .default, by: .tester)
            let claimed = try await scene.granted(alert, "r2", scope: other)
            try require(claimed.snapshot, equals: AlertSnapshot(), "another tenant's alert of the same key is new")
            try require(try await scene.history(HistoryQuery(limit: nil, scope: other)).isEmpty, "history")
            try require(try await scene.store.messages(MessageQuery(scope: other)).isEmpty, "messages")
            try require(try await scene.store.silences(scope: other, includingEnded: true).isEmpty, "silences")
            try require(try await scene.store.statistics(scope: other), equals: StoreStatistics())
            try require(
                try await scene.store.dropMessages(["m1"], scope: other, by: .tester), equals: 0, "drop")
            try require(
                try await scene.store.endSilences(["s1"], scope: other, by: .tester), equals: 0, "unsilence")
        },
    ]

    static let leaseClauses = [
        StateStoreContract("a lapsed lease frees the slot, and the old result does not count") { scene in
            let alert = AlertDefinition.fixture()
            let old = try await scene.granted(alert, "r1")
            scene.advance(30)
            let new = try await scene.granted(alert, "r2", by: "b")
            let results = try await scene.store.commit([scene.firing(alert, old, [NoticeFixture("m1")])])
            guard case .fenced = results[0] else { throw ContractViolation("fenced; got \(results)") }
            try require(try await scene.store.messages(MessageQuery()).isEmpty, "a fenced run owes nothing")
            try require(try await scene.snapshot(alert) == nil, "a fenced run changes no state")
            try await scene.commit(scene.fine(alert, new))
            let history = try await scene.history()
            try require(
                history.map(\.outcome), equals: [.ok, .abandoned], "the run of the dead owner stays in history")
            try require(history.last?.id, equals: "r1")
            try require(history.last?.error?.code, equals: .fenced)
        },
        StateStoreContract("a fire whose owner died is run again under the same fire") { scene in
            let alert = AlertDefinition.fixture()
            let fire = scene.now
            let old = try await scene.granted(alert, "r1", fire: fire)
            scene.advance(31)
            let new = try await scene.granted(alert, "r2", by: "b", fire: fire)
            try require(new.run.fence > old.run.fence, "every taking raises the fence")
            guard case .fenced = try await scene.store.commit([scene.fine(alert, old)])[0] else {
                throw ContractViolation("the first owner is fenced off")
            }
            try await scene.commit(scene.fine(alert, new))
            try require(try await scene.history().map(\.id), equals: ["r2"], "one row for one fire")
        },
        StateStoreContract("an abandoned fire is superseded, but does not stand in the way of older ones") { scene in
            let alert = AlertDefinition.fixture()
            let fire = scene.now
            _ = try await scene.granted(alert, "r1", fire: fire)
            scene.advance(31)
            let manual = try await scene.granted(alert, "r2", by: "b")
            try await scene.store.release([manual.run])
            guard case .superseded = try await scene.claim(alert, "r3", fire: fire) else {
                throw ContractViolation("the abandoned fire has its row")
            }
            _ = try await scene.granted(alert, "r4", fire: fire.advanced(by: .seconds(-60)))
        },
        StateStoreContract("renewal holds the slot, and does not revive a lapsed lease") { scene in
            let alert = AlertDefinition.fixture()
            _ = try await scene.granted(alert, "r1")
            _ = try await scene.granted(.fixture("other"), "r2", by: "b")
            scene.advance(20)
            try require(try await scene.store.renew(owner: OwnerID("a")), equals: 1, "the owner's runs")
            scene.advance(20)
            guard case .busy(let until) = try await scene.claim(alert, "r3", by: "b") else {
                throw ContractViolation("a renewed slot is busy")
            }
            try require(until, equals: scene.now.advanced(by: .seconds(10)))
            try require(try await scene.store.renew(owner: OwnerID("b")), equals: 0, "lapsed since 10 s")
            _ = try await scene.granted(.fixture("other"), "r4")
        },
        StateStoreContract("a lapsed lease that nobody took still counts") { scene in
            let alert = AlertDefinition.fixture()
            let claimed = try await scene.granted(alert, "r1")
            scene.advance(120)
            try await scene.commit(scene.fine(alert, claimed))
        },
    ]
}

extension Silence {
    /// A silence over every alert whose team is `sales`, or over one alert by name.
    static func fixture(
        _ id: String, alert: String? = nil, from start: Timestamp, seconds: Int
    ) -> Silence {
        Silence(
            id: id, matchers: [alert.map { Matcher("alertname", .equal, $0) } ?? Matcher("team", .equal, "sales")],
            startsAt: start, endsAt: start.advanced(by: .seconds(seconds)), author: "ann", comment: "deploy")
    }
}

extension Actor {
    static let tester = Actor(.operatorCLI, name: "ann")
}
