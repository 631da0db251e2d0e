#if ODBC || DuckDB
    @testable import SentinelAdapters
    import SentinelModels
    import Testing

    @Suite("Parameters are marked as the database wants it")
    struct SQLQueryTextTests {
        @Test(
            "marks",
            arguments: [
                ("SELECT :a", "SELECT ?", "SELECT $a", ["a"]), ("SELECT 1", "SELECT 1", "SELECT 1", []),
                ("SELECT :a + :b, :a", "SELECT ? + ?, ?", "SELECT $a + $b, $a", ["a", "b", "a"]),
                ("SELECT ':a', x::int -- :b", "SELECT ':a', x::int", "SELECT ':a', x::int", []),
                (";; SELECT :a ; ; ", "SELECT ?", "SELECT $a", ["a"]),
                ("SELECT '\\:a'", "SELECT ':a'", "SELECT ':a'", []),
                ("SELECT x\\:\\:int", "SELECT x::int", "SELECT x::int", []),
                ("SELECT '🦉' || :é", "SELECT '🦉' || ?", "SELECT '🦉' || $é", ["é"]),
                ("SELECT '?'", "SELECT '?'", "SELECT '?'", []), ("", "", "", []), (";", "", "", []),
            ] as [(String, String, String, [String])])
        func marks(_ sql: String, _ question: String, _ dollar: String, _ names: [String]) throws {
            let first = try SQLQueryText(sql, dialect: .duckDB, marks: .question)
            #expect(first.text == question)
            #expect(first.parameters == names)
            #expect(try SQLQueryText(sql, dialect: .duckDB, marks: .dollar).text == dollar)
        }

        @Test(
            "what is no query text",
            arguments: [
                ("SELECT ?", "holds a '?'"), ("SELECT \0", "zero byte"),
                ("SELECT '" + String(repeating: "x", count: 65_536) + "'", "64 KiB"),
            ])
        func faults(_ sql: String, _ words: String) {
            do {
                _ = try SQLQueryText(sql, dialect: .duckDB, marks: .question)
                Issue.record("taken")
            } catch {
                #expect(error.code == .query)
                #expect(error.message.contains(words))
            }
        }

        @Test("values come in the order of the marks; what is not given is named")
        func values() throws {
            let text = try SQLQueryText("SELECT :b, :a, :b", dialect: .postgreSQL, marks: .question)
            #expect(
                try text.values(["a": .integer(1), "b": .text("x"), "c": .null]) == [
                    .text("x"), .integer(1), .text("x"),
                ])
            for (given, words) in [(["a": SQLValue.null], "known are :a"), ([:], "it is given none")] {
                do {
                    _ = try text.values(given)
                    Issue.record("given")
                } catch {
                    #expect(error.code == .query)
                    #expect(error.message == "the query uses the unknown parameter :b; \(words)")
                }
            }
        }

        @Test("the gate sees the pieces, and its refusal is final")
        func gate() {
            do {
                _ = try SQLQueryText("SELECT a", dialect: .other, marks: .question) { tokens throws(SentinelError) in
                    throw SentinelError(.notReadOnly, "\(tokens.count)")
                }
                Issue.record("taken")
            } catch {
                #expect(error == SentinelError(.notReadOnly, "2"))
            }
        }
    }
#endif
