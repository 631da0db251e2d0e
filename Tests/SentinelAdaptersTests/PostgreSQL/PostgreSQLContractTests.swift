#if PostgreSQL
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite(
        "PostgreSQL keeps the contract of sources", .serialized, .timeLimit(.minutes(3)),
        .enabled(if: PostgreSQLShop.isPossible, PostgreSQLShop.reason))
    struct PostgreSQLContractTests {
        private static let shop = Result { try PostgreSQLShop() }
        private static let bouncer = Result { try PgBouncer(before: shop.get().server) }

        private func harness(port: Int?) throws -> DataSourceHarness {
            let shop = try Self.shop.get()
            return DataSourceHarness(
                dialect: .postgreSQL, secrets: [PostgreSQLServer.Role.reader.password],
                digest: { try shop.digest() },
                unreachable: { try PostgreSQLSource(url: shop.url(port: FreePort.find())) },
                makeSource: { try shop.source(connections: $0, port: port) })
        }

        @Test(arguments: DataSourceContract.all)
        func direct(_ clause: DataSourceContract) async throws {
            try await clause.check(try harness(port: nil))
        }

        @Test(
            "through PgBouncer in transaction mode",
            .enabled(if: PgBouncer.isInstalled, "PgBouncer is not installed"), arguments: DataSourceContract.all)
        func bouncer(_ clause: DataSourceContract) async throws {
            try await clause.check(try harness(port: Self.bouncer.get().port))
        }
    }

    extension DataSourceDialect {
        static let postgreSQL = DataSourceDialect(
            oneRow: "SELECT 1 AS a, 'x' AS b, NULL AS c", noRows: "SELECT 1 AS a, 2 AS b WHERE false",
            duplicateColumns: "SELECT 1 AS a, 2 AS a", series: { "SELECT generate_series(1, \($0)) AS n" },
            text: { "SELECT repeat('x', \($0))" },
            endless: "SELECT count(*) FROM generate_series(1, 1000000000000) AS n",
            samples: samples,
            parameters: [
                DataSourceSample("SELECT :name", .integer(.max)), DataSourceSample("SELECT :name", .double(0.1)),
                DataSourceSample("SELECT :name", .text("x")), DataSourceSample("SELECT :name", .null),
                DataSourceSample("SELECT :name", .bytes([0, 1, 92, 255])),
                DataSourceSample("SELECT :name", .bool(true)),
                DataSourceSample("SELECT :name", .decimal("123456789012345678901234567890.10")),
                DataSourceSample("SELECT :name", .timestamp(Timestamp(microseconds: 1_764_000_000_123_456))),
                DataSourceSample("SELECT :name", .date(CalendarDate(year: 2026, month: 2, day: 3))),
                DataSourceSample("SELECT :name", .json("{\"a\": [1, 2.50]}")),
            ],
            colons: [
                DataSourceSample("SELECT 'at :noon ::int'", .text("at :noon ::int")),
                DataSourceSample("SELECT 1 /* :comment /* :nested */ :more */ -- :end", .integer(1)),
                DataSourceSample("SELECT \"a:b\" FROM (SELECT 2 AS \"a:b\") t", .integer(2)),
                DataSourceSample("SELECT '5'::int", .integer(5)), DataSourceSample("SELECT $$:x$$", .text(":x")),
                DataSourceSample("SELECT $q$ :x $$ $q$", .text(" :x $$ ")),
                DataSourceSample("SELECT E'\\':x'", .text("':x")), DataSourceSample("SELECT ' \\:30'", .text(" :30")),
                DataSourceSample("SELECT (ARRAY[1,2,3])[1:2]", .json("[1,2]")),
                DataSourceSample("SELECT '5'\\:\\:int + 1", .integer(6)),
            ],
            syntaxError: "SELECT 1 FORM x y", unknownTable: "SELECT * FROM nowhere",
            twoStatements: "SELECT 1; SELECT 2",
            hostile: PostgreSQLHostile.statements.enumerated().filter { $0.offset % 12 == 0 }.map(\.element))

        private static let samples = [
            DataSourceSample("SELECT 9223372036854775807", .integer(.max)),
            DataSourceSample("SELECT (-9223372036854775807 - 1)", .integer(.min)),
            DataSourceSample("SELECT 32767::smallint", .integer(32767)), DataSourceSample("SELECT 7::oid", .integer(7)),
            DataSourceSample("SELECT 18446744073709551615", .decimal("18446744073709551615")),
            DataSourceSample("SELECT 10.50", .decimal("10.50")),
            DataSourceSample("SELECT 1e-20", .decimal("0.00000000000000000001")),
            DataSourceSample("SELECT 'NaN'::numeric", .text("NaN")),
            DataSourceSample("SELECT 'Infinity'::numeric", .text("Infinity")),
            DataSourceSample("SELECT 0.1::float8", .double(0.1)),
            DataSourceSample("SELECT 5e-324::float8", .double(.leastNonzeroMagnitude)),
            DataSourceSample("SELECT '-Infinity'::float8", .double(-.infinity)),
            DataSourceSample("SELECT 0.1::float4", .double(0.1)),
            DataSourceSample("SELECT true", .bool(true)), DataSourceSample("SELECT 1 > 2", .bool(false)),
            DataSourceSample("SELECT ''", .text("")), DataSourceSample("SELECT 'naïve 🦉'", .text("naïve 🦉")),
            DataSourceSample("SELECT 'ab'::char(4)", .text("ab  ")),
            DataSourceSample("SELECT 'x'::varchar", .text("x")),
            DataSourceSample("SELECT '\\x00ff'::bytea", .bytes([0, 255])),
            DataSourceSample("SELECT ''::bytea", .bytes([])),
            DataSourceSample("SELECT date '2026-02-03'", .date(CalendarDate(year: 2026, month: 2, day: 3))),
            DataSourceSample("SELECT date '0044-03-15 BC'", .date(CalendarDate(year: -43, month: 3, day: 15))),
            DataSourceSample("SELECT date '12026-02-03'", .date(CalendarDate(year: 12026, month: 2, day: 3))),
            DataSourceSample("SELECT date 'infinity'", .text("infinity")),
            DataSourceSample(
                "SELECT timestamptz '2026-02-03 04:05:06.789012+05:30'",
                .timestamp(Timestamp("2026-02-02T22:35:06.789012Z") ?? Timestamp(seconds: 0))),
            DataSourceSample("SELECT timestamptz '1970-01-01 00:00:00+00'", .timestamp(Timestamp(seconds: 0))),
            DataSourceSample("SELECT timestamptz '-infinity'", .text("-infinity")),
            DataSourceSample("SELECT timestamp '2026-02-03 04:05:06.5'", .text("2026-02-03 04:05:06.5")),
            DataSourceSample("SELECT time '04:05'", .text("04:05:00")),
            DataSourceSample("SELECT interval '1 day 2 hours'", .text("1 day 02:00:00")),
            DataSourceSample(
                "SELECT '6F9619FF-8B86-D011-B42D-00C04FC964FF'::uuid", .text("6f9619ff-8b86-d011-b42d-00c04fc964ff")),
            DataSourceSample("SELECT '{\"b\": 1, \"a\":[1.0]}'::json", .json("{\"b\": 1, \"a\":[1.0]}")),
            DataSourceSample("SELECT '{\"b\":1}'::jsonb", .json("{\"b\": 1}")),
            DataSourceSample("SELECT ARRAY[1, NULL, 3]", .json("[1,null,3]")),
            DataSourceSample("SELECT '{}'::text[]", .json("[]")),
            DataSourceSample(
                "SELECT ARRAY['a b', 'c\"d', E'e\\\\f', 'NULL', '']",
                .json("[\"a b\",\"c\\\"d\",\"e\\\\f\",\"NULL\",\"\"]")),
            DataSourceSample("SELECT ARRAY[[1,2],[3,4]]", .json("[[1,2],[3,4]]")),
            DataSourceSample("SELECT ARRAY[true, false]", .json("[true,false]")),
            DataSourceSample("SELECT '[0:1]={1,2}'::int[]", .json("[1,2]")),
            DataSourceSample("SELECT ARRAY[1.50, 'NaN']::numeric[]", .json("[1.50,\"NaN\"]")),
            DataSourceSample("SELECT ARRAY['{\"a\":1}'::jsonb]", .json("[{\"a\": 1}]")),
            DataSourceSample("SELECT ARRAY[date '2026-02-03']", .json("[\"2026-02-03\"]")),
            DataSourceSample("SELECT ARRAY[timestamptz '2026-02-03 04:05:06+00']", .json("[\"2026-02-03T04:05:06Z\"]")),
            DataSourceSample("SELECT '192.168.0.1'::inet", .text("192.168.0.1")),
            DataSourceSample("SELECT 12.5::money", .text("$12.50")),
            DataSourceSample("SELECT int4range(1, 5)", .text("[1,5)")), DataSourceSample("SELECT B'101'", .text("101")),
            DataSourceSample("SELECT NULL::int[]", .null),
        ]
    }
#endif
