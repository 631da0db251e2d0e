#if PostgreSQL
    import SentinelModels
    import SentinelSQL
    import Testing

    @testable import SentinelAdapters

    @Suite("PostgreSQL's query text")
    struct PostgreSQLScannerTests {
        @Test(
            "parameters are found where the lexer sees names, and nowhere else",
            arguments: [
                ("SELECT :a", "SELECT $1", ["a"]), ("SELECT :a, :b, :a", "SELECT $1, $2, $1", ["a", "b"]),
                ("SELECT ':a', \":b\", :c", "SELECT ':a', \":b\", $1", ["c"]),
                ("SELECT 'it''s :a' || :b", "SELECT 'it''s :a' || $1", ["b"]),
                ("SELECT E'\\' :a' || :b", "SELECT E'\\' :a' || $1", ["b"]),
                ("SELECT e'\\\\' || :b", "SELECT e'\\\\' || $1", ["b"]),
                ("SELECT '\\' || :b", "SELECT '\\' || $1", ["b"]), ("-- :a\nSELECT :b", "-- :a\nSELECT $1", ["b"]),
                ("/* :a /* :b */ :c */ SELECT :d", "/* :a /* :b */ :c */ SELECT $1", ["d"]),
                ("SELECT $$:a$$, :b", "SELECT $$:a$$, $1", ["b"]),
                ("SELECT $x$:a $$ $y$ $x$, :b", "SELECT $x$:a $$ $y$ $x$, $1", ["b"]),
                ("SELECT :a::int", "SELECT $1::int", ["a"]),
                ("SELECT 1::int", "SELECT 1::int", []), ("SELECT x[1:n]", "SELECT x[1:n]", []),
                ("SELECT x[:n]", "SELECT x[$1]", ["n"]),
                ("SELECT a\\:\\:int, \\:b, '\\:c'", "SELECT a::int, :b, ':c'", []),
                ("SELECT '12:30', 12:30", "SELECT '12:30', 12:30", []),
                ("SELECT :über_1", "SELECT $1", ["über_1"]), ("SELECT a:b", "SELECT a:b", []),
                ("SELECT :", "SELECT :", []),
                ("SELECT 'unclosed :a", "SELECT 'unclosed :a", []), ("SELECT $1, $x", "SELECT $1, $x", []),
                ("SELECT a$$b, :c", "SELECT a$$b, $1", ["c"]),
                ("SELECT :a$b", "SELECT $1$b", ["a"]), ("/* unclosed :a", "/* unclosed :a", []),
                ("SELECT U&'\\0041:x' , :y", "SELECT U&'\\0041:x' , $1", ["y"]),
            ])
        func parameters(sql: String, sent: String, names: [String]) {
            let scanner = PostgreSQLScanner(sql)
            #expect(String(decoding: scanner.text, as: UTF8.self) == sent)
            #expect(scanner.names == names)
        }

        @Test(
            "called functions are found behind quotes, blanks and comments",
            arguments: [
                ("SELECT f(1), G (2), \"h\"(3)", ["f", "g", "h"]), ("SELECT a.\"b c\" /* x */ -- y\n (1)", ["b c"]),
                ("SELECT 'f(1)' -- g(2)\n", []),
                ("SELECT $$f(1)$$, /* g(1) */ x", []), ("SELECT (1), 2 (3)", ["select"]), ("SELECT f.x, (g)", []),
                ("SELECT f 'x' (1)", []), ("SELECT count(*)", ["count"]),
            ])
        func functions(sql: String, names: [String]) {
            #expect(PostgreSQLScanner(sql).functions.sorted() == names)
        }

        @Test("a text without colons, quotes and dollars comes through as it is, whatever it holds")
        func identity() {
            for text in [
                "", "\u{FEFF}", "SELECT 'naïve 🦉' AS \"né\"", "\\", "'", "\"", "$", "$$", "$a", "/*", "--", ":",
            ] {
                #expect(String(decoding: PostgreSQLScanner(text).text, as: UTF8.self) == text)
            }
        }

        @Test(
            "places are those of the text as it was written",
            arguments: [
                ("SELECT x", 8, "line 1, column 8"), ("SELECT :long_name, x", 12, "line 1, column 20"),
                ("SELECT '\\:', x", 13, "line 1, column 14"),
                ("SELECT 'é🦉',\n\n  x", 17, "line 3, column 3"), ("SELECT :a,\n:a, x", 16, "line 2, column 5"),
                ("x", 99, "line 1, column 2"),
            ])
        func places(sql: String, position: Int, place: String) throws {
            #expect(try PostgreSQLQueryText(sql).place(ofCharacter: position) == place)
        }

        @Test(
            "what cannot be a query is refused before anything is sent",
            arguments: [
                ("SELECT \u{0}", SentinelError.Code.query), (String(repeating: "x", count: 65_537), .query),
                ("SELECT lo_export(1, 'x')", .notReadOnly),
                ("SELECT U&\"a\\0041\"", .notReadOnly),
            ])
        func refused(sql: String, code: SentinelError.Code) {
            let error = #expect(throws: SentinelError.self) { try PostgreSQLQueryText(sql) }
            #expect(error?.code == code)
        }

        @Test("values are given in the order of their numbers; a missing one is named")
        func values() throws {
            let text = try PostgreSQLQueryText("SELECT :b, :a, :b, :fire_at")
            let values = try text.values(["a": .integer(1), "b": .text("x"), "fire_at": .null, "other": .null])
            #expect(values.map(\.text) == ["x", "1", nil])
            #expect(values.map(\.type) == [.text, .int8, .timestamptz])
            let error = #expect(throws: SentinelError.self) { try text.values(["a": .null]) }
            #expect(error?.message == "the query uses the unknown parameter :b; known are :a")
            #expect(throws: SentinelError(.query, "the query uses the unknown parameter :b; it is given none")) {
                try text.values([:])
            }
        }

        @Test(
            "the gate refuses what reaches beyond reading, and no function of analysts",
            arguments: [
                ("lo_import", true), ("dblink_exec", true), ("pg_advisory_lock", true), ("set_config", true),
                ("query_to_xml", true),
                ("count", false), ("lower", false), ("log", false), ("pg_size_pretty", false),
                ("pg_total_relation_size", false), ("now", false),
                ("pg_is_in_recovery", false), ("pg_last_xact_replay_timestamp", false), ("pg_wal_lsn_diff", false),
                ("pg_current_wal_lsn", false),
            ])
        func gate(name: String, isRefused: Bool) {
            #expect(PostgreSQLGate.refuses(name) == isRefused)
        }
    }
#endif
