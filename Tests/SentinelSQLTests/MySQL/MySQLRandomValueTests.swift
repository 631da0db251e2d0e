#if MySQL
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("10,000 random values come back from MariaDB as they went", .mariaDB, .timeLimit(.minutes(5)))
    struct MySQLRandomValueTests {
        private static let count = 10_000

        /// Writes and reads back in batches; the order is kept by the key.
        private func roundTrip(_ type: String, _ values: [SQLValue]) throws -> [SQLValue] {
            let connection = try MySQLGround().connect {
                $0.setUp = "SET SESSION time_zone = '+00:00', unique_checks = 0"
            }
            try connection.execute("CREATE TABLE t (id int PRIMARY KEY, a \(type))")
            for start in stride(from: 0, to: values.count, by: 500) {
                let batch = values[start..<min(start + 500, values.count)]
                let rows = batch.indices.map { "(\($0), ?)" }.joined(separator: ", ")
                #expect(try connection.run("INSERT INTO t VALUES \(rows)", Array(batch)) == batch.count)
            }
            return try connection.rows("SELECT a FROM t ORDER BY id").map { $0[0] }
        }

        @Test func signedIntegers() throws {
            var random = SeededGenerator(seed: 1)
            let values = (0..<Self.count).map { _ in SQLValue.integer(.random(in: .min ... .max, using: &random)) }
            #expect(try roundTrip("bigint", values) == values)
        }

        @Test func unsignedIntegers() throws {
            var random = SeededGenerator(seed: 2)
            let values = (0..<Self.count).map { _ in
                let value = UInt64.random(in: 0 ... .max, using: &random)
                return Int64(exactly: value).map { SQLValue.integer($0) } ?? .decimal(String(value))
            }
            #expect(try roundTrip("bigint unsigned", values) == values)
        }

        @Test func decimals() throws {
            var random = SeededGenerator(seed: 3)
            let values = (0..<Self.count).map { _ in
                let whole = String(UInt64.random(in: 1 ... .max, using: &random))
                let fraction = String(Int.random(in: 100_000_000..<1_000_000_000, using: &random))
                return SQLValue.decimal((Bool.random(using: &random) ? "-" : "") + whole + "." + fraction)
            }
            #expect(try roundTrip("decimal(40,9)", values) == values)
        }

        @Test func doubles() throws {
            var random = SeededGenerator(seed: 4)
            let values = (0..<Self.count).map { _ in
                var value = Double.nan
                while !value.isFinite { value = Double(bitPattern: .random(in: 0 ... .max, using: &random)) }
                return SQLValue.double(value)
            }
            #expect(try roundTrip("double", values) == values)
        }

        @Test func instants() throws {
            var random = SeededGenerator(seed: 5)
            let range = Int64(1_000_000)...2_147_483_646_999_999
            let values = (0..<Self.count).map { _ in
                SQLValue.timestamp(Timestamp(microseconds: .random(in: range, using: &random)))
            }
            #expect(try roundTrip("timestamp(6)", values) == values)
        }

        @Test func daysWithTimes() throws {
            var random = SeededGenerator(seed: 6)
            // The years 0001 to 9999.
            let range = Int64(-62_135_596_800_000_000)...253_402_300_799_999_999
            let instants = (0..<Self.count).map { _ in Timestamp(microseconds: .random(in: range, using: &random)) }
            let expected = instants.map { instant in
                let civil = CivilDateTime(utc: instant)
                func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
                let fraction = String(repeating: "0", count: 6 - "\(civil.microsecond)".count) + "\(civil.microsecond)"
                return SQLValue.text(
                    "\(civil.date) \(two(civil.hour)):\(two(civil.minute)):\(two(civil.second)).\(fraction)")
            }
            #expect(try roundTrip("datetime(6)", instants.map { .timestamp($0) }) == expected)
        }

        @Test func texts() throws {
            var random = SeededGenerator(seed: 7)
            let values = (0..<Self.count).map { _ in
                var text = ""
                for _ in 0..<Int.random(in: 0...40, using: &random) {
                    let ranges: [ClosedRange<UInt32>] = [0...127, 128...0xD7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF]
                    let code = UInt32.random(in: ranges[Int.random(in: 0..<4, using: &random)], using: &random)
                    if let scalar = Unicode.Scalar(code) { text.unicodeScalars.append(scalar) }
                }
                return text
            }
            let read = try roundTrip("longtext", values.map { .text($0) })
            // Compared by bytes: Swift holds texts for equal that only look alike.
            for (index, value) in values.enumerated() {
                guard case .text(let text) = read[index] else {
                    Issue.record("no text: \(read[index])")
                    return
                }
                #expect(Array(text.utf8) == Array(value.utf8))
            }
        }
    }
#endif
