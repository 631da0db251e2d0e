#if MySQL
    import SentinelAdapters
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("MariaDB keeps the contract of sources", .mariaDB, .timeLimit(.minutes(5)), .serialized)
    struct MySQLContractTests {
        @Test(arguments: DataSourceContract.all)
        func contract(_ clause: DataSourceContract) async throws {
            let shop = try MySQLShop()
            let harness = DataSourceHarness(
                dialect: .mariaDB, secrets: [MariaDBServer.Account.reader.password],
                digest: { try MySQLDigest(shop).text() },
                unreachable: {
                    try MySQLSource(url: shop.server.url(database: shop.database, port: try FreePort.find()))
                },
                makeSource: { try shop.source(MySQLSource.Options(maxConnections: $0)) })
            try await clause.check(harness)
        }
    }

    extension DataSourceDialect {
        static let mariaDB = DataSourceDialect(
            oneRow: "SELECT 1 AS a, 'x' AS b, NULL AS c", noRows: "SELECT 1 AS a, 2 AS b FROM dual WHERE 1 = 0",
            duplicateColumns: "SELECT 1 AS a, 2 AS a", series: { "SELECT seq AS n FROM seq_1_to_\($0)" },
            text: { "SELECT repeat('x', \($0))" },
            endless: "SELECT count(*) FROM seq_1_to_1000000000 a, seq_1_to_1000000000 b",
            samples: [
                DataSourceSample("SELECT 9223372036854775807", .integer(.max)),
                DataSourceSample("SELECT -9223372036854775808", .integer(.min)),
                DataSourceSample("SELECT 18446744073709551615", .decimal("18446744073709551615")),
                DataSourceSample("SELECT 9007199254740993", .integer(9_007_199_254_740_993)),
                DataSourceSample("SELECT 0.1", .decimal("0.1")), DataSourceSample("SELECT 1e-1", .double(0.1)),
                DataSourceSample("SELECT CAST(1.1 AS FLOAT)", .double(1.1)),
                DataSourceSample(
                    "SELECT CAST('-12345678901234567890.123456789' AS DECIMAL(40,9))",
                    .decimal("-12345678901234567890.123456789")),
                DataSourceSample("SELECT true", .integer(1)), DataSourceSample("SELECT ''", .text("")),
                DataSourceSample("SELECT 'naïve 🦉'", .text("naïve 🦉")),
                DataSourceSample("SELECT x'00ff'", .bytes([0, 255])),
                DataSourceSample("SELECT DATE '2026-02-03'", .date(CalendarDate(year: 2026, month: 2, day: 3))),
                DataSourceSample("SELECT TIMESTAMP '2026-02-03 04:05:06.5'", .text("2026-02-03 04:05:06.5")),
                DataSourceSample("SELECT TIME '10:11:12'", .text("10:11:12")),
                DataSourceSample("SELECT body FROM docs WHERE id = 2", .json("[]")),
                DataSourceSample("SELECT flags FROM docs WHERE id = 1", .integer(5)),
                DataSourceSample("SELECT tags FROM docs WHERE id = 1", .text("a,c")),
            ],
            parameters: [
                DataSourceSample("SELECT CAST(:name AS SIGNED)", .integer(.max)),
                DataSourceSample("SELECT CAST(:name AS DOUBLE)", .double(0.1)),
                DataSourceSample("SELECT :name", .text("x")), DataSourceSample("SELECT :name", .null),
                DataSourceSample("SELECT CAST(:name AS BINARY(2))", .bytes([1, 0])),
                DataSourceSample("SELECT CAST(:name AS DECIMAL(30,10))", .decimal("-12345678901234567890.0123456789")),
                DataSourceSample("SELECT CAST(:name AS DATE)", .date(CalendarDate(year: 2026, month: 2, day: 3))),
            ],
            colons: [
                DataSourceSample("SELECT 'at :noon ::int'", .text("at :noon ::int")),
                DataSourceSample("SELECT 1 /* :comment */ -- :more", .integer(1)),
                DataSourceSample("SELECT 1 # :comment", .integer(1)),
                DataSourceSample("SELECT `a:b` FROM (SELECT 2 AS `a:b`) q", .integer(2)),
                DataSourceSample("SELECT '12:30'", .text("12:30")), DataSourceSample("SELECT ' \\:30'", .text(" :30")),
                DataSourceSample("SELECT \"it's :name\"", .text("it's :name")),
                DataSourceSample("SELECT 'a\\':name'", .text("a':name")),
                DataSourceSample("SELECT @x := 5", .integer(5)),
            ],
            syntaxError: "SELECT 1 FORM x y", unknownTable: "SELECT * FROM nowhere",
            twoStatements: "SELECT 1; SELECT 2",
            hostile: Array(MySQLHostileTests.statements.prefix(14)) + ["SELECT SLEEP(60)"])
    }
#endif
