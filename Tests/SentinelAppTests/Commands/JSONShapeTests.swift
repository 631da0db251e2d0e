import SentinelModels
import Testing

@testable import SentinelApp

/// Programs read `-o json`: every key that was promised is there, always, with values of the promised kind.
@Suite struct JSONShapeTests {
    /// A command line and the shape of what it prints.
    struct Case: Sendable, CustomTestStringConvertible {
        var arguments: [String]
        var shape: JSONShape
        var code: Int32 = 0
        /// Commands that come before it.
        var before: [[String]] = []
        var testDescription: String { arguments.joined(separator: " ") }
    }

    private static let configuration = """
        version: 1
        database: {url: "echo://db"}
        state: {url: "sqlite:///state.db"}
        sources: {down: {url: "echo://db/broken"}}
        receivers:
          ops: {type: recorder, url: "https://example.com/ops"}
          refuse: {type: recorder, url: "https://example.com/refuse"}
        alerts:
          - name: Hot
            query: "status=ALERT actual_value=5.50 threshold=NULL region=eu empty=NULL"
            schedule: "0 9 * * *"
            severity: critical
            labels: {team: sales}
            annotations: {runbook: "https://wiki/x"}
            notify: [ops, refuse]
          - {name: Fine, query: "status=OK actual_value=9223372036854775807", schedule: {every: 5m}, notify: [ops]}
          - {name: Broken, query: "fail:query:no such table", schedule: "@daily", on_error: {after: 1}, notify: [ops]}
          - {name: Unreachable, source: down, query: "status=OK", schedule: "@daily"}
          - {name: Idle, query: "status=OK", schedule: "@daily", enabled: false}
        """

    private static let runSummary = JSONShape.object(
        [("total", .integer)] + JSONShape.counts + [
            ("skipped", .integer), ("notifications", .integer), ("delivered", .integer), ("undelivered", .integer),
            ("suppressed", .integer), ("duration_ms", .number),
        ])

    private static let runReport = JSONShape.object([
        ("dry_run", .bool), ("runs", .list(.run)),
        ("skipped", .list(.object([("alert", .text), ("reason", .oneOf(["disabled"]))]))), ("summary", runSummary),
    ])

    private static let historySummary = JSONShape.object([("total", .integer)] + JSONShape.counts)

    private static let statistics = JSONShape.object([
        ("alert", .text), ("runs", .integer), ("ok", .integer), ("alerts", .integer), ("errors", .integer),
        ("no_data", .integer), ("not_run", .integer), ("notifications", .integer), ("last_run_at", .orNull(.time)),
        ("duration_ms", .object([("min", .number), ("mean", .number), ("max", .number)])),
    ])

    private static let status = JSONShape.object([
        (
            "alerts",
            .list(
                .object([
                    ("alert", .text), ("enabled", .bool),
                    (
                        "display",
                        .oneOf(["ok", "pending", "firing", "recovering", "no_data", "error", "paused", "never"])
                    ), ("condition", .orNull(.conditions)), ("health", .oneOf(["answering", "no_data", "failing"])),
                    ("since", .orNull(.time)), ("last_run_at", .orNull(.time)), ("silenced_until", .orNull(.time)),
                    ("next_fire_at", .orNull(.time)), ("outbox_pending", .integer),
                ]))
        )
    ])

    private static let check = JSONShape.object([("status", .text), ("message", .text)])
    private static let timedCheck = JSONShape.object([
        ("status", .oneOf(["healthy"])), ("latency_ms", .number), ("message", .text),
    ])

    private static let health = JSONShape.object([
        ("status", .oneOf(["healthy", "degraded", "unhealthy"])), ("timestamp", .time),
        (
            "checks",
            .object([
                ("state_database", timedCheck), ("alert_database", timedCheck),
                ("sources", .object([("default", timedCheck), ("down", check)])),
                (
                    "notifications",
                    .object([
                        ("status", .text), ("channels", .object([("recorder", check)])), ("dead_messages", .integer),
                    ])
                ),
            ])
        ),
        (
            "receivers",
            .list(
                .object([
                    ("receiver", .text), ("type", .text), ("configured", .bool),
                    ("breaker", .oneOf(["closed", "open", "probing"])), ("failure_streak", .integer),
                    ("last_delivery_at", .orNull(.time)), ("last_failure_at", .orNull(.time)),
                    ("last_error", .orNull(.failure)),
                ]))
        ),
    ])

