#if SQLite
    import SentinelModels
    import SentinelTesting
    import Testing

    @testable import SentinelStore

    @Suite("Errors of the disk", .serialized)
    struct DiskErrorTests {
        let folder: StateFolder
        let clock = ManualClock()
        private var disk: TestVFS { .shared }

        init() throws {
            folder = try StateFolder()
        }

        private func open() throws -> SQLStateStore {
            var opening = try SQLiteOpening(path: folder.file(), clock: clock)
            opening.linger = GroupWriter.Linger(idle: .zero, urgentIdle: .zero)
            return try opening.open()
        }

        /// What the store said it had done.
        private struct Promises {
            var runs: Set<String> = []
            var sent: Set<String> = []
        }

        /// Some runs, each with a message that is delivered; a step that fails is left, as by a process that gives up.
        private func work(_ store: SQLStateStore, _ range: Range<Int>) async throws -> Promises {
            let steps = StoreSteps(store, clock)
            var promises = Promises()
            for index in range {
                do {
                    try await steps.fire("alert \(index)", runID: "r\(index)", notices: ["m\(index)"])
                    promises.runs.insert("r\(index)")
                    for taken in try await store.take(TakeRequest(owner: OwnerID("a"))) {
                        try await steps.settle(taken, .sent(DeliveryReceipt()))
                        promises.sent.insert(taken.message.id)
                    }
                } catch let error as SentinelError {
                    #expect(error.code == .store, "\(error)")
                    #expect(error.isRetryable, "\(error)")
                }
                clock.advance(by: .seconds(60))
            }
            return promises
        }

        private func expect(_ promises: Promises, in store: SQLStateStore, _ comment: Comment) async throws {
            let runs = Set(try await store.history(HistoryQuery(outcomes: [.alert], limit: nil)).map(\.id))
            #expect(runs.isSuperset(of: promises.runs), comment)
            let messages = try await store.messages(MessageQuery())
            #expect(Set(messages.filter { $0.state == .sent }.map(\.id)).isSuperset(of: promises.sent), comment)
            // A run that was not answered may be there, but never by halves.
            #expect(Set(messages.map(\.id)) == Set(runs.map { "m" + $0.dropFirst() }), comment)
            #expect(try await store.check().filter { $0.kind != .lapsedLease }.isEmpty, comment)
        }

        @Test(
            "a failing write, flush or read is reported, loses nothing that was answered, and passes",
            arguments: [(TestVFS.Operation.write, 7), (.sync, 2), (.read, 19)], [1, 3])
        func once(_ sample: (operation: TestVFS.Operation, step: Int), _ times: Int) async throws {
            let operation = sample.operation
            var nth = times
            while true {
                let folder = try StateFolder()
                var opening = try SQLiteOpening(path: folder.file(), clock: clock)
                opening.linger = GroupWriter.Linger(idle: .zero, urgentIdle: .zero)
                let wasReached = try await disk.watching(folder.path) {
                    let store = try opening.open()
                    // So that the log is copied back every few commits.
                    try await store.writer().perform { session throws(SentinelError) in
                        try session.connection.execute("PRAGMA wal_autocheckpoint = 6; PRAGMA cache_size = 4")
                    }
                    disk.fail(operation, nth: nth, times: times)
                    var promises = try await work(store, 0..<5)
                    let wasReached = disk.hasFailed
                    disk.stopFailing()
                    let later = try await work(store, 5..<7)
                    #expect(later.runs == ["r5", "r6"], "\(operation) \(nth): all goes on afterwards")
                    promises.runs.formUnion(later.runs)
                    promises.sent.formUnion(later.sent)
                    try await expect(promises, in: store, "\(operation) \(nth)")
                    await store.close()
                    let again = try opening.open()
                    try await expect(promises, in: again, "\(operation) \(nth), opened again")
                    await again.close()
                    return wasReached
                }
                guard wasReached else { break }
                nth += sample.step
            }
            #expect(nth > times, "the disk was used at all")
        }

        @Test(
            "an opening that fails on the disk is an error, and the next one works",
            arguments: TestVFS.Operation.allCases)
        func opening(_ operation: TestVFS.Operation) async throws {
            var failures = 0
            for nth in stride(from: 1, through: 60, by: 3) {
                let folder = try StateFolder()
                try await disk.watching(folder.path) {
                    disk.fail(operation, nth: nth)
                    do {
                        await (try SQLStateStore.open(folder.url(), clock: clock)).close()
                    } catch let error as SentinelError {
                        failures += 1
                        #expect(error.code == .store, "\(error)")
                        #expect(
                            error.message.hasPrefix("reading or writing the state database failed")
                                || error.message.hasPrefix("the state database cannot be opened"), "\(error)")
                    }
                    disk.stopFailing()
                    let store = try SQLStateStore.open(folder.url(), clock: clock)
                    try await StoreSteps(store, clock).fire("a", notices: ["m1"])
                    #expect(try await store.check().isEmpty)
                    await store.close()
                }
            }
            if operation != .truncate { #expect(failures > 0) }
        }

        @Test("every group of writes is flushed before it is answered")
        func flushes() async throws {
            try await disk.watching(folder.path) {
                let store = try open()
                let steps = StoreSteps(store, clock)
                for index in 0..<10 {
                    let (commits, syncs) = (store.writeCounts.commits, disk.count(of: .sync))
                    try await steps.run("a\(index)", runID: "r\(index)")
                    #expect(store.writeCounts.commits - commits == 2, "a claim and a result")
                    #expect(disk.count(of: .sync) - syncs >= 2)
                }
                await store.close()
            }
        }

        @Test("reading flushes nothing and writes nothing")
        func readingWritesNothing() async throws {
            let store = try open()
            try await StoreSteps(store, clock).fire("a", notices: ["m1"])
            await store.close()
            try await disk.watching(folder.path) {
                let reader = try #require(try SQLStateStore.openForReading(folder.url(), clock: clock))
                #expect(try await reader.history(HistoryQuery()).count == 1)
                #expect(try await reader.statistics(scope: .default).messages.map(\.count) == [1])
                #expect(try await reader.nextDelivery() == clock.now())
                await reader.close()
                for operation in [TestVFS.Operation.write, .sync, .truncate] {
                    #expect(disk.count(of: operation) == 0, "\(operation)")
                }
            }
        }
    }
#endif
