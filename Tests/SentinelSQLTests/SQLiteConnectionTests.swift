#if SQLite
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("SQLite connection")
    struct SQLiteConnectionTests {
        @Test("opening")
        func opening() throws {
            let folder = try TemporaryFolder()
            let path = folder.file("a.db")
            for access in [SQLiteConnection.Access.readOnly, .readWrite] {
                #expect(errorCode { _ = try SQLiteConnection(path: path, access: access) } == .cannotOpen)
            }
            #expect(try folder.contents().isEmpty)
            let writer = try SQLiteConnection(path: path, access: .create)
            try writer.execute("CREATE TABLE t(a); INSERT INTO t VALUES (1), (2)")
            let reader = try SQLiteConnection(path: path, access: .readOnly)
            #expect(try reader.scalar("SELECT count(*) FROM t") == .integer(2))
            #expect(errorCode { try reader.run("INSERT INTO t VALUES (3)") } == .readOnly)
        }

        @Test(
            "a path is never read as a URI",
            arguments: ["file:a.db?mode=rwc", "file:a.db?vfs=memdb", ":odd:", "file::memory:"])
        func literalPath(_ path: String) throws {
            // The names are relative, so nothing may be created: opening without creating must miss the file.
            #expect(errorCode { _ = try SQLiteConnection(path: path, access: .readWrite) } == .cannotOpen)
        }

        @Test("paths that cannot be", arguments: ["", "a\0b.db", "/nonexistent/folder/a.db", "/tmp"])
        func impossiblePath(_ path: String) {
            #expect(errorCode { _ = try SQLiteConnection(path: path, access: .create) } == .cannotOpen)
        }

        @Test("a closed connection refuses work")
        func close() throws {
            let connection = try memory()
            let statement = try connection.cached("SELECT 1")
            connection.close()
            connection.close()
            connection.interrupt()
            #expect(errorCode { try connection.execute("SELECT 1") } == .misuse)
            #expect(errorCode { _ = try connection.cached("SELECT 1") } == .misuse)
            #expect(!connection.isInTransaction)
            #expect(try statement.step())
        }

        @Test(
            "one statement",
            arguments: [
                ("SELECT 1", true), ("SELECT 1;", true), (" ; SELECT 1 ;; -- end", true),
                ("/* a */ SELECT 1 /* open", true), ("", false), ("-- nothing", false), (";", false),
                ("SELECT 1; SELECT 2", false), ("SELECT 1; nonsense", false), ("SELECT 1\0", false),
                ("SELECT ';'", true), ("nonsense", false),
            ])
        func singleStatement(_ sql: String, isAccepted: Bool) throws {
            let connection = try memory()
            #expect((errorCode { _ = try connection.prepare(sql) } == nil) == isAccepted)
        }

        @Test("a cached statement comes back clean, and never while it gives rows")
        func cache() throws {
            let connection = try SQLiteConnection(path: ":memory:", access: .create, cachedStatements: 2)
            let first = try connection.cached("SELECT ?1")
            try first.bind(5, at: 1)
            #expect(try first.step())
            let second = try connection.cached("SELECT ?1")
            #expect(first !== second)
            #expect(first.value(at: 0) == .integer(5))
            first.reset()
            let third = try connection.cached("SELECT ?1")
            #expect(third === second)
            #expect(try third.step())
            #expect(third.isNull(at: 0))
            third.reset()
            _ = try connection.cached("SELECT 2")
            _ = try connection.cached("SELECT ?1")
            _ = try connection.cached("SELECT 3")
            #expect(try connection.cached("SELECT ?1") === second)
            connection.removeCachedStatements()
            #expect(try connection.cached("SELECT ?1") !== second)
        }

        @Test("changes and row ids")
        func changes() throws {
            let connection = try memory()
            try connection.execute("CREATE TABLE t(id INTEGER PRIMARY KEY, a)")
            #expect(try connection.run("INSERT INTO t(a) VALUES (?), (?)", [.text("x"), .null]) == 2)
            #expect(connection.lastInsertRowID == 2)
            #expect(try connection.run("UPDATE t SET a = 1") == 2)
            #expect(connection.totalChanges == 4)
            #expect(
                try connection.rows("SELECT id, a FROM t ORDER BY id DESC LIMIT 1") == [[.integer(2), .integer(1)]])
            #expect(try connection.scalar("SELECT 1 WHERE 0") == nil)
        }

        @Test("a file that was replaced is noticed")
        func moved() throws {
            let folder = try TemporaryFolder()
            let connection = try SQLiteConnection(path: folder.file("a.db"), access: .create)
            try connection.execute("CREATE TABLE t(a)")
            #expect(!connection.hasMoved)
            let other = try SQLiteConnection(path: folder.file("b.db"), access: .create)
            try other.execute("CREATE TABLE u(a)")
            other.close()
            try folder.move("b.db", to: "a.db")
            #expect(connection.hasMoved)
        }

        @Test("limits and switches")
        func limits() throws {
            let connection = try memory()
            for limit in [
                SQLiteConnection.Limit.length, .sqlLength, .columns, .expressionDepth, .compoundSelects, .instructions,
                .functionArguments, .likePatternLength, .parameterNumber, .triggerDepth,
            ] {
                let earlier = connection.setLimit(limit, 100)
                #expect(earlier > 100, "\(limit)")
                #expect(connection.setLimit(limit, -1) == 100, "\(limit)")
                connection.setLimit(limit, earlier)
            }
            connection.setLimit(.length, 10)
            #expect(errorCode { _ = try connection.scalar("SELECT 'aaaaaa' || 'bbbbbb'") } == .tooBig)
            for option in [
                SQLiteConnection.Option.defensive, .trustedSchema, .loadExtension, .triggers, .foreignKeys,
                .doubleQuotedStrings, .noCheckpointOnClose,
            ] {
                try connection.set(option, true)
                try connection.set(option, false)
            }
            #expect(errorCode { _ = try connection.scalar("SELECT \"no such column\"") } == .error)
        }
    }

    /// A new empty database.
    func memory() throws -> SQLiteConnection {
        try SQLiteConnection(path: ":memory:", access: .create)
    }

    /// The primary code of the SQLite error that `body` throws; nil if it throws none.
    func errorCode(_ body: () throws -> Void) -> SQLiteError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? SQLiteError)?.code
        }
    }
#endif
