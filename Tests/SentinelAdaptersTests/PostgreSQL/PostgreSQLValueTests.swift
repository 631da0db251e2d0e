#if PostgreSQL
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite(
        "PostgreSQL's values come exact", .serialized, .timeLimit(.minutes(3)),
        .enabled(if: PostgreSQLShop.isPossible, PostgreSQLShop.reason))
    struct PostgreSQLValueTests {
        private static let chunk = 500

        /// Random values make the way there as parameters, and back: in a column of their type, in order.
        private func roundTrip(_ type: String, _ make: (inout SeededGenerator) -> SQLValue) async throws {
            let shop = try PostgreSQLShop()
            let source = try shop.source()
            var random = SeededGenerator(seed: 20_261_125)
            for _ in 0..<(10_000 / Self.chunk) {
                let values = (0..<Self.chunk).map { _ in make(&random) }
                let list = values.indices.map { "(\($0), :p\($0)::\(type))" }.joined(separator: ",")
                let parameters = Dictionary(uniqueKeysWithValues: values.enumerated().map { ("p\($0)", $1) })
                let rows = try await source.rows(
                    "SELECT v FROM (VALUES \(list)) AS t(i, v) ORDER BY i", parameters: parameters)
                #expect(rows.map(\.first) == values)
            }
            await source.close()
        }

        @Test func integers() async throws {
            try await roundTrip("bigint") { random in
                .integer(Int64(bitPattern: random.next()) >> Int64.random(in: 0..<64, using: &random))
            }
        }

        @Test func decimals() async throws {
            try await roundTrip("numeric") { random in
                func digits(_ count: Int) -> String {
                    (0..<count).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
                }
                let whole = String(Int.random(in: 1...9, using: &random)) + digits(.random(in: 0..<30, using: &random))
                let scale = Int.random(in: 0..<20, using: &random)
                let sign = Bool.random(using: &random) ? "-" : ""
                return .decimal(sign + whole + (scale == 0 ? "" : "." + digits(scale)))
            }
        }

        @Test func doubles() async throws {
            try await roundTrip("float8") { random in
                let value = Double(bitPattern: random.next())
                return .double(value.isNaN ? 0.1 : value)
            }
        }

        @Test func instants() async throws {
            try await roundTrip("timestamptz") { random in
                .timestamp(
                    Timestamp(
                        microseconds: Int64.random(
                            in: -210_000_000_000_000_000...900_000_000_000_000_000, using: &random)))
            }
        }

        @Test func days() async throws {
            try await roundTrip("date") { random in
                .date(CalendarDate(daysSinceEpoch: Int.random(in: -2_400_000...3_000_000, using: &random)))
            }
        }

        @Test func texts() async throws {
            try await roundTrip("text") { random in
                let scalars = (0..<Int.random(in: 0..<20, using: &random)).compactMap { _ in
                    Unicode.Scalar(UInt32.random(in: 1..<0x11_0000, using: &random))
                }
                return .text(String(String.UnicodeScalarView(scalars)))
            }
        }

        @Test func bytes() async throws {
            try await roundTrip("bytea") { random in
                .bytes(
                    (0..<Int.random(in: 0..<40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) })
            }
        }

        @Test(
            "settings of the role change no value",
            arguments: [
                "DateStyle = 'SQL, DMY'", "extra_float_digits = 0", "bytea_output = 'escape'",
                "TimeZone = 'Asia/Kolkata'", "IntervalStyle = 'iso_8601'", "standard_conforming_strings = off",
                "statement_timeout = '200ms'", "search_path = ''",
            ])
        func settings(setting: String) async throws {
            let shop = try PostgreSQLShop()
            try shop.change("ALTER DATABASE \(shop.database) SET \(setting)")
            let source = try shop.source()
            let rows = try await source.rows(
                "SELECT 0.1::float8 + 0.2, date '2026-02-03', timestamptz '2026-02-03 04:05:06+00', '\\x005c27ff'::bytea FROM pg_sleep(0.3)"
            )
            #expect(
                rows == [
                    [
                        .double(0.1 + 0.2), .date(CalendarDate(year: 2026, month: 2, day: 3)),
                        .timestamp(Timestamp("2026-02-03T04:05:06Z") ?? Timestamp(seconds: 0)),
                        .bytes([0, 92, 39, 255]),
                    ]
                ])
            await source.close()
        }

        @Test("a text with a zero byte cannot be a parameter, and says so")
        func zero() async throws {
            let source = try PostgreSQLShop().source()
            let error = await source.failure("SELECT :n", parameters: ["n": .text("ALERT\0")])
            #expect(error?.code == .query)
            #expect(try await source.value("SELECT 1") == .integer(1))
            await source.close()
        }

        @Test("the engine's instants have their type also when they are NULL")
        func nulls() async throws {
            let source = try PostgreSQLShop().source()
            let parameters: [String: SQLValue] = [
                "previous_fire_at": .null, "fire_at": .timestamp(Timestamp(seconds: 1_767_312_000)),
            ]
            #expect(try await source.value("SELECT :previous_fire_at IS NULL", parameters: parameters) == .bool(true))
            #expect(
                try await source.value(
                    "SELECT count(*) FROM orders WHERE placed > coalesce(:previous_fire_at, :fire_at - interval '3h') AND placed <= :fire_at",
                    parameters: parameters) == .integer(3))
            await source.close()
        }

        @Test("describing names columns with their declared types, and runs nothing")
        func describing() async throws {
            let shop = try PostgreSQLShop()
            let source = try shop.source()
            let columns = try await source.describe(
                "SELECT id, amount, day, tags, :fire_at AS at, pg_sleep(60) FROM orders", timeout: .seconds(10))
            #expect(columns.map(\.name) == ["id", "amount", "day", "tags", "at", "pg_sleep"])
            #expect(
                columns.map(\.declaredType) == [
                    "integer", "numeric(10,2)", "date", "text[]", "timestamp with time zone", "void",
                ])
            for (sql, code, words) in [
                ("SELECT missing\nFROM orders", SentinelError.Code.query, "(line 1, column 8)"),
                ("DELETE FROM orders", .query, "syntax error"),
                ("WITH x AS (DELETE FROM orders RETURNING 1) SELECT 1", .notReadOnly, "DECLARE CURSOR"),
                ("SELECT 1; SELECT 2", .notReadOnly, "more than one"),
            ] {
                let error = await sentinelError { _ = try await source.describe(sql, timeout: .seconds(10)) }
                #expect(error?.code == code && error?.message.contains(words) == true, "\(String(describing: error))")
            }
            await source.close()
        }

        @Test("huge values are refused before they fill the memory")
        func huge() async throws {
            let source = try PostgreSQLShop().source(connections: 1)
            let error = await source.failure("SELECT repeat('x', 200000000)")
            #expect(error?.code == .resultTooLarge)
            let many = await source.failure(
                "SELECT repeat('x', 1000000) FROM generate_series(1, 500)", limits: QueryLimits(maxBytes: 1 << 20))
            #expect(many?.code == .resultTooLarge)
            #expect(try await source.value("SELECT 1") == .integer(1))
            await source.close()
        }
    }
#endif
