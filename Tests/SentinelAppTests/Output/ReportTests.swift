import SentinelConfig
import SentinelModels
import Testing

@testable import SentinelApp

@Suite struct ReportTests {
    @Test(
        arguments: zip(
            RunOutcome.allCases,
            [
                "OK", "ALERT", "NO_DATA", "ERROR", "NOT_RUN", "ERROR", "ERROR", "NOT_RUN", "NOT_RUN", "NOT_RUN",
                "NOT_RUN",
                "NOT_RUN", "NOT_RUN",
            ]))
    func `every outcome has a status`(outcome: RunOutcome, status: String) {
        #expect(RunStatus(outcome).rawValue == status)
        #expect(RunStatus(outcome).outcomes.contains(outcome))
    }

    @Test(arguments: [
        (0, "0", "0 ms"), (1, "0.001", "0 ms"), (1500, "1.5", "1 ms"), (999_999, "999.999", "999 ms"),
        (1_240_000, "1240", "1.24 s"), (125_000_000, "125000", "2m5s"), (3_600_000_001, "3600000.001", "1h"),
    ])
    func `lengths of time are exact for programs and short for people`(
        microseconds: Int64, json: String, text: String
    ) {
        #expect(Duration.microseconds(microseconds).jsonMilliseconds == .number(json))
        #expect(Duration.microseconds(microseconds).displayText == text)
    }

    @Test(arguments: [
        (0, "now"), (59, "59s ago"), (60, "1m ago"), (3599, "59m ago"), (7300, "2h ago"), (90_000, "1d ago"),
        (-5, "now"),
    ])
    func `ages are in the largest unit`(seconds: Int64, text: String) {
        let now = Timestamp(seconds: 1_795_424_400)
        #expect(TimeText.age(Timestamp(seconds: now.seconds - seconds), at: now) == text)
    }

    @Test(
        arguments: [
            (nil, "-"), ("2026-01-02T03:04:05Z", "01-02 03:04Z"), ("2027-01-02T03:04:05Z", "2027-01-02 03:04Z"),
        ] as [(String?, String)])
    func `near times need no year`(time: String?, text: String) {
        #expect(TimeText.near(time.flatMap { Timestamp($0) }, at: Timestamp(seconds: 1_795_424_400)) == text)
    }

    @Test(
        arguments: [
            (nil, "-"), (.null, "-"), (.integer(5), "5"), (.decimal("5.50"), "5.50"),
            (.text("two\nlines"), "two lines"),
            (.text(String(repeating: "x", count: 100)), String(repeating: "x", count: 59) + "…"),
        ] as [(SQLValue?, String)])
    func `values stand on one line`(value: SQLValue?, text: String) {
        #expect(ValueText.cell(value) == text)
    }

    @Test(
        arguments: [
            (NotificationDecision.Outcome.notify(.transition), DeliveryState.sent, "ops: firing sent"),
            (.notify(.transition), .pending, "ops: firing waiting"),
            (.notify(.transition), .sending, "ops: firing being sent"),
            (.notify(.transition), .superseded, "ops: firing superseded"),
            (.notify(.retell), .dead, "ops: firing (retell) given up"),
            (.notify(.silenceEnded), nil, "ops: firing (silence ended) recorded"),
            (.suppress(.silenced), nil, "ops: firing not sent, silenced"),
            (.suppress(.notSubscribed), nil, "ops: firing not sent, not subscribed"),
        ] as [(NotificationDecision.Outcome, DeliveryState?, String)])
    func `decisions are told in words`(
        decision: NotificationDecision.Outcome, delivery: DeliveryState?, text: String
    ) {
        let record = NotificationRecord(
            receiver: ReceiverKey("ops"), sequence: 1, event: .firing, decision: decision, delivery: delivery)
        #expect(NotificationText.line(record) == text)
    }

    @Test(arguments: [
        ("ops", "ops"), ("email:9f86d081884c7d65", "email"), ("team:sales", "team:sales"),
    ])
    func `an inline receiver is shown by its kind`(key: String, text: String) {
        #expect(ReceiverText.short(ReceiverKey(key)) == text)
    }

    @Test(
        arguments: [
            (SentinelError.Code.configuration, 2), (.unsupported, 2), (.schemaVersion, 2),
            (.store, 3), (.busy, 3), (.connection, 3),
        ] as [(SentinelError.Code, Int32)])
    func `errors of layers give the exit code`(code: SentinelError.Code, status: Int32) {
        let failure = CommandFailure(SentinelError(code, "what", underlying: "why"))
        #expect(failure.status.rawValue == status)
        #expect(failure.message == "what: why")
    }

    @Test(arguments: [
        SentinelError.Code.connection, .authentication, .permission, .tls, .timeout, .query, .notReadOnly,
        .resultTooLarge, .contract, .noRows, .busy, .secretUnavailable, .schemaVersion, .egressDenied, .unsupported,
    ])
    func `failures that people can mend have a hint`(code: SentinelError.Code) {
        #expect(ErrorHint.hint(for: code)?.isEmpty == false)
    }

    @Test func `the summary counts what happened`() throws {
        let alert = AlertDefinition(name: "a", query: "q")
        let time = Timestamp(seconds: 0)
        let notices = [
            (NotificationDecision.Outcome.notify(.transition), DeliveryState.sent), (.notify(.transition), .dead),
            (.suppress(.silenced), nil),
        ].map { decision, delivery in
            NotificationRecord(
                receiver: ReceiverKey("r"), sequence: 1, event: .firing, decision: decision, delivery: delivery,
                messageID: delivery == nil ? nil : "m")
        }
        let records = RunOutcome.allCases.map { outcome in
            RunRecord(
                id: "r", alert: alert.key, alertName: "a", trigger: .manual, startedAt: time, outcome: outcome,
                notifications: outcome == .alert ? notices : [])
        }
        let configuration = try RunSelection(.init(alerts: Array(repeating: alert, count: 14)), names: [])
        let report = RunReport(
            selection: configuration,
            results: records.map { .success($0) } + [.failure(SentinelError(.cancelled, "stopped"))], isDryRun: false,
            duration: .milliseconds(12))
        let summary = report.summary
        #expect((summary.total, summary.ok, summary.alert, summary.noData) == (14, 1, 1, 1))
        #expect((summary.error, summary.notRun) == (4, 7))
        #expect((summary.notifications, summary.delivered, summary.undelivered, summary.suppressed) == (2, 1, 1, 1))
        #expect(
            RunSummaryText.line(summary, isDryRun: false)
                == "14 alerts: 1 ALERT, 4 ERROR, 1 NO_DATA, 1 OK, 7 NOT_RUN; notices: 1 sent, 1 not accepted yet, "
                + "1 suppressed; 12 ms")
        #expect(report.exitStatus(ignoringAlerts: true) == .undelivered)
    }
}
