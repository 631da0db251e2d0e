#if SQLite
    import Foundation
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Synchronization
    import Testing

    @Suite("SQLite callbacks")
    struct SQLiteCallbackTests {
        private let endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"

        @Test("the progress handler stops a statement, and only while it is installed")
        func progress() throws {
            let connection = try memory()
            var calls = 0
            connection.setProgressHandler(every: 100) {
                calls += 1
                return calls < 10
            }
            #expect(errorCode { _ = try connection.scalar(endless) } == .interrupt)
            #expect(calls == 10)
            connection.setProgressHandler(every: 0, nil)
            #expect(try connection.scalar("SELECT 1") == .integer(1))
            #expect(calls == 10)
        }

        @Test("interrupting from another thread")
        func interrupt() async throws {
            let connection = try memory()
            let isRunning = Mutex(false)
            connection.setProgressHandler(every: 1000) {
                isRunning.withLock { $0 = true }
                return true
            }
            async let code = Task.detached { errorCode { _ = try connection.scalar(endless) } }.value
            while !isRunning.withLock({ $0 }) { await Task.yield() }
            connection.interrupt()
            #expect(await code == .interrupt)
            connection.interrupt()
            #expect(try connection.scalar("SELECT 1") == .integer(1))
        }

        @Test("the authorizer sees and decides")
        func authorizer() throws {
            let connection = try memory()
            try connection.execute("CREATE TABLE t(a, b); INSERT INTO t VALUES (1, 2)")
            var seen: [String] = []
            connection.setAuthorizer { action in
                seen.append("\(action.kind) \(action.target ?? "-") \(action.detail ?? "-") \(action.schema ?? "-")")
                if action.kind == .other { return .deny }
                return action.detail == "b" ? .ignore : .allow
            }
            #expect(try connection.rows("SELECT a, b FROM t") == [[.integer(1), .null]])
            #expect(seen == ["select - - -", "read t a main", "read t b main"])
            #expect(errorCode { try connection.execute("DELETE FROM t") } == .authorization)
            connection.setAuthorizer(nil)
            try connection.execute("DELETE FROM t")
        }

        @Test(
            "actions have names",
            arguments: [
                ("DELETE FROM t", "DELETE"), ("ATTACH 'x' AS y", "ATTACH or VACUUM"), ("BEGIN", "BEGIN, COMMIT"),
                ("CREATE TEMP TABLE u(a)", "INSERT"), ("PRAGMA user_version", "PRAGMA"), ("SELECT abs(1)", "SELECT"),
            ])
        func names(_ sql: String, expected: String) throws {
            let connection = try memory()
            try connection.execute("CREATE TABLE t(a)")
            var first: String?
            connection.setAuthorizer { action in
                first = first ?? action.name
                return .deny
            }
            #expect(errorCode { try connection.execute(sql) } == .authorization)
            #expect(first?.hasPrefix(expected) == true)
        }

        @Test("the busy handler decides how long a lock is awaited")
        func busy() throws {
            let folder = try TemporaryFolder()
            let first = try SQLiteConnection(path: folder.file("a.db"), access: .create)
            try first.execute("CREATE TABLE t(a)")
            let second = try SQLiteConnection(path: folder.file("a.db"), access: .readWrite)
            try first.begin(.exclusive)
            var tries: [Int] = []
            second.setBusyHandler { earlier in
                tries.append(earlier)
                return earlier < 2
            }
            #expect(errorCode { _ = try second.scalar("SELECT a FROM t") } == .busy)
            #expect(tries == [0, 1, 2])
            second.setBusyTimeout(.milliseconds(20))
            let duration = ContinuousClock().measure {
                #expect(errorCode { _ = try second.scalar("SELECT a FROM t") } == .busy)
            }
            #expect(duration >= .milliseconds(15))
            #expect(tries.count == 3)
        }
    }
#endif
