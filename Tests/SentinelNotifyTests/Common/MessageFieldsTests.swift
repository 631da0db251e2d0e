import SentinelModels
import Testing

@testable import SentinelNotify

@Suite("What every receiver says") struct MessageFieldsTests {
    static let events: [(EventKind, NotifyReason, [String])] = [
        (.firing, .transition, ["Severity", "Instance", "Error"]),
        (.firing, .reminder, ["Severity", "Instance", "Error", "Event", "Duration", "Value at Start"]),
        (.firing, .silenceEnded, ["Severity", "Instance", "Error", "Event", "Duration", "Value at Start"]),
        (.firing, .retell, ["Severity", "Instance", "Error", "Event", "Duration", "Value at Start"]),
        (.resolved, .transition, ["Severity", "Instance", "Error", "Event", "Duration", "Value at Start"]),
        (.error, .transition, ["Severity", "Instance", "Error", "Event", "Duration", "Value at Start"]),
        (.reminder, .reminder, ["Severity", "Instance", "Error", "Event", "Duration", "Value at Start"]),
    ]

    @Test("an episode under way is told with how it began", arguments: events)
    func circumstances(event: EventKind, reason: NotifyReason, labels: [String]) {
        let content = NotifyScene.content(event: event) { content in
            content.reason = reason
            content.severity = .warning
            content.identity = [IdentityColumn("n", .integer(1))]
            content.error = RunFailure(code: .query, message: "no such table")
            content.valueAtOpening = .integer(3)
            content.episode.openedAt = NotifyScene.time.advanced(by: .seconds(-60))
        }
        #expect(MessageFields(NotifyScene.message(content)).circumstances.map(\.label) == labels)
    }

    @Test(
        "a duration is shown to the second, and none before the first",
        arguments: [
            (0, ""), (999, ""), (1000, "1s"), (1999, "1s"), (60_000, "1m"), (3_661_000, "1h1m1s"),
            (90_000_000, "1d1h"), (-5000, ""),
        ])
    func durations(milliseconds: Int, expected: String) {
        let content = NotifyScene.content {
            $0.episode.openedAt = NotifyScene.time.advanced(by: .milliseconds(-milliseconds))
        }
        #expect(MessageFields(NotifyScene.message(content)).duration == expected)
    }

    @Test(
        "values are shown exactly",
        arguments: [
            (SQLValue.null, "None"), (.integer(.min), "-9223372036854775808"), (.double(5), "5.0"),
            (.double(.nan), "NaN"), (.double(-.infinity), "-Infinity"), (.decimal("0.10"), "0.10"),
            (.bytes([0xFF, 0x00]), "0xff00"), (.bytes(Array("a\u{1b}b".utf8)), "ab"), (.text("a\r\nb"), "a b"),
            (.json(#"{"a": 1}"#), #"{"a": 1}"#), (.bool(true), "true"),
        ])
    func values(value: SQLValue, shown: String) {
        let fields = MessageFields(NotifyScene.message(NotifyScene.content { $0.actualValue = value }))
        #expect(fields.measured == [MessageFields.Fact(label: "Actual Value", value: shown)])
        #expect(fields(.actualValue) == shown)
    }

    @Test(
        "the instance is named by its columns, in their order",
        arguments: [
            ([], "hot"), ([("b", SQLValue.integer(2)), ("a", .null)], "hot (b=2, a=None)"),
            ([("x\ny", .text("1\t2"))], "hot (x y=1 2)"),
        ] as [([(String, SQLValue)], String)])
    func titles(identity: [(String, SQLValue)], title: String) {
        let content = NotifyScene.content { $0.identity = identity.map { IdentityColumn($0.0, $0.1) } }
        #expect(MessageFields(NotifyScene.message(content)).title == title)
    }
}
