#if MySQL
    import SentinelAdapters
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite("10,000 values of each kind are exact through a source on MariaDB", .mariaDB, .timeLimit(.minutes(5)))
    struct MySQLSourceValueTests {
        private static let count = 10_000

        /// Writes literals with the server's own client and reads them with a source.
        private func read(_ type: String, _ literals: [String]) async throws -> [SQLValue] {
            let shop = try MySQLShop()
            var script = "SET time_zone = '+00:00'; CREATE TABLE v (id int PRIMARY KEY, a \(type) NULL);\n"
            for start in stride(from: 0, to: literals.count, by: 1000) {
                let rows = (start..<min(start + 1000, literals.count)).map { "(\($0), \(literals[$0]))" }
                script += "INSERT INTO v VALUES \(rows.joined(separator: ","));\n"
            }
            try shop.server.sql(script, database: shop.database)
            let source = try shop.source()
            let limits = QueryLimits(maxRows: Self.count, maxBytes: 64 << 20)
            let result = try await source.run(QueryRequest("SELECT a FROM v ORDER BY id", limits: limits))
            await source.close()
            #expect(!result.statistics.isTruncated)
            return result.rows.map { $0[0] }
        }

        @Test func decimals() async throws {
            var random = SeededGenerator(seed: 31)
            let digits = (0..<Self.count).map { _ in
                (Bool.random(using: &random) ? "-" : "") + String(UInt64.random(in: 1 ... .max, using: &random))
                    + "." + String(Int.random(in: 1_000_000_000..<10_000_000_000, using: &random))
            }
            #expect(try await read("decimal(40,10)", digits) == digits.map { .decimal($0) })
        }

        @Test func integers() async throws {
            var random = SeededGenerator(seed: 32)
            let numbers = (0..<Self.count).map { _ in Int64.random(in: .min ... .max, using: &random) }
            #expect(try await read("bigint", numbers.map { String($0) }) == numbers.map { .integer($0) })
            let unsigned = (0..<Self.count).map { _ in UInt64.random(in: 0 ... .max, using: &random) }
            let expected = unsigned.map { number in
                Int64(exactly: number).map { SQLValue.integer($0) } ?? .decimal(String(number))
            }
            #expect(try await read("bigint unsigned", unsigned.map { String($0) }) == expected)
        }

        @Test func instants() async throws {
            var random = SeededGenerator(seed: 33)
            let range = Int64(1_000_000)...2_147_483_646_999_999
            let instants = (0..<Self.count).map { _ in
                Timestamp(microseconds: .random(in: range, using: &random))
            }
            let literals = instants.map { "'\($0.description.replacing("T", with: " ").replacing("Z", with: ""))'" }
            #expect(try await read("timestamp(6)", literals) == instants.map { .timestamp($0) })
            let texts = literals.map { literal in
                var text = literal.filter { $0 != "'" }
                text += text.contains(".") ? "" : "."
                return text + String(repeating: "0", count: 26 - text.count)
            }
            #expect(try await read("datetime(6)", literals) == texts.map { .text($0) })
        }

        @Test func texts() async throws {
            var random = SeededGenerator(seed: 34)
            let texts = (0..<Self.count).map { _ in
                String(
                    (0..<Int.random(in: 0...30, using: &random)).compactMap { _ in
                        Unicode.Scalar(UInt32.random(in: 1...0x1FFFF, using: &random)).map { Character($0) }
                    })
            }
            let literals = texts.map {
                "_utf8mb4 x'\($0.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())'"
            }
            let read = try await read("longtext", literals)
            for (index, value) in read.enumerated() {
                #expect(Array(value.displayText.utf8) == Array(texts[index].utf8))
            }
        }

        @Test func parametersKeepTheirValues() async throws {
            let shop = try MySQLShop()
            let source = try shop.source()
            var random = SeededGenerator(seed: 35)
            for _ in 0..<300 {
                let number = Int64.random(in: .min ... .max, using: &random)
                let double = Double(
                    bitPattern: UInt64.random(in: 0x0010_0000_0000_0000...0x7FEF_FFFF_FFFF_FFFF, using: &random))
                let text = "'; DROP TABLE orders; -- \\ \(number) ü"
                let result = try await source.run(
                    QueryRequest(
                        "SELECT CAST(:n AS SIGNED), CAST(:d AS DOUBLE), :t, :t",
                        parameters: ["n": .integer(number), "d": .double(double), "t": .text(text)]))
                #expect(result.rows == [[.integer(number), .double(double), .text(text), .text(text)]])
            }
            let instant = Timestamp(microseconds: 1_767_323_045_000_001)
            let days = try await source.run(
                QueryRequest(
                    "SELECT CAST(:at AS datetime(6)), count(*) FROM orders WHERE created < :at",
                    parameters: ["at": .timestamp(instant)]))
            #expect(days.rows == [[.text("2026-01-02 03:04:05.000001"), .integer(0)]])
            await source.close()
        }
    }
#endif
