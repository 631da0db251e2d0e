import SentinelModels
import SentinelTesting
import Testing

@Suite struct ExactNumberTests {
    @Test(arguments: [
        ("0", "-0"), ("0", "0.000"), ("0", "0e9"), ("1", "+1"), ("1", "1.0"), ("1", "01"), ("1", "10e-1"),
        ("1", "0.1e1"),
        ("12.5", " 12.50\n"), (".5", "0.5"), ("5.", "5"), ("1e400", "10E399"), ("-1e-5", "-0.00001"),
        ("123456789012345678901234567890", "1.2345678901234567890123456789e29"),
    ])
    func areEqual(_ left: String, _ right: String) throws {
        let (left, right) = (try #require(ExactNumber(left)), try #require(ExactNumber(right)))
        #expect(left == right && !(left < right) && !(right < left))
        #expect(left.hashValue == right.hashValue)
    }

    @Test(arguments: [
        ("-1", "0"), ("-2", "-1"), ("-0.1", "-0.09"), ("0", "1e-400"), ("9", "10"), ("1.9999999999999999999", "2"),
        ("9007199254740992", "9007199254740993"), ("-1e400", "-1e399"), ("1e399", "1e400"), ("0.1", "0.11"),
        ("99", "100"), ("0.05", "0.1"), ("-1e-9", "1e-9"), ("18446744073709551615", "18446744073709551616"),
    ])
    func areOrdered(_ smaller: String, _ larger: String) throws {
        let (smaller, larger) = (try #require(ExactNumber(smaller)), try #require(ExactNumber(larger)))
        #expect(smaller < larger && !(larger < smaller) && smaller != larger)
    }

    @Test(arguments: [
        "", " ", "-", "+", ".", "-.", "e5", "1e", "1e+", "1e1234567890", "1.2.3", "1 2", "--1", "+-1", "0x10", "NaN",
        "inf",
        "Infinity", "1,5", "1_000", "١", "1\u{a0}", "1e5.0",
    ])
    func refuses(_ text: String) {
        #expect(ExactNumber(text) == nil)
    }

    @Test func agreesWithIntegers() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<2000 {
            let shift = Int.random(in: 0..<60, using: &generator)
            let left = Int64.random(in: .min ... .max, using: &generator) >> shift
            let right = Int64.random(in: .min ... .max, using: &generator) >> shift
            let exactLeft = try #require(ExactNumber(String(left)))
            let exactRight = try #require(ExactNumber("\(right).00e0"))
            #expect((exactLeft < exactRight) == (left < right))
            #expect((exactLeft == exactRight) == (left == right))
        }
    }
}
