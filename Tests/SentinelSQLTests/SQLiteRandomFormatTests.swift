#if SQLite
    import SentinelModels
    import SentinelSQL
    import SentinelTesting
    import Testing

    @Suite("SQLite format functions at random")
    struct SQLiteRandomFormatTests {
        private static let letters = Array("dixXourpfeEgGsczqQwn%y")
        private static let literals = [
            "NULL", "0", "-1", "42", "9223372036854775807", "-9223372036854775808", "1.5", "-0.0", "1e300", "1e-300",
            "'abc'", "'é🦉x'", "''", "'it''s \"x\"'", "x'4142'", "'12.5kg'",
        ]

        private static func pick<Element>(_ list: [Element], _ generator: inout SeededGenerator) -> Element {
            list[Int.random(in: 0..<list.count, using: &generator)]
        }

        private static func number(_ generator: inout SeededGenerator) -> String {
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: "*"
            case 1...2: "\(Int.random(in: 0...40, using: &generator))"
            default: ""
            }
        }

        private static func format(_ generator: inout SeededGenerator) -> String {
            var format = ""
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                format += pick(["", "a", " é ", "|"], &generator) + "%"
                for _ in 0..<Int.random(in: 0...2, using: &generator) {
                    format += pick(["-", "+", " ", "0", "#", "!", ","], &generator)
                }
                format += number(&generator)
                if Bool.random(using: &generator) { format += "." + number(&generator) }
                format += pick(["", "", "l", "ll"], &generator) + String(pick(letters, &generator))
            }
            return format
        }

        @Test("write what SQLite's own write, whatever is asked", arguments: 0..<10 as Range<UInt64>)
        func same(_ seed: UInt64) throws {
            var generator = SeededGenerator(seed: seed)
            let own = try memory()
            let bounded = try memory()
            try bounded.boundFormatFunctions()
            for _ in 0..<150 {
                let format = Self.format(&generator)
                // Small numbers, as they may become widths.
                let arguments = (0..<6).map { index in
                    index % 2 == 0
                        ? "\(Int.random(in: -30...30, using: &generator))" : Self.pick(Self.literals, &generator)
                }
                let sql = "SELECT printf('\(format)', \(arguments.joined(separator: ", ")))"
                let expected = try own.scalar(sql)
                do {
                    #expect(try bounded.scalar(sql) == expected, "seed \(seed): \(sql)")
                } catch {
                    // Of SQLite's numbers only those over a thousand are refused, and only as widths.
                    #expect(format.contains("*") && error.message.contains("1000"), "seed \(seed): \(sql): \(error)")
                }
            }
        }

        @Test("never write more than the length limit allows", arguments: 0..<4 as Range<UInt64>)
        func bounded(_ seed: UInt64) throws {
            var generator = SeededGenerator(seed: seed)
            let connection = try memory()
            connection.setLimit(.length, 2000)
            try connection.boundFormatFunctions()
            for _ in 0..<100 {
                let parts = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
                    "%\(Int.random(in: 0...1200, using: &generator))\(Self.pick(["d", "s", "f", "c"], &generator))"
                }
                let sql = "SELECT length(printf('\(parts.joined())', 1, 2, 3, 4, 5, 6, 7, 8))"
                do {
                    guard case .integer(let length) = try connection.scalar(sql) else {
                        Issue.record("seed \(seed): \(sql)")
                        continue
                    }
                    #expect(length <= 2000, "seed \(seed): \(sql)")
                } catch {
                    #expect([.error, .tooBig].contains(error.code), "seed \(seed): \(sql): \(error)")
                }
            }
        }
    }
#endif
