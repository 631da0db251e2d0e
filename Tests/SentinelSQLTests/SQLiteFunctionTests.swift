#if SQLite
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("SQLite functions of one's own")
    struct SQLiteFunctionTests {
        @Test(
            "read an argument as SQLite converts it",
            arguments: [
                ("NULL", "0 0.0 -"), ("7", "7 7.0 7"), ("7.9", "7 7.9 7.9"), ("'12abc'", "12 12.0 12abc"),
                ("''", "0 0.0 "),
                ("'abc'", "0 0.0 abc"), ("x'3132'", "12 12.0 12"),
                ("9223372036854775807", "9223372036854775807 9.223372036854776e+18 9223372036854775807"),
                ("-9223372036854775808", "-9223372036854775808 -9.223372036854776e+18 -9223372036854775808"),
                ("1e400", "9223372036854775807 inf Inf"), ("'naïve'", "0 0.0 naïve"),
            ])
        func arguments(_ literal: String, _ expected: String) throws {
            let connection = try memory()
            try connection.addFunction("describe", argumentCount: 1) { call in
                "\(call.integer(at: 0)) \(call.double(at: 0)) \(call.text(at: 0) ?? "-")"
            }
            #expect(try connection.scalar("SELECT describe(\(literal))") == .text(expected))
        }

        @Test("arguments that were not given are nothing")
        func missing() throws {
            let connection = try memory()
            try connection.addFunction("count_them") { call in
                "\(call.count) \(call.integer(at: call.count)) \(call.double(at: 99)) \(call.text(at: 7) == nil)"
            }
            #expect(try connection.scalar("SELECT count_them()") == .text("0 0 0.0 true"))
            #expect(try connection.scalar("SELECT count_them(1, 2, 3)") == .text("3 0 0.0 true"))
        }

        @Test("text ends at its first zero byte, answers keep theirs")
        func zeroBytes() throws {
            let connection = try memory()
            try connection.addFunction("first", argumentCount: 1) { $0.text(at: 0) }
            try connection.addFunction("whole", argumentCount: 0) { _ in "a\0b" }
            #expect(try connection.scalar("SELECT first('a' || char(0) || 'b')") == .text("a"))
            #expect(try connection.scalar("SELECT whole()") == .text("a\0b"))
            #expect(try connection.scalar("SELECT length(CAST(whole() AS BLOB))") == .integer(3))
        }

        @Test("one name may have a form for each number of arguments, and replaces SQLite's own")
        func overloads() throws {
            let connection = try memory()
            try connection.addFunction("upper", argumentCount: 1) { _ in "one" }
            try connection.addFunction("upper", argumentCount: 2) { _ in "two" }
            #expect(try connection.rows("SELECT upper('x'), upper('x', 'y')") == [[.text("one"), .text("two")]])
            #expect(errorCode { _ = try connection.scalar("SELECT upper('x', 'y', 'z')") } == .error)
        }

        @Test(
            "a thrown error is the statement's",
            arguments: [(SQLiteError.Code.error, SQLiteError.Code.error), (.tooBig, .tooBig), (.constraint, .error)])
        func errors(_ thrown: SQLiteError.Code, _ seen: SQLiteError.Code) throws {
            let connection = try memory()
            try connection.addFunction("fails", argumentCount: 0) { _ throws(SQLiteError) in
                throw SQLiteError(thrown, "these words")
            }
            do {
                _ = try connection.scalar("SELECT fails()")
                Issue.record("no error")
            } catch {
                #expect(error.code == seen)
                if seen == .error { #expect(error.message == "these words") }
            }
            #expect(try connection.scalar("SELECT 1") == .integer(1), "the connection goes on")
        }

        @Test("sees the length limit of its connection", arguments: [100, 5000])
        func lengthLimit(_ limit: Int) throws {
            let connection = try memory()
            connection.setLimit(.length, limit)
            try connection.addFunction("most", argumentCount: 0) { "\($0.lengthLimit)" }
            #expect(try connection.scalar("SELECT most()") == .text("\(limit)"))
            try connection.addFunction("long", argumentCount: 0) { _ in String(repeating: "x", count: limit + 1) }
            #expect(errorCode { _ = try connection.scalar("SELECT long()") } == .tooBig)
        }

        @Test("may be used by indexes, being deterministic")
        func deterministic() throws {
            let connection = try memory()
            try connection.addFunction("twice", argumentCount: 1) { "\($0.integer(at: 0) * 2)" }
            try connection.execute("CREATE TABLE t(a); CREATE INDEX i ON t(twice(a)); INSERT INTO t VALUES (1), (2)")
            #expect(try connection.scalar("SELECT a FROM t WHERE twice(a) = '4'") == .integer(2))
        }

        @Test("the one that is replaced is let go")
        func replaced() throws {
            final class Witness {}
            let connection = try memory()
            weak var kept: Witness?
            do {
                let witness = Witness()
                kept = witness
                try connection.addFunction("f", argumentCount: 0) { _ in withExtendedLifetime(witness) { "old" } }
            }
            #expect(kept != nil)
            try connection.addFunction("f", argumentCount: 0) { _ in "new" }
            #expect(kept == nil)
            #expect(try connection.scalar("SELECT f()") == .text("new"))
        }
    }
#endif