    private static let content = JSONShape.object([
        ("status", .text), ("reason", .text), ("severity", .orNull(.text)), ("actual_value", .scalar),
        ("threshold", .scalar), ("context", .map(.scalar)), ("labels", .map(.text)), ("annotations", .map(.text)),
        ("episode", .text), ("occurred_at", .time), ("run_id", .text),
    ])

    private static let metric = JSONShape.object([
        ("name", .text), ("type", .oneOf(["counter", "gauge", "summary"])), ("help", .text),
        ("samples", .list(.object([("name", .text), ("labels", .map(.text)), ("value", .number)]))),
    ])

    private static let silences = JSONShape.object([("silences", .list(.silence))])
    private static let changed = JSONShape.object([("changed", .integer), ("asked", .integer)])
    private static let once = [["run"]]

    static let cases: [Case] = [
        Case(
            arguments: ["validate"],
            shape: .object([("valid", .bool), ("alerts", .integer), ("diagnostics", .list(.diagnostic))])),
        Case(
            arguments: ["validate", "--online"],
            shape: .object([("valid", .bool), ("alerts", .integer), ("diagnostics", .list(.diagnostic))]), code: 2),
        Case(arguments: ["run"], shape: runReport, code: 4),
        Case(arguments: ["run", "--dry-run"], shape: runReport, code: 3),
        Case(arguments: ["run", "--alert", "Idle"], shape: runReport),
        Case(arguments: ["run"], shape: runReport, code: 4, before: once),
        Case(
            arguments: ["history"], shape: .object([("runs", .list(.run)), ("summary", historySummary)]), before: once),
        Case(arguments: ["history"], shape: .object([("runs", .list(.run)), ("summary", historySummary)])),
        Case(
            arguments: ["history", "--stats"],
            shape: .object([("runs", .list(.run)), ("summary", historySummary), ("stats", .list(statistics))]),
            before: once),
        Case(arguments: ["status"], shape: status), Case(arguments: ["status"], shape: status, before: once),
        Case(
            arguments: ["status"], shape: status,
            before: once + [["silence", "--alert", "Fine"], ["outbox", "retry", "--all-dead"]]),
        Case(
            arguments: ["next", "@daily"],
            shape: .object([("schedule", .text), ("timezone", .text), ("fires", .list(.time))])),
        Case(
            arguments: ["next", "Hot"],
            shape: .object([("schedule", .text), ("timezone", .text), ("fires", .list(.time))])),
        Case(arguments: ["healthcheck"], shape: health, code: 1, before: once),
        Case(
            arguments: ["healthcheck"], shape: health, code: 1, before: [["init", "--state-db", "sqlite:///state.db"]]),
        Case(arguments: ["metrics"], shape: .object([("metrics", .list(metric))])),
        Case(arguments: ["metrics"], shape: .object([("metrics", .list(metric))]), before: once),
        Case(arguments: ["silence", "--alert", "Hot", "-d", "2h"], shape: silences),
        Case(arguments: ["silence", "--match", "team=sales", "--comment", "why"], shape: silences),
        Case(arguments: ["silence", "--list"], shape: silences),
        Case(arguments: ["silence", "--list"], shape: silences, before: [["silence", "--alert", "Hot"]]),
        Case(arguments: ["unsilence", "--all"], shape: .object([("ended", .integer)])),
        Case(arguments: ["outbox", "list"], shape: .object([("messages", .list(.object(JSONShape.message)))])),
        Case(
            arguments: ["outbox", "list", "--state", "all"],
            shape: .object([("messages", .list(.object(JSONShape.message)))]), before: once),
        Case(arguments: ["outbox", "retry", "--all-dead"], shape: changed, before: once),
        Case(
            arguments: ["notify", "test", "ops"],
            shape: .object([("receiver", .text), ("accepted", .bool), ("code", .orNull(.text)), ("detail", .text)])),
        Case(
            arguments: ["notify", "test", "refuse"],
            shape: .object([("receiver", .text), ("accepted", .bool), ("code", .text), ("detail", .text)]), code: 4),
        Case(
            arguments: ["version"],
            shape: .object([
                ("version", .text), ("traits", .list(.text)), ("sources", .list(.text)), ("receivers", .list(.text)),
            ])), Case(arguments: ["init", "new.yaml"], shape: .object([("configuration", .text)])),
        Case(
            arguments: ["init", "--state-db", "sqlite:///new.db"], shape: .object([("state_database", .text)])),
        Case(
            arguments: ["state", "migrate", "--dry-run"],
            shape: .object([
                ("state_database", .text), ("from_version", .orNull(.integer)), ("to_version", .integer),
                ("dry_run", .bool), ("steps", .list(.text)),
            ])),
        Case(
            arguments: ["state", "check"],
            shape: .object([
                ("state_database", .text), ("sound", .bool),
                ("findings", .list(.object([("kind", .text), ("description", .text)]))),
            ]), before: once), Case(arguments: ["run", "--alert", "Nope"], shape: .commandFailure, code: 2),
        Case(arguments: ["run", "absent.yaml"], shape: .commandFailure, code: 2),
        Case(arguments: ["state", "check"], shape: .commandFailure, code: 2),
        Case(arguments: ["notify", "test", "nobody"], shape: .commandFailure, code: 2),
        Case(arguments: ["outbox", "show", "zzz"], shape: .commandFailure, code: 2),
        Case(arguments: ["next", "61 * * * *"], shape: .commandFailure, code: 2),
        Case(arguments: ["frob"], shape: .commandFailure, code: 2),
    ]

