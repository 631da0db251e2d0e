#if MySQL
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("Values from and to MariaDB", .mariaDB, .timeLimit(.minutes(5)))
    struct MySQLValueTests {
        struct Sample: CustomTestStringConvertible, Sendable {
            var sql: String
            var value: SQLValue
            var testDescription: String { sql }

            init(_ sql: String, _ value: SQLValue) {
                self.sql = sql
                self.value = value
            }
        }

        private static let typed = [
            Sample("tinyint = -128", .integer(-128)), Sample("tinyint unsigned = 255", .integer(255)),
            Sample("smallint = -32768", .integer(-32768)), Sample("smallint unsigned = 65535", .integer(65535)),
            Sample("mediumint = -8388608", .integer(-8_388_608)),
            Sample("mediumint unsigned = 16777215", .integer(16_777_215)),
            Sample("int = -2147483648", .integer(-2_147_483_648)),
            Sample("int unsigned = 4294967295", .integer(4_294_967_295)),
            Sample("bigint = -9223372036854775808", .integer(.min)),
            Sample("bigint = 9223372036854775807", .integer(.max)),
            Sample("bigint unsigned = 9223372036854775807", .integer(.max)),
            Sample("bigint unsigned = 9223372036854775808", .decimal("9223372036854775808")),
            Sample("bigint unsigned = 18446744073709551615", .decimal("18446744073709551615")),
            Sample("boolean = true", .integer(1)), Sample("year = 2026", .integer(2026)),
            Sample("year = 0", .integer(0)),
            Sample("bit(1) = 1", .integer(1)), Sample("bit(8) = 200", .integer(200)),
            Sample("bit(64) = 18446744073709551615", .decimal("18446744073709551615")),
            Sample(
                "decimal(65,30) = -12345678901234567890123456789012345.123456789012345678901234567890",
                .decimal("-12345678901234567890123456789012345.123456789012345678901234567890")),
            Sample("decimal(10,2) = 0.1", .decimal("0.10")), Sample("decimal(10,0) = -5", .decimal("-5")),
            Sample("float = 1.1", .double(1.1)), Sample("float = 16777217", .double(16_777_216)),
            Sample("float = 3.4028235e38", .double(3.4028235e38)), Sample("double = 0.1", .double(0.1)),
            Sample("double = 1.7976931348623157e308", .double(1.7976931348623157e308)),
            Sample("double = 9007199254740993", .double(9_007_199_254_740_992)),
            Sample("date = '2024-02-29'", .date(CalendarDate(year: 2024, month: 2, day: 29))),
            Sample("date = '0000-00-00'", .text("0000-00-00")), Sample("date = '2024-00-00'", .text("2024-00-00")),
            Sample("date = '9999-12-31'", .date(CalendarDate(year: 9999, month: 12, day: 31))),
            Sample("datetime = '2026-01-02 03:04:05'", .text("2026-01-02 03:04:05")),
            Sample("datetime(3) = '2026-01-02 03:04:05.5'", .text("2026-01-02 03:04:05.500")),
            Sample("datetime(6) = '9999-12-31 23:59:59.999999'", .text("9999-12-31 23:59:59.999999")),
            Sample("datetime = '0000-00-00 00:00:00'", .text("0000-00-00 00:00:00")),
            Sample(
                "timestamp(6) = '2026-01-02 03:04:05.000001'",
                .timestamp(Timestamp(microseconds: 1_767_323_045_000_001))),
            Sample("timestamp = '2026-01-02 03:04:05'", .timestamp(Timestamp(seconds: 1_767_323_045))),
            Sample("timestamp = '0000-00-00 00:00:00'", .text("0000-00-00 00:00:00")),
            Sample("time = '-838:59:59'", .text("-838:59:59")),
            Sample(
                "time(6) = '00:00:00.000001'",
                .text("00:00:00.000001")),
            Sample("time = '25:00:00'", .text("25:00:00")), Sample("char(5) = 'ab'", .text("ab")),
            Sample("varchar(20) = ''", .text("")), Sample("varchar(20) = 'naïve 🦉'", .text("naïve 🦉")),
            Sample("text = 'ALERT'", .text("ALERT")),
            Sample("varchar(5) CHARACTER SET latin1 = 'é'", .text("é")),
            Sample("longtext = repeat('ü', 100000)", .text(String(repeating: "ü", count: 100_000))),
            Sample("varchar(300) = repeat('x', 255)", .text(String(repeating: "x", count: 255))),
            Sample("varchar(300) = repeat('x', 256)", .text(String(repeating: "x", count: 256))),
            Sample("varchar(300) = repeat('x', 257)", .text(String(repeating: "x", count: 257))),
            Sample("binary(3) = x'00ff'", .bytes([0, 255, 0])), Sample("varbinary(3) = x''", .bytes([])),
            Sample("blob = x'00ff41'", .bytes([0, 255, 65])),
            Sample("longblob = repeat(x'ff', 70000)", .bytes([UInt8](repeating: 255, count: 70_000))),
            Sample("enum('a','b') = 'b'", .text("b")), Sample("set('a','b') = 'a,b'", .text("a,b")),
            Sample("json = '{\"a\": [1, 2.50]}'", .json("{\"a\": [1, 2.50]}")),
            Sample("uuid = '123e4567-e89b-12d3-a456-426655440000'", .text("123e4567-e89b-12d3-a456-426655440000")),
            Sample("inet6 = '::1'", .text("::1")), Sample("int = NULL", .null), Sample("text = NULL", .null),
        ]

        @Test(arguments: typed)
        func columns(_ sample: Sample) throws {
            let connection = try MySQLGround().connect {
                $0.setUp = "SET SESSION time_zone = '+00:00', sql_mode = 'ALLOW_INVALID_DATES'"
            }
            let parts = sample.sql.split(separator: " = ", maxSplits: 1)
            try connection.execute("CREATE TABLE t (a \(parts[0]) NULL)")
            try connection.execute("INSERT INTO t VALUES (\(parts[1]))")
            #expect(try connection.scalar("SELECT a FROM t") == sample.value)
            let direct = try connection.executeDirectly("SELECT a FROM t")
            #expect(try direct.step())
            #expect(direct.value(at: 0) == sample.value)
            #expect(direct.isNull(at: 0) == sample.value.isNull)
            #expect(try !direct.step())
        }

        @Test func expressionsHaveTypesToo() throws {
            let connection = try MySQLGround().connect { $0.setUp = "SET SESSION time_zone = '+00:00'" }
            for sample in [
                Sample("SELECT 1", .integer(1)), Sample("SELECT 1.50", .decimal("1.50")),
                Sample("SELECT 1e0", .double(1)), Sample("SELECT NULL", .null), Sample("SELECT 'x'", .text("x")),
                Sample("SELECT x'ff'", .bytes([255])), Sample("SELECT true", .integer(1)),
                Sample("SELECT 18446744073709551615", .decimal("18446744073709551615")),
                Sample("SELECT sum(a) FROM (SELECT 1 a UNION ALL SELECT 2) q", .decimal("3")),
                Sample("SELECT CAST('2026-01-02 03:04:05.25' AS datetime(2))", .text("2026-01-02 03:04:05.25")),
                Sample("SELECT CAST('2026-01-02' AS date)", .date(CalendarDate(year: 2026, month: 1, day: 2))),
                Sample("SELECT TIMEDIFF('10:00:00', '11:30:00')", .text("-01:30:00")),
                Sample("SELECT JSON_ARRAY(1, 'x')", .json("[1, \"x\"]")),
                Sample("SELECT _latin1 x'e9'", .text("é")),
                Sample("SELECT date_format('2026-01-02', '%Y')", .text("2026")),
                Sample("SELECT 0 / 0", .null), Sample("SELECT CAST(3 AS FLOAT)", .double(3)),
                Sample("SELECT b'101' + 0", .integer(5)),
            ] {
                #expect(try connection.scalar(sample.sql) == sample.value, "\(sample.sql)")
            }
        }

        private static let parameters: [SQLValue] = [
            .null, .bool(true), .integer(.min), .integer(.max), .double(0.1), .double(-0.0),
            .double(.leastNonzeroMagnitude),
            .decimal("-12345678901234567890.123456789"), .text(""), .text("naïve 🦉\0'\\"), .bytes([]),
            .bytes([0, 1, 255]), .json("[1]"), .text(String(repeating: "é", count: 100_000)),
            .date(CalendarDate(year: 2026, month: 11, day: 23)),
            .timestamp(Timestamp(microseconds: 1_767_323_045_000_001)),
            .timestamp(Timestamp(microseconds: -1)),
        ]

        @Test(arguments: parameters)
        func valuesAreBound(_ value: SQLValue) throws {
            let connection = try MySQLGround().connect()
            let expected: SQLValue =
                switch value {
                case .bool(let flag): .integer(flag ? 1 : 0)
                case .json(let text): .text(text)
                case .timestamp(let instant) where instant.microseconds < 0: .text("1969-12-31 23:59:59.999999")
                case .timestamp: .text("2026-01-02 03:04:05.000001")
                default: value
                }
            let type =
                switch value {
                case .decimal: "decimal(40,9)"
                case .date: "date"
                case .timestamp: "datetime(6)"
                case .double: "double"
                case .bytes: "blob"
                case .text, .json: "longtext"
                default: "bigint"
                }
            try connection.execute("CREATE TABLE t (a \(type) NULL)")
            #expect(try connection.run("INSERT INTO t VALUES (?)", [value]) == 1)
            #expect(try connection.scalar("SELECT a FROM t") == expected)
            let direct = try connection.executeDirectly("SELECT a FROM t WHERE a <=> ? AND ? IS NULL", [value, .null])
            #expect(try direct.step())
            #expect(direct.value(at: 0) == expected)
        }

        @Test func aYearThatTheServerDoesNotHaveIsRefused() throws {
            let connection = try MySQLGround().connect()
            try connection.execute("CREATE TABLE t (a datetime(6))")
            let far = Timestamp(microseconds: .max)
            #expect(throws: MySQLError.self) { try connection.run("INSERT INTO t VALUES (?)", [.timestamp(far)]) }
        }

        @Test func typesHaveTheirNames() throws {
            let connection = try MySQLGround().connect()
            try connection.execute(
                """
                CREATE TABLE t (a bigint unsigned, b int, c decimal(20,5), d decimal(8,0) unsigned, e datetime(6), f time,
                  g timestamp(3) NULL, h date, i varchar(3), j blob, k enum('x'), l set('x'), m json, n bit(7), o float,
                  p double, q year, r uuid, s tinyint, t smallint, u mediumint, v point)
                """)
            let statement = try connection.prepare("SELECT t.*, NULL AS w FROM t")
            #expect(
                statement.columns.map(\.type) == [
                    "bigint unsigned", "int", "decimal(20,5)", "decimal(8,0)", "datetime(6)", "time", "timestamp(3)",
                    "date", "text", "binary", "enum", "set", "json", "bit(7)", "float", "double", "year", "uuid",
                    "tinyint", "smallint", "mediumint", "point", "null",
                ])
            #expect(statement.columns.map(\.name).joined() == "abcdefghijklmnopqrstuvw")
        }

        @Test func sizesAreKnownBeforeAnythingIsCopied() throws {
            let connection = try MySQLGround().connect()
            let statement = try connection.executeDirectly("SELECT repeat('é', 500000), 7, NULL, x'00', 1.5")
            #expect(try statement.step())
            #expect((0..<5).map { statement.byteCount(at: $0) } == [1_000_000, 8, 0, 1, 3])
            #expect(statement.isNull(at: 2))
        }
    }
#endif
