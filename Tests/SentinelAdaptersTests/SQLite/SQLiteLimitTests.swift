#if SQLite
    import Foundation
    import SentinelAdapters
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Synchronization
    import Testing

    @Suite("SQLite limits", .serialized)
    struct SQLiteLimitTests {
        private let endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"

        @Test("a million rows cost no memory beyond the limit")
        func manyRows() async throws {
            let source = try SQLiteSource(path: ":memory:")
            let sql =
                "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s LIMIT 1000000) SELECT n, hex(n) FROM s"
            _ = try await source.rows("SELECT 1")
            let before = try residentBytes()
            let result = try await source.run(QueryRequest(sql))
            #expect(result.rows.count == 1000)
            #expect(result.statistics.isTruncated)
            #expect(try residentBytes() - before < 20 << 20)
        }

        @Test(
            "a cell of 200 MB is refused unread",
            arguments: ["SELECT big FROM t", "SELECT * FROM t", "SELECT hex(big) FROM t", "SELECT big || 'x' FROM t"])
        func hugeCell(_ sql: String) async throws {
            let folder = try TemporaryFolder()
            let writer = try SQLiteConnection(path: folder.file("a.db"), access: .create)
            try writer.execute("CREATE TABLE t(id, big); INSERT INTO t VALUES (1, zeroblob(200000000))")
            let source = try SQLiteSource(path: folder.file("a.db"))
            #expect(try await source.rows("SELECT id, length(big) FROM t") == [[.integer(1), .integer(200_000_000)]])
            let before = try residentBytes()
            let error = await sentinelError { _ = try await source.rows(sql) }
            #expect(error?.code == .resultTooLarge)
            #expect(try residentBytes() - before < 20 << 20)
        }

        @Test("a cell's limit names the column")
        func cell() async throws {
            let source = try SQLiteSource(path: ":memory:")
            let request = QueryRequest("SELECT 1 AS a, 'abcdef' AS wide", limits: QueryLimits(maxCellBytes: 5))
            let error = await sentinelError { _ = try await source.run(request) }
            #expect(error?.message.contains("'wide' has 6 bytes; 5 are allowed") == true)
        }

        @Test("two thousand columns, and many equal names")
        func wide() async throws {
            let source = try SQLiteSource(path: ":memory:")
            let sql = "SELECT " + (0..<2000).map { "\($0) AS c" }.joined(separator: ",")
            let result = try await source.run(QueryRequest(sql))
            #expect(result.columns == Array(repeating: "c", count: 2000))
            #expect(result.rows == [(0..<2000).map { .integer($0) }])
        }

        @Test(
            "odd results come as they are",
            arguments: [
                ("SELECT 'ALERT ' AS status", SQLValue.text("ALERT ")), ("SELECT NULL AS status", .null),
                ("SELECT 'ALERT' || char(0) AS status", .text("ALERT\0")),
                ("SELECT 1e999 AS status", .double(.infinity)),
                ("SELECT 1e999 - 1e999 AS status", .null), ("SELECT CAST(x'ff' AS TEXT) AS status", .bytes([255])),
                ("SELECT x'00' AS status", .bytes([0])), ("SELECT '' AS status", .text("")),
            ])
        func odd(_ sql: String, expected: SQLValue) async throws {
            let source = try SQLiteSource(path: ":memory:")
            #expect(try await source.rows(sql) == [[expected]])
        }

        @Test("no time at all is a timeout", arguments: [Duration.zero, .seconds(-1)])
        func noTime(_ timeout: Duration) async throws {
            let source = try SQLiteSource(path: ":memory:")
            let request = QueryRequest(endless, limits: QueryLimits(timeout: timeout))
            #expect(await sentinelError { _ = try await source.run(request) }?.code == .timeout)
        }

        @Test("never more queries at once than connections")
        func bound() async throws {
            let running = Mutex((now: 0, most: 0))
            let source = try SQLiteSource(path: ":memory:", options: SQLiteSource.Options(maxConnections: 3)) {
                connection throws(SQLiteError) in
                try connection.addFunction("lower") { _ in
                    running.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                    Thread.sleep(forTimeInterval: 0.002)
                    running.withLock { $0.now -= 1 }
                    return "x"
                }
            }
            try await withThrowingTaskGroup { group in
                for number in 0..<60 {
                    group.addTask {
                        let rows = try await source.rows("SELECT lower('\(number)'), \(number)")
                        #expect(rows == [[.text("x"), .integer(Int64(number))]])
                    }
                }
                try await group.waitForAll()
            }
            #expect(running.withLock(\.most) == 3)
        }

        @Test("a function that cannot be stopped costs its connection, not its caller", arguments: [true, false])
        func stuck(isCancelled: Bool) async throws {
            let gate = Gate()
            let source = try SQLiteSource(path: ":memory:", options: SQLiteSource.Options(maxConnections: 1)) {
                connection throws(SQLiteError) in
                try connection.addFunction("soundex") { _ in
                    gate.wait()
                    return "late"
                }
            }
            defer { gate.open() }
            let limits = QueryLimits(timeout: isCancelled ? .seconds(30) : .milliseconds(100))
            let start = ContinuousClock.now
            let task = Task {
                await sentinelError { _ = try await source.run(QueryRequest("SELECT soundex('x')", limits: limits)) }
            }
            await gate.entered()
            if isCancelled { task.cancel() }
            let error = await task.value
            #expect(error?.code == (isCancelled ? .cancelled : .timeout))
            #expect(error?.message.contains("given up") == true)
            #expect(start.duration(to: .now) < .milliseconds(1100))
            #expect(try await source.rows("SELECT 1") == [[.integer(1)]])
            await source.close()
        }

        @Test("queries that cannot be stopped do not pile up")
        func pileUp() async throws {
            let gate = Gate()
            let source = try SQLiteSource(path: ":memory:", options: SQLiteSource.Options(maxConnections: 4)) {
                connection throws(SQLiteError) in
                try connection.addFunction("soundex") { _ in
                    gate.wait()
                    return "late"
                }
            }
            defer { gate.open() }
            await withTaskGroup { group in
                for _ in 0..<4 {
                    group.addTask {
                        let limits = QueryLimits(timeout: .milliseconds(50))
                        let error = await sentinelError {
                            _ = try await source.run(QueryRequest("SELECT soundex('x')", limits: limits))
                        }
                        #expect(error?.code == .timeout)
                    }
                }
            }
            // The last of them is counted just after its caller was answered.
            while await sentinelError({ _ = try await source.rows("SELECT 1") })?.code != .busy { await Task.yield() }
            gate.open()
            while await sentinelError({ _ = try await source.rows("SELECT 1") }) != nil { await Task.yield() }
        }
    }

    /// Holds threads until it is opened.
    private final class Gate: Sendable {
        private let condition = NSCondition()
        private let state = Mutex((isOpen: false, entries: 0))

        func wait() {
            condition.lock()
            state.withLock { $0.entries += 1 }
            while !state.withLock(\.isOpen) { condition.wait() }
            condition.unlock()
        }

        func open() {
            condition.lock()
            state.withLock { $0.isOpen = true }
            condition.broadcast()
            condition.unlock()
        }

        func entered() async {
            while state.withLock(\.entries) == 0 { await Task.yield() }
        }
    }

    /// The memory of this process that is in use now.
    private func residentBytes() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
    }
#endif
