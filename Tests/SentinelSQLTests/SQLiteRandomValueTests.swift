#if SQLite
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("SQLite values at random")
    struct SQLiteRandomValueTests {
        private static func integer(_ generator: inout SeededGenerator) -> Int64 {
            // Every length in bits, with the neighbours of powers of two, where conversions through doubles break.
            let power = Int64(1) << Int64.random(in: 0..<63, using: &generator)
            return (Bool.random(using: &generator) ? power : -power) &+ Int64.random(in: -2...2, using: &generator)
        }

        private static func text(_ generator: inout SeededGenerator) -> String {
            let signs: [Unicode.Scalar] = [
                "a", "'", "\"", "\\", "%", "?", ":", "\0", "\n", "é", "\u{301}", "🦉", "\u{2028}", "\u{FEFF}",
            ]
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0..<12, using: &generator) {
                text.append(signs[Int.random(in: 0..<signs.count, using: &generator)])
            }
            return String(text)
        }

        private static func value(_ generator: inout SeededGenerator) -> SQLValue {
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: return .integer(integer(&generator))
            case 1:
                let double = Double(bitPattern: generator.next())
                return double.isNaN ? .null : .double(double)
            case 2: return .text(text(&generator))
            case 3:
                return .bytes(
                    (0..<Int.random(in: 0..<9, using: &generator)).map { _ in
                        UInt8.random(in: 0...255, using: &generator)
                    })
            case 4: return .double(Double(integer(&generator)))
            default: return .null
            }
        }

        /// Texts are the same only if their bytes are; negative zero is not zero.
        private static func exact(_ value: SQLValue) -> [AnyHashable] {
            switch value {
            case .text(let text): ["text", Array(text.utf8)]
            case .double(let double): ["double", double.bitPattern]
            default: [value]
            }
        }

        @Test("go through parameters, tables and columns unchanged", arguments: 0..<8 as Range<UInt64>)
        func roundTrip(_ seed: UInt64) throws {
            var generator = SeededGenerator(seed: seed)
            let connection = try memory()
            try connection.execute("CREATE TABLE t(n INTEGER PRIMARY KEY, a, b BLOB, c)")
            for number in 0..<100 as Range<Int64> {
                let values = (0..<3).map { _ in Self.value(&generator) }
                try connection.run("INSERT INTO t VALUES (?, ?, ?, ?)", [.integer(number)] + values)
                let row = try connection.rows("SELECT a, b, c FROM t WHERE n = ?", [.integer(number)])[0]
                #expect(row.map(Self.exact) == values.map(Self.exact), "seed \(seed), row \(number)")
            }
        }

        @Test("a column of a type gives back what SQLite made of the value when it was written")
        func affinity() throws {
            let connection = try memory()
            try connection.execute("CREATE TABLE t(i INTEGER, r REAL, n NUMERIC, x TEXT, b BLOB)")
            let cases: [(SQLValue, [SQLValue])] = [
                (.text("12"), [.integer(12), .double(12), .integer(12), .text("12"), .text("12")]),
                (.text("1.50"), [.double(1.5), .double(1.5), .double(1.5), .text("1.50"), .text("1.50")]),
                (.text("x"), [.text("x"), .text("x"), .text("x"), .text("x"), .text("x")]),
                (.double(5), [.integer(5), .double(5), .integer(5), .text("5.0"), .double(5)]),
                (
                    .integer(9_007_199_254_740_993),
                    [
                        .integer(9_007_199_254_740_993), .double(9_007_199_254_740_992),
                        .integer(9_007_199_254_740_993),
                        .text("9007199254740993"), .integer(9_007_199_254_740_993),
                    ]
                ),
                (
                    .decimal("123456789012345678901.5"),
                    [
                        .double(1.2345678901234568e20), .double(1.2345678901234568e20), .double(1.2345678901234568e20),
                        .text("123456789012345678901.5"), .text("123456789012345678901.5"),
                    ]
                ),
                (.bytes([1]), [.bytes([1]), .bytes([1]), .bytes([1]), .bytes([1]), .bytes([1])]),
            ]
            for (value, expected) in cases {
                try connection.run("DELETE FROM t")
                try connection.run("INSERT INTO t VALUES (?, ?, ?, ?, ?)", Array(repeating: value, count: 5))
                #expect(try connection.rows("SELECT * FROM t") == [expected], "\(value)")
            }
        }

        @Test(
            "instants are written as datetime() writes them, and sort as texts as they do in time",
            arguments: 0..<4 as Range<UInt64>)
        func instants(_ seed: UInt64) throws {
            var generator = SeededGenerator(seed: seed)
            let connection = try memory()
            var earlier: (time: Timestamp, text: String)?
            for _ in 0..<100 {
                let seconds = Int64.random(in: -2_000_000_000...4_000_000_000, using: &generator)
                let fraction = [0, 500_000, 250_001].randomElement(using: &generator) ?? 0
                let time = Timestamp(microseconds: seconds * 1_000_000 + Int64(fraction))
                let text = try #require(try connection.scalar("SELECT ?", [.timestamp(time)])?.displayText)
                #expect(
                    try connection.scalar("SELECT datetime(?, 'unixepoch')", [.integer(seconds)])
                        == .text(String(text.prefix(19))))
                #expect(text.dropFirst(19) == (fraction == 0 ? "" : fraction == 500_000 ? ".500" : ".250001"))
                if let earlier, earlier.time != time { #expect((earlier.text < text) == (earlier.time < time)) }
                earlier = (time, text)
            }
        }

        @Test(
            "a text is read as number as far as it is one, and never fails",
            arguments: [
                ("'12'", 12, 12.0), ("' 12 '", 12, 12), ("'1e3'", 1, 1000), ("'0x10'", 0, 0),
                ("'9223372036854775808'", .max, 9.223372036854775808e18),
                ("'-9223372036854775809'", .min, -9.223372036854775808e18), ("1e19", .max, 1e19),
                ("-1e19", .min, -1e19), ("2.9", 2, 2.9), ("-2.9", -2, -2.9),
                ("NULL", 0, 0), ("x'31'", 1, 1), ("''", 0, 0),
            ] as [(String, Int64, Double)])
        func conversions(_ literal: String, _ integer: Int64, _ double: Double) throws {
            let statement = try memory().prepare("SELECT \(literal)")
            #expect(try statement.step())
            #expect(statement.integer(at: 0) == integer)
            #expect(statement.double(at: 0) == double)
        }

        @Test("columns that are not there are NULL", arguments: [-1, 1, 99])
        func outOfRange(_ column: Int) throws {
            let statement = try memory().prepare("SELECT 'x'")
            #expect(try statement.step())
            #expect(statement.isNull(at: column))
            #expect(statement.value(at: column) == .null)
            #expect(statement.text(at: column).isEmpty && statement.bytes(at: column).isEmpty)
            #expect(statement.integer(at: column) == 0 && statement.double(at: column) == 0)
            #expect(statement.declaredType(at: column) == nil)
        }
    }
#endif
