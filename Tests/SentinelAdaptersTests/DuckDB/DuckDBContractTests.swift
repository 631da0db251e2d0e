#if DuckDB
    import Foundation
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import TestTools
    import Testing

    @Suite(
        "DuckDB keeps the contract of sources", .serialized,
        .enabled(if: DuckDBWheel.isInstalled, "\(DuckDBWheel.whatIsMissing)"))
    struct DuckDBContractTests {
        @Test(arguments: DataSourceContract.all)
        func contract(_ clause: DataSourceContract) async throws {
            let shop = try DuckDBShop.common.get()
            let missing = shop.folder.file("missing.duckdb")
            let harness = DataSourceHarness(
                dialect: .duckDB, digest: { "\(try shop.folder.contents())" },
                unreachable: {
                    try DuckDBSource(
                        url: "duckdb:///" + missing, options: DuckDBSource.Options(library: DuckDBWheel.library))
                },
                makeSource: { try shop.source(DuckDBSource.Options(maxConnections: $0)) })
            try await clause.check(harness)
        }
    }

    extension DataSourceDialect {
        static let duckDB = DataSourceDialect(
            oneRow: "SELECT 1 AS a, 'x' AS b, NULL AS c", noRows: "SELECT 1 AS a, 2 AS b WHERE false",
            duplicateColumns: "SELECT 1 AS a, 2 AS a", series: { "SELECT range + 1 AS n FROM range(\($0))" },
            text: { "SELECT repeat('x', \($0))" },
            endless: "SELECT count(*) FROM range(100000000000) a, range(1000) b WHERE a.range % 7 = b.range",
            samples: DuckDBValueTests.samples.map { DataSourceSample("SELECT " + $0.0, $0.1) },
            parameters: [
                DataSourceSample("SELECT :name::BIGINT", .integer(.max)),
                DataSourceSample("SELECT :name::DOUBLE", .double(0.1)),
                DataSourceSample("SELECT :name::VARCHAR", .text("naïve \0 🦉")),
                DataSourceSample("SELECT :name::DECIMAL(38,10)", .decimal("12345678901234567890.1234567890")),
                DataSourceSample("SELECT :name::BLOB", .bytes([1, 0, 255])),
                DataSourceSample("SELECT :name::BOOLEAN", .bool(true)),
                DataSourceSample("SELECT :name::DATE", .date(CalendarDate(year: 2026, month: 2, day: 28))),
                DataSourceSample(
                    "SELECT :name::TIMESTAMP", .timestamp(Timestamp(microseconds: 1_795_424_400_123_456))),
                DataSourceSample("SELECT :name::VARCHAR", .null),
            ],
            colons: [
                DataSourceSample("SELECT 'at :noon ::int'", .text("at :noon ::int")),
                DataSourceSample("SELECT 1 /* :comment */ -- :more", .integer(1)),
                DataSourceSample("SELECT \"a:b\" FROM (SELECT 2 AS \"a:b\")", .integer(2)),
                DataSourceSample("SELECT '7'\\:\\:int", .integer(7)),
                DataSourceSample("SELECT $$:name$$", .text(":name")),
                DataSourceSample("SELECT [1, 2, 3][2:2]", .json("[2]")),
                DataSourceSample("SELECT {'a': 1}", .json("{\"a\":1}")),
            ],
            syntaxError: "SELECT 1 FORM x y", unknownTable: "SELECT * FROM nowhere",
            twoStatements: "SELECT 1; SELECT 2",
            hostile: Array(DuckDBHostileTests.statements.prefix(15)))
    }
#endif
