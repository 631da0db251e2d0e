import SentinelEngine
import SentinelModels
import Testing

@Suite("ResultContract: when")
struct WhenConditionTests {
    private func evaluate(
        _ condition: Condition, _ rows: [[SQLValue]], columns: [String] = ["value"], isTruncated: Bool = false
    ) -> RunFinding {
        let alert = AlertDefinition(name: "a", query: "", judgement: .when(condition))
        return ResultContract.evaluate(
            QueryResult(columns: columns, rows: rows, statistics: .init(isTruncated: isTruncated)), for: alert)
    }

    private func compare(_ comparison: Comparison, _ operand: SQLValue, _ over: Condition.Scope = .any) -> Condition {
        Condition(.compare(column: "value", comparison, operand), over: over)
    }

    @Test(
        "numbers compare exactly, however they are written",
        arguments: [
            (SQLValue.integer(5), Comparison.greater, SQLValue.integer(4), "ALERT"),
            (.integer(5), .greater, .integer(5), "OK"),
            (.integer(5), .greaterOrEqual, .integer(5), "ALERT"), (.integer(5), .less, .integer(6), "ALERT"),
            (.integer(6), .lessOrEqual, .integer(5), "OK"), (.integer(5), .equal, .decimal("5.00"), "ALERT"),
            (.integer(5), .notEqual, .decimal("5.00"), "OK"), (.text(" 12 "), .greater, .integer(9), "ALERT"),
            (.integer(9_007_199_254_740_993), .greater, .integer(9_007_199_254_740_992), "ALERT"),
            (.decimal("9007199254740992.1"), .greater, .integer(9_007_199_254_740_992), "ALERT"),
            (.decimal("1e400"), .greater, .double(1e300), "ALERT"), (.bool(true), .equal, .integer(1), "ALERT"),
            (.double(0.1), .equal, .decimal("0.1"), "ALERT"),
            (.double(.infinity), .greater, .integer(.max), "ALERT"),
            (.double(-.infinity), .less, .integer(.min), "ALERT"),
            (.decimal("-Infinity"), .greater, .integer(0), "OK"), (.double(.infinity), .equal, .integer(0), "OK"),
            (.null, .equal, .integer(1), "OK"), (.null, .notEqual, .integer(1), "OK"),
            (.null, .less, .integer(1), "OK"),
        ])
    func numbers(value: SQLValue, comparison: Comparison, operand: SQLValue, word: String) {
        #expect(evaluate(compare(comparison, operand), [[value]]).word == word)
    }

    @Test(
        "texts and times compare by their characters; what is no number does not compare with one",
        arguments: [
            (SQLValue.text("failed"), Comparison.equal, SQLValue.text("failed"), "ALERT"),
            (.text("failed"), .notEqual, .text("ok"), "ALERT"), (.text("b"), .greater, .text("a"), "ALERT"),
            (.date(CalendarDate(year: 2026, month: 2, day: 1)), .less, .text("2026-03-01"), "ALERT"),
            (.text("many"), .equal, .integer(1), "OK"), (.text("many"), .notEqual, .integer(1), "ALERT"),
            (.text("many"), .greater, .integer(1), "contract"), (.double(.nan), .greater, .integer(1), "contract"),
            (.json("{}"), .less, .integer(1), "contract"),
        ])
    func others(value: SQLValue, comparison: Comparison, operand: SQLValue, word: String) {
        #expect(evaluate(compare(comparison, operand), [[value]]).word == word)
    }

    @Test(
        "over any, all or the count of rows",
        arguments: [
            (Condition.Scope.any, [1, 9], "ALERT"), (.any, [1, 2], "OK"), (.any, [], "no data"),
            (.all, [9, 8], "ALERT"), (.all, [9, 1], "OK"), (.all, [], "no data"),
            (.count, [1, 1, 1, 1, 1, 1], "ALERT"), (.count, [9, 9], "OK"), (.count, [], "OK"),
        ])
    func scopes(over: Condition.Scope, values: [Int64], word: String) {
        #expect(evaluate(compare(.greater, .integer(5), over), values.map { [.integer($0)] }).word == word)
    }

    @Test(
        "whether rows exist",
        arguments: [
            (true, 0, "OK"), (true, 1, "ALERT"), (true, 3, "ALERT"), (false, 0, "ALERT"), (false, 1, "OK"),
        ])
    func existence(wanted: Bool, rows: Int, word: String) {
        let condition = Condition(.exists(wanted))
        #expect(evaluate(condition, Array(repeating: [.integer(1)], count: rows)).word == word)
    }

    @Test(
        "a truncated result is judged if what was read decides",
        arguments: [
            (Condition(.exists(true)), "ALERT"), (Condition(.exists(false)), "OK"),
            (Condition(.compare(column: "value", .greater, .integer(8))), "ALERT"),
            (Condition(.compare(column: "value", .greater, .integer(9))), "result_too_large"),
            (Condition(.compare(column: "value", .greater, .integer(9)), over: .all), "OK"),
            (Condition(.compare(column: "value", .greater, .integer(8)), over: .all), "result_too_large"),
            (Condition(.compare(column: "value", .greater, .integer(2)), over: .count), "ALERT"),
            (Condition(.compare(column: "value", .greater, .integer(3)), over: .count), "result_too_large"),
            (Condition(.compare(column: "value", .less, .integer(3)), over: .count), "OK"),
            (Condition(.compare(column: "value", .less, .integer(9)), over: .count), "result_too_large"),
            (Condition(.compare(column: "value", .equal, .integer(2)), over: .count), "OK"),
            (Condition(.compare(column: "value", .equal, .integer(3)), over: .count), "result_too_large"),
            (Condition(.compare(column: "value", .equal, .integer(7)), over: .count), "result_too_large"),
            (Condition(.compare(column: "value", .notEqual, .integer(2)), over: .count), "ALERT"),
            (Condition(.compare(column: "value", .notEqual, .integer(7)), over: .count), "result_too_large"),
        ])
    func truncated(condition: Condition, word: String) {
        let finding = evaluate(condition, [[.integer(9)], [.integer(9)]], isTruncated: true)
        #expect(finding.word == word)
        if let evaluation = finding.first {
            #expect(evaluation.context.contains(ContextValue("more_rows_than", .integer(2))))
        }
    }

    @Test("shows the value, the operand, how many rows match, and the most severe of them")
    func evidence() throws {
        let finding = evaluate(
            compare(.greater, .integer(5)),
            [
                [.integer(1), .text("info"), .text("n")], [.integer(7), .text("warning"), .text("s")],
                [.integer(8), .text("critical"), .text("e")], [.integer(9), .null, .text("w")],
            ], columns: ["value", "severity", "region"])
        let evaluation = try #require(finding.first)
        #expect(evaluation.actualValue == .integer(8))
        #expect(evaluation.threshold == .integer(5))
        #expect(evaluation.severity == .critical)
        #expect(
            evaluation.context == [ContextValue("region", .text("e")), ContextValue("matching_rows", .integer(3))])
        let count = try #require(evaluate(compare(.greater, .integer(1), .count), [[.null], [.null]]).first)
        #expect(count.actualValue == .integer(2))
    }

    @Test("a missing column is an error, with or without rows")
    func missing() {
        for rows in [[], [[SQLValue.null]]] {
            let finding = evaluate(compare(.greater, .integer(1)), rows, columns: ["other"])
            #expect(
                finding
                    == .failure(
                        SentinelError(.contract, "the result has no column 'value' for 'when'; it has 'other'")))
        }
    }
}
