import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelStore

@Suite("How values are kept")
struct CodecTests {
    @Test(
        "a value's type and text give it back",
        arguments: [
            (.null, "null", ""), (.bool(true), "bool", "true"), (.integer(.min), "integer", "-9223372036854775808"),
            (.double(0.1), "double", "0.1"), (.double(-.infinity), "double", "-inf"),
            (.decimal("1.10"), "decimal", "1.10"), (.text("a\u{0}b"), "text", "a\u{0}b"),
            (.bytes([0, 171]), "bytes", "00ab"),
            (.timestamp(Timestamp(microseconds: -7)), "timestamp", "-7"),
            (.date(CalendarDate(year: -44, month: 3, day: 15)), "date", "-44/3/15"), (.json("[1]"), "json", "[1]"),
        ] as [(SQLValue, String, String)])
    func values(_ value: SQLValue, _ type: String, _ text: String) throws {
        let stored = StoredValue(value)
        #expect(stored.type == type)
        #expect(stored.text == text)
        #expect(try stored.value() == value)
        let json = try JSONValue(parsing: JSONValue.stored(value).encoded())
        #expect(try JSONReader.sqlValue(type: json[0], json: json[1]) == value)
    }

    @Test("not-a-number comes back as such")
    func notANumber() throws {
        guard case .double(let value) = try StoredValue(.double(.nan)).value() else {
            Issue.record("a double")
            return
        }
        #expect(value.isNaN)
    }

    @Test(
        "a value that was tampered with is an error of the store",
        arguments: [
            ("integer", "x"), ("integer", "9223372036854775808"), ("double", ""), ("bytes", "0"), ("bytes", "zz"),
            ("timestamp", "now"), ("date", "2026-01-01"), ("colour", "red"),
        ])
    func damaged(_ type: String, _ text: String) {
        #expect {
            try StoredValue(type: type, text: text).value()
        } throws: {
            ($0 as? SentinelError)?.code == .store
        }
    }

    @Test(
        "documents that were tampered with are errors of the store",
        arguments: [
            "", "{", "[]", "{}", #"{"version":1}"#, #"{"version":1,"episode":{}}"#,
        ])
    func damagedContent(_ text: String) {
        #expect {
            try ContentCodec.content(text)
        } throws: {
            ($0 as? SentinelError)?.code == .store
        }
    }

    @Test(
        "the number that people's queries see",
        arguments: [
            (.integer(7), .double(7)), (.double(2.5), .double(2.5)), (.bool(true), .double(1)),
            (.decimal("1.5"), .double(1.5)),
            (.text("12"), .double(12)), (.text("many"), .null),
            (.date(CalendarDate(year: 2026, month: 1, day: 1)), .null),
        ] as [(SQLValue, SQLValue)])
    func numbers(_ value: SQLValue, _ number: SQLValue) {
        #expect(ValueColumns.values(value)[2] == number)
        #expect(ValueColumns.values(nil) == [.null, .null, .null])
    }

    @Test("the usual run keeps one word about its only instance")
    func instances() throws {
        var record = RunRecord(
            id: "r", alert: AlertKey("a"), alertName: "a", trigger: .manual, startedAt: Timestamp(seconds: 0),
            outcome: .ok, actualValue: .integer(1))
        record.instances = [
            InstanceRecord(
                identity: [], fingerprint: .single, condition: .ok, actualValue: .integer(1), transition: nil)
        ]
        #expect(RunCodec.instances(of: record) == "ok")
        #expect(try RunCodec.instances("ok", of: record) == record.instances)
        record.instances[0].actualValue = .integer(2)
        let text = try #require(RunCodec.instances(of: record))
        #expect(text.hasPrefix("["))
        #expect(try RunCodec.instances(text, of: record) == record.instances)
        record.instances = []
        #expect(RunCodec.instances(of: record) == nil)
    }

    @Test("a definition shows everything an author wrote but secrets, which it never had")
    func definition() throws {
        let policy = AlertPolicy(
            notifyOn: [.firing, .error], noData: .init(.alert, after: 2), reminders: [.seconds(3600)],
            onSilenceEnd: .stayQuiet)
        let alert = AlertDefinition(
            name: "Revenue", key: AlertKey("rev"), description: "d", query: "SELECT 1", severity: .critical,
            labels: ["team": "sales"], annotations: ["runbook": "r"],
            judgement: .when(Condition(.compare(column: "n", .greater, .integer(5)), over: .all)), policy: policy,
            routes: [
                NotificationRoute(
                    to: ReceiverKey("ops"), discriminator: "2", events: [.firing], template: ["subject": "s"])
            ])
        let json = try JSONValue(parsing: DefinitionCodec.text(alert))
        #expect(json["id"] == "rev")
        #expect(json["schedule"] == "every 5m")
        #expect(json["judgement"] == "n > 5, over all rows")
        #expect(json["policy"]?["notify_on"] == ["error", "firing"])
        #expect(json["policy"]?["on_no_data"] == "alert after 2")
        #expect(json["policy"]?["remind"] == ["1h"])
        #expect(json["notify"]?[0]?["receiver"] == "ops#2")
        #expect(json["notify"]?[0]?["notify_on"] == ["firing"])
        #expect(json["labels"]?["team"] == "sales")
    }

    @Test(
        "a definition's ways to judge",
        arguments: [
            (.statusColumn, "status_column"), (.when(Condition(.exists(true))), "rows exist"),
            (.when(Condition(.exists(false))), "no row exists"),
            (.when(Condition(.compare(column: "n", .equal, .text("x")))), "n == x, over any row"),
            (
                .when(Condition(.compare(column: "n", .less, .integer(1)), over: .count)),
                "n < 1, over the number of rows"
            ),
        ] as [(Judgement, String)])
    func judgements(_ judgement: Judgement, _ text: String) throws {
        let alert = AlertDefinition(name: "a", query: "q", judgement: judgement)
        #expect(try JSONValue(parsing: DefinitionCodec.text(alert))["judgement"]?.stringValue == text)
    }
}
