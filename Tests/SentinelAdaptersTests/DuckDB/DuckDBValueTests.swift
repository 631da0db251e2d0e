#if DuckDB
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import TestTools
    import Testing

    @Suite("DuckDB values are exact", .enabled(if: DuckDBWheel.isInstalled, "\(DuckDBWheel.whatIsMissing)"))
    struct DuckDBValueTests {
        /// An expression for every type, with its exact value.
        static let samples: [(String, SQLValue)] = [
            ("true", .bool(true)), ("false", .bool(false)), ("NULL::BOOLEAN", .null),
            ("(-128)::TINYINT", .integer(-128)), ("255::UTINYINT", .integer(255)),
            ("(-32768)::SMALLINT", .integer(-32768)),
            ("65535::USMALLINT", .integer(65535)), ("(-2147483648)::INTEGER", .integer(-2_147_483_648)),
            ("4294967295::UINTEGER", .integer(4_294_967_295)), ("9223372036854775807::BIGINT", .integer(.max)),
            ("(-9223372036854775807 - 1)::BIGINT", .integer(.min)),
            ("9007199254740993", .integer(9_007_199_254_740_993)),
            ("18446744073709551615::UBIGINT", .decimal("18446744073709551615")), ("7::UBIGINT", .integer(7)),
            ("7::HUGEINT", .integer(7)), ("-7::HUGEINT", .integer(-7)),
            (
                "170141183460469231731687303715884105727::HUGEINT",
                .decimal("170141183460469231731687303715884105727")
            ),
            (
                "'-170141183460469231731687303715884105728'::HUGEINT",
                .decimal("-170141183460469231731687303715884105728")
            ),
            (
                "'340282366920938463463374607431768211455'::UHUGEINT",
                .decimal("340282366920938463463374607431768211455")
            ),
            ("'10000000000000000000000000000000000000'::HUGEINT", .decimal("10000000000000000000000000000000000000")),
            ("1.10", .decimal("1.10")), ("-0.05::DECIMAL(4,2)", .decimal("-0.05")),
            ("0::DECIMAL(9,3)", .decimal("0.000")), ("12345::DECIMAL(18,0)", .decimal("12345")),
            (
                "'12345678901234567890123456.789012345678'::DECIMAL(38,12)",
                .decimal("12345678901234567890123456.789012345678")
            ),
            ("0.1::DOUBLE", .double(0.1)), ("'inf'::DOUBLE", .double(.infinity)),
            ("'-inf'::DOUBLE", .double(-.infinity)),
            ("0.1::FLOAT", .double(0.1)), ("1.5::FLOAT", .double(1.5)), ("'inf'::FLOAT", .double(.infinity)),
            ("''", .text("")), ("'naïve 🦉'", .text("naïve 🦉")), ("'twelve bytes'", .text("twelve bytes")),
            ("'thirteen byte'", .text("thirteen byte")), ("'\\x00\\xFF'::BLOB", .bytes([0, 255])),
            ("''::BLOB", .bytes([])), ("DATE '2026-02-03'", .date(CalendarDate(year: 2026, month: 2, day: 3))),
            ("'infinity'::DATE", .text("infinity")), ("'-infinity'::DATE", .text("-infinity")),
            ("TIMESTAMP '2026-11-23 09:00:00.123456'", .timestamp(Timestamp(microseconds: 1_795_424_400_123_456))),
            ("TIMESTAMP_S '2026-11-23 09:00:00'", .timestamp(Timestamp(seconds: 1_795_424_400))),
            ("TIMESTAMP_MS '2026-11-23 09:00:00.123'", .timestamp(Timestamp(microseconds: 1_795_424_400_123_000))),
            ("TIMESTAMP_NS '2026-11-23 09:00:00.123456'", .timestamp(Timestamp(microseconds: 1_795_424_400_123_456))),
            ("TIMESTAMP_NS '2026-11-23 09:00:00.123456789'", .text("2026-11-23 09:00:00.123456789")),
            ("TIMESTAMP_NS '1969-12-31 23:59:59.999999999'", .text("1969-12-31 23:59:59.999999999")),
            ("TIMESTAMP '1969-12-31 23:59:59.999999'", .timestamp(Timestamp(microseconds: -1))),
            ("'infinity'::TIMESTAMP", .text("infinity")), ("'-infinity'::TIMESTAMP", .text("-infinity")),
            ("TIMESTAMPTZ '2026-11-23 10:00:00+01'", .timestamp(Timestamp(seconds: 1_795_424_400))),
            ("TIME '09:30:00.5'", .text("09:30:00.5")), ("TIME '00:00:00'", .text("00:00:00")),
            ("TIMETZ '09:30:00+05:30'", .text("09:30:00+05:30")), ("TIMETZ '09:30:00-08'", .text("09:30:00-08")),
            (
                "INTERVAL '1 year 2 months 3 days 04:05:06.5'", .text("1 year 2 months 3 days 04:05:06.5")
            ),
            ("INTERVAL '-1 day'", .text("-1 day")), ("INTERVAL '0 s'", .text("00:00:00")),
            ("INTERVAL '-1 second'", .text("-00:00:01")),
            ("'A0EEBC99-9c0b-4ef8-bb6d-6bb9bd380a11'::UUID", .text("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")),
            ("'00000000-0000-0000-0000-000000000001'::UUID", .text("00000000-0000-0000-0000-000000000001")),
            ("'10101'::BIT", .text("10101")), ("'1010101010'::BIT", .text("1010101010")),
            ("'green'::ENUM('red', 'green')", .text("green")),
            ("'{\"a\": [1.50, 1e400]}'::JSON", .json("{\"a\": [1.50, 1e400]}")),
            ("[1, NULL, 3]", .json("[1,null,3]")), ("[]::INTEGER[]", .json("[]")),
            ("[1.10, 2.20]", .json("[1.10,2.20]")), ("array_value(1, 2, 3)", .json("[1,2,3]")),
            ("[['a'], ['b\"c']]", .json("[[\"a\"],[\"b\\\"c\"]]")),
            (
                "{'id': 9223372036854775807, 'at': DATE '2026-02-03', 'n': NULL}",
                .json("{\"id\":9223372036854775807,\"at\":\"2026-02-03\",\"n\":null}")
            ),
            ("MAP {'a': 1, 'b': 2}", .json("{\"a\":1,\"b\":2}")), ("MAP {1: 'x'}", .json("{\"1\":\"x\"}")),
            ("union_value(num := 7)", .json("7")), ("[{'a': [1, 2]}]", .json("[{\"a\":[1,2]}]")),
            ("['\\xFF'::BLOB]", .json("[\"0xff\"]")), ("['{\"a\": 1}'::JSON]", .json("[{\"a\": 1}]")),
            ("[true, false]", .json("[true,false]")), ("NULL", .null), ("NULL::INTEGER[]", .null),
            (
                "'123456789012345678901234567890123456789012345'::BIGNUM",
                .decimal("123456789012345678901234567890123456789012345")
            ),
            (
                "'-123456789012345678901234567890123456789012345'::BIGNUM",
                .decimal("-123456789012345678901234567890123456789012345")
            ),
            ("0::BIGNUM", .decimal("0")), ("-1::BIGNUM", .decimal("-1")),
        ]

        @Test("every type", arguments: samples)
        func type(_ expression: String, _ value: SQLValue) async throws {
            let source = try DuckDBShop.empty()
            #expect(try await source.rows("SELECT \(expression)") == [[value]])
        }

        @Test("values keep their rows over many chunks, with NULL among them")
        func chunks() async throws {
            let source = try DuckDBShop.empty()
            let sql = """
                SELECT i, CASE WHEN i % 3 = 0 THEN NULL ELSE 'row number ' || i END, CASE WHEN i % 5 = 0 THEN NULL ELSE [i, NULL] END
                FROM range(10000) t(i) ORDER BY i
                """
            let result = try await source.run(QueryRequest(sql, limits: QueryLimits(maxRows: 20_000)))
            var expected: [[SQLValue]] = []
            for i in 0..<10_000 {
                let text: SQLValue = i % 3 == 0 ? .null : .text("row number \(i)")
                let list: SQLValue = i % 5 == 0 ? .null : .json("[\(i),null]")
                expected.append([.integer(Int64(i)), text, list])
            }
            #expect(result.rows == expected)
            #expect(!result.statistics.isTruncated)
        }

        @Test("10,000 random values come back as they were written", arguments: 0..<4)
        func roundTrip(_ seed: Int) async throws {
            var random = SeededGenerator(seed: UInt64(seed))
            let source = try DuckDBShop.empty()
            for _ in 0..<25 {
                var rows: [String] = []
                var expected: [[SQLValue]] = []
                for index in 0..<25 {
                    let (integer, micros) = (Int64(bitPattern: random.next()), Int64(bitPattern: random.next()) / 64)
                    let digits = String(random.next()) + "." + Int(random.next() % 1_000_000).padded(to: 6)
                    let text = RandomText.make(using: &random)
                    let quoted = RandomText.doubling("'", in: text)
                    let values = "'\(integer)'::BIGINT, '\(digits)'::DECIMAL(38,6), make_timestamp(\(micros))"
                    rows.append("(\(index), \(values), '\(quoted)')")
                    expected.append([
                        .integer(integer), .decimal(digits), .timestamp(Timestamp(microseconds: micros)), .text(text),
                    ])
                }
                let sql = "SELECT a, b, c, d FROM (VALUES \(rows.joined(separator: ", "))) t(i, a, b, c, d) ORDER BY i"
                #expect(try await source.rows(sql) == expected)
            }
        }

        @Test(
            "the edges of the limits on bytes",
            arguments: [
                ("'abcd'", 4, 100, nil), ("'abcde'", 4, 100, "a value of column 'v' has 5 bytes; 4 are allowed"),
                ("'\\x00\\x01\\x02\\x03\\x04'::BLOB", 4, 100, "a value of column 'v' has 5 bytes; 4 are allowed"),
                ("[1, 2]", 5, 100, nil), ("[10000, 20000]", 5, 100, "a value of column 'v' has 7 bytes; 5 are allowed"),
                ("'{\"a\": 1}'::JSON", 4, 100, "a value of column 'v' has 8 bytes; 4 are allowed"),
                ("1", 0, 8, nil), ("1", 0, 7, "the result's values have more than the allowed 7 bytes"),
                ("'abcd'", 4, 3, "the result's values have more than the allowed 3 bytes"), ("NULL", 0, 0, nil),
            ] as [(String, Int, Int, String?)])
        func bytes(expression: String, cell: Int, all: Int, message: String?) async throws {
            let source = try DuckDBShop.empty()
            let request = QueryRequest(
                "SELECT \(expression) AS v", limits: QueryLimits(maxBytes: all, maxCellBytes: cell))
            let error = await sentinelError { _ = try await source.run(request) }
            #expect(error?.message == message)
            #expect(error?.code == (message == nil ? nil : .resultTooLarge))
        }

        @Test("a whole number of very many digits is an error, since writing them would take for ever")
        func endlessNumber() async throws {
            let source = try DuckDBShop.empty()
            let digits = String(repeating: "7", count: 39_000)
            #expect(try await source.rows("SELECT '\(digits)'::BIGNUM") == [[.decimal(digits)]])
            let error = await sentinelError { _ = try await source.rows("SELECT repeat('7', 60000)::BIGNUM AS v") }
            #expect(error?.code == .resultTooLarge)
            #expect(error?.message.contains("'v' has 24") == true, "\(String(describing: error))")
        }

        @Test(
            "describing tells the types",
            arguments: [
                ("1", "INTEGER"), ("1.10", "DECIMAL(3,2)"), ("[1]", "INTEGER[]"), ("array_value(1, 2)", "INTEGER[2]"),
                ("{'a': 1, 'b': 'x'}", "STRUCT(a INTEGER, b VARCHAR)"), ("MAP {'a': 1}", "MAP(VARCHAR, INTEGER)"),
                ("'x'::ENUM('x')", "ENUM"), ("'{}'::JSON", "JSON"), ("union_value(n := 1)", "UNION(n INTEGER)"),
                ("now()", "TIMESTAMP WITH TIME ZONE"),
            ])
        func describing(_ expression: String, _ type: String) async throws {
            let source = try DuckDBShop.empty()
            let columns = try await source.describe("SELECT \(expression) AS v", timeout: .seconds(10))
            #expect(columns == [ColumnDescription(name: "v", declaredType: type)])
        }
    }
#endif
