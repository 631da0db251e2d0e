import Foundation
import SentinelModels
import SentinelTesting
import Testing

/// Comparison of numbers without loss, against integers scaled up and Foundation's `Decimal`.
@Suite struct ExactNumberPropertyTests {
    /// A number as `units` thousandths, written in a random one of the ways to write it.
    static func text(thousandths units: Int, _ generator: inout SeededGenerator) -> String {
        let sign = units < 0 ? "-" : ["", "+"].randomElement(using: &generator) ?? ""
        let whole = "\(units.magnitude / 1000)"
        let fraction = (units.magnitude % 1000).padded(to: 3)
        let zeros = String(repeating: "0", count: Int.random(in: 0...3, using: &generator))
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: return sign + whole + "." + fraction
        case 1: return sign + zeros + whole + "." + fraction + zeros
        case 2: return sign + "\(units.magnitude)e-3"
        case 3: return sign + "0." + whole + fraction + "E+\(whole.count)"
        default: return " " + sign + "\(units.magnitude)000e-06\n"
        }
    }

    static func number(_ text: String) throws -> ExactNumber { try #require(ExactNumber(text), "\(text)") }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func ordersAsThousandthsDo(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let shift = Int.random(in: 0...40, using: &generator)
            let range = -(1 << shift)...(1 << shift)
            let left = Int.random(in: range, using: &generator)
            let right = Int.random(in: 0..<4, using: &generator) == 0 ? left : .random(in: range, using: &generator)
            let first = try Self.number(Self.text(thousandths: left, &generator))
            let second = try Self.number(Self.text(thousandths: right, &generator))
            #expect((first < second) == (left < right), "\(left) \(right)")
            #expect((first == second) == (left == right), "\(left) \(right)")
            if left == right { #expect(first.hashValue == second.hashValue) }
        }
    }

    @Test func ordersAsDecimalDoes() throws {
        var generator = SeededGenerator(seed: 21)
        func text() -> String {
            let digits = (0..<Int.random(in: 1...15, using: &generator)).map { _ in
                "\(Int.random(in: 0...9, using: &generator))"
            }
            let sign = Bool.random(using: &generator) ? "-" : ""
            return sign + digits.joined() + "e\(Int.random(in: -12...12, using: &generator))"
        }
        for _ in 0..<1000 {
            let (left, right) = (text(), text())
            let decimals = try (#require(Decimal(string: left)), #require(Decimal(string: right)))
            let numbers = try (Self.number(left), Self.number(right))
            #expect((numbers.0 < numbers.1) == (decimals.0 < decimals.1), "\(left) \(right)")
            #expect((numbers.0 == numbers.1) == (decimals.0 == decimals.1), "\(left) \(right)")
        }
    }

    /// One list in order: each smaller than all that follow.
    static let ascending = [
        "-1e999999999", "-1e400", "-18446744073709551616", "-9223372036854775809", "-9223372036854775808", "-10",
        "-9.99",
        "-1.0000000000000000000000001", "-1", "-0.9999999999999999999999999", "-1e-400", "-1e-999999999", "0",
        "1e-999999999", "1e-400", "0.09", "0.1", "0.1000000000000000055511151231257827", "0.11", "0.5", "1",
        "1.0000000000000000000000001", "9", "9.5", "10", "99", "9007199254740992", "9007199254740993",
        "9223372036854775807", "9223372036854775808", "1e19", "1e400", "9e400", "1e401", "1e999999999",
    ]

    @Test func isATotalOrder() throws {
        let numbers = try Self.ascending.map(Self.number)
        for (index, number) in numbers.enumerated() {
            for (other, later) in numbers.enumerated() {
                #expect((number < later) == (index < other), "\(Self.ascending[index]) \(Self.ascending[other])")
                #expect((number == later) == (index == other))
            }
        }
        #expect(numbers.reversed().sorted() == numbers)
    }

    /// What looks like a number of other programs and is none here.
    @Test(arguments: [
        "1e1000000000", "1e-1000000000", "1d5", "1f", "0b1", "0o7", "#5", "$5", "5%", "1'000", "1 000", "1..2", "1e5e5",
        "e",
        "+-5", "5-", "(5)", "½", "²", "∞", "nan", "-inf", "1e 5", "1 e5", "- 5", "\u{2212}5", "5\0",
    ])
    func refuses(_ text: String) {
        #expect(ExactNumber(text) == nil)
    }

    /// Numbers of every kind of value compare with each other.
    @Test func valuesOfAllKindsCompare() throws {
        let ascending: [SQLValue] = [
            .decimal("-1e30"), .integer(.min), .double(-2.5), .bool(false), .double(1e-300), .text("0.5"), .bool(true),
            .decimal("1.01"), .text(" 2 "), .integer(3), .integer(9_007_199_254_740_993),
            .decimal("9007199254740993.5"),
            .double(1e17), .integer(.max), .decimal("18446744073709551615"), .double(1e300),
        ]
        let numbers = try ascending.map { try #require($0.number, "\($0)") }
        #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count)
        #expect(SQLValue.integer(5).number == SQLValue.decimal("5.00").number)
        #expect(SQLValue.double(0.1).number == SQLValue.text("0.1").number)
        #expect(SQLValue.double(-0.0).number == SQLValue.integer(0).number)
    }

    /// Doubles are compared by the shortest digits that mean them, which keeps their order.
    @Test func doublesKeepTheirOrder() throws {
        var generator = SeededGenerator(seed: 31)
        for _ in 0..<1000 {
            let left = Double(bitPattern: .random(in: 0 ... .max, using: &generator))
            let right = Bool.random(using: &generator) ? left.nextUp : Double(bitPattern: generator.next())
            guard left.isFinite, right.isFinite else { continue }
            let numbers = try (#require(SQLValue.double(left).number), #require(SQLValue.double(right).number))
            #expect((numbers.0 < numbers.1) == (left < right), "\(left) \(right)")
        }
    }
}
