#if SQLite
    import Foundation
    import SentinelAdapters
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Synchronization
    import Testing

    @Suite("SQLite under many hands", .serialized, .timeLimit(.minutes(2)))
    struct SQLiteConcurrencyTests {
        private static let endless =
            "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT sum(length(lower(x))) FROM c"

        /// A source whose function `lower` counts its calls.
        private func counting(_ connections: Int) throws -> (SQLiteSource, calls: @Sendable () -> Int) {
            let counter = Counter()
            let source = try SQLiteSource(
                path: ":memory:", options: SQLiteSource.Options(maxConnections: connections)
            ) { connection throws(SQLiteError) in
                try connection.addFunction("lower") { call in
                    counter.increment()
                    return call.text(at: 0)
                }
            }
            return (source, { counter.value })
        }

        @Test("a query that was called off does not go on behind the scenes", arguments: [true, false])
        func stops(isCancelled: Bool) async throws {
            let (source, calls) = try counting(1)
            let limits = QueryLimits(timeout: isCancelled ? .seconds(60) : .milliseconds(150))
            let task = Task {
                await sentinelError { _ = try await source.run(QueryRequest(Self.endless, limits: limits)) }
            }
            while calls() == 0 { await Task.yield() }
            if isCancelled { task.cancel() }
            #expect(await task.value?.code == (isCancelled ? .cancelled : .timeout))
            // The only connection answers the next query, so the last one has left it.
            #expect(try await source.rows("SELECT 1") == [[.integer(1)]])
            let count = calls()
            #expect(try await source.rows("SELECT 2") == [[.integer(2)]])
            #expect(calls() == count)
        }

        @Test("three hundred queries, endless ones and called-off ones among them, are all answered rightly")
        func storm() async throws {
            let (source, _) = try counting(4)
            try await withThrowingTaskGroup { group in
                for number in 0..<300 {
                    group.addTask {
                        switch number % 10 {
                        case 3:
                            let limits = QueryLimits(timeout: .milliseconds(20))
                            let error = await sentinelError {
                                _ = try await source.run(QueryRequest(Self.endless, limits: limits))
                            }
                            #expect(error?.code == .timeout)
                        case 7:
                            let task = Task { await sentinelError { _ = try await source.rows(Self.endless) } }
                            await Task.yield()
                            task.cancel()
                            #expect(await task.value?.code == .cancelled)
                        case 5:
                            #expect(
                                await sentinelError { _ = try await source.rows("SELECT * FROM no") }?.code == .query)
                        default:
                            let rows = try await source.rows(
                                "SELECT :n, \(number % 4)", parameters: ["n": .integer(Int64(number))])
                            #expect(rows == [[.integer(Int64(number)), .integer(Int64(number % 4))]])
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await source.rows("SELECT 'alive'") == [[.text("alive")]])
        }

        @Test("a closed source answers nobody, and those who waited are told")
        func closing() async throws {
            let (source, calls) = try counting(1)
            let running = Task { await sentinelError { _ = try await source.rows(Self.endless) } }
            while calls() == 0 { await Task.yield() }
            let waiting = (0..<5).map { _ in
                Task { await sentinelError { _ = try await source.rows("SELECT 1") } }
            }
            let closed = SentinelError(.connection, "the source is closed", isRetryable: false)
            let closing = Task { await source.close() }
            // Whether they asked before the end or after it, the answer is the same.
            for task in waiting {
                let error = await task.value
                #expect(error == closed || error == nil)
            }
            running.cancel()
            #expect(await running.value?.code == .cancelled)
            await closing.value
            #expect(await sentinelError { _ = try await source.rows("SELECT 1") } == closed)
            await source.close()
        }

        @Test("readers see whole transactions while a writer works", arguments: ["DELETE", "WAL"])
        func consistency(mode: String) async throws {
            let folder = try TemporaryFolder()
            let writer = try SQLiteConnection(path: folder.file("a.db"), access: .create)
            try writer.execute(
                "PRAGMA journal_mode = \(mode); PRAGMA synchronous = OFF; CREATE TABLE t(v); INSERT INTO t VALUES (0), (0)"
            )
            let source = try SQLiteSource(path: folder.file("a.db"))
            let writing = Task.detached {
                for _ in 0..<60 {
                    // A reader may hold the file for a moment.
                    for _ in 0..<2000 {
                        let isDone = (try? writer.execute("BEGIN IMMEDIATE; UPDATE t SET v = v + 1; COMMIT")) != nil
                        if isDone { break }
                        try? writer.rollback()
                        try? await Task.sleep(for: .milliseconds(1))
                    }
                }
            }
            for _ in 0..<150 {
                let rows = try await source.rows("SELECT count(DISTINCT v), count(*) FROM t")
                #expect(rows == [[.integer(1), .integer(2)]])
            }
            await writing.value
            #expect(try await source.rows("SELECT DISTINCT v FROM t") == [[.integer(60)]])
        }

        @Test("a cached statement follows schema, limits and parameters", arguments: 0..<3)
        func cache(round: Int) async throws {
            let shop = try SQLiteShop()
            let source = try shop.source(SQLiteSource.Options(maxConnections: 1))
            let sql = "SELECT * FROM staff WHERE id = :id"
            for id in 1...4 {
                let rows = try await source.rows(sql, parameters: ["id": .integer(Int64(id))])
                #expect(rows.map(\.first) == [.integer(Int64(id))])
            }
            let small = QueryRequest(sql, parameters: ["id": .integer(1)], limits: QueryLimits(maxCellBytes: 3))
            #expect(await sentinelError { _ = try await source.run(small) }?.code == .resultTooLarge)
            try shop.change("ALTER TABLE staff ADD COLUMN c\(round) DEFAULT \(round)")
            let wider = try await source.run(QueryRequest(sql, parameters: ["id": .integer(2)]))
            #expect(wider.columns == ["id", "name", "boss", "c\(round)"])
            #expect(wider.rows == [[.integer(2), .text("left"), .integer(1), .integer(Int64(round))]])
            try shop.change("DROP TABLE staff")
            let error = await sentinelError { _ = try await source.rows(sql, parameters: ["id": .integer(1)]) }
            #expect(error?.message.contains("no such table: staff") == true)
        }
    }

    /// A number that many threads add to.
    private final class Counter: Sendable {
        private let count = Mutex(0)
        var value: Int { count.withLock { $0 } }
        func increment() { count.withLock { $0 += 1 } }
    }
#endif
