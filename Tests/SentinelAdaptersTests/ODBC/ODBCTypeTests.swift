#if ODBC
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Testing

    /// Every type of the databases behind the drivers, with its exact value. What a driver itself bends is said here.
    @Suite(
        "Types through ODBC drivers", .serialized, .enabled(if: ODBCDriver.hasAll, "\(ODBCDriver.whatIsMissing)"))
    struct ODBCTypeTests {
        private static let instant = SQLValue.timestamp(Timestamp(microseconds: 1_795_424_400_123_456))

        static let postgreSQL: [(String, SQLValue)] = [
            ("1::smallint", .integer(1)),
            ("(-32768)::smallint", .integer(-32768)),
            ("2147483647::integer", .integer(2_147_483_647)),
            ("(-2147483648)::integer", .integer(-2_147_483_648)),
            ("9223372036854775807::bigint", .integer(.max)),
            ("NULL::bigint", .null),
            ("0::numeric", .decimal("0")),
            ("0.00::numeric", .decimal("0.00")),
            ("1e20::numeric", .decimal("100000000000000000000")),
            ("(-0.000000000000000001)::numeric", .decimal("-0.000000000000000001")),
            ("99999999999999999999999999999999999999::numeric", .decimal("99999999999999999999999999999999999999")),
            ("12.50::numeric(10,2)", .decimal("12.50")),
            ("NULL::numeric", .null),
            ("0.5::real", .double(0.5)),
            ("1e308::double precision", .double(1e308)),
            ("5e-324::double precision", .double(.leastNonzeroMagnitude)),
            ("0.1::double precision + 0.2::double precision", .double(0.1 + 0.2)),
            ("'-Infinity'::double precision", .double(-.infinity)),
            ("NULL::double precision", .null),
            ("true", .bool(true)),
            ("NULL::boolean", .null),
            ("'x'::char(3)", .text("x  ")),
            ("'x'::varchar(3)", .text("x")),
            ("''::text", .text("")),
            ("NULL::text", .null),
            ("'tab\tnew\nline'", .text("tab\tnew\nline")),
            ("'e\u{301}'", .text("e\u{301}")),
            ("'\u{10FFFD}'", .text("\u{10FFFD}")),
            ("repeat('漢🦉', 1000)", .text(String(repeating: "漢🦉", count: 1000))),
            ("'\\x'::bytea", .bytes([])),
            ("'\\x00'::bytea", .bytes([0])),
            ("decode(repeat('00ff', 3000), 'hex')", .bytes((0..<6000).map { $0 % 2 == 0 ? 0 : 255 })),
            ("NULL::bytea", .null),
            ("date '0001-01-01'", .date(CalendarDate(year: 1, month: 1, day: 1))),
            ("date '1969-12-31'", .date(CalendarDate(year: 1969, month: 12, day: 31))),
            ("date '2024-02-29'", .date(CalendarDate(year: 2024, month: 2, day: 29))),
            ("date '9999-12-31'", .date(CalendarDate(year: 9999, month: 12, day: 31))),
            ("NULL::date", .null),
            ("timestamp '2026-11-23 09:00:00.123456'", instant),
            ("timestamptz '2026-11-23 10:00:00.123456+01'", instant),
            ("timestamptz '2026-11-23 04:00:00.123456-05'", instant),
            ("timestamp '1970-01-01 00:00:00'", .timestamp(Timestamp(microseconds: 0))),
            ("timestamp '1969-12-31 23:59:59.999999'", .timestamp(Timestamp(microseconds: -1))),
            ("NULL::timestamptz", .null),
            ("time '09:30:00'", .text("09:30:00")),
            ("time '23:59:59.999999'", .text("23:59:59.999999")),
            ("interval '1 day 02:03:04'", .text("1 day 02:03:04")),
            ("'00000000-0000-0000-0000-000000000001'::uuid", .text("00000000-0000-0000-0000-000000000001")),
            ("'{\"a\": [1.50, null]}'::json", .text("{\"a\": [1.50, null]}")),
            ("'{\"b\": 1, \"a\": 1.50}'::jsonb", .text("{\"a\": 1.50, \"b\": 1}")),
            ("ARRAY['a', NULL, 'b c']", .text("{a,NULL,\"b c\"}")),
            ("ARRAY[[1, 2], [3, 4]]", .text("{{1,2},{3,4}}")),
            ("'192.168.0.1/24'::inet", .text("192.168.0.1/24")),
            ("'08:00:2b:01:02:03'::macaddr", .text("08:00:2b:01:02:03")),
            ("int4range(1, 5)", .text("[1,5)")),
            ("point(1, 2)", .text("(1,2)")),
            ("ROW(1, 'a')", .text("(1,a)")),
            ("'a b'::tsvector", .text("'a' 'b'")),
        ]

        static let mariaDB: [(String, SQLValue)] = [
            ("CAST(1 AS SIGNED)", .integer(1)),
            ("CAST(18446744073709551615 AS UNSIGNED)", .decimal("18446744073709551615")),
            ("CAST(9223372036854775808 AS UNSIGNED)", .decimal("9223372036854775808")),
            ("CAST(7 AS UNSIGNED)", .integer(7)),
            ("9223372036854775807", .integer(.max)),
            ("NULL", .null),
            ("CAST(0 AS DECIMAL(10,2))", .decimal("0.00")),
            ("CAST(-0.05 AS DECIMAL(4,2))", .decimal("-0.05")),
            (
                "CAST('99999999999999999999999999999999999.999999999999999999999999999999' AS DECIMAL(65,30))",
                .decimal("99999999999999999999999999999999999.999999999999999999999999999999")
            ),
            ("CAST(NULL AS DECIMAL(4,2))", .null),
            ("1e308", .double(1e308)),
            ("0.1e0 + 0.2e0", .double(0.1 + 0.2)),
            ("CAST(NULL AS DOUBLE)", .null),
            ("CAST('x' AS CHAR(3))", .text("x")),
            ("''", .text("")),
            ("'tab\\tnew\\nline'", .text("tab\tnew\nline")),
            ("'e\u{301}'", .text("e\u{301}")),
            ("'\u{10FFFD}'", .text("\u{10FFFD}")),
            ("REPEAT('漢🦉', 1000)", .text(String(repeating: "漢🦉", count: 1000))),
            ("x''", .bytes([])),
            ("x'00'", .bytes([0])),
            ("UNHEX(REPEAT('00ff', 3000))", .bytes((0..<6000).map { $0 % 2 == 0 ? 0 : 255 })),
            ("CAST(NULL AS BINARY(3))", .null),
            ("DATE '1000-01-01'", .date(CalendarDate(year: 1000, month: 1, day: 1))),
            ("DATE '2024-02-29'", .date(CalendarDate(year: 2024, month: 2, day: 29))),
            ("DATE '9999-12-31'", .date(CalendarDate(year: 9999, month: 12, day: 31))),
            ("CAST(NULL AS DATE)", .null),
            ("TIMESTAMP '2026-11-23 09:00:00.123456'", instant),
            ("CAST('1969-12-31 23:59:59.999999' AS DATETIME(6))", .timestamp(Timestamp(microseconds: -1))),
            ("CAST('1970-01-01' AS DATETIME)", .timestamp(Timestamp(microseconds: 0))),
            ("CAST(NULL AS DATETIME(6))", .null),
            ("FROM_UNIXTIME(1795424400.123456)", instant),
            ("CAST('09:30:00' AS TIME)", .text("09:30:00")),
            ("JSON_OBJECT('a', 1.50)", .text("{\"a\": 1.50}")),
            ("b'101'", .bytes([5])),
            ("1 = 1", .integer(1)),
            ("UUID() IS NULL", .integer(0)),
            ("CURRENT_USER() LIKE 'reader@%'", .integer(1)),
        ]

        static let sqlite: [(String, SQLValue)] = [
            ("9223372036854775807", .integer(.max)),
            ("-9223372036854775807 - 1", .integer(.min)),
            ("9007199254740993", .integer(9_007_199_254_740_993)),
            ("0.1", .double(0.1)),
            ("1e308", .double(1e308)),
            ("NULL", .null),
            ("''", .text("")),
            ("'naïve 🦉'", .text("naïve 🦉")),
            ("'tab\tnew\nline'", .text("tab\tnew\nline")),
            ("x'00ff'", .bytes([0, 255])),
            ("CAST('12.50' AS TEXT)", .text("12.50")),
            ("1 = 1", .integer(1)),
        ]

        static let all: [(ODBCDriver, String, SQLValue)] =
            postgreSQL.map { (.postgreSQL, $0.0, $0.1) } + mariaDB.map { (.mariaDB, $0.0, $0.1) }
            + sqlite.map { (.sqlite, $0.0, $0.1) }

        @Test("exact", arguments: all)
        func exact(_ driver: ODBCDriver, _ expression: String, _ value: SQLValue) async throws {
            let source = try ODBCShop.common(driver).source()
            #expect(try await source.rows("SELECT \(expression) AS v, 7 AS after") == [[value, .integer(7)]])
            await source.close()
        }

        @Test("columns of tables keep their types", arguments: ODBCDriver.allCases)
        func tables(_ driver: ODBCDriver) async throws {
            let source = try ODBCShop.common(driver).source()
            let rows = try await source.rows("SELECT id, customer, amount, day, note FROM orders ORDER BY id")
            let day = SQLValue.date(CalendarDate(year: 2026, month: 11, day: 1))
            // SQLite keeps 12.50 as a floating number, and its driver gives the digits as text.
            let amount = SQLValue.decimal(driver == .sqlite ? "12.5" : "12.50")
            #expect(rows.first == [.integer(1), .text("ada"), amount, day, .null])
            #expect(
                rows.map { $0[4] } == [.null, .text("it's a gift"), .text("naïve 🦉"), .text(""), .text("at 12:30")])
            await source.close()
        }

        @Test(
            "the bytes of a result are counted",
            arguments: [
                ("'abcd'", 4, 100, nil),
                ("'abcde'", 4, 100, SentinelError.Code.resultTooLarge),
                ("'abcd'", 4, 4, nil),
                ("'abcd'", 4, 3, .resultTooLarge),
                ("1", 0, 8, nil),
                ("1", 0, 7, .resultTooLarge),
                ("NULL", 0, 0, nil),
            ] as [(String, Int, Int, SentinelError.Code?)], ODBCDriver.allCases)
        func bytes(_ limit: (String, Int, Int, SentinelError.Code?), _ driver: ODBCDriver) async throws {
            let source = try ODBCShop.common(driver).source()
            let (expression, cell, all, code) = limit
            let error = await sentinelError {
                _ = try await source.run(
                    QueryRequest("SELECT \(expression) AS v", limits: QueryLimits(maxBytes: all, maxCellBytes: cell)))
            }
            #expect(error?.code == code, "\(String(describing: error))")
            await source.close()
        }

        @Test("the number of rows is capped, and a cut is said", arguments: [0, 1, 4, 5, 6], ODBCDriver.allCases)
        func rows(_ limit: Int, _ driver: ODBCDriver) async throws {
            let source = try ODBCShop.common(driver).source()
            let result = try await source.run(
                QueryRequest("SELECT id FROM orders ORDER BY id", limits: QueryLimits(maxRows: limit)))
            #expect(result.rows == (1...5).prefix(limit).map { [.integer($0)] })
            #expect(result.statistics.isTruncated == (limit < 5))
            await source.close()
        }
    }
#endif
