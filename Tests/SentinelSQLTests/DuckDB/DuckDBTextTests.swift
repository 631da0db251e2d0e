#if DuckDB
    @testable import SentinelSQL
    import SentinelModels
    import SentinelTesting
    import Testing

    @Suite("DuckDB's stored forms as text")
    struct DuckDBTextTests {
        @Test(
            "numbers of 128 bits",
            arguments: [
                (0, 0, true, "0"), (1, 0, true, "1"), (.max, .max, true, "-1"),
                (.max, .max, false, "340282366920938463463374607431768211455"),
                (0, 1 << 63, true, "-170141183460469231731687303715884105728"),
                (.max, (1 << 63) - 1, true, "170141183460469231731687303715884105727"),
                (0, 1, true, "18446744073709551616"), (10_000_000_000_000_000_000, 0, true, "10000000000000000000"),
                (0, .max, true, "-18446744073709551616"),
                (687_399_551_400_673_280, 5_421_010_862_427_522_170, true, "100000000000000000000000000000000000000"),
            ] as [(UInt64, UInt64, Bool, String)])
        func integers(_ lower: UInt64, _ upper: UInt64, _ isSigned: Bool, _ text: String) {
            let number = DuckDBInteger(DuckDBVector.UInt128Parts(lower: lower, upper: upper), isSigned: isSigned)
            #expect(number.description == text)
        }

        @Test("numbers of 64 bits, and what fits into them", arguments: [Int64.min, -1, 0, 1, .max])
        func small(_ value: Int64) {
            #expect(DuckDBInteger(value).description == String(value))
            #expect(Int64(exactly: DuckDBInteger(value)) == value)
            #expect(Int(clamping: DuckDBInteger(value)) == Int(value))
            let large = DuckDBInteger(DuckDBVector.UInt128Parts(lower: 0, upper: 5), isSigned: true)
            #expect(Int64(exactly: large) == nil)
            #expect(Int(clamping: large) == .max)
        }

        @Test(
            "decimals",
            arguments: [
                (0, 0, "0"), (0, 2, "0.00"), (5, 2, "0.05"), (-5, 2, "-0.05"), (123, 2, "1.23"), (-123, 3, "-0.123"),
                (-1234, 3, "-1.234"), (7, 0, "7"),
                (.max, 18, "9.223372036854775807"), (.min, 18, "-9.223372036854775808"),
            ] as [(Int64, Int, String)])
        func decimals(_ stored: Int64, _ scale: Int, _ text: String) {
            #expect(DuckDBText.decimal(DuckDBInteger(stored), scale: scale) == text)
        }

        @Test(
            "numbers of any size",
            arguments: [
                ([0x80, 0, 1, 0], "0"), ([0x80, 0, 1, 7], "7"), ([0x7F, 0xFF, 0xFE, 0xF8], "-7"),
                ([0x80, 0, 2, 1, 0], "256"),
                ([0x80, 0, 5, 1, 0, 0, 0, 0], "4294967296"),
                ([0x80, 0, 8, 255, 255, 255, 255, 255, 255, 255, 255], "18446744073709551615"), ([], "0"),
            ] as [([UInt8], String)])
        func wholeNumbers(_ stored: [UInt8], _ text: String) {
            #expect(stored.withUnsafeBytes { DuckDBText.wholeNumber($0) } == text)
        }

        @Test(
            "bits",
            arguments: [
                ([3, 0b1111_0101], "10101"), ([0, 0b1010_1010], "10101010"), ([7, 0xFF], "1"), ([0], ""), ([], ""),
            ] as [([UInt8], String)])
        func bits(_ stored: [UInt8], _ text: String) {
            #expect(stored.withUnsafeBytes { DuckDBText.bits($0) } == text)
        }

        @Test(
            "times of day",
            arguments: [
                (0, 1_000_000, "00:00:00"), (86_399_999_999, 1_000_000, "23:59:59.999999"),
                (34_200_500_000, 1_000_000, "09:30:00.5"),
                (1, 1_000_000_000, "00:00:00.000000001"), (86_400_000_000, 1_000_000, "24:00:00"),
            ] as [(Int64, Int64, String)])
        func times(_ count: Int64, _ perSecond: Int64, _ text: String) {
            #expect(DuckDBText.time(count, perSecond: perSecond) == text)
        }

        @Test(
            "times with an offset",
            arguments: [(0, "+00"), (3600, "+01"), (-3600, "-01"), (19_800, "+05:30"), (-12_345, "-03:25:45")]
                as [(Int64, String)])
        func offsets(_ offset: Int64, _ text: String) {
            let bits = UInt64(34_200_000_000) << 24 | UInt64(57_599 - offset)
            #expect(DuckDBText.timeWithOffset(bits) == "09:30:00" + text)
        }

        @Test(
            "intervals",
            arguments: [
                (0, 0, 0, "00:00:00"), (14, 0, 0, "1 year 2 months"), (-14, 0, 0, "-1 year -2 months"),
                (0, 1, 0, "1 day"), (0, -2, 0, "-2 days"),
                (0, 0, 1_500_000, "00:00:01.5"), (0, 0, -3_600_000_000, "-01:00:00"),
                (24, 3, 1, "2 years 3 days 00:00:00.000001"), (0, 0, .min, "-2562047788:00:54.775808"),
            ] as [(Int32, Int32, Int64, String)])
        func intervals(_ months: Int32, _ days: Int32, _ microseconds: Int64, _ text: String) {
            #expect(
                DuckDBText.interval(DuckDBVector.IntervalParts(months: months, days: days, microseconds: microseconds))
                    == text)
        }

        @Test(
            "instants",
            arguments: [
                (1, 1, .timestamp(Timestamp(seconds: 1))), (-1, 1000, .timestamp(Timestamp(microseconds: -1000))),
                (5, 1_000_000, .timestamp(Timestamp(microseconds: 5))),
                (5000, 1_000_000_000, .timestamp(Timestamp(microseconds: 5))),
                (5001, 1_000_000_000, .text("1970-01-01 00:00:00.000005001")),
                (-1, 1_000_000_000, .text("1969-12-31 23:59:59.999999999")), (.max, 1, .text("9223372036854775807 s")),
            ] as [(Int64, Int64, SQLValue)])
        func instants(_ count: Int64, _ perSecond: Int64, _ value: SQLValue) {
            #expect(DuckDBText.instant(count, perSecond: perSecond) == value)
        }

        @Test("UUIDs")
        func uuids() {
            let parts = DuckDBVector.UInt128Parts(lower: 0xBB6D_6BB9_BD38_0A11, upper: 0xA0EE_BC99_9C0B_4EF8 ^ 1 << 63)
            #expect(DuckDBText.uuid(parts) == "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")
        }

        @Test(
            "errors are told apart by DuckDB's first words",
            arguments: [
                ("INTERRUPT Error: Interrupted!", .interrupted), ("Out of Memory Error: x", .memory),
                ("IO Error: x", .inputOutput), ("Permission Error: x", .forbidden),
                ("Invalid Input Error: Cannot execute in read-only mode", .forbidden),
                ("Invalid Input Error: x", .statement), ("Parser Error: x", .statement), ("", .statement),
            ] as [(String, DuckDBError.Kind)])
        func errors(_ words: String, _ kind: DuckDBError.Kind) {
            #expect(DuckDBError(statement: words).kind == kind)
            #expect(DuckDBError(statement: words).message == (words.isEmpty ? "DuckDB gives no reason" : words))
            #expect(DuckDBError(statement: nil).description == "DuckDB gives no reason")
        }
    }
#endif
