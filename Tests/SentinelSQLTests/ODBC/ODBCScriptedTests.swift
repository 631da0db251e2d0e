#if ODBC
    @testable import SentinelSQL
    import SentinelModels
    import SentinelTesting
    import Testing

    /// What drivers do that cannot be had here: SQL Server's types, values of unknown length, and faults everywhere.
    @Suite("Drivers of every manner", .serialized)
    struct ODBCScriptedTests {
        typealias Cell = ScriptedDriver.Cell

        private func connect(
            _ driver: ScriptedDriver, _ encoding: ODBCConnection.Encoding = .utf16
        ) throws(ODBCError) -> ODBCConnection {
            var string = ODBCConnectionString()
            try? string.add("DRIVER", "x")
            try? string.add("PWD", "s3;cret")
            var options = ODBCConnection.Options()
            options.encoding = encoding
            options.loginTimeout = .milliseconds(2500)
            return try ODBCConnection(string, library: driver.library(), options: options)
        }

        /// The only row.
        private func row(
            _ driver: ScriptedDriver, _ encoding: ODBCConnection.Encoding = .utf16, maxBytes: Int = 1 << 20
        ) throws(ODBCError) -> [SQLValue] {
            let connection = try connect(driver, encoding)
            let statement = try connection.prepare("SELECT")
            defer { statement.release() }
            try statement.execute()
            let columns = try statement.columns()
            guard try statement.fetch() else { return [] }
            var values: [SQLValue] = []
            for (index, column) in columns.enumerated() {
                values.append(try statement.value(at: index, of: column, maxBytes: maxBytes))
            }
            return values
        }

        private static func bytes(_ numbers: [any FixedWidthInteger]) -> [UInt8] {
            numbers.flatMap { number -> [UInt8] in
                func raw(_ value: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: value) { Array($0) } }
                return raw(number)
            }
        }

        private static func date(_ year: Int16, _ month: UInt16, _ day: UInt16) -> [UInt8] {
            bytes([year, month, day])
        }

        private static func clock(_ hour: UInt16, _ minute: UInt16, _ second: UInt16, _ fraction: UInt32) -> [UInt8] {
            date(2026, 11, 23) + bytes([hour, minute, second, fraction])
        }

        private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }
        private static func wide(_ text: String) -> [UInt8] { text.utf16.flatMap { bytes([$0]) } }

        /// A value of SQL Server's `datetimeoffset`.
        private static func offset(_ words: String, _ value: SQLValue) -> (ODBCType, UInt, [UInt8], SQLValue) {
            (.serverTimestampOffset, 34, text(words), value)
        }

        // MARK: Types

        static let types: [(ODBCType, UInt, [UInt8], SQLValue)] = [
            (.bigInteger, 19, text("9223372036854775807"), .integer(.max)),
            (.bigInteger, 19, text("-9223372036854775808"), .integer(.min)),
            (.bigInteger, 20, text("18446744073709551615"), .decimal("18446744073709551615")),
            (.integer, 10, text("  42 "), .integer(42)),
            (.smallInteger, 5, text("-7"), .integer(-7)),
            (.tinyInteger, 3, text("255"), .integer(255)),
            (.decimal, 10, text(".50"), .decimal("0.50")),
            (.decimal, 10, text("-.50"), .decimal("-0.50")),
            (.numeric, 10, text("-12.50"), .decimal("-12.50")),
            (
                .numeric, 38, text("12345678901234567890123456789012345678"),
                .decimal("12345678901234567890123456789012345678")
            ),
            (.double, 15, bytes([(0.1).bitPattern]), .double(0.1)),
            (.float, 15, bytes([(-1e300).bitPattern]), .double(-1e300)),
            (.real, 7, bytes([(0.5).bitPattern]), .double(0.5)),
            (.bit, 1, [1], .bool(true)),
            (.bit, 1, [0], .bool(false)),
            (.bit, 0, [1], .bool(true)),
            (.bit, 16, [1, 2], .bytes([1, 2])),
            (.date, 10, date(2026, 2, 3), .date(CalendarDate(year: 2026, month: 2, day: 3))),
            (.date, 10, date(-44, 3, 15), .date(CalendarDate(year: -44, month: 3, day: 15))),
            (.date, 10, date(2026, 0, 0), .text("2026-00-00")),
            (.date, 10, date(2026, 13, 1), .text("2026-13-01")),
            (.date, 10, date(2026, 1, 32), .text("2026-01-32")),
            (.timestamp, 26, clock(9, 0, 0, 0), .timestamp(Timestamp(seconds: 1_795_424_400))),
            (.timestamp, 26, clock(9, 0, 0, 123_456_000), .timestamp(Timestamp(microseconds: 1_795_424_400_123_456))),
            (.timestamp, 29, clock(9, 0, 0, 123_456_700), .text("2026-11-23 09:00:00.123456700")),
            (.timestamp, 26, clock(24, 0, 0, 0), .text("2026-11-23 24:00:00")),
            (.timestamp, 26, clock(9, 60, 0, 0), .text("2026-11-23 09:60:00")),
            (.timestamp, 26, clock(23, 59, 60, 0), .text("2026-11-23 23:59:60")),
            (.timestamp, 26, Array(repeating: 0, count: 16), .text("0000-00-00 00:00:00")),
            offset("2026-11-23 10:00:00.1234560 +01:00", .timestamp(Timestamp(microseconds: 1_795_424_400_123_456))),
            offset("2026-11-23 10:00:00 +01:00", .timestamp(Timestamp(seconds: 1_795_424_400))),
            offset("2026-11-23 04:00:00.0000000 -05:00", .timestamp(Timestamp(seconds: 1_795_424_400))),
            offset("2026-11-23 10:00:00.1234567 +01:00", .text("2026-11-23 10:00:00.1234567 +01:00")),
            offset("2026-11-23 25:00:00 +01:00", .text("2026-11-23 25:00:00 +01:00")),
            offset("some day", .text("some day")),
            (.binary, 2, [0, 255], .bytes([0, 255])),
            (.varbinary, 2, [], .bytes([])),
            (.longVarbinary, 0, [7], .bytes([7])),
            (.serverUserType, 0, [1, 2, 3], .bytes([1, 2, 3])),
            (.guid, 36, text("A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11"), .text("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")),
            (.char, 3, wide("a  "), .text("a  ")),
            (.varchar, 9, wide("naïve 🦉"), .text("naïve 🦉")),
            (.longVarchar, 9, wide(""), .text("")),
            (.wideVarchar, 9, wide("漢"), .text("漢")),
            (.wideLongVarchar, 9, wide("a\u{0}b"), .text("a\u{0}b")),
            (.time, 8, wide("09:30:00"), .text("09:30:00")),
            (ODBCType(rawValue: -154), 16, wide("09:30:00.1234567"), .text("09:30:00.1234567")),
            (ODBCType(rawValue: 101), 10, wide("3"), .text("3")),
        ]

        @Test("every type", arguments: types)
        func type(_ type: ODBCType, _ size: UInt, _ bytes: [UInt8], _ value: SQLValue) throws {
            let driver = ScriptedDriver()
            var cell = Cell(type, bytes)
            cell.size = size
            driver.cells = [cell]
            #expect(try row(driver) == [value])
        }

        @Test("NULL of every type", arguments: types)
        func null(_ type: ODBCType, _ size: UInt, _: [UInt8], _: SQLValue) throws {
            let driver = ScriptedDriver()
            var cell = Cell(type, nil)
            cell.size = size
            driver.cells = [cell, Cell(.integer, Self.text("1"))]
            #expect(try row(driver) == [.null, .integer(1)])
        }

        @Test("columns say what they are, in both encodings", arguments: [ODBCConnection.Encoding.utf16, .utf8])
        func columns(_ encoding: ODBCConnection.Encoding) throws {
            let driver = ScriptedDriver()
            var first = Cell(.decimal, nil)
            (first.name, first.size, first.digits, first.isUnsigned) = ("größe", 12, 3, true)
            (first.typeName) = ("decimal(12,3) unsigned")
            var second = Cell(.varchar, nil)
            (second.name, second.typeName) = ("", nil)
            driver.cells = [first, second]
            let statement = try connect(driver, encoding).prepare("SELECT 1")
            #expect(
                try statement.columns() == [
                    ODBCColumn(
                        name: "größe", type: .decimal, size: 12, digits: 3, isUnsigned: true,
                        typeName: "decimal(12,3) unsigned"),
                    ODBCColumn(name: "", type: .varchar, size: 0, digits: 0, isUnsigned: false, typeName: nil),
                ])
            #expect(try statement.columnCount() == 2)
            statement.release()
        }

        // MARK: Long values

        @Test(
            "values of every length come whole, whether the driver knows the length or not",
            arguments: [
                0, 1, 2, 1021, 1022, 1023, 1024, 1025, 1026, 2047, 9213, 9214, 9215, 9216, 9217, 65_535, 200_000,
            ], [true, false])
        func lengths(_ length: Int, _ knowsLength: Bool) throws {
            let letters = (0..<length).map { UInt8(97 + $0 % 26) }
            let text = String(decoding: letters, as: UTF8.self)
            let binary = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            for encoding in [ODBCConnection.Encoding.utf16, .utf8] {
                let driver = ScriptedDriver()
                driver.cells = [
                    Cell(.varchar, encoding == .utf16 ? Self.wide(text) : letters), Cell(.varbinary, binary),
                ]
                for index in driver.cells.indices { driver.cells[index].knowsLength = knowsLength }
                #expect(try row(driver, encoding) == [.text(text), .bytes(binary)])
            }
        }

        @Test(
            "a value may have its limit and no byte more",
            arguments: [
                (ODBCType.varchar, 10, 10, true, nil),
                (.varchar, 11, 10, true, "a value of column 'v' is too long"),
                (.varchar, 5000, 10, true, "a value of column 'v' is too long"),
                (.varchar, 5000, 10, false, "a value of column 'v' is too long"),
                (.varbinary, 10, 10, true, nil),
                (.varbinary, 11, 10, true, "a value of column 'v' has 11 bytes"),
                (.varbinary, 5000, 10, false, "a value of column 'v' is too long"),
                (.varbinary, 5000, .max, false, nil),
                (.varchar, 5000, .max, true, nil),
                (.integer, 30, 0, true, nil),
                (.integer, 65, 0, true, "a value of column 'v' has 65 bytes"),
            ] as [(ODBCType, Int, Int, Bool, String?)])
        func limits(_ type: ODBCType, _ length: Int, _ limit: Int, _ knowsLength: Bool, _ message: String?) throws {
            let driver = ScriptedDriver()
            let digits = String(repeating: "7", count: length)
            driver.cells = [Cell(type, type == .varchar ? Self.wide(digits) : Self.text(digits))]
            driver.cells[0].knowsLength = knowsLength
            do {
                let values = try row(driver, maxBytes: limit)
                #expect(message == nil)
                #expect(values.count == 1)
            } catch {
                #expect(error.kind == .tooLong)
                #expect(error.message == message)
            }
            // Not all of a long value is read to find out.
            if message != nil { #expect(driver.calls.count { $0 == "data" } == 1) }
        }

        @Test("bytes that are no UTF-8 stay bytes; the limit of wide texts counts UTF-8")
        func encodings() throws {
            let driver = ScriptedDriver()
            driver.cells = [Cell(.varchar, [97, 255])]
            #expect(try row(driver, .utf8) == [.bytes([97, 255])])
            let wide = ScriptedDriver()
            wide.cells = [Cell(.varchar, Self.wide("漢漢漢漢"))]
            #expect(throws: ODBCError.self) { try row(wide, maxBytes: 11) }
            let enough = ScriptedDriver()
            enough.cells = wide.cells
            #expect(try row(enough, maxBytes: 12) == [.text("漢漢漢漢")])
        }

        // MARK: Parameters

        private static let nines = String(repeating: "9", count: 50)
        private static let letters = String(repeating: "x", count: 4001)

        static let parameters: [(SQLValue, Bool, ScriptedDriver.Bound)] = [
            (.null, true, bound(1, 12, 1, 0, nil)),
            (.bool(true), true, bound(-7, -7, 1, 0, [1])),
            (.bool(false), true, bound(-7, -7, 1, 0, [0])),
            (.integer(.min), true, bound(-25, -5, 19, 0, bytes([Int64.min]))),
            (.integer(.min), false, bound(1, 3, 19, 0, text("-9223372036854775808"))),
            (.double(0.1), true, bound(8, 8, 15, 0, bytes([(0.1).bitPattern]))),
            (.decimal("-12.50"), true, bound(1, 3, 4, 2, text("-12.50"))),
            (.decimal("7"), true, bound(1, 3, 1, 0, text("7"))),
            (.decimal("1e400"), true, bound(1, 12, 5, 0, text("1e400"))),
            (.decimal("NaN"), true, bound(1, 12, 3, 0, text("NaN"))),
            (.decimal(nines), true, bound(1, 12, 50, 0, text(nines))),
            (.text("é🦉"), true, bound(-8, -9, 3, 0, wide("é🦉"))),
            (.text(""), true, bound(-8, -9, 1, 0, [])),
            (.json("{}"), true, bound(-8, -9, 2, 0, wide("{}"))),
            (.text(letters), true, bound(-8, -10, 4001, 0, wide(letters))),
            (.bytes([1, 0]), true, bound(-2, -3, 2, 0, [1, 0])),
            (.bytes([]), true, bound(-2, -3, 1, 0, [])),
            (.bytes(Array(repeating: 5, count: 8001)), true, bound(-2, -4, 8001, 0, Array(repeating: 5, count: 8001))),
            (.date(CalendarDate(year: 2026, month: 2, day: 3)), true, bound(91, 91, 10, 0, date(2026, 2, 3))),
            (
                .timestamp(Timestamp(microseconds: 1_795_424_400_123_456)), true,
                bound(93, 93, 26, 6, clock(9, 0, 0, 123_456_000))
            ),
        ]

        private static func bound(
            _ form: Int16, _ type: Int16, _ size: UInt, _ digits: Int16, _ bytes: [UInt8]?
        ) -> ScriptedDriver.Bound {
            ScriptedDriver.Bound(
                form: form, type: type, size: size, digits: digits, indicator: bytes?.count ?? ODBCArgument.null,
                bytes: bytes ?? [])
        }

        @Test("every value as a parameter", arguments: parameters)
        func parameter(_ value: SQLValue, _ hasBigIntegers: Bool, _ expected: ScriptedDriver.Bound) throws {
            let driver = ScriptedDriver()
            let statement = try connect(driver).prepare("SELECT ?")
            try statement.bind([value], hasBigIntegers: hasBigIntegers)
            #expect(driver.bound == [expected])
            statement.release()
        }

        @Test("texts as parameters of a driver without wide characters")
        func narrowParameters() throws {
            let driver = ScriptedDriver()
            let statement = try connect(driver, .utf8).prepare("SELECT ?, ?")
            let long = String(repeating: "é", count: 4001)
            try statement.bind([.text("é🦉"), .text(long)])
            #expect(
                driver.bound == [
                    Self.bound(1, 12, 6, 0, Self.text("é🦉")), Self.bound(1, -1, 8002, 0, Self.text(long)),
                ])
            #expect(driver.calls.filter { $0.hasPrefix("bind") } == ["bind 1", "bind 2"])
            statement.release()
        }

        // MARK: Calls

        @Test("what is called, from connecting to closing")
        func calls() throws {
            let driver = ScriptedDriver()
            driver.cells = [Cell(.integer, Self.text("1"))]
            let connection = try connect(driver)
            connection.setReadOnly()
            try connection.turnAutocommitOff()
            let statement = try connection.prepare("SELECT 1")
            statement.setTimeout(.milliseconds(1500))
            statement.setMaxRows(11)
            try statement.execute()
            connection.cancel()
            #expect(try statement.fetch())
            #expect(try !statement.fetch())
            statement.release()
            connection.cancel()
            try connection.rollback()
            connection.close()
            connection.close()
            #expect(
                driver.calls == [
                    "allocate 1",
                    "setEnvironment 200=3",
                    "allocate 2",
                    "setConnection 103=3",
                    "connectWide DRIVER={x};PWD={s3;cret};",
                    "setConnection 101=1",
                    "setConnection 102=0",
                    "allocate 3",
                    "prepareWide SELECT 1",
                    "setStatement 0=2",
                    "setStatement 1=11",
                    "execute",
                    "cancel",
                    "fetch",
                    "fetch",
                    "release",
                    "free 3",
                    "end 1",
                    "end 1",
                    "disconnect",
                    "free 2",
                    "free 1",
                ])
        }

        @Test("a driver without wide characters gets UTF-8")
        func narrowCalls() throws {
            let driver = ScriptedDriver()
            let connection = try connect(driver, .utf8)
            let statement = try connection.prepare("SELECT 'é'")
            statement.release()
            #expect(driver.calls.contains("connectNarrow DRIVER={x};PWD={s3;cret};"))
            #expect(driver.calls.contains("prepareNarrow SELECT 'é'"))
            #expect(!driver.calls.contains { $0.contains("Wide") })
        }

        @Test("what a connection says of itself, and says not")
        func info() throws {
            let driver = ScriptedDriver()
            let connection = try connect(driver)
            #expect(connection.databaseName == "Scripted")
            #expect(connection.databaseVersion == "1.2")
            #expect(connection.driverName == "scripted.so")
            #expect(connection.driverVersion == "3.4")
            #expect(connection.hasTransactions)
            driver.transactions = 0
            #expect(!connection.hasTransactions)
            driver.transactions = 2
            driver.results["info"] = -1
            #expect(connection.databaseName.isEmpty)
            #expect(!connection.hasTransactions)
            driver.results["info"] = ODBCReturn.successWithInfo
            #expect(connection.databaseName == "Scripted")
        }

        // MARK: Faults

        static let faults: [(String, Int16)] = [
            ("connect", -1), ("connect", -2), ("connect", 99), ("connect", 100), ("prepare", -1), ("execute", -1),
            ("execute", 99), ("columnCount", -1), ("describe", -1), ("fetch", -1), ("data", -1), ("bind", -1),
            ("end", -1), ("setConnection 103", -1), ("setConnection 102", -1),
        ]

        @Test("a fault of any function is an error with the driver's words, and everything is freed", arguments: faults)
        func fault(_ function: String, _ result: Int16) throws {
            let driver = ScriptedDriver()
            driver.cells = [Cell(.varchar, Self.wide("x"))]
            driver.results[function] = result
            driver.records = [("42000", 7, "[Vendor][Driver] no s3;cret\n today"), ("01000", 0, "more")]
            do {
                let connection = try connect(driver)
                try connection.turnAutocommitOff()
                let statement = try connection.prepare("SELECT")
                defer { statement.release() }
                try statement.bind([.integer(1)])
                try statement.execute()
                let column = try statement.columns()[0]
                _ = try statement.fetch()
                _ = try statement.value(at: 0, of: column, maxBytes: 10)
                try connection.rollback()
                Issue.record("it went well")
            } catch {
                #expect(error.kind == .diagnostics)
                #expect(error.state == "42000" && error.nativeCode == 7)
                #expect(error.message == "no *** today")
                #expect(error.allMessages == "no *** today; more")
                #expect(error.description == "[42000/7] no *** today; [01000/0] more")
            }
            for type in 1...3 {
                #expect(
                    driver.calls.count { $0 == "allocate \(type)" } == driver.calls.count { $0 == "free \(type)" })
            }
        }

        @Test("warnings are no faults", arguments: ["connect", "prepare", "execute", "describe", "end", "bind"])
        func warnings(_ function: String) throws {
            let driver = ScriptedDriver()
            driver.cells = [Cell(.integer, Self.text("1"))]
            driver.results[function] = ODBCReturn.successWithInfo
            let connection = try connect(driver)
            let statement = try connection.prepare("SELECT")
            try statement.bind([.integer(1)])
            try statement.execute()
            #expect(try statement.columns().count == 1)
            statement.release()
            try connection.rollback()
        }

        @Test("a statement that touched nothing ran well; a hint that is not known is no fault")
        func hints() throws {
            let driver = ScriptedDriver()
            driver.results = ["execute": ODBCReturn.noData, "setConnection 101": -1, "setStatement": -1]
            let connection = try connect(driver)
            connection.setReadOnly()
            try connection.execute("SET x")
            let statement = try connection.prepare("SELECT")
            statement.setTimeout(.seconds(1))
            statement.setMaxRows(1)
            #expect(try statement.columns().isEmpty)
            statement.release()
        }

        @Test("a driver without words, and one that never stops talking")
        func words() throws {
            let driver = ScriptedDriver()
            driver.results["connect"] = -1
            do {
                _ = try connect(driver)
                Issue.record("connected")
            } catch {
                #expect(error.records.map(\.message) == ["the driver gives no reason"])
                #expect(error.state == "HY000")
            }
            driver.records = Array(repeating: ("HY000", 1, "again"), count: 100)
            do {
                _ = try connect(driver)
                Issue.record("connected")
            } catch {
                #expect(error.records.count == 8)
            }
        }

        @Test(
            "the names that drivers put before their words are left out",
            arguments: [
                ("[Microsoft][ODBC Driver 18 for SQL Server][SQL Server]Login failed.", "Login failed."),
                ("[unixODBC][Driver Manager]Can't open lib", "Can't open lib"),
                ("[only]", "[only]"),
                ("[a] [b]", "[b]"),
                ("[open", "[open"),
                ("plain [x] words", "plain [x] words"),
                (" two\r\n\tlines ", "two lines"),
                ("", ""),
                ("connect with PWD=abc;UID=x", "connect with PWD=***;UID=x"),
            ])
        func prefixes(_ message: String, _ expected: String) throws {
            let driver = ScriptedDriver()
            driver.results["connect"] = -1
            driver.records = [("HY000", 1, message)]
            do {
                _ = try connect(driver)
                Issue.record("connected")
            } catch {
                #expect(error.message == expected)
            }
        }

        @Test("a driver manager that gives no handles", arguments: [Int16(1), 2, 3])
        func handles(_ type: Int16) throws {
            let driver = ScriptedDriver()
            driver.withoutHandle = [type]
            do {
                _ = try connect(driver).prepare("SELECT")
                Issue.record("prepared")
            } catch {
                #expect(error.kind == (type == 3 ? .diagnostics : .misuse))
            }
            #expect(driver.calls.count { $0 == "free 1" } == (type == 1 ? 0 : 1))
            #expect(driver.calls.count { $0 == "free 2" } == (type == 3 ? 1 : 0))
        }

        @Test("a connection that is let go of is closed")
        func released() throws {
            let driver = ScriptedDriver()
            do {
                let connection = try connect(driver)
                #expect(connection.databaseName == "Scripted")
            }
            #expect(driver.calls.suffix(4) == ["end 1", "disconnect", "free 2", "free 1"])
        }

        @Test("random rows come back, whatever their types' order", arguments: 0..<30)
        func rows(_ seed: Int) throws {
            var random = SeededGenerator(seed: UInt64(seed))
            let driver = ScriptedDriver()
            var expected: [SQLValue] = []
            for _ in 0..<20 {
                guard let sample = Self.types.randomElement(using: &random) else { continue }
                let isNull = Int.random(in: 0..<4, using: &random) == 0
                var cell = Cell(sample.0, isNull ? nil : sample.2)
                cell.size = sample.1
                cell.knowsLength = Bool.random(using: &random)
                driver.cells.append(cell)
                expected.append(isNull ? .null : sample.3)
            }
            #expect(try row(driver) == expected)
        }
    }
#endif
