#if ODBC
    import Foundation
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite(
        "ODBC keeps the contract of sources", .serialized,
        .enabled(if: ODBCDriver.hasAll, "\(ODBCDriver.whatIsMissing)"))
    struct ODBCContractTests {
        @Test(arguments: DataSourceContract.all)
        func postgreSQL(_ clause: DataSourceContract) async throws {
            try await check(clause, .postgreSQL, .odbcPostgreSQL)
        }

        @Test(arguments: DataSourceContract.all)
        func mariaDB(_ clause: DataSourceContract) async throws {
            try await check(clause, .mariaDB, .odbcMariaDB)
        }

        @Test(arguments: DataSourceContract.all)
        func sqlite(_ clause: DataSourceContract) async throws {
            try await check(clause, .sqlite, .odbcSQLite)
        }

        /// SQLite's driver reads a whole result before it gives the first row.
        private static func capabilities(_ driver: ODBCDriver) -> Set<DataSourceCapability> {
            Set(DataSourceCapability.allCases).subtracting(driver == .sqlite ? [.streaming] : [])
        }

        private func check(
            _ clause: DataSourceContract, _ driver: ODBCDriver, _ dialect: DataSourceDialect
        ) async throws {
            let shop = try ODBCShop.common(driver)
            let unreachable =
                driver == .sqlite
                ? "odbc:////nowhere/missing.db?driver=SQLite3"
                : ODBCShop.url(driver, "reader", "s3cret-Reader", try FreePort.find(), "nowhere")
            let harness = DataSourceHarness(
                dialect: dialect, capabilities: Self.capabilities(driver), secrets: shop.secrets,
                digest: { try shop.digest() }, unreachable: { try ODBCSource(url: unreachable) },
                makeSource: { try shop.source(ODBCSource.Options(maxConnections: $0)) })
            try await clause.check(harness)
        }
    }

    extension DataSourceDialect {
        static let odbcPostgreSQL = DataSourceDialect(
            oneRow: "SELECT 1 AS a, 'x' AS b, NULL AS c", noRows: "SELECT 1 AS a, 2 AS b WHERE false",
            duplicateColumns: "SELECT 1 AS a, 2 AS a", series: { "SELECT generate_series(1, \($0)) AS n" },
            text: { "SELECT repeat('x', \($0))" }, endless: "SELECT count(*) FROM generate_series(1, 1000000000000) s",
            samples: [
                DataSourceSample("SELECT 9223372036854775807", .integer(.max)),
                DataSourceSample("SELECT (-9223372036854775808)::bigint", .integer(.min)),
                DataSourceSample("SELECT 9007199254740993::bigint", .integer(9_007_199_254_740_993)),
                DataSourceSample("SELECT 7::smallint", .integer(7)),
                DataSourceSample("SELECT 0.1::double precision", .double(0.1)),
                DataSourceSample("SELECT 'Infinity'::double precision", .double(.infinity)),
                DataSourceSample("SELECT 1.10", .decimal("1.10")), DataSourceSample("SELECT -0.5", .decimal("-0.5")),
                DataSourceSample(
                    "SELECT 123456789012345678901234567890.123456789",
                    .decimal("123456789012345678901234567890.123456789")),
                DataSourceSample("SELECT true", .bool(true)), DataSourceSample("SELECT false", .bool(false)),
                DataSourceSample("SELECT ''", .text("")), DataSourceSample("SELECT 'naïve 🦉'", .text("naïve 🦉")),
                DataSourceSample("SELECT '\\x00ff27'::bytea", .bytes([0, 255, 39])),
                DataSourceSample("SELECT ''::bytea", .bytes([])),
                DataSourceSample(
                    "SELECT date '2026-02-03'", .date(CalendarDate(year: 2026, month: 2, day: 3))),
                DataSourceSample(
                    "SELECT timestamptz '2026-11-23 10:00:00.123456+01'",
                    .timestamp(Timestamp(microseconds: 1_795_424_400_123_456))),
                DataSourceSample(
                    "SELECT timestamp '1969-12-31 23:59:59.999999'", .timestamp(Timestamp(microseconds: -1))),
                DataSourceSample("SELECT time '09:30:00.5'", .text("09:30:00.5")),
                DataSourceSample(
                    "SELECT 'A0EEBC99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid", .text("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")
                ),
                DataSourceSample("SELECT '{\"a\": 1.50}'::json", .text("{\"a\": 1.50}")),
                DataSourceSample("SELECT ARRAY[1, 2]", .text("{1,2}")),
            ],
            parameters: [
                DataSourceSample("SELECT CAST(:name AS bigint)", .integer(.max)),
                DataSourceSample("SELECT CAST(:name AS double precision)", .double(0.1)),
                DataSourceSample("SELECT CAST(:name AS text)", .text("naïve 🦉")),
                DataSourceSample("SELECT CAST(:name AS numeric)", .decimal("12345678901234567890.1234567890")),
                DataSourceSample("SELECT CAST(:name AS bytea)", .bytes([1, 0, 255])),
                DataSourceSample("SELECT CAST(:name AS boolean)", .bool(true)),
                DataSourceSample("SELECT CAST(:name AS date)", .date(CalendarDate(year: 2026, month: 2, day: 28))),
                DataSourceSample(
                    "SELECT CAST(:name AS timestamp)", .timestamp(Timestamp(microseconds: 1_795_424_400_123_456))),
                DataSourceSample("SELECT CAST(:name AS text)", .null),
            ],
            colons: [
                DataSourceSample("SELECT 'at :noon ::int'", .text("at :noon ::int")),
                DataSourceSample("SELECT 1 /* :comment */ -- :more", .integer(1)),
                DataSourceSample("SELECT \"a:b\" FROM (SELECT 2 AS \"a:b\") q", .integer(2)),
                DataSourceSample("SELECT '7'::int", .integer(7)), DataSourceSample("SELECT '7'\\:\\:int", .integer(7)),
                DataSourceSample("SELECT (ARRAY[1, 2, 3])[2:2] = ARRAY[2]", .bool(true)),
                DataSourceSample("SELECT $$:name$$", .text(":name")),
            ],
            syntaxError: "SELECT 1 FORM x y", unknownTable: "SELECT * FROM nowhere",
            twoStatements: "SELECT 1; SELECT 2",
            hostile: Array(ODBCHostileTests.postgreSQL.prefix(12)) + ["SELECT pg_sleep(60)"])

        static let odbcMariaDB = DataSourceDialect(
            oneRow: "SELECT 1 AS a, 'x' AS b, NULL AS c", noRows: "SELECT 1 AS a, 2 AS b FROM dual WHERE false",
            duplicateColumns: "SELECT 1 AS a, 2 AS a", series: { "SELECT seq AS n FROM seq_1_to_\($0)" },
            text: { "SELECT repeat('x', \($0))" },
            endless: "SELECT count(*) FROM seq_1_to_1000000000000 WHERE seq % 7 = 3",
            samples: [
                DataSourceSample("SELECT 9223372036854775807", .integer(.max)),
                DataSourceSample("SELECT -9223372036854775808", .integer(.min)),
                DataSourceSample("SELECT 18446744073709551615", .decimal("18446744073709551615")),
                DataSourceSample("SELECT 1e-1", .double(0.1)), DataSourceSample("SELECT 1.10", .decimal("1.10")),
                DataSourceSample("SELECT -0.5", .decimal("-0.5")),
                DataSourceSample(
                    "SELECT 123456789012345678901234567890.123456789",
                    .decimal("123456789012345678901234567890.123456789")),
                DataSourceSample("SELECT true", .integer(1)), DataSourceSample("SELECT ''", .text("")),
                DataSourceSample("SELECT 'naïve 🦉'", .text("naïve 🦉")),
                DataSourceSample("SELECT x'00ff27'", .bytes([0, 255, 39])),
                DataSourceSample("SELECT date '2026-02-03'", .date(CalendarDate(year: 2026, month: 2, day: 3))),
                DataSourceSample(
                    "SELECT timestamp '2026-11-23 09:00:00.123456'",
                    .timestamp(Timestamp(microseconds: 1_795_424_400_123_456))),
                DataSourceSample("SELECT b'1'", .bytes([1])),
            ],
            parameters: [
                DataSourceSample("SELECT CAST(:name AS signed)", .integer(.max)),
                DataSourceSample("SELECT CAST(:name AS double)", .double(0.1)),
                DataSourceSample("SELECT CAST(:name AS char(100))", .text("naïve 🦉")),
                DataSourceSample("SELECT CAST(:name AS decimal(38,10))", .decimal("12345678901234567890.1234567890")),
                DataSourceSample("SELECT CAST(:name AS binary(3))", .bytes([1, 0, 255])),
                DataSourceSample("SELECT CAST(:name AS date)", .date(CalendarDate(year: 2026, month: 2, day: 28))),
                DataSourceSample(
                    "SELECT CAST(:name AS datetime(6))", .timestamp(Timestamp(microseconds: 1_795_424_400_123_456))),
                DataSourceSample("SELECT CAST(:name AS char(10))", .null),
            ],
            colons: [
                DataSourceSample("SELECT 'at :noon ::int'", .text("at :noon ::int")),
                DataSourceSample("SELECT 1 /* :comment */ -- :more", .integer(1)),
                DataSourceSample("SELECT `a:b` FROM (SELECT 2 AS `a:b`) q", .integer(2)),
                DataSourceSample("SELECT '12:30'", .text("12:30")), DataSourceSample("SELECT ' \\:30'", .text(" :30")),
            ],
            syntaxError: "SELECT 1 FORM x y", unknownTable: "SELECT * FROM nowhere",
            twoStatements: "SELECT 1; SELECT 2",
            hostile: Array(ODBCHostileTests.mariaDB.prefix(12)) + ["SELECT SLEEP(60)"])

        static let odbcSQLite = DataSourceDialect(
            oneRow: "SELECT 1 AS a, 'x' AS b, NULL AS c", noRows: "SELECT 1 AS a, 2 AS b WHERE 0",
            duplicateColumns: "SELECT 1 AS a, 2 AS a",
            series: { "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s LIMIT \($0)) SELECT n FROM s" },
            text: { bytes in
                """
                WITH RECURSIVE s(n, t) AS (SELECT 1, 'x' UNION ALL SELECT n * 2, t || t FROM s WHERE n < \(bytes))
                SELECT substr(t, 1, \(bytes)) FROM s WHERE n >= \(bytes)
                """
            },
            endless: "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c",
            samples: [
                DataSourceSample("SELECT 9223372036854775807", .integer(.max)),
                DataSourceSample("SELECT -9223372036854775807 - 1", .integer(.min)),
                DataSourceSample("SELECT 0.1", .double(0.1)), DataSourceSample("SELECT ''", .text("")),
                DataSourceSample("SELECT 'naïve 🦉'", .text("naïve 🦉")),
                DataSourceSample("SELECT x'00ff'", .bytes([0, 255])),
            ],
            parameters: [
                DataSourceSample("SELECT CAST(:name AS bigint)", .integer(.max)),
                DataSourceSample("SELECT :name", .text("naïve 🦉")),
            ],
            colons: [
                DataSourceSample("SELECT 'at :noon ::int'", .text("at :noon ::int")),
                DataSourceSample("SELECT 1 /* :comment */ -- :more", .integer(1)),
                DataSourceSample("SELECT '12:30'", .text("12:30")), DataSourceSample("SELECT ' \\:30'", .text(" :30")),
            ],
            syntaxError: "SELECT 1 FORM x y", unknownTable: "SELECT * FROM nowhere",
            twoStatements: "SELECT 1; SELECT 2",
            hostile: Array(ODBCHostileTests.sqlite.prefix(12)))
    }
#endif
