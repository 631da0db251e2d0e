#if SQLite
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("SQLite errors by role")
    struct SQLiteErrorRoleTests {
        @Test(
            "every code of SQLite has a meaning for either role, and keeps SQLite's words",
            arguments: 1...28 as ClosedRange<Int32>)
        func all(_ code: Int32) {
            for role in SQLiteRole.allCases {
                let error = SentinelError(SQLiteError(extendedCode: code | 2 << 8, message: "near \"x\""), role: role)
                #expect(!error.message.isEmpty)
                #expect(error.underlying == "SQLite error \(code | 512): near \"x\"")
            }
        }

        @Test(
            "what a reader of the state database is told when only a writer could read it",
            arguments: [
                (264, "open it once with a program that may write"), (776, "open it once"), (1288, "open it once"),
                // A writer meets this one, in a folder it may not write.
                (1544, "the state database cannot be written: words"),
                (8, "the state database cannot be written: words"),
            ] as [(Int32, String)])
        func stateNeedsWriter(_ code: Int32, _ text: String) {
            let error = SentinelError(SQLiteError(extendedCode: code, message: "words"), role: .state)
            #expect(error.code == .store)
            #expect(error.message.contains(text), "\(error.message)")
            #expect(!error.isRetryable)
            #expect(error.message.hasPrefix("the state database"))
        }

        @Test(
            "the primary code is the low byte",
            arguments: [(1, 1), (257, 1), (2067, 19), (6410, 10), (5, 5)] as [(Int32, Int32)])
        func primary(_ extended: Int32, _ primary: Int32) {
            #expect(SQLiteError(extendedCode: extended, message: "").code.rawValue == primary)
        }

        @Test(
            "only keys make unique violations",
            arguments: [
                (1555, true), (2067, true), (2579, true), (275, false), (787, false), (1299, false), (3091, false),
                (19, false),
            ] as [(Int32, Bool)])
        func unique(_ code: Int32, _ isUnique: Bool) {
            #expect(SQLiteError(extendedCode: code, message: "").isUniqueViolation == isUnique)
        }

        @Test(
            "constraints are told apart by their extended codes",
            arguments: [
                ("INSERT INTO t VALUES (1, 9, 9, 9)", 1555), ("INSERT INTO t VALUES (2, 1, 9, 9)", 2067),
                ("INSERT INTO t VALUES (2, 9, NULL, 9)", 1299), ("INSERT INTO t VALUES (2, 9, 9, -1)", 275),
                ("INSERT INTO t(rowid, a, b, c, d) VALUES (1, 3, 9, 9, 9)", 2579),
                ("INSERT INTO child VALUES (99)", 787),
            ] as [(String, Int32)])
        func constraints(_ sql: String, _ code: Int32) throws {
            let connection = try memory()
            try connection.set(.foreignKeys, true)
            try connection.execute(
                """
                CREATE TABLE t(a INT PRIMARY KEY, b UNIQUE, c NOT NULL, d CHECK (d > 0));
                CREATE TABLE child(a REFERENCES t(a)); INSERT INTO t VALUES (1, 1, 1, 1)
                """)
            do {
                try connection.run(sql)
                Issue.record("accepted")
            } catch {
                #expect(error.extendedCode == code)
                #expect(error.code == .constraint)
            }
        }

        @Test(
            "syntax errors say where, in bytes of the statement",
            arguments: [
                ("SELEC 1", 0), ("SELECT 1 +", nil), ("SELECT é FROM FROM", 15), ("SELECT nope", 7),
                ("SELECT 1 FROM nowhere", nil), ("SELECT f(1)", 7),
            ] as [(String, Int?)])
        func places(_ sql: String, _ offset: Int?) throws {
            let connection = try memory()
            do {
                _ = try connection.prepare(sql)
                Issue.record("accepted")
            } catch {
                #expect(error.code == .error)
                #expect(error.offset == offset, "\(error)")
            }
        }

        @Test("an error of this layer reads like one of SQLite")
        func own() {
            let error = SQLiteError(.range, "no such parameter")
            #expect(error.extendedCode == 25)
            #expect(error.description == "SQLite error 25: no such parameter")
            #expect(error.offset == nil)
        }
    }
#endif