    @Test(arguments: cases)
    func `the output has its shape`(case: Case) async throws {
        let harness = try Self.harness()
        for arguments in `case`.before { _ = await harness.run(arguments) }
        let outcome = await harness.run(`case`.arguments + ["-o", "json"])
        #expect(outcome.code == `case`.code, "\(outcome.errors)")
        #expect(`case`.shape.faults(in: try JSONValue(parsing: outcome.output)) == [])
    }

    @Test func `a message has the shape of the list, and what it says`() async throws {
        let harness = try Self.harness()
        _ = await harness.run("run")
        let list = await harness.run("outbox", "--state", "all", "-o", "json").json
        let messages = try #require(list["messages"]?.arrayValue)
        #expect(messages.count >= 3)
        for message in messages {
            let id = try #require(message["id"]?.stringValue)
            let shown = await harness.run("outbox", "show", id, "-o", "json").json
            #expect(JSONShape.object(JSONShape.message + [("content", Self.content)]).faults(in: shown) == [])
            guard case .object(let members) = shown, case .object(let listed) = message else { continue }
            #expect(Array(members.dropLast()) == listed)
        }
    }

    /// A monitor asks `.status` first, whatever is wrong.
    @Test func `a health check with a faulty configuration still has a status`() async throws {
        let harness = try Self.harness()
        try harness.write("version: 1\nalerts: 5", to: "faulty.yaml")
        let outcome = await harness.run("healthcheck", "faulty.yaml", "-o", "json")
        #expect(outcome.code == 1)
        #expect(outcome.json["status"] == "unhealthy")
        guard case .object(let members) = outcome.json else { return #expect(Bool(false)) }
        #expect(members.map(\.key) == ["status", "timestamp", "error", "diagnostics"])
        #expect(JSONShape.commandFailure.faults(in: .object(Array(members.dropFirst(2)))) == [])
    }

    @Test func `numbers are exact in every JSON`() async throws {
        let harness = try Self.harness()
        let run = await harness.run("run", "--alert", "Fine", "--alert", "Hot", "-o", "json")
        for output in [run.output, await harness.run("history", "-o", "json").output] {
            #expect(output.contains(#""actual_value": 9223372036854775807"#))
            #expect(output.contains(#""actual_value": 5.50"#))
        }
    }

    private static func harness() throws -> CommandHarness {
        var harness = try CommandHarness()
        harness.clock = CommandHarness.SetClock()
        harness.variables["USER"] = "ada"
        try harness.write(configuration)
        return harness
    }
}
