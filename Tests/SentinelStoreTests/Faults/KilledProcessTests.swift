#if FaultPoints && !os(iOS)
    import Foundation
    import SentinelModels
    import SentinelTesting
    import Testing

    @testable import SentinelStore

    /// Real processes that are killed, as by `kill -9`, while they hold the state database.
    @Suite("A process that is killed", .serialized)
    struct KilledProcessTests {
        private let folder: StateFolder
        private let clock = ManualClock()

        init() throws {
            folder = try StateFolder()
        }

        /// Runs as another process would, and kills itself at the n-th passing of a point.
        private static func work(_ path: String, dyingAt point: FaultPoint, nth: Int) async throws {
            let clock = ManualClock()
            let store = try SQLStateStore.open(path: path, clock: clock)
            let steps = StoreSteps(store, clock, owner: "doomed")
            try await FaultPlan.$ofTask.withValue(FaultPlan(text: "\(point.rawValue):\(nth):kill")) {
                for number in 0..<4 {
                    try await steps.fire("alert \(number)", runID: "r\(number)", notices: ["m\(number)"])
                    for taken in try await store.take(TakeRequest(owner: OwnerID("doomed"))) {
                        try await steps.settle(taken, .sent(DeliveryReceipt()))
                    }
                }
            }
        }

        /// What is left is in order, nothing waits for the dead, and the rest can be done.
        private func recover() async throws {
            let store = try SQLStateStore.open(folder.url(), clock: clock)
            #expect(try await store.check().isEmpty)
            let steps = StoreSteps(store, clock, owner: "heir")
            for number in 0..<4
            where try await store.snapshots(of: [AlertKey("alert \(number)")], scope: .default).isEmpty {
                try await steps.fire("alert \(number)", runID: "again\(number)", notices: ["m\(number)"])
            }
            let due = try await store.messages(MessageQuery(states: [.pending, .sending])).map(\.id)
            if !due.isEmpty { #expect(try await store.nextDelivery() == clock.now(), "nothing waits for a dead owner") }
            let taken = try await store.take(TakeRequest(owner: OwnerID("heir"), limitPerReceiver: 10))
            #expect(Set(taken.map(\.message.id)) == Set(due))
            for message in taken { try await steps.settle(message, .sent(DeliveryReceipt())) }
            let sent = try await store.messages(MessageQuery(states: [.sent]))
            #expect(Set(sent.map(\.id)) == ["m0", "m1", "m2", "m3"])
            #expect(try await store.history(HistoryQuery(outcomes: [.alert], limit: nil)).count == 4)
            await store.close()
            #expect(folder.names == ["state.db"])
        }

        @Test(
            "leaves nothing lost and nothing held",
            arguments: [
                (FaultPoint.beforeClaimCommit, 1), (.afterClaimCommit, 2), (.afterStateWrite, 1), (.beforeRunCommit, 3),
                (.afterRunCommit, 2), (.beforeTakeCommit, 1), (.beforeTakeCommit, 2), (.afterTakeCommit, 1),
                (.beforeSettleCommit, 2), (.afterSettleCommit, 4),
            ])
        func killed(_ point: FaultPoint, _ nth: Int) async throws {
            let (path, name) = (folder.file(), point.rawValue)
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = path as String, name = name as String, nth = nth as Int] in
                try await KilledProcessTests.work(path, dyingAt: FaultPoint(rawValue: name) ?? .afterQuery, nth: nth)
            }
            #expect(folder.names.contains("state.db.owners"))
            try await recover()
        }

        @Test("in the middle of taking an original over leaves the original, and the next start completes it")
        func takeover() async throws {
            try OriginalDatabase.make(at: folder.file())
            let path = folder.file()
            await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
                var opening = try SQLiteOpening(path: path, clock: ManualClock())
                opening.migrations = [
                    Migration(version: 1, name: "take over, then die") { context throws(SentinelError) in
                        try Migration.all[0].apply(context)
                        kill(getpid(), SIGKILL)
                    }
                ]
                await (try opening.open()).close()
            }
            let database = try RawDatabase(folder.file())
            #expect(
                try database.rows("SELECT type FROM sqlite_master WHERE name = 'sqlsentinel_executions'") == [["table"]]
            )
            #expect(try database.number("SELECT COUNT(*) FROM sqlsentinel_executions") == 5)
            database.close()
            let store = try SQLStateStore.open(folder.url(), clock: clock)
            #expect(try await store.history(HistoryQuery(limit: nil)).count == 5)
            #expect(try await store.check().isEmpty)
            await store.close()
        }

        @Test("a living process keeps its name and its slots from another process")
        func alive() async throws {
            let store = try SQLStateStore.open(folder.url(), clock: clock)
            let steps = StoreSteps(store, clock, owner: "living")
            try await steps.fire("fired", runID: "f1", notices: ["m1"])
            _ = try await steps.claim(.fixture("held"), "h1")
            #expect(try await store.take(TakeRequest(owner: OwnerID("living"))).count == 1)
            let path = folder.file()
            await #expect(processExitsWith: .success) { [path = path as String] in
                let clock = ManualClock()
                let other = try SQLStateStore.open(path: path, clock: clock)
                let claim = { (owner: String) in
                    RunClaim(runID: "h2", alert: .fixture("held"), trigger: .manual, owner: OwnerID(owner))
                }
                guard case .busy = try await other.claim([claim("other")])[0] else { exit(2) }
                guard try await other.take(TakeRequest(owner: OwnerID("other"))).isEmpty else { exit(3) }
                do {
                    _ = try await other.claim([claim("living")])
                    exit(4)
                } catch let error as SentinelError {
                    guard error.code == .conflict else { exit(5) }
                }
                await other.close()
                exit(0)
            }
            #expect(try await store.check().isEmpty)
            await store.close()
        }
    }
#endif
