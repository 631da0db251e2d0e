import SentinelModels
import Testing

@testable import SentinelApp

/// The values of options, with their boundaries.
@Suite struct OptionTextTests {
    @Test(
        arguments: [
            ("1", 3600), ("2", 7200), ("24", 86_400), ("0", 0), ("-1", -3600), ("30m", 1800), ("2h", 7200),
            ("1d", 86_400),
            ("PT30M", 1800), ("90s", 90), ("1.5", nil), ("", nil), ("soon", nil), ("1 h", nil),
            ("9223372036854775808", nil),
        ] as [(String, Int64?)])
    func `a silence is a whole number of hours or a length`(text: String, seconds: Int64?) {
        #expect(SilenceLength(argument: text)?.duration == seconds.map { .seconds($0) })
    }

    @Test(arguments: ["87600", "3650d", "9223372036854775807", "-9223372036854775808"])
    func `counts of hours that overflow are no crash`(text: String) {
        let length = SilenceLength(argument: text)
        #expect(length != nil)
        let isAllowed = length.map { $0.duration > .zero && $0.duration <= SilenceLength.longest.duration }
        #expect(isAllowed == ["87600", "3650d"].contains(text))
    }

    @Test(
        arguments: [
            ("2026-11-23", 1_795_392_000), ("2026-11-23T09:00:00Z", 1_795_424_400),
            ("2026-11-23T10:00:00+01:00", 1_795_424_400), ("24h", 1_795_338_000), ("1h", 1_795_420_800),
            ("7d", 1_794_819_600), ("0s", 1_795_424_400), ("PT1H", 1_795_420_800), ("yesterday", nil), ("", nil),
            ("2026-13-01", nil), ("2026-11-31", nil), ("-1h", nil),
        ] as [(String, Int64?)])
    func `since is an instant or how long ago`(text: String, seconds: Int64?) {
        let now = Timestamp(seconds: 1_795_424_400)
        #expect(SinceTime(text)?.time(at: now).seconds == seconds)
    }

