#if SQLite
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Synchronization
    import Testing

    @Suite("SQLite files shared by connections")
    struct SQLiteSharingTests {
        private let folder: TemporaryFolder
        private var path: String { folder.file("a.db") }

        init() throws {
            folder = try TemporaryFolder()
            let first = try SQLiteConnection(path: folder.file("a.db"), access: .create)
            try first.execute("PRAGMA journal_mode = WAL; CREATE TABLE t(a); INSERT INTO t VALUES (0)")
        }

        /// Set once, seen by all.
        private final class Flag: Sendable {
            private let value = Mutex(false)
            var isSet: Bool { value.withLock(\.self) }
            func set() { value.withLock { $0 = true } }
        }

        private func open(_ access: SQLiteConnection.Access = .readWrite, wait: Duration = .seconds(30)) throws
            -> SQLiteConnection
        {
            try SQLiteConnection(path: path, access: access, busyTimeout: wait)
        }

        @Test("a reader sees one moment for as long as its transaction lasts")
        func snapshot() throws {
            let reader = try open(.readOnly)
            let writer = try open()
            try reader.begin(.deferred)
            #expect(try reader.scalar("SELECT count(*) FROM t") == .integer(1))
            try writer.run("INSERT INTO t VALUES (1)")
            #expect(try reader.scalar("SELECT count(*) FROM t") == .integer(1))
            try reader.commit()
            #expect(try reader.scalar("SELECT count(*) FROM t") == .integer(2))
        }

        @Test("a transaction that read first cannot write once another has written")
        func staleSnapshot() throws {
            let first = try open(wait: .zero)
            let second = try open()
            try first.begin(.deferred)
            _ = try first.scalar("SELECT count(*) FROM t")
            try second.run("INSERT INTO t VALUES (1)")
            do {
                try first.run("INSERT INTO t VALUES (2)")
                Issue.record("a lost update")
            } catch {
                #expect(
                    error.extendedCode == 517, "busy, as the snapshot is old: why transactions that write begin at once"
                )
            }
            try first.rollback()
        }

        @Test("many tasks count together without losing one")
        func counting() async throws {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        let connection = try open()
                        for _ in 0..<25 {
                            try connection.transaction { () throws(SQLiteError) in
                                guard case .integer(let count) = try connection.scalar("SELECT a FROM t") else {
                                    return
                                }
                                try connection.run("UPDATE t SET a = ?", [.integer(count + 1)])
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try open().scalar("SELECT a FROM t") == .integer(150))
        }

        @Test("a statement that stands on a row keeps the log from being emptied, a reset one does not")
        func checkpoint() throws {
            let reader = try open(.readOnly)
            let writer = try open(wait: .zero)
            let statement = try reader.cached("SELECT a FROM t")
            #expect(try statement.step())
            try writer.run("INSERT INTO t VALUES (1)")
            #expect(try writer.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0][0] == .integer(1), "busy")
            statement.reset()
            #expect(try writer.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0][0] == .integer(0))
        }

        @Test("commit that is refused leaves the transaction to be tried again")
        func commitAgain() throws {
            let plain = folder.file("plain.db")
            let writer = try SQLiteConnection(path: plain, access: .create)
            try writer.execute("CREATE TABLE t(a); INSERT INTO t VALUES (1)")
            let reader = try SQLiteConnection(path: plain, access: .readWrite)
            let reading = try reader.prepare("SELECT a FROM t")
            #expect(try reading.step())
            try writer.begin()
            try writer.run("INSERT INTO t VALUES (2)")
            #expect(errorCode { try writer.commit() } == .busy)
            #expect(writer.isInTransaction)
            reading.reset()
            try writer.commit()
            #expect(try reader.scalar("SELECT count(*) FROM t") == .integer(2))
        }

        @Test("a full file rolls the statement back, and the transaction can be given up")
        func full() throws {
            let connection = try open()
            try connection.execute("PRAGMA max_page_count = 4")
            try connection.begin()
            #expect(errorCode { try connection.run("INSERT INTO t SELECT hex(zeroblob(20000))") } == .full)
            try connection.rollback()
            #expect(!connection.isInTransaction)
            #expect(try connection.rows("SELECT a FROM t") == [[.integer(0)]])
            #expect(try connection.scalar("PRAGMA integrity_check") == .text("ok"))
        }

        @Test("an interrupt stops what runs on its own connection only")
        func interrupt() async throws {
            let victim = try open(.readOnly)
            let bystander = try open(.readOnly)
            let endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"
            let finite = endless.replacing("FROM c)", with: "FROM c WHERE x < 300000)")
            let isRunning = Flag()
            victim.setProgressHandler(every: 1000) {
                isRunning.set()
                return true
            }
            async let stopped = Task.detached { errorCode { _ = try victim.scalar(endless) } }.value
            async let finished = Task.detached { try bystander.scalar(finite) }.value
            while !isRunning.isSet { await Task.yield() }
            victim.interrupt()
            #expect(await stopped == .interrupt)
            #expect(try await finished == .integer(300_000))
        }

        @Test("closing while others interrupt is safe")
        func closingAndInterrupting() async throws {
            for _ in 0..<50 {
                let connection = try open(.readOnly)
                await withTaskGroup(of: Void.self) { group in
                    for _ in 0..<3 {
                        group.addTask { for _ in 0..<200 { connection.interrupt() } }
                    }
                    group.addTask {
                        _ = try? connection.scalar("SELECT count(*) FROM t")
                        connection.close()
                    }
                }
                #expect(errorCode { _ = try connection.scalar("SELECT 1") } == .misuse)
            }
        }
    }
#endif
