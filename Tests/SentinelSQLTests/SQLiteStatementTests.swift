#if SQLite
    import SentinelModels
    import SentinelSQL
    import Testing

    @Suite("SQLite statement")
    struct SQLiteStatementTests {
        @Test(
            "values go in and come out as they are",
            arguments: [
                (SQLValue.null, SQLValue.null), (.integer(.max), .integer(.max)), (.integer(.min), .integer(.min)),
                (.integer(9_007_199_254_740_993), .integer(9_007_199_254_740_993)), (.double(0.1), .double(0.1)),
                (.double(.infinity), .double(.infinity)), (.double(.nan), .null), (.bool(true), .integer(1)),
                (.bool(false), .integer(0)), (.text(""), .text("")), (.text("naïve 🦉"), .text("naïve 🦉")),
                (.text("a\0b"), .text("a\0b")), (.bytes([]), .bytes([])), (.bytes([0, 255]), .bytes([0, 255])),
                (.decimal("123456789012345678901.50"), .text("123456789012345678901.50")),
                (.json("[1]"), .text("[1]")), (.date(CalendarDate(year: 2026, month: 2, day: 3)), .text("2026-02-03")),
                (.timestamp(Timestamp(seconds: 1_795_424_400)), .text("2026-11-23 09:00:00")),
                (.timestamp(Timestamp(microseconds: 1_795_424_400_250_000)), .text("2026-11-23 09:00:00.250")),
            ])
        func roundTrip(_ value: SQLValue, expected: SQLValue) throws {
            let statement = try memory().prepare("SELECT ?")
            try statement.bind(value, at: 1)
            #expect(try statement.step())
            #expect(statement.value(at: 0) == expected)
            #expect(statement.values == [expected])
            #expect(try !statement.step())
        }

        @Test("columns by type")
        func columns() throws {
            let connection = try memory()
            try connection.execute("CREATE TABLE t(a INTEGER, b DECIMAL(10,2), c TEXT, d BLOB, e)")
            try connection.execute("INSERT INTO t VALUES (7, '12.50', 'x', x'0102', NULL)")
            let statement = try connection.prepare("SELECT a, b, c, d, e, a + 1 AS f, a FROM t")
            #expect(statement.columnCount == 7)
            #expect(try statement.step())
            #expect(statement.columnNames == ["a", "b", "c", "d", "e", "f", "a"])
            let declared = (0..<7).map { statement.declaredType(at: $0) }
            #expect(declared == ["INTEGER", "DECIMAL(10,2)", "TEXT", "BLOB", nil, nil, "INTEGER"])
            let classes = (0..<5).map { statement.storageClass(at: $0) }
            #expect(classes == [.integer, .real, .text, .blob, .null])
            #expect(statement.integer(at: 0) == 7)
            #expect(statement.double(at: 1) == 12.5)
            #expect(statement.text(at: 2) == "x")
            #expect(statement.bytes(at: 3) == [1, 2])
            #expect(statement.byteCount(at: 3) == 2)
            #expect(statement.optionalInteger(at: 4) == nil)
            #expect(statement.optionalText(at: 4) == nil)
            #expect(statement.optionalInteger(at: 0) == 7)
            #expect(statement.optionalText(at: 2) == "x")
            #expect(statement.text(at: 4).isEmpty && statement.bytes(at: 4).isEmpty)
        }

        @Test("text that is no UTF-8 comes as bytes, or repaired when asked for as text")
        func invalidText() throws {
            let statement = try memory().prepare("SELECT CAST(x'41ff' AS TEXT)")
            #expect(try statement.step())
            #expect(statement.value(at: 0) == .bytes([0x41, 0xFF]))
            #expect(statement.text(at: 0) == "A\u{FFFD}")
        }

        @Test("parameters by name")
        func names() throws {
            let statement = try memory().prepare("SELECT :a, @b, $c, ?9, ?")
            #expect(statement.parameterCount == 10)
            let names = (1...10).map { statement.parameterName(at: $0) }
            #expect(names == [":a", "@b", "$c", nil, nil, nil, nil, nil, "?9", nil])
            try statement.bind(.integer(1), named: ":a")
            #expect(errorCode { try statement.bind(.integer(1), named: ":other") } == .range)
            #expect(errorCode { try statement.bind(.integer(1), at: 11) } == .range)
        }

        @Test("a failed step leaves the statement reset")
        func failedStep() throws {
            let connection = try memory()
            try connection.execute("CREATE TABLE t(a PRIMARY KEY)")
            let statement = try connection.prepare("INSERT INTO t VALUES (?)")
            try statement.run([.integer(1)])
            #expect(errorCode { try statement.run([.integer(1)]) } == .constraint)
            #expect(!statement.isRunning)
            try statement.run([.integer(2)])
            #expect(try connection.scalar("SELECT count(*) FROM t") == .integer(2))
        }

        @Test("what kind of statement it is")
        func kinds() throws {
            let connection = try memory()
            try connection.execute("CREATE TABLE t(a)")
            #expect(try connection.prepare("SELECT 1").isReadOnly)
            #expect(try !connection.prepare("INSERT INTO t VALUES (1)").isReadOnly)
            #expect(try connection.prepare("EXPLAIN SELECT 1").isExplain)
            #expect(try connection.prepare("BEGIN").columnCount == 0)
        }
    }
#endif