    @Test(
        arguments: [
            ("team=sales", "team", .equal, "sales"), ("team!=sales", "team", .notEqual, "sales"),
            ("team=~s.*", "team", .matches, "s.*"), ("team!~s.*", "team", .doesNotMatch, "s.*"),
            (#"team="two words""#, "team", .equal, "two words"), ("team=", "team", .equal, ""),
            ("team==x", "team", .equal, "=x"), ("a_1=x=y", "a_1", .equal, "x=y"), (#"team=""#, "team", .equal, "\""),
            (#"team="""#, "team", .equal, ""),
        ] as [(String, String, Silence.Matcher.Operation, String)])
    func `matchers are read as Alertmanager writes them`(
        text: String, label: String, operation: Silence.Matcher.Operation, value: String
    ) {
        #expect(MatcherText(argument: text)?.matcher == Silence.Matcher(label, operation, value))
    }

    @Test(arguments: ["", "team", "=x", "te am=x", "team!x", "ümlaut=x", "team=~[", "team!~(", "team~x", "a-b=c"])
    func `what is no matcher is refused`(text: String) {
        #expect(MatcherText(argument: text) == nil)
    }

    @Test(
        arguments: [
            ("OK", .ok), ("ok", .ok), ("Alert", .alert), ("ERROR", .error), ("no_data", .noData), ("NOT_RUN", .notRun),
            ("NODATA", nil), ("", nil), ("OK ", nil),
        ] as [(String, RunStatus?)])
    func `statuses are read in any letter case`(text: String, status: RunStatus?) {
        #expect(StatusWord(argument: text)?.status == status)
    }

    @Test func `every outcome can be asked for by exactly one status`() {
        let all = RunStatus.allCases.flatMap { Array($0.outcomes) }
        #expect(all.count == RunOutcome.allCases.count)
        #expect(Set(all) == Set(RunOutcome.allCases))
        for word in StatusWord.allValueStrings { #expect(StatusWord(argument: word) != nil) }
    }

    @Test func `every state of a message can be asked for, and all of them`() {
        for state in DeliveryState.allCases {
            #expect(OutboxState(argument: state.rawValue.uppercased())?.states == [state])
        }
        #expect(OutboxState(argument: "All")?.states == Set(DeliveryState.allCases))
        #expect(OutboxState(argument: "gone") == nil)
        #expect(OutboxState.allValueStrings == ["pending", "sending", "sent", "superseded", "dead", "all"])
    }

    @Test(
        arguments: [
            ("table", .table), ("TEXT", .table), ("text", .table), ("json", .json), ("JSON", .json), ("yaml", nil),
            ("", nil),
        ] as [(String, OutputFormat?)])
    func `formats are read in any letter case`(text: String, format: OutputFormat?) {
        #expect(OutputFormat(argument: text) == format)
    }

    @Test(
        arguments: [
            ("@daily", "@daily"), ("0 9 * * 1-5", "0 9 * * 1-5"), ("every 5m", "every 5m"), ("every: 5m", "every 5m"),
            ("Every  90s", "every 1m30s"), ("every 1 h", "every 1h"), ("EVERY: PT1H", "every 1h"),
            ("every 1s", "every 1s"),
        ])
    func `schedules are read as people type them`(text: String, schedule: String) throws {
        #expect(try ScheduleText.parse(text).get().text == schedule)
    }

    @Test(arguments: [
        ("every", "a schedule has 5 fields"), ("every 0s", "'0s' is no length of time"),
        ("every 500ms", "'500ms' is no length of time"), ("every soon", "'soon' is no length of time"),
        ("", "the schedule is empty"), ("60 * * * *", "out of range"), ("* * * *", "here are 4"),
        ("0 0 31 2 *", "the date never comes"), ("@reboot", "'@reboot' is no time"),
    ])
    func `what is no schedule is refused with the reason`(text: String, message: String) {
        guard case .failure(let fault) = ScheduleText.parse(text) else { return #expect(Bool(false), "accepted") }
        #expect(fault.message.contains(message), "\(fault.message)")
    }

    @Test(
        arguments: [
            (["silence", "--alert", "a", "-d", "87601"], "at most 10 years"),
            (["silence", "--alert", "a", "-d", "9223372036854775807"], "at most 10 years"),
            (["outbox", "list", "--limit", "-2"], "--limit must be a number of messages"),
            (["history", "--limit", "-2"], "--limit must be a number of runs"),
            (["history", "--offset", "-1"], "--offset must not be negative"),
            (["next", "@daily", "--count", "10001"], "--count must be from 1 to 10000"),
            (["run", "--concurrency", "1025"], "--concurrency must be from 1 to 1024"),
            (["init", ""], "the name of the configuration is empty"),
        ] as [([String], String)])
    func `values beyond a boundary are refused with the boundary`(arguments: [String], message: String) async throws {
        let outcome = try await CommandHarness().run(arguments)
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test(
        arguments: [
            (["outbox", "list", "--limit", "-1"], 0), (["history", "--limit", "-1", "--offset", "0"], 0),
            (["next", "@yearly", "--count", "10000", "-o", "json"], 0), (["next", "@daily", "--count", "1"], 0),
            (["run", "--concurrency", "1024"], 0), (["run", "--concurrency", "1"], 0),
            (["silence", "--alert", "a", "-d", "87600"], 0), (["run", "--deliver-timeout", "9223372036854775807"], 0),
            (["run", "--deliver-timeout", "0"], 0),
        ] as [([String], Int32)])
    func `values at a boundary are accepted`(arguments: [String], code: Int32) async throws {
        let harness = try CommandHarness()
        try harness.write(
            """
            version: 1
            database: {url: "echo://db"}
            alerts: [{name: a, query: "status=OK", schedule: "@daily"}]
            """)
        let outcome = await harness.run(arguments)
        #expect(outcome.code == code, "\(outcome.errors)")
    }
}
