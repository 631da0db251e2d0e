#if SQLite
    import Foundation
    import SentinelAdapters
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("SQLite values are exact")
    struct SQLiteValueTests {
        private struct Source {
            var generator: SeededGenerator
            init(_ seed: Int) { generator = SeededGenerator(seed: UInt64(seed)) }
            mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

            mutating func value() -> SQLValue {
                switch number(0...5) {
                case 0: return .null
                case 1: return .integer(Int64(bitPattern: generator.next()))
                case 2: return .integer([Int64.min, .max, 0, -1, 1 << 53, (1 << 53) + 1][number(0...5)])
                case 3:
                    let double = Double(bitPattern: generator.next())
                    return .double(double.isFinite ? double : -0.1)
                case 4:
                    let pieces = ["a", "ü", "🦉", "\0", "'", "\"", "\n", "漢", ""]
                    return .text((0..<number(0...20)).map { _ in pieces[number(0...pieces.count - 1)] }.joined())
                default: return .bytes((0..<number(0...40)).map { _ in UInt8(number(0...255)) })
                }
            }
        }

        @Test("stored values come back bit by bit, from tables and as parameters", arguments: 0..<12)
        func roundTrip(seed: Int) async throws {
            var random = Source(seed)
            let folder = try TemporaryFolder()
            let writer = try SQLiteConnection(path: folder.file("a.db"), access: .create)
            try writer.execute("PRAGMA synchronous = OFF; CREATE TABLE t(id INTEGER PRIMARY KEY, v)")
            let values = (0..<60).map { _ in random.value() }
            for value in values {
                let insert = try writer.cached("INSERT INTO t(v) VALUES (?)")
                try insert.bind([value])
                while try insert.step() {}
                insert.reset()
            }
            let source = try SQLiteSource(path: folder.file("a.db"))
            let stored = try await source.rows("SELECT v FROM t ORDER BY id").map { $0[0] }
            #expect(stored == values)
            for value in values {
                #expect(try await source.rows("SELECT :v, :v", parameters: ["v": value]) == [[value, value]])
            }
        }

        @Test(
            "other kinds of parameters become what SQLite's functions write",
            arguments: [
                (SQLValue.bool(true), SQLValue.integer(1)), (.bool(false), .integer(0)),
                (.decimal("123456789012345678901.50"), .text("123456789012345678901.50")),
                (.json("{\"a\":1}"), .text("{\"a\":1}")), (.double(.nan), .null),
                (.double(.infinity), .double(.infinity)),
                (.timestamp(Timestamp(seconds: 0)), .text("1970-01-01 00:00:00")),
                (.date(CalendarDate(year: 2026, month: 11, day: 23)), .text("2026-11-23")),
            ])
        func parameters(value: SQLValue, expected: SQLValue) async throws {
            let source = try SQLiteSource(path: ":memory:")
            #expect(try await source.rows("SELECT :v", parameters: ["v": value]) == [[expected]])
        }

        @Test(
            "parameters are values, never SQL",
            arguments: [
                "'; DROP TABLE orders; --", "x' OR '1'='1", "\\'", "\0", ":v", "?", "%s", "${v}", "{v}",
            ])
        func injection(text: String) async throws {
            let shop = try SQLiteShop.common.get()
            let before = try shop.folder.contents()
            let source = try shop.source()
            #expect(
                try await source.rows("SELECT :v = :w", parameters: ["v": .text(text), "w": .text(text)]) == [
                    [.integer(1)]
                ])
            let rows = try await source.rows(
                "SELECT id FROM orders WHERE customer = :v", parameters: ["v": .text(text)])
            #expect(rows.isEmpty)
            #expect(try shop.folder.contents() == before)
        }

        @Test(
            "the edges of the limits on rows",
            arguments: [(0, 0, true), (1, 1, true), (4, 4, true), (5, 5, false), (6, 5, false)])
        func rows(limit: Int, count: Int, isTruncated: Bool) async throws {
            let source = try SQLiteShop.commonSource.get()
            let result = try await source.run(
                QueryRequest("SELECT id FROM orders ORDER BY id", limits: QueryLimits(maxRows: limit)))
            #expect(result.rows == (0..<count).map { [.integer(Int64($0 + 1))] })
            #expect(result.columns == ["id"])
            #expect(result.statistics.isTruncated == isTruncated)
        }

        @Test(
            "the edges of the limits on bytes",
            arguments: [
                ("'abcd'", 4, 100, nil), ("'abcde'", 4, 100, "a value of column 'v' has 5 bytes; 4 are allowed"),
                ("'üü'", 4, 100, nil), ("'üüa'", 4, 100, "a value of column 'v' has 5 bytes; 4 are allowed"),
                ("x'00010203'", 4, 100, nil),
                ("x'0001020304'", 4, 100, "a value of column 'v' has 5 bytes; 4 are allowed"),
                ("1", 0, 100, nil), ("1.5", 0, 100, nil), ("NULL", 0, 0, nil), ("''", 0, 0, nil),
                ("1", 0, 8, nil), ("1", 0, 7, "the result's values have more than the allowed 7 bytes"),
                ("'abcd'", 4, 4, nil), ("'abcd'", 4, 3, "the result's values have more than the allowed 3 bytes"),
            ] as [(String, Int, Int, String?)])
        func bytes(expression: String, cell: Int, all: Int, message: String?) async throws {
            let source = try SQLiteSource(path: ":memory:")
            let request = QueryRequest(
                "SELECT \(expression) AS v", limits: QueryLimits(maxBytes: all, maxCellBytes: cell))
            let error = await sentinelError { _ = try await source.run(request) }
            #expect(error?.message == message)
            #expect(error?.code == (message == nil ? nil : .resultTooLarge))
            #expect(error?.isRetryable != true)
        }

        @Test("the bytes of all rows together are counted")
        func allRows() async throws {
            let source = try SQLiteShop.commonSource.get()
            func outcome(_ limit: Int) async -> SentinelError.Code? {
                let request = QueryRequest("SELECT id, id FROM orders", limits: QueryLimits(maxBytes: limit))
                return await sentinelError { _ = try await source.run(request) }?.code
            }
            // Five rows of two numbers of eight bytes.
            #expect(await outcome(80) == nil)
            #expect(await outcome(79) == .resultTooLarge)
        }
    }
#endif
