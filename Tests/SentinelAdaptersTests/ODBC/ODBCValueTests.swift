#if ODBC
    import Foundation
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite(
        "ODBC values are exact", .serialized, .enabled(if: ODBCDriver.hasAll, "\(ODBCDriver.whatIsMissing)"))
    struct ODBCValueTests {
        /// 2,500 rows of four columns: 10,000 values.
        private static let count = 2500

        private struct Row {
            var integer: Int64
            var decimal: String
            var instant: Timestamp
            var text: String

            init(using random: inout SeededGenerator) {
                integer = Int64(bitPattern: random.next())
                let sign = random.next().isMultiple(of: 2) ? "-" : ""
                let whole = random.next() | 1
                let fraction = Int(random.next() % 1_000_000_000)
                decimal = "\(sign)\(whole).\(fraction.padded(to: 9))"
                // From the year 1000 to 9999, as all of them can.
                let range = Int64(-30_610_224_000_000_000)..<253_402_214_400_000_000
                instant = Timestamp(microseconds: Int64.random(in: range, using: &random))
                text = RandomText.make(using: &random)
            }
        }

        private static func rows(_ seed: UInt64) -> [Row] {
            var random = SeededGenerator(seed: seed)
            return (0..<count).map { _ in Row(using: &random) }
        }

        private static func clock(_ instant: Timestamp) -> String {
            let civil = CivilDateTime(utc: instant)
            let time = [civil.hour, civil.minute, civil.second].map { $0.padded(to: 2) }.joined(separator: ":")
            return "\(civil.date) \(time).\(civil.microsecond.padded(to: 6))"
        }

        private static func load(_ rows: [Row], into shop: ODBCShop) throws {
            let types =
                switch shop.driver {
                case .postgreSQL: "b bigint, c numeric(40,9), d timestamp(6), e text"
                case .mariaDB: "b bigint, c decimal(40,9), d datetime(6), e text"
                // SQLite has no decimals and no instants: both are text there.
                case .sqlite: "b bigint, c text, d text, e text"
                }
            var script = "CREATE TABLE many(a integer PRIMARY KEY, \(types));\n"
            for start in stride(from: 0, to: rows.count, by: 500) {
                let values = rows[start..<start + 500].enumerated().map { index, row in
                    var text = RandomText.doubling("'", in: row.text)
                    if shop.driver == .mariaDB { text = RandomText.doubling("\\", in: text) }
                    return "(\(start + index), \(row.integer), '\(row.decimal)', '\(clock(row.instant))', '\(text)')"
                }
                script += "INSERT INTO many VALUES " + values.joined(separator: ",\n") + ";\n"
            }
            try shop.change(shop.driver == .mariaDB ? String(script.dropLast(2)) : script)
        }

        @Test(
            "10,000 integers, decimals, instants and texts come back as they were written",
            arguments: ODBCDriver.allCases)
        func roundTrip(_ driver: ODBCDriver) async throws {
            let shop = try ODBCShop(driver)
            let rows = Self.rows(7)
            try Self.load(rows, into: shop)
            let source = try shop.source()
            let request = QueryRequest(
                "SELECT b, c, d, e FROM many ORDER BY a", limits: QueryLimits(maxRows: 5000, timeout: .seconds(60)))
            let result = try await source.run(request)
            #expect(result.rows.count == Self.count)
            for (row, got) in zip(rows, result.rows) {
                let expected: [SQLValue] =
                    driver == .sqlite
                    ? [.integer(row.integer), .text(row.decimal), .text(Self.clock(row.instant)), .text(row.text)]
                    : [.integer(row.integer), .decimal(row.decimal), .timestamp(row.instant), .text(row.text)]
                guard got != expected else { continue }
                Issue.record("expected \(expected), got \(got)")
                break
            }
            await source.close()
        }

        @Test("the same as parameters", arguments: ODBCDriver.allCases)
        func parameters(_ driver: ODBCDriver) async throws {
            let source = try ODBCShop.common(driver).source()
            let casts =
                switch driver {
                case .postgreSQL:
                    ["CAST(:v AS bigint)", "CAST(:v AS numeric)", "CAST(:v AS timestamp)", "CAST(:v AS text)"]
                case .mariaDB:
                    [
                        "CAST(:v AS signed)", "CAST(:v AS decimal(40,9))", "CAST(:v AS datetime(6))",
                        "CAST(:v AS char(200))",
                    ]
                case .sqlite: [":v + 0", ":v", ":v", ":v"]
                }
            for row in Self.rows(8).prefix(40) {
                let values: [SQLValue] = [
                    .integer(row.integer), .decimal(row.decimal), .timestamp(row.instant), .text(row.text),
                ]
                for (cast, value) in zip(casts, values).dropLast(driver == .sqlite ? 4 : 0) {
                    #expect(try await source.rows("SELECT \(cast)", parameters: ["v": value]) == [[value]])
                }
                #expect(
                    try await source.rows(
                        "SELECT id FROM orders WHERE customer = :v", parameters: ["v": .text(row.text)]
                    ).isEmpty)
            }
            await source.close()
        }

        @Test("texts and bytes of every length near the sizes of the pieces", arguments: ODBCDriver.allCases)
        func lengths(_ driver: ODBCDriver) async throws {
            let source = try ODBCShop.common(driver).source()
            for length in [
                0, 1, 510, 511, 512, 513, 1022, 1023, 1024, 1025, 4600, 9214, 9215, 9216, 9217, 74_750, 200_000,
            ] {
                let text = String(repeating: "é🦉x", count: length / 3) + String(repeating: "y", count: length % 3)
                let sql =
                    driver == .postgreSQL
                    ? "SELECT CAST(:v AS text)" : driver == .mariaDB ? "SELECT CONCAT(:v, '')" : "SELECT :v || ''"
                #expect(try await source.rows(sql, parameters: ["v": .text(text)]) == [[.text(text)]], "\(length)")
                guard driver == .postgreSQL else { continue }
                let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
                #expect(
                    try await source.rows("SELECT CAST(:v AS bytea)", parameters: ["v": .bytes(bytes)]) == [
                        [.bytes(bytes)]
                    ])
            }
            await source.close()
        }

        @Test("a fault in a value's size names the column", arguments: ODBCDriver.allCases)
        func sizes(_ driver: ODBCDriver) async throws {
            let source = try ODBCShop.common(driver).source()
            let limits = QueryLimits(maxCellBytes: 10)
            for (text, isAllowed) in [("0123456789", true), ("01234567890", false), ("ééééé", true), ("éééééé", false)]
            {
                let request = QueryRequest("SELECT '\(text)' AS v", limits: limits)
                let error = await sentinelError { _ = try await source.run(request) }
                #expect(error?.code == (isAllowed ? nil : .resultTooLarge))
                #expect(isAllowed || error?.message.contains("column 'v'") == true)
                #expect(error?.isRetryable != true)
            }
            await source.close()
        }

        @Test("dates that no calendar has come as text")
        func oddDates() async throws {
            let source = try ODBCShop.common(.mariaDB).source()
            let rows = try await source.rows(
                "SELECT CAST('2026-02-03 00:00:00' AS datetime), CAST('10:11:12.5' AS time(1))")
            #expect(rows == [[.timestamp(Timestamp(seconds: 1_770_076_800)), .text("10:11:12.5")]])
            await source.close()
        }
    }
#endif
