#if SQLite
    import SentinelModels
    import Testing

    @testable import SentinelAdapters

    @Suite("A query's text")
    struct SQLiteQueryTextTests {
        @Test(
            "what a statement begins with is found behind blanks and comments",
            arguments: [
                ("SELECT 1", nil), ("  select 1", nil), ("\n\t;; WITH a AS (SELECT 1) SELECT * FROM a", nil),
                ("-- x\n/* y */ values(1)", nil), ("/* -- */SELECT 1", nil), ("-- /*\nSELECT 1", nil),
                ("/**/SELECT(1)", nil), ("SELECT'x'", nil), ("\u{FEFF}\u{A0}SELECT 1", nil),
                ("DELETE FROM t", ", not DELETE"), ("selects 1", ", not SELECTS"), ("SELECT_1", ", not SELECT_"),
                ("(SELECT 1)", ""), ("1", ""), ("'SELECT'", ""), ("-", ""), ("@x", ""), ("/", ""),
                (String(repeating: "x", count: 40), ", not " + String(repeating: "X", count: 32)),
            ] as [(String, String?)])
        func firstWords(sql: String, ending: String?) {
            let message = ending.map { "a query must start with SELECT, WITH or VALUES" + $0 }
            #expect(refusal(sql)?.message == message)
            #expect(refusal(sql)?.code == (message == nil ? nil : .notReadOnly))
        }

        @Test(
            "nothing at all is said to be empty",
            arguments: ["", " ", ";", "-- x", "/* x */", "/*", "--", "\n;\u{FEFF};"])
        func empty(sql: String) {
            #expect(refusal(sql) == SentinelError(.query, "the query is empty"))
        }

        @Test("64 KiB are the most", arguments: [(65_536, true), (65_537, false)])
        func size(count: Int, isAccepted: Bool) {
            let sql = "SELECT " + String(repeating: "1", count: count - 7)
            #expect(refusal(sql)?.message == (isAccepted ? nil : "the query is longer than 64 KiB"))
        }

        @Test(
            "the original's escape is undone, everything else left alone",
            arguments: [
                ("SELECT '12\\:30'", "SELECT '12:30'"), ("SELECT '\\\\'", "SELECT '\\\\'"),
                ("SELECT ':x'", "SELECT ':x'"),
                ("SELECT x\\:\\:int", "SELECT x::int"), ("SELECT 'a\\n'", "SELECT 'a\\n'"), ("SELECT :x", "SELECT :x"),
            ])
        func escapes(sql: String, text: String) throws {
            #expect(try SQLiteQueryText(sql).text == text)
        }

        @Test(
            "places count lines and characters from 1",
            arguments: [
                ("SELECT x", 0, "line 1, column 1"), ("SELECT x", 7, "line 1, column 8"),
                ("SELECT 'ü' x", 12, "line 1, column 12"), ("SELECT\nx", 7, "line 2, column 1"),
                ("SELECT '12\\:30', x", 16, "line 1, column 18"), ("SELECT '\\:\\:', x", 13, "line 1, column 16"),
                ("SELECT x\\:\\:int", 8, "line 1, column 9"), ("SELECT x\\:\\:int", 9, "line 1, column 11"),
                ("SELECT '\\:',\n'\\:', x", 17, "line 2, column 7"), ("SELECT '\\:',\nx", 12, "line 2, column 1"),
                ("SELECT 'é\\:', x", 14, "line 1, column 15"), ("SELECT '\\n', x", 13, "line 1, column 14"),
                ("SELECT\r\n 'é', x", 14, "line 2, column 6"), ("SELECT\n\n\nx", 9, "line 4, column 1"),
            ])
        func places(sql: String, offset: Int, place: String) throws {
            #expect(try SQLiteQueryText(sql).place(ofByte: offset) == place)
        }

        private func refusal(_ sql: String) -> SentinelError? {
            do throws(SentinelError) {
                _ = try SQLiteQueryText(sql)
                return nil
            } catch {
                return error
            }
        }
    }
#endif
