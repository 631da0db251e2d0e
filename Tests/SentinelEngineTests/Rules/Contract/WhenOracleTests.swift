import SentinelEngine
import SentinelModels
import SentinelTesting
import Testing

/// Conditions over random rows, judged a second time by integers: every number is a count of hundredths.
@Suite("ResultContract: when, by chance")
struct WhenOracleTests {
    private static let scopes: [Condition.Scope] = [.any, .all, .count]

    /// One way to write so many hundredths.
    private static func value(_ hundredths: Int, _ generator: inout SeededGenerator) -> SQLValue {
        let sign = hundredths < 0 ? "-" : ""
        let digits = "\(sign)\(abs(hundredths) / 100).\(abs(hundredths) % 100 / 10)\(abs(hundredths) % 10)"
        switch Int.random(in: 0..<5, using: &generator) {
        case 0 where hundredths % 100 == 0: return .integer(Int64(hundredths / 100))
        case 1: return .decimal(digits)
        case 2: return .text(" \(digits)0\n")
        case 3: return .double(Double(hundredths) / 100)
        default: return .decimal("\(hundredths)e-2")
        }
    }

    private static func holds(_ comparison: Comparison, _ left: Int, _ right: Int) -> Bool {
        switch comparison {
        case .greater: left > right
        case .greaterOrEqual: left >= right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .equal: left == right
        case .notEqual: left != right
        }
    }

    @Test("judge like integers, however the numbers are written", arguments: Comparison.allCases)
    func numbers(comparison: Comparison) {
        var generator = SeededGenerator(seed: UInt64(comparison.rawValue.utf8.reduce(0) { $0 * 31 + Int($1) }))
        for _ in 0..<150 {
            let rows = (0..<Int.random(in: 0..<5, using: &generator)).map { _ -> Int? in
                Int.random(in: 0..<8, using: &generator) == 0 ? nil : Int.random(in: -300...300, using: &generator)
            }
            let operand = Int.random(in: 0..<3, using: &generator) * 100
            let condition = Condition(
                .compare(column: "v", comparison, Self.value(operand, &generator)),
                over: Self.scopes[Int.random(in: 0..<3, using: &generator)])
            let result = QueryResult(
                columns: ["v"], rows: rows.map { [$0.map { Self.value($0, &generator) } ?? .null] })
            let passing = rows.filter { row in row.map { Self.holds(comparison, $0, operand) } ?? false }.count
            let expected: String =
                switch condition.over {
                case .count: Self.holds(comparison, rows.count * 100, operand) ? "ALERT" : "OK"
                case .any: rows.isEmpty ? "no data" : passing > 0 ? "ALERT" : "OK"
                case .all: rows.isEmpty ? "no data" : passing == rows.count ? "ALERT" : "OK"
                }
            let alert = AlertDefinition(name: "a", query: "", judgement: .when(condition))
            #expect(ResultContract.evaluate(result, for: alert).word == expected, "\(condition) over \(result.rows)")
        }
    }

    @Test("what a cut result says holds for every way it might go on", arguments: [UInt64](1...6))
    func truncation(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var decided = 0
        for _ in 0..<200 {
            let values = (0..<6).map { _ in Int64.random(in: 0...4, using: &generator) }
            let comparison = Comparison.allCases[Int.random(in: 0..<6, using: &generator)]
            let operand = Int64.random(in: 0...7, using: &generator)
            let scope = Self.scopes[Int.random(in: 0..<3, using: &generator)]
            let condition = Condition(.compare(column: "v", comparison, .integer(operand)), over: scope)
            let alert = AlertDefinition(name: "a", query: "", judgement: .when(condition))
            let read = Int.random(in: 1...5, using: &generator)
            var cut = QueryResult(columns: ["v"], rows: values.prefix(read).map { [.integer($0)] })
            cut.statistics.isTruncated = true
            let early = ResultContract.evaluate(cut, for: alert).word
            if early == "result_too_large" { continue }
            decided += 1
            for extra in 1...3 {
                for filler in [Int64(0), 2, 9] {
                    var whole = cut
                    whole.statistics.isTruncated = false
                    whole.rows += Array(repeating: [.integer(filler)], count: extra)
                    #expect(
                        ResultContract.evaluate(whole, for: alert).word == early,
                        "\(condition) read \(values.prefix(read)), then \(extra) times \(filler)")
                }
            }
        }
        #expect(decided > 20, "the test has cases to check")
    }

    @Test(
        "a value is equal to itself in every type but NULL and NaN",
        arguments: [
            SQLValue.bool(true), .integer(.max), .integer(.min), .double(0.1), .double(1e300),
            .decimal("18446744073709551615"), .text("x"), .text(""), .text("12"), .bytes([1]),
            .timestamp(Timestamp(seconds: 5)), .date(CalendarDate(year: 2026, month: 1, day: 2)), .json("{}"),
        ])
    func reflexive(value: SQLValue) {
        let operand: SQLValue = value.number == nil ? .text(value.displayText) : value
        for (comparison, word) in [
            (Comparison.equal, "ALERT"), (.notEqual, "OK"), (.lessOrEqual, "ALERT"), (.greaterOrEqual, "ALERT"),
            (.less, "OK"), (.greater, "OK"),
        ] {
            let alert = AlertDefinition(
                name: "a", query: "", judgement: .when(Condition(.compare(column: "v", comparison, operand))))
            let finding = ResultContract.evaluate(QueryResult(columns: ["v"], rows: [[value]]), for: alert)
            #expect(finding.word == word, "\(value) \(comparison.rawValue) \(operand)")
        }
    }
}
