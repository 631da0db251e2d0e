import SentinelEngine
import SentinelModels
import Testing

/// Results that no sane query gives (F28): each has a documented outcome, and none of them traps.
@Suite("ResultContract: malformed results")
struct MalformedResultTests {
    /// A result and what it comes to: `OK`, `ALERT`, `no data`, or the code and the text of the failure.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var columns: [String]
        var rows: [[SQLValue]]
        var outcome: String
        var judgement = Judgement.statusColumn

        init(
            _ description: String, _ columns: [String], _ rows: [[SQLValue]], _ outcome: String,
            _ judgement: Judgement = .statusColumn
        ) {
            testDescription = description
            self.columns = columns
            self.rows = rows
            self.outcome = outcome
            self.judgement = judgement
        }
    }

    private static let ok = SQLValue.text("OK")
    private static let big = String(repeating: "x", count: 10 << 20)
    private static let above5 = Judgement.when(Condition(.compare(column: "v", .greater, .integer(5))))
    private static let is5 = Judgement.when(Condition(.compare(column: "v", .equal, .integer(5))))

    static let shapes = [
        Case("no column at all", [], [], "contract: the result has no column 'status'; it has "),
        Case("no column, one row", [], [[]], "contract: the result has no column 'status'; it has "),
        Case("no row", ["status"], [], "no data"),
        Case("no row and no status column", ["a"], [], "contract: the result has no column 'status'; it has 'a'"),
        Case(
            "a row that is too short", ["status", "a"], [[ok]],
            "internal: the source gave a row of 1 values for 2 columns"),
        Case(
            "a row that is too long", ["status"], [[ok, .null]],
            "internal: the source gave a row of 2 values for 1 columns"),
        Case(
            "the second row is too short", ["v"], [[.integer(9)], []],
            "internal: the source gave a row of 0 values for 1 columns", above5),
        Case(
            "two rows", ["status"], [[ok], [ok]],
            "contract: the query returned 2 rows; a query with a status column must return exactly one "
                + "(aggregate it, or use 'when' to judge rows)"),
        Case(
            "a name with a blank", ["status "], [[ok]], "contract: the result has no column 'status'; it has 'status '"),
        Case("a name in capitals", ["STATUS"], [[ok]], "OK"),
        Case(
            "a name with a dotless i and the like", ["ſtatus"], [[ok]],
            "contract: the result has no column 'status'; it has 'ſtatus'"),
        Case("the same name twice, good last", ["status", "status"], [[.null, ok]], "OK"),
        Case(
            "the same name twice, bad last", ["status", "status"], [[ok, .null]],
            "contract: column status is NULL; it must be ALERT or OK"),
        Case(
            "2,000 columns", (0..<1999).map { "c\($0)" } + ["status"],
            [Array(repeating: .integer(1), count: 1999) + [ok]], "OK"),
    ]

    static let words = [
        Case("NULL", ["status"], [[.null]], "contract: column status is NULL; it must be ALERT or OK"),
        Case("a blank behind", ["status"], [[.text("alert ")]], "ALERT"),
        Case("tabs and line breaks around", ["status"], [[.text("\t\r\n ALERT \r\n")]], "ALERT"),
        Case("blanks only", ["status"], [[.text("  \n")]], "contract: column status is '  \n'; it must be ALERT or OK"),
        Case(
            "a blank that is not one", ["status"], [[.text("ALERT\u{A0}")]],
            "contract: column status is 'ALERT\u{A0}'; it must be ALERT or OK"),
        Case(
            "a NUL behind", ["status"], [[.text("ALERT\0")]],
            "contract: column status is 'ALERT\0'; it must be ALERT or OK"),
        Case(
            "Cyrillic letters", ["status"], [[.text("АLERT")]],
            "contract: column status is 'АLERT'; it must be ALERT or OK"),
        Case("two words", ["status"], [[.text("OK OK")]], "contract: column status is 'OK OK'; it must be ALERT or OK"),
        Case("a truth value", ["status"], [[.bool(true)]], "contract: column status is 'true'; it must be ALERT or OK"),
        Case("a number", ["status"], [[.double(1)]], "contract: column status is '1.0'; it must be ALERT or OK"),
        Case("not a number", ["status"], [[.double(.nan)]], "contract: column status is 'NaN'; it must be ALERT or OK"),
        Case("bytes of a word", ["status"], [[.bytes(Array(" alert".utf8))]], "ALERT"),
        Case(
            "bytes that are no UTF-8", ["status"], [[.bytes([0x4F, 0xC3])]],
            "contract: column status is '0x4fc3'; it must be ALERT or OK"),
        Case(
            "JSON", ["status"], [[.json("\"OK\"")]], "contract: column status is '\"OK\"'; it must be ALERT or OK"),
        Case(
            "a day", ["status"], [[.date(CalendarDate(year: -44, month: 3, day: 15))]],
            "contract: column status is '-0044-03-15'; it must be ALERT or OK"),
        Case(
            "10 MB", ["status"], [[.text(big)]],
            "contract: column status is '\(String(repeating: "x", count: 40))'; it must be ALERT or OK"),
    ]

    static let numbers = [
        Case(
            "not a number, to be above", ["v"], [[.double(.nan)]],
            "contract: column 'v' is 'NaN', which is no number to compare with", above5),
        Case("not a number, to be equal", ["v"], [[.double(.nan)]], "OK", is5),
        Case("infinite", ["v"], [[.double(.infinity)]], "ALERT", above5),
        Case("infinite as a decimal in any letter case", ["v"], [[.decimal("INFINITY")]], "ALERT", above5),
        Case(
            "infinite as text is a word", ["v"], [[.text("inf")]],
            "contract: column 'v' is 'inf', which is no number to compare with", above5),
        Case("negative infinite", ["v"], [[.decimal("-Infinity")]], "OK", above5),
        Case(
            "a decimal that is none", ["v"], [[.decimal("NaN")]],
            "contract: column 'v' is 'NaN', which is no number to compare with", above5),
        Case("1e400", ["v"], [[.decimal("1e400")]], "ALERT", above5),
        Case("1e-400", ["v"], [[.decimal("1e-400")]], "OK", above5),
        Case("1e400 as text", ["v"], [[.text("1e400")]], "ALERT", above5),
        Case(
            "an exponent beyond reading", ["v"], [[.text("1e9999999999")]],
            "contract: column 'v' is '1e9999999999', which is no number to compare with", above5),
        Case("a million digits", ["v"], [[.decimal(String(repeating: "9", count: 1_000_000))]], "ALERT", above5),
        Case(
            "hexadecimal", ["v"], [[.text("0x10")]],
            "contract: column 'v' is '0x10', which is no number to compare with", above5),
        Case("negative zero", ["v"], [[.double(-0.0)]], "OK", is5),
        Case(
            "empty text", ["v"], [[.text("")]], "contract: column 'v' is '', which is no number to compare with", above5
        ),
        Case(
            "bytes", ["v"], [[.bytes([57])]], "contract: column 'v' is '9', which is no number to compare with", above5),
        Case("NULL", ["v"], [[.null]], "OK", above5),
        Case(
            "one bad row among good ones", ["v"], [[.integer(9)], [.text("x")]],
            "contract: column 'v' is 'x', which is no number to compare with", above5),
        Case(
            "a text of 10 MB is shown in part", ["v"], [[.text(big)]],
            "contract: column 'v' is '\(String(repeating: "x", count: 40))', which is no number to compare with", above5
        ),
        Case("the last column of the name counts", ["v", "v"], [[.integer(9), .integer(1)]], "OK", above5),
        Case(
            "a column's name is exact with when", ["V"], [[.integer(9)]],
            "contract: the result has no column 'v' for 'when'; it has 'V'", above5),
    ]

    @Test("have one outcome each", arguments: shapes + words + numbers)
    func outcome(_ example: Case) {
        let alert = AlertDefinition(name: "a", query: "", judgement: example.judgement)
        let finding = ResultContract.evaluate(
            QueryResult(columns: example.columns, rows: example.rows), for: alert)
        let shown =
            switch finding {
            case .evaluations(let evaluations): evaluations.map(\.verdict.rawValue).joined(separator: " ")
            case .noData: "no data"
            case .failure(let error): error.description
            }
        #expect(shown == example.outcome)
    }

    @Test(
        "an odd value beside the status is carried as it is",
        arguments: [
            SQLValue.double(.infinity), .double(-0.0), .decimal("1e400"), .decimal("NaN"), .bytes([0, 255]),
            .text("\0"),
            .json("not json"), .timestamp(Timestamp(microseconds: .min)),
            .date(CalendarDate(year: -44, month: 3, day: 15)), .integer(.min), .text(big),
        ])
    func carried(value: SQLValue) throws {
        let columns = ["status", "actual_value", "threshold", "note"]
        let alert = AlertDefinition(name: "a", query: "")
        let finding = ResultContract.evaluate(
            QueryResult(columns: columns, rows: [[Self.ok, value, value, value]]), for: alert)
        let evaluation = try #require(finding.first)
        #expect(evaluation.actualValue == value)
        #expect(evaluation.threshold == value)
        #expect(evaluation.context == [ContextValue("note", value)])
    }

    @Test("not a number is carried too, though it equals nothing")
    func notANumber() throws {
        let finding = ResultContract.evaluate(
            QueryResult(columns: ["status", "actual_value"], rows: [[Self.ok, .double(.nan)]]),
            for: AlertDefinition(name: "a", query: ""))
        guard case .double(let value)? = try #require(finding.first).actualValue else {
            Issue.record("\(finding)")
            return
        }
        #expect(value.isNaN)
    }

    @Test(
        "a wrong severity is an error in every judgement",
        arguments: [
            (SQLValue.text("fatal"), "severity 'fatal' is none of info, warning, error, critical"),
            (.integer(3), "severity '3' is none of info, warning, error, critical"),
            (
                .text(String(repeating: "s", count: 100)),
                "severity '\(String(repeating: "s", count: 40))' is none of info, warning, error, critical"
            ),
        ])
    func severity(value: SQLValue, text: String) {
        let error = RunFinding.failure(SentinelError(.contract, text))
        for (name, judgement) in [("status", Judgement.statusColumn), ("v", Self.above5)] {
            let row: [SQLValue] = [name == "v" ? .integer(9) : Self.ok, value]
            let alert = AlertDefinition(name: "a", query: "", judgement: judgement)
            #expect(
                ResultContract.evaluate(QueryResult(columns: [name, "severity"], rows: [row]), for: alert) == error)
        }
        let many = QueryResult(
            columns: ["v", "severity"], rows: [[.integer(9), .null], [.integer(8), value]])
        let alert = AlertDefinition(name: "a", query: "", judgement: Self.above5)
        #expect(ResultContract.evaluate(many, for: alert) == error)
    }
}
