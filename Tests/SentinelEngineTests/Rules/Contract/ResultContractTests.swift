import SentinelEngine
import SentinelModels
import Testing

@Suite("ResultContract: a status column")
struct ResultContractTests {
    private func evaluate(
        _ columns: [String], _ rows: [[SQLValue]], isTruncated: Bool = false, severity: Severity? = nil
    ) -> RunFinding {
        let alert = AlertDefinition(name: "a", query: "", severity: severity)
        return ResultContract.evaluate(
            QueryResult(columns: columns, rows: rows, statistics: .init(isTruncated: isTruncated)), for: alert)
    }

    @Test(
        "ALERT and OK in any letter case, with blanks around, also as bytes",
        arguments: [
            (SQLValue.text("ALERT"), Evaluation.Verdict.alert), (.text("alert"), .alert), (.text("Alert"), .alert),
            (.text("OK"), .ok), (.text("ok"), .ok), (.text(" alert\t"), .alert), (.text("ok\r\n"), .ok),
            (.bytes(Array("ALERT".utf8)), .alert), (.bytes(Array("ok".utf8)), .ok),
        ])
    func words(value: SQLValue, verdict: Evaluation.Verdict) {
        #expect(evaluate(["status"], [[value]]) == .evaluations([Evaluation(verdict: verdict)]))
    }

    @Test(
        "anything else is an error that shows it",
        arguments: [
            (SQLValue.null, "NULL"), (.text(""), "''"), (.text("WARN"), "'WARN'"), (.text("ALERT\0"), "'ALERT\0'"),
            (.integer(1), "'1'"), (.bool(true), "'true'"), (.bytes([0xFF]), "'0xff'"),
            (.json("\"ALERT\""), "'\"ALERT\"'"),
        ])
    func otherWords(value: SQLValue, shown: String) {
        let error = SentinelError(.contract, "column status is \(shown); it must be ALERT or OK")
        #expect(evaluate(["status"], [[value]]) == .failure(error))
    }

    @Test(
        "the column's name in any letter case; the exact one wins",
        arguments: [
            (["STATUS"], [SQLValue.text("ALERT")], Evaluation.Verdict.alert, [String]()),
            (["Status"], [.text("OK")], .ok, []),
            (["STATUS", "status"], [.text("OK"), .text("ALERT")], .alert, ["STATUS"]),
            (["status", "STATUS"], [.text("OK"), .text("ALERT")], .ok, ["STATUS"]),
            (["status", "status"], [.text("OK"), .text("ALERT")], .alert, []),
        ])
    func names(columns: [String], row: [SQLValue], verdict: Evaluation.Verdict, context: [String]) throws {
        let evaluation = try #require(evaluate(columns, [row]).first)
        #expect(evaluation.verdict == verdict)
        #expect(evaluation.context.map(\.name) == context)
    }

    @Test("a missing column is an error that names what is there")
    func missing() {
        #expect(
            evaluate(["a", "b"], [[.null, .null]])
                == .failure(SentinelError(.contract, "the result has no column 'status'; it has 'a', 'b'")))
        let many = (0..<30).map { "c\($0)" }
        guard case .failure(let error) = evaluate(many, []) else { return #expect(Bool(false)) }
        #expect(error.message.hasSuffix("'c19', …"))
    }

    @Test("no row is no data; more than one is an error that counts them")
    func rows() {
        let row: [SQLValue] = [.text("OK")]
        #expect(evaluate(["status"], []) == .noData)
        for (rows, isTruncated, count) in [(2, false, "2"), (3, false, "3"), (1000, true, "at least 1001")] {
            let finding = evaluate(["status"], Array(repeating: row, count: rows), isTruncated: isTruncated)
            guard case .failure(let error) = finding else { return #expect(Bool(false), "\(rows)") }
            #expect(error.code == .contract)
            #expect(error.message.contains("returned \(count) rows"))
        }
    }

    @Test(
        "values are exact and NULL is absent",
        arguments: [
            SQLValue.integer(9_007_199_254_740_993), .integer(.min), .decimal("123456789012345678901234567890.10"),
            .double(0.1), .text("many"), .timestamp(Timestamp(microseconds: 1)), .bytes([1, 2]),
        ])
    func values(value: SQLValue) throws {
        let evaluation = try #require(
            evaluate(["status", "actual_value", "threshold"], [[.text("OK"), value, value]]).first)
        #expect(evaluation.actualValue == value)
        #expect(evaluation.threshold == value)
        let absent = try #require(evaluate(["status", "actual_value"], [[.text("OK"), .null]]).first)
        #expect(absent.actualValue == nil)
    }

    @Test("all else is context in column order; of a repeated column the last value counts")
    func context() throws {
        let evaluation = try #require(
            evaluate(
                ["z", "status", "a", "ACTUAL_VALUE", "z", "actual_value", "actual_value"],
                [[.integer(1), .text("OK"), .null, .integer(5), .integer(2), .integer(7), .null]]
            ).first)
        #expect(
            evaluation.context == [
                ContextValue("z", .integer(2)), ContextValue("a", .null), ContextValue("ACTUAL_VALUE", .integer(5)),
            ])
        #expect(evaluation.actualValue == nil)
    }

    @Test(
        "severity of the result wins over that of the definition",
        arguments: [
            (SQLValue.text("critical"), Severity.critical), (.text(" WARNING "), .warning), (.null, .info),
            (.text(""), .info),
        ])
    func severity(value: SQLValue, expected: Severity) throws {
        let finding = evaluate(["status", "severity"], [[.text("ALERT"), value]], severity: .info)
        #expect(try #require(finding.first).severity == expected)
    }

    @Test("an unknown severity is an error")
    func unknownSeverity() {
        let finding = evaluate(["status", "severity"], [[.text("ALERT"), .text("huge")]])
        #expect(
            finding
                == .failure(
                    SentinelError(.contract, "severity 'huge' is none of info, warning, error, critical")))
    }
}

extension RunFinding {
    /// The first evaluation, if the query answered.
    var first: Evaluation? {
        guard case .evaluations(let evaluations) = self else { return nil }
        return evaluations.first
    }

    /// `ALERT`, `OK`, `no data`, or the code of the failure.
    var word: String {
        switch self {
        case .evaluations(let evaluations): evaluations.map(\.verdict.rawValue).joined(separator: " ")
        case .noData: "no data"
        case .failure(let error): error.code.description
        }
    }
}
