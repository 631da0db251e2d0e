#if SQLite
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("A closed SQLite connection")
    struct SQLiteClosedConnectionTests {
        private func closed() throws -> SQLiteConnection {
            let connection = try memory()
            connection.close()
            return connection
        }

        private static let work: [(String, @Sendable (SQLiteConnection) throws -> Void)] = [
            ("execute", { try $0.execute("SELECT 1") }), ("prepare", { _ = try $0.prepare("SELECT 1") }),
            ("cached", { _ = try $0.cached("SELECT 1") }), ("run", { try $0.run("SELECT 1") }),
            ("rows", { _ = try $0.rows("SELECT 1") }), ("scalar", { _ = try $0.scalar("SELECT 1") }),
            ("begin", { try $0.begin() }), ("commit", { try $0.commit() }), ("savepoint", { try $0.savepoint("a") }),
            ("release", { try $0.release("a") }), ("transaction", { try $0.transaction { () throws(SQLiteError) in } }),
            ("option", { try $0.set(.defensive, true) }), ("function", { try $0.addFunction("f") { _ in nil } }),
            ("format", { try $0.boundFormatFunctions() }),
        ]

        @Test("refuses all work as misuse", arguments: work.indices)
        func misuse(_ index: Int) throws {
            let (name, body) = Self.work[index]
            let connection = try closed()
            #expect(errorCode { try body(connection) } == .misuse, "\(name)")
        }

        @Test("says nothing about rows it no longer knows, and does not touch the freed handle")
        func quiet() throws {
            let connection = try closed()
            #expect(connection.changes == 0)
            #expect(connection.totalChanges == 0)
            #expect(connection.lastInsertRowID == 0)
            #expect(!connection.hasMoved)
            #expect(!connection.isInTransaction)
            #expect(connection.setLimit(.length, 10) == 0)
            try connection.rollback()
            try connection.rollback(to: "a")
        }

        @Test("drops callbacks that are set afterwards")
        func callbacks() throws {
            final class Witness {}
            let connection = try closed()
            weak var kept: Witness?
            do {
                let witness = Witness()
                kept = witness
                connection.setBusyHandler { _ in withExtendedLifetime(witness) { false } }
                connection.setProgressHandler(every: 1) { withExtendedLifetime(witness) { true } }
                connection.setAuthorizer { _ in withExtendedLifetime(witness) { .allow } }
                connection.setBusyTimeout(.seconds(1))
            }
            #expect(kept == nil)
        }

        @Test("lets go of the callbacks and functions it had")
        func released() throws {
            final class Witness {}
            weak var kept: Witness?
            let connection = try memory()
            do {
                let witness = Witness()
                kept = witness
                connection.setBusyHandler { _ in withExtendedLifetime(witness) { false } }
                connection.setProgressHandler(every: 1000) { withExtendedLifetime(witness) { true } }
                connection.setAuthorizer { _ in withExtendedLifetime(witness) { .allow } }
                try connection.addFunction("f") { _ in withExtendedLifetime(witness) { nil } }
            }
            #expect(kept != nil)
            connection.close()
            #expect(kept == nil)
        }

        @Test("a statement that outlives it goes on giving its rows, and then lets the file go")
        func statement() throws {
            let folder = try TemporaryFolder()
            let path = folder.file("a.db")
            let writer = try SQLiteConnection(path: path, access: .create)
            try writer.execute("CREATE TABLE t(a); INSERT INTO t VALUES (1), (2), (3)")
            let statement = try writer.prepare("SELECT a FROM t ORDER BY a")
            #expect(try statement.step())
            writer.close()
            #expect(statement.integer(at: 0) == 1)
            #expect(try statement.step())
            #expect(statement.integer(at: 0) == 2)
            statement.reset()
            let other = try SQLiteConnection(path: path, access: .readWrite)
            try other.execute("DROP TABLE t")
            #expect(errorCode { _ = try statement.step() } == .misuse)
        }

        @Test(
            "waiting times of any size are taken",
            arguments: [
                Duration.seconds(Int64.max), .seconds(Int64.min), .zero, .nanoseconds(1), .milliseconds(-5),
                .seconds(2_147_484),
            ])
        func busyTimeouts(_ timeout: Duration) throws {
            let connection = try SQLiteConnection(path: ":memory:", access: .create, busyTimeout: timeout)
            let expected: Int64 =
                if timeout <= .zero { 0 } else if timeout > .seconds(2_147_483) { Int64(Int32.max) } else {
                    timeout.components.seconds * 1000
                }
            #expect(try connection.scalar("PRAGMA busy_timeout") == .integer(expected))
        }
    }
#endif
