#if MySQL
    @testable import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite("The text of a query for MariaDB and MySQL")
    struct MySQLQueryTextTests {
        /// What goes in, what goes to the server, and the names of its parameters.
        private static let texts: [(String, String, [String])] = [
            ("SELECT 1", "SELECT 1", []), ("SELECT 1;", "SELECT 1", []), ("SELECT 1 ; ;\n", "SELECT 1 ", []),
            (";SELECT 1", "SELECT 1", []), ("\u{FEFF}SELECT 1", "SELECT 1", []),
            ("SELECT :a", "SELECT ?", ["a"]), ("SELECT :a, :b, :a", "SELECT ?, ?, ?", ["a", "b", "a"]),
            ("SELECT :fire_at2+1", "SELECT ?+1", ["fire_at2"]), ("SELECT ':a'", "SELECT ':a'", []),
            ("SELECT \":a\"", "SELECT \":a\"", []), ("SELECT `:a`", "SELECT `:a`", []),
            ("SELECT 'it''s :a', :b", "SELECT 'it''s :a', ?", ["b"]),
            ("SELECT 'it\\'s :a', :b", "SELECT 'it\\'s :a', ?", ["b"]),
            ("SELECT '\\\\', :b", "SELECT '\\\\', ?", ["b"]), ("SELECT `a\\`, :b", "SELECT `a\\`, ?", ["b"]),
            ("SELECT \"\"\":a\", :b", "SELECT \"\"\":a\", ?", ["b"]),
            ("SELECT 1 -- :a\n, :b", "SELECT 1 -- :a\n, ?", ["b"]),
            ("SELECT 1 # :a\n, :b", "SELECT 1 # :a\n, ?", ["b"]),
            ("SELECT 1 /* :a */, :b", "SELECT 1 /* :a */, ?", ["b"]), ("SELECT 1--:b", "SELECT 1--?", ["b"]),
            ("SELECT 1 --", "SELECT 1 --", []), ("SELECT 5 /*+ hint */", "SELECT 5 /*+ hint */", []),
            ("SELECT @v:=1", "SELECT @v:=1", []), ("SELECT a::b", "SELECT a:?", ["b"]),
            ("SELECT 1 :", "SELECT 1 :", []),
            ("SELECT \\:a", "SELECT :a", []), ("SELECT '\\:a'", "SELECT '\\:a'", []), ("SELECT \\N", "SELECT \\N", []),
            ("(SELECT 1) UNION (SELECT 2)", "(SELECT 1) UNION (SELECT 2)", []),
            ("((SELECT 1))", "((SELECT 1))", []),
            (
                "WITH a AS (SELECT 1) SELECT * FROM a",
                "WITH a AS (SELECT 1) SELECT * FROM a", []
            ),
            ("VALUES (1)", "VALUES (1)", []), ("TABLE t", "TABLE t", []), ("select 1", "select 1", []),
            ("SELECT 'open", "SELECT 'open", []), ("SELECT 'open\\", "SELECT 'open\\", []),
            ("SELECT größe FROM t", "SELECT größe FROM t", []), ("SELECT 1; -- end", "SELECT 1", []),
            ("SELECT 1; /* end */ # more", "SELECT 1", []),
        ]

        @Test(arguments: texts)
        func isTaken(sql: String, text: String, parameters: [String]) throws {
            let query = try MySQLQueryText(sql)
            #expect(query.text == text)
            #expect(query.parameters == parameters)
        }

        private static let refused: [(String, SentinelError.Code)] = [
            ("", .query), (" \n", .query), ("-- x", .query), (";", .query), ("/* x */", .query), ("/* open", .query),
            ("DELETE FROM t", .notReadOnly), ("1", .notReadOnly), ("'SELECT'", .notReadOnly),
            ("`SELECT` 1", .notReadOnly),
            ("SELECTX 1", .notReadOnly), ("(DELETE)", .notReadOnly), ("SELECT 1; SELECT 2", .notReadOnly),
            ("SELECT 1; x", .notReadOnly), ("SELECT 1; 'x'", .notReadOnly), ("SELECT 1) x (", .notReadOnly),
            ("SELECT 1)", .notReadOnly), (")SELECT 1", .notReadOnly), ("SELECT 1 /*! x */", .notReadOnly),
            ("SELECT 1 /*M! x */", .notReadOnly), ("SELECT 1 /*!50000 x", .notReadOnly), ("SELECT '\0'", .query),
            ("/**/; DELETE", .notReadOnly), ("@SELECT", .notReadOnly), (":SELECT", .notReadOnly),
            ("SELECT '" + String(repeating: "x", count: 70_000) + "'", .query),
            ("\u{A0}SELECT 1", .notReadOnly), ("\u{37E}SELECT 1", .notReadOnly),
        ]

        @Test(arguments: refused)
        func isRefused(sql: String, code: SentinelError.Code) {
            do throws(SentinelError) {
                let query = try MySQLQueryText(sql)
                Issue.record("it was taken as \(query.text)")
            } catch {
                #expect(error.code == code)
                #expect(!error.isRetryable)
            }
        }

        @Test func theRefusedWordIsNamed() {
            do throws(SentinelError) {
                _ = try MySQLQueryText("update t set a = 1")
                Issue.record("it was taken")
            } catch {
                #expect(error.message == "a query must start with SELECT, WITH or VALUES, not UPDATE")
            }
        }

        @Test(arguments: [
            ("SELECT 1", false), ("SELECT 'a@b'", false), ("SELECT @a", true), ("SELECT @@version", true),
            ("SELECT get_lock('a', 1)", true), ("SELECT `RELEASE_LOCK`('a')", true), ("SELECT last_insert_id(4)", true),
            ("SELECT locked FROM t", false), ("SELECT setval(s, 4)", true), ("SELECT 1 -- _lock", true),
        ])
        func tracesAreSeen(sql: String, leavesTraces: Bool) throws {
            #expect(try MySQLQueryText(sql).leavesTraces == leavesTraces)
        }

        @Test func valuesComeInOrder() throws {
            let query = try MySQLQueryText("SELECT :b, :a, :b")
            #expect(
                try query.values(["a": .integer(1), "b": .text("x"), "c": .null]) == [
                    .text("x"), .integer(1), .text("x"),
                ])
            for (known, words) in [([:], "it is given none"), (["b": .null, "z": .null], "known are :b, :z")]
                as [([String: SQLValue], String)]
            {
                do throws(SentinelError) {
                    _ = try query.values(known)
                    Issue.record("a value is missing")
                } catch {
                    #expect(error.code == .query)
                    #expect(error.message.contains(words))
                }
            }
        }

        /// The lexer never fails to end and never lets a parenthesis, a semicolon or a quote through that it did not see.
        @Test func randomTextsKeepTheirStructure() throws {
            var random = SeededGenerator(seed: 11)
            let pieces = [
                "'", "\"", "`", "\\", "(", ")", ";", "--", "-- ", "#", "/*", "*/", "/*!", "\n", ":a", "@", "x", " ",
                "é", ":",
                "SELECT ", "1",
            ]
            var taken = 0
            for _ in 0..<20_000 {
                var text = "SELECT "
                for _ in 0..<Int.random(in: 0...12, using: &random) {
                    text += pieces[Int.random(in: 0..<pieces.count, using: &random)]
                }
                guard let query = try? MySQLQueryText(text) else { continue }
                taken += 1
                // What was taken is taken again, and then without a change: all its parameters are gone.
                let again = try MySQLQueryText(query.text)
                #expect(again.text == query.text || query.text.contains(":"), "\(text)")
            }
            #expect(taken > 2000)
        }
    }

    @Suite("The comment that names alert and run")
    struct MySQLTagCommentTests {
        @Test(arguments: [
            (QueryTag(), ""), (QueryTag(alert: "a", run: "r-1"), "/* sqlsentinel alert=a run=r-1 */ "),
            (QueryTag(tenant: "acme", alert: "Late orders"), "/* sqlsentinel tenant=acme alert=Late%20orders */ "),
            (QueryTag(alert: "*/ DROP TABLE t; /*"), "/* sqlsentinel alert=%2A%2F%20DROP%20TABLE%20t%3B%20%2F%2A */ "),
            (QueryTag(alert: "a\n:b?ü"), "/* sqlsentinel alert=a%0A%3Ab%3F%C3%BC */ "),
        ])
        func text(tag: QueryTag, text: String) {
            #expect(MySQLTagComment.text(tag) == text)
        }

        @Test func longNamesAreCut() {
            let text = MySQLTagComment.text(QueryTag(alert: String(repeating: "x", count: 500)))
            #expect(text.utf8.count == "/* sqlsentinel alert= */ ".utf8.count + 120)
        }
    }
#endif
