#if SQLite
    import Foundation
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite("SQLite keeps the contract of sources", .serialized)
    struct SQLiteContractTests {
        @Test(arguments: DataSourceContract.all)
        func contract(_ clause: DataSourceContract) async throws {
            let shop = try SQLiteShop()
            let harness = DataSourceHarness(
                dialect: .sqlite, digest: { "\(try shop.folder.contents())" },
                unreachable: { try SQLiteSource(path: shop.folder.file("missing.db")) },
                makeSource: { try shop.source(SQLiteSource.Options(maxConnections: $0)) })
            try await clause.check(harness)
        }
    }

    extension DataSourceDialect {
        static let sqlite = DataSourceDialect(
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
                DataSourceSample("SELECT 9007199254740993", .integer(9_007_199_254_740_993)),
                DataSourceSample("SELECT 0.1", .double(0.1)), DataSourceSample("SELECT 1e400", .double(.infinity)),
                DataSourceSample("SELECT -1e400", .double(-.infinity)), DataSourceSample("SELECT 1e400 - 1e400", .null),
                DataSourceSample("SELECT true", .integer(1)), DataSourceSample("SELECT ''", .text("")),
                DataSourceSample("SELECT 'naïve 🦉'", .text("naïve 🦉")),
                DataSourceSample("SELECT 'ALERT' || char(0)", .text("ALERT\0")),
                DataSourceSample("SELECT x'00ff'", .bytes([0, 255])), DataSourceSample("SELECT x''", .bytes([])),
                DataSourceSample("SELECT CAST(x'ff' AS TEXT)", .bytes([255])),
                DataSourceSample("SELECT date('2026-02-03')", .text("2026-02-03")),
                DataSourceSample("SELECT json('[1, 2]')", .text("[1,2]")),
                DataSourceSample("SELECT 18446744073709551615", .double(18_446_744_073_709_551_616)),
            ],
            parameters: [
                DataSourceSample("SELECT :name", .integer(.max)), DataSourceSample("SELECT :name", .double(0.1)),
                DataSourceSample("SELECT :name", .text("x")), DataSourceSample("SELECT :name", .null),
                DataSourceSample("SELECT :name", .bytes([1])),
            ],
            colons: [
                DataSourceSample("SELECT 'at :noon ::int'", .text("at :noon ::int")),
                DataSourceSample("SELECT 1 /* :comment */ -- :more", .integer(1)),
                DataSourceSample("SELECT \"a:b\" FROM (SELECT 2 AS \"a:b\")", .integer(2)),
                DataSourceSample("SELECT '12:30'", .text("12:30")), DataSourceSample("SELECT ' \\:30'", .text(" :30")),
                DataSourceSample("SELECT 'x' WHERE 1 = \\:name", .text("x")),
            ],
            syntaxError: "SELECT 1 FORM x y", unknownTable: "SELECT * FROM nowhere",
            twoStatements: "SELECT 1; SELECT 2",
            hostile: Array(SQLiteHostileTests.refused.prefix(12)) + SQLiteHostileTests.bounded.prefix(2))
    }
#endif
