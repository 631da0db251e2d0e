import Foundation
import SentinelModels
import Testing

/// The JSON that the state tables hold. A later release must read what an earlier one wrote, so these texts are
/// changed only together with a migration.
@Suite struct StoredFormTests {
    static let time = Timestamp(seconds: 1_700_000_000)
    static let episode = Episode(id: "e1", openedAt: time)
    static let transition = Transition(
        sequence: 4, kind: .firing, subject: Fingerprint(stored: "f00d"), from: "ok", to: "firing", at: time,
        episode: episode)

    static func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Writes as the text says, and reads the text back.
    static func holds<Value: Codable & Equatable>(_ value: Value, _ text: String) throws {
        #expect(try encoded(value) == text)
        #expect(try JSONDecoder().decode(Value.self, from: Data(text.utf8)) == value)
    }

    @Test func episodes() throws {
        try Self.holds(Self.episode, #"{"id":"e1","openedAt":1700000000000000}"#)
    }

    @Test func transitions() throws {
        try Self.holds(
            Self.transition,
            """
            {"at":1700000000000000,"episode":{"id":"e1","openedAt":1700000000000000},"from":"ok","kind":"firing",\
            "sequence":4,"subject":"f00d","to":"firing"}
            """)
    }

    @Test func events() throws {
        var event = Event(Self.transition)
        event.cause = .owed
        event.kind = .noData
        try Self.holds(
            event,
            """
            {"at":1700000000000000,"cause":"owed","episode":{"id":"e1","openedAt":1700000000000000},"from":"ok",\
            "kind":"no_data","sequence":4,"subject":"f00d","to":"firing"}
            """)
    }

    @Test func failures() throws {
        try Self.holds(RunFailure(code: .timeout, message: "late"), #"{"code":"timeout","message":"late"}"#)
    }

    @Test func identitiesAndContext() throws {
        try Self.holds(
            [IdentityColumn("shop", .text("Köln")), IdentityColumn("n", .integer(.max))],
            #"[{"name":"shop","value":{"text":"Köln"}},{"name":"n","value":{"integer":9223372036854775807}}]"#)
        try Self.holds(
            [ContextValue("sum", .decimal("12.50")), ContextValue("x", .null)],
            #"[{"name":"sum","value":{"decimal":"12.50"}},{"name":"x","value":{"null":true}}]"#)
    }

    @Test func instances() throws {
        try Self.holds(
            InstanceState(
                identity: [IdentityColumn("shop", .integer(7))], condition: .firing, since: Self.time, streak: 3,
                severity: .critical, episode: Self.episode, valueAtOpening: .double(1.5), value: .bool(true)),
            """
            {"condition":"firing","episode":{"id":"e1","openedAt":1700000000000000},\
            "identity":[{"name":"shop","value":{"integer":7}}],"severity":"critical","since":1700000000000000,\
            "streak":3,"value":{"bool":true},"valueAtOpening":{"double":"1.5"}}
            """)
        try Self.holds(
            InstanceState(condition: .ok, since: Self.time),
            #"{"condition":"ok","identity":[],"since":1700000000000000,"streak":1}"#)
    }

    @Test func keys() throws {
        try Self.holds([AlertKey("a")], #"[{"description":"a"}]"#)
        try Self.holds([ReceiverKey("ops")], #"[{"description":"ops"}]"#)
        try Self.holds([OwnerID("me")], #"[{"description":"me"}]"#)
        try Self.holds(
            LedgerKey(subject: .health, route: "ops#2"), #"{"route":"ops#2","subject":"health"}"#)
        try Self.holds(SentinelModels.Actor(.operatorCLI, name: "root"), #"{"kind":"cli","name":"root"}"#)
    }

    /// What the outbox keeps until a message is sent, which may be after an upgrade.
    static let content = NotificationContent(
        alert: AlertKey("rev"), alertName: "Daily revenue", description: "Too low", event: .firing,
        reason: .silenceEnded,
        sequence: 4, status: "ALERT", severity: .error, identity: [IdentityColumn("shop", .integer(7))],
        actualValue: .decimal("1.50"), threshold: .integer(10_000), valueAtOpening: .null,
        context: [ContextValue("day", .date(CalendarDate(year: 2026, month: 11, day: 22)))], labels: ["team": "sales"],
        annotations: ["runbook": "https://example.com/x"], error: RunFailure(code: .query, message: "m"),
        episode: episode, notice: 2, occurredAt: time, runID: "r1", fireAt: time, template: ["subject": "{status}"])

    @Test func contents() throws {
        try Self.holds(
            Self.content,
            """
            {"actualValue":{"decimal":"1.50"},"alert":{"description":"rev"},"alertName":"Daily revenue",\
            "annotations":{"runbook":"https://example.com/x"},\
            "context":[{"name":"day","value":{"date":{"day":22,"month":11,"year":2026}}}],"description":"Too low",\
            "episode":{"id":"e1","openedAt":1700000000000000},"error":{"code":"query","message":"m"},"event":"firing",\
            "fireAt":1700000000000000,"identity":[{"name":"shop","value":{"integer":7}}],"labels":{"team":"sales"},\
            "notice":2,"occurredAt":1700000000000000,"reason":"silence_ended","runID":"r1","sequence":4,\
            "severity":"error","status":"ALERT","template":{"subject":"{status}"},"threshold":{"integer":10000},\
            "valueAtOpening":{"null":true},"version":1}
            """)
    }

    @Test func contentsWithLittleToSay() throws {
        let content = NotificationContent(
            alert: AlertKey("a"), alertName: "A", event: .error, sequence: 1, status: "ERROR", episode: Self.episode,
            occurredAt: Self.time, runID: "r")
        try Self.holds(
            content,
            """
            {"alert":{"description":"a"},"alertName":"A","annotations":{},"context":[],\
            "episode":{"id":"e1","openedAt":1700000000000000},"event":"error","identity":[],"labels":{},"notice":1,\
            "occurredAt":1700000000000000,"reason":"transition","runID":"r","sequence":1,"status":"ERROR",\
            "template":{},"version":1}
            """)
    }

    /// A newer release may add keys; this one leaves them alone.
    @Test func unknownKeysAreIgnored() throws {
        let text = try Self.encoded(Self.content).dropLast() + #","aLaterKey":{"x":[1]}}"#
        #expect(try JSONDecoder().decode(NotificationContent.self, from: Data(text.utf8)) == Self.content)
    }

    @Test(arguments: [
        (#""event":"firing""#, #""event":"exploded""#), (#""notice":2"#, #""notice":"2""#),
        (#""sequence":4"#, #""sequence":4.5"#), (#""severity":"error""#, #""severity":"awful""#),
        (#""runID":"r1","#, ""), (#""version":1"#, #""version":null"#),
    ])
    func otherValuesAreRefused(_ part: String, _ other: String) throws {
        let text = try Self.encoded(Self.content)
        #expect(text.contains(part))
        let changed = text.replacing(part, with: other)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(NotificationContent.self, from: Data(changed.utf8))
        }
    }
}
