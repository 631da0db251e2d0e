#if SQLite
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Synchronization
    import Testing

    @testable import SentinelStore

    extension DiskErrorTests {
        /// A failure of the disk, and whether the connections to the file are opened anew after it.
        struct Failure: Sendable, CustomTestStringConvertible {
            var name: String
            var operation: TestVFS.Operation?
            var testDescription: String { name }

            static let all = [
                Failure(name: "flush", operation: .sync), Failure(name: "write", operation: .write),
                Failure(name: "no space", operation: nil),
            ]
        }

        @Test(
            "after an error of the disk the file is opened anew, by the writer and the reader", arguments: Failure.all)
        func suspectFile(_ failure: Failure) async throws {
            let limit = Mutex<Int?>(nil)
            var opening = try SQLiteOpening(path: folder.file(), clock: clock)
            opening.linger = GroupWriter.Linger(idle: .zero, urgentIdle: .zero)
            opening.maxPages = { limit.withLock(\.self) }
            let disk = TestVFS.shared
            try await disk.watching(folder.path) {
                let store = try opening.open()
                let steps = StoreSteps(store, clock)
                try await steps.fire("before", runID: "before", notices: ["m-before"])
                #expect(try await store.history(HistoryQuery()).count == 1)
                let opened = disk.count(of: .open)
                try await steps.run("healthy", runID: "healthy")
                #expect(try await store.history(HistoryQuery()).count == 2)
                #expect(disk.count(of: .open) == opened, "as long as all is well nothing is opened")

                if let operation = failure.operation {
                    disk.fail(operation, nth: 1)
                } else {
                    limit.withLock { $0 = 1 }
                    try await store.writer().perform { session throws(SentinelError) in
                        try session.connection.execute("PRAGMA max_page_count = 1")
                    }
                }
                var failed = 0
                for index in 0..<100 where failed == 0 {
                    do {
                        try await steps.fire("hit", runID: "hit\(index)", notices: ["m-hit\(index)"])
                    } catch let error as SentinelError {
                        #expect(error.code == .store && error.isRetryable, "\(error)")
                        failed += 1
                    }
                    clock.advance(by: .seconds(60))
                }
                #expect(failed == 1)
                disk.stopFailing()
                limit.withLock { $0 = nil }
                let known = Set(try await store.history(HistoryQuery(limit: nil)).map(\.id))
                let afterReading = disk.count(of: .open)
                #expect(afterReading > opened, "the reader opened the file anew")
                try await steps.run("after", runID: "after")
                let afterWriting = disk.count(of: .open)
                #expect(afterWriting > afterReading, "the writer opened the file anew")
                #expect(
                    try await store.writer().perform { session throws(SentinelError) in
                        try ["synchronous", "foreign_keys", "journal_mode"].map { name throws(SentinelError) in
                            try session.connection.first("PRAGMA \(name)", []) { $0.text(at: 0) }
                        }
                    } == ["2", "1", "wal"], "with all that durability needs")
                try await steps.run("later", runID: "later")
                let all = Set(try await store.history(HistoryQuery(limit: nil)).map(\.id))
                #expect(disk.count(of: .open) == afterWriting, "once each")
                #expect(all.isSuperset(of: known.union(["before", "healthy", "after", "later"])))
                #expect(try await store.check().filter { $0.kind != .lapsedLease }.isEmpty)
                await store.close()
            }
        }

        @Test("while the file cannot be opened anew every write is refused, then all goes on")
        func cannotReopen() async throws {
            let disk = TestVFS.shared
            var opening = try SQLiteOpening(path: folder.file(), clock: clock)
            opening.linger = GroupWriter.Linger(idle: .zero, urgentIdle: .zero)
            try await disk.watching(folder.path) {
                let store = try opening.open()
                let steps = StoreSteps(store, clock)
                try await steps.run("before", runID: "before")
                disk.fail(.sync, nth: 1)
                await #expect(throws: SentinelError.self) { try await steps.run("hit", runID: "hit") }
                disk.fail(.open, nth: 1, times: 1000)
                for number in 0..<3 {
                    let error = await #expect(throws: SentinelError.self) {
                        try await steps.run("refused \(number)", runID: "x\(number)")
                    }
                    #expect(error?.code == .store && error?.isRetryable == true, "\(String(describing: error))")
                }
                disk.stopFailing()
                try await steps.run("after", runID: "after")
                let runs = Set(try await store.history(HistoryQuery(limit: nil)).map(\.id))
                #expect(runs.isSuperset(of: ["before", "after"]) && runs.isDisjoint(with: ["x0", "x1", "x2"]))
                await store.close()
                await #expect(throws: SentinelError.self) { try await steps.run("closed", runID: "closed") }
            }
        }

        @Test("a store that is closed after an error of the disk stays closed")
        func closed() async throws {
            let connection = try SQLiteStoreConnection(path: folder.file(), access: .create)
            try connection.execute("CREATE TABLE t (a)")
            try await TestVFS.shared.watching(folder.path) {
                let suspect = try SQLiteStoreConnection(path: folder.file(), access: .readWrite)
                TestVFS.shared.fail(.sync, nth: 1)
                #expect(throws: SentinelError.self) { try suspect.execute("INSERT INTO t VALUES (1)") }
                TestVFS.shared.stopFailing()
                suspect.close()
                let opened = TestVFS.shared.count(of: .open)
                #expect(throws: SentinelError.self) { try suspect.begin(writing: true) }
                #expect(TestVFS.shared.count(of: .open) == opened)
            }
            connection.close()
        }
    }
#endif
