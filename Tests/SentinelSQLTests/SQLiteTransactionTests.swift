#if SQLite
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("SQLite transactions")
    struct SQLiteTransactionTests {
        private struct Refusal: Error {}

        @Test(
            "kept on return, undone on error",
            arguments: [SQLiteConnection.TransactionKind.deferred, .immediate, .exclusive])
        func transaction(_ kind: SQLiteConnection.TransactionKind) throws {
            let connection = try memory()
            try connection.execute("CREATE TABLE t(a UNIQUE)")
            let value = try connection.transaction(kind) { () throws(SQLiteError) -> Int in
                #expect(connection.isInTransaction)
                return try connection.run("INSERT INTO t VALUES (1)")
            }
            #expect(value == 1)
            #expect(throws: SQLiteError.self) {
                try connection.transaction(kind) { () throws(SQLiteError) in
                    try connection.run("INSERT INTO t VALUES (2)")
                    try connection.run("INSERT INTO t VALUES (1)")
                }
            }
            #expect(!connection.isInTransaction)
            #expect(try connection.rows("SELECT a FROM t") == [[.integer(1)]])
        }

        @Test("errors of begin and commit are mapped")
        func mapping() throws {
            let folder = try TemporaryFolder()
            let first = try SQLiteConnection(path: folder.file("a.db"), access: .create)
            try first.execute("CREATE TABLE t(a); CREATE TABLE child(a REFERENCES t(rowid) DEFERRABLE)")
            let second = try SQLiteConnection(path: folder.file("a.db"), access: .readWrite)
            try first.begin()
            #expect(throws: SentinelError(.busy, "busy")) {
                try second.transaction(mapping: { _ in SentinelError(.busy, "busy") }) { () throws(SentinelError) in }
            }
            try first.rollback()
            try first.rollback()
            // A reader's lock lets the writer begin but not commit.
            let reading = try second.prepare("SELECT a FROM t")
            try first.run("INSERT INTO t VALUES (1)")
            #expect(try reading.step())
            #expect(throws: SentinelError(.conflict, "commit")) {
                try first.transaction(mapping: { _ in SentinelError(.conflict, "commit") }) {
                    () throws(SentinelError) in _ = try? first.run("INSERT INTO t VALUES (2)")
                }
            }
            #expect(!first.isInTransaction)
        }

        @Test("savepoints nest")
        func savepoints() throws {
            let connection = try memory()
            try connection.execute("CREATE TABLE t(a)")
            try connection.begin(.immediate)
            for number in 1...4 as ClosedRange<Int64> {
                try connection.savepoint("element")
                try connection.run("INSERT INTO t VALUES (?)", [.integer(number)])
                if number % 2 == 0 { try connection.rollback(to: "element") } else { try connection.release("element") }
            }
            try connection.commit()
            try connection.rollback(to: "element")
            #expect(try connection.rows("SELECT a FROM t ORDER BY a") == [[.integer(1)], [.integer(3)]])
        }
    }
#endif
