#if SQLite
    import SentinelModels
    import SentinelSQL
    import Testing

    @Suite("SQLite errors")
    struct SQLiteErrorTests {
        @Test(
            "what a native code means for a source and for the state",
            arguments: [
                (SQLiteError.Code.busy, SentinelError.Code.busy, true, SentinelError.Code.busy, true),
                (.locked, .busy, true, .busy, true), (.lockProtocol, .busy, true, .busy, true),
                (.cannotOpen, .connection, true, .store, true), (.notADatabase, .connection, false, .store, false),
                (.corrupt, .connection, false, .store, false), (.inputOutput, .connection, true, .store, true),
                (.full, .connection, true, .store, true), (.permission, .permission, false, .store, false),
                (.authorization, .notReadOnly, false, .store, false), (.readOnly, .notReadOnly, false, .store, false),
                (.interrupt, .cancelled, false, .cancelled, false), (.abort, .cancelled, false, .cancelled, false),
                (.tooBig, .resultTooLarge, false, .store, false), (.noMemory, .resultTooLarge, false, .store, true),
                (.schema, .query, true, .store, true), (.misuse, .internalFault, false, .internalFault, false),
                (.constraint, .query, false, .store, false), (.mismatch, .query, false, .store, false),
                (.range, .query, false, .internalFault, false), (.error, .query, false, .store, false),
            ])
        func mapping(
            _ code: SQLiteError.Code, source: SentinelError.Code, sourceRetry: Bool, state: SentinelError.Code,
            stateRetry: Bool
        ) {
            let error = SQLiteError(code, "words")
            for (role, expected, isRetryable) in [
                (SQLiteRole.source, source, sourceRetry), (.state, state, stateRetry),
            ] {
                let mapped = SentinelError(error, role: role)
                #expect(mapped.code == expected)
                #expect(mapped.isRetryable == isRetryable)
                #expect(mapped.underlying == "SQLite error \(code.rawValue): words")
            }
        }

        @Test("a database that only a writer can read", arguments: [264, 776, 1288, 1544] as [Int32])
        func needsWriter(_ code: Int32) {
            let error = SentinelError(SQLiteError(extendedCode: code, message: "words"), role: .source)
            #expect(error.code == .connection)
            #expect(error.message.contains("writer"))
        }

        @Test("syntax errors carry their place")
        func offset() throws {
            let connection = try memory()
            do {
                _ = try connection.prepare("SELECT 1 FORM t x")
                Issue.record("accepted")
            } catch {
                #expect(error.code == .error)
                #expect(error.offset == 14)
                #expect(error.message.contains("syntax error"))
            }
        }

        @Test(
            "unique violations are told from others",
            arguments: [
                ("INSERT INTO t VALUES (1, 2, 3)", true), ("INSERT INTO t VALUES (2, 1, 3)", true),
                ("INSERT INTO t VALUES (2, 2, NULL)", false),
            ])
        func unique(_ sql: String, isUnique: Bool) throws {
            let connection = try memory()
            try connection.execute(
                "CREATE TABLE t(a INTEGER PRIMARY KEY, b UNIQUE, c NOT NULL); INSERT INTO t VALUES (1, 1, 1)")
            do {
                try connection.run(sql)
                Issue.record("accepted")
            } catch {
                #expect(error.code == .constraint)
                #expect(error.isUniqueViolation == isUnique)
            }
        }
    }
#endif
