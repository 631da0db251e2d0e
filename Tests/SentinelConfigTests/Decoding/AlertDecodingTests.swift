import SentinelConfig
import SentinelModels
import Testing

@Suite("Alerts")
struct AlertDecodingTests {
    /// The example of the design page.
    static let example = """
        version: 1
        database: {url: "sqlite:///shop.db"}
        sources:
          warehouse: {url: "sqlite:///w.db", password_file: /run/secrets/pg, max_connections: 4, timeout: 40s, max_rows: 50}
        state: {url: "sqlite:///sqlsentinel.db"}
        defaults: {timezone: UTC, timeout: 30s, notify: [ops], on_error: {after: 4}, misfire: run_once, misfire_grace: 60s, overlap: skip, splay: auto, history: auto}
        egress: {mode: default}
        receivers:
          ops: {type: slack, webhook_url: "${SLACK_WEBHOOK_URL}"}
          data-eng: {type: webhook, url: "https://example.com/h"}
        alerts:
          - name: Daily revenue
            id: revenue
            source: warehouse
            query: |
              SELECT CASE WHEN SUM(amount) < 10000 THEN 'ALERT' ELSE 'OK' END AS status
              FROM orders
            schedule: "0 9 * * *"
            timezone: Europe/Berlin
            severity: critical
            labels: {team: sales}
            annotations: {runbook: "https://example.com", owner: sales-data}
            notify: [ops, {channel: email, recipients: [a@b.c], subject: "{alert_name}: {status}"}]
            notify_on: [firing, resolved, error, recovered]
            when: {column: value, op: ">", threshold: 10}
            on_no_data: error
            on_error: {after: 3, notify: [data-eng]}
            remind: 4h
            timeout: 20s
          - {name: plain, query: SELECT 1, schedule: "@daily", source: warehouse}
          - {name: plainer, query: SELECT 1, every: 5m}
        """
    static let environment = ["SLACK_WEBHOOK_URL": "https://hooks.slack.com/services/T/B/X", "SMTP_HOST": "mail"]

    @Test("names that only look alike are two names; the same bytes twice are a mistake", arguments: ["name", "id"])
    func unicodeForms(_ key: String) throws {
        let forms = ["caf\u{E9}", "cafe\u{301}"]
        func text(_ names: [String]) -> String {
            let entries = names.enumerated().map { index, name in
                "- {\(key == "id" ? "name: n\(index), id" : "name"): '\(name)', query: q, every: 1m}\n"
            }
            return "version: 1\ndatabase: {url: 'sqlite://'}\nalerts:\n" + entries.joined()
        }
        let alerts = try configuration(text(forms)).alerts
        #expect(alerts.map { Array($0.key.description.utf8) } == forms.map { Array($0.utf8) })
        for form in forms {
            #expect(load(text([form, form])).diagnostics.map(\.code) == ["duplicate_name"])
        }
    }

    @Test func theDesignsExample() throws {
        let configuration = try configuration(Self.example, Self.environment)
        #expect(configuration.strictness == .current)
        #expect(configuration.sources.map(\.name) == ["default", "warehouse"])
        #expect(configuration.state?.url == .literal(Secret("sqlite:///sqlsentinel.db")))
        let alert = try #require(configuration.alerts.first)
        #expect(alert.key == AlertKey("revenue"))
        #expect(alert.name == "Daily revenue")
        #expect(alert.source == "warehouse")
        #expect(alert.query.hasSuffix("FROM orders"))
        #expect(alert.schedule.text == "0 9 * * *")
        #expect(alert.timezone == "Europe/Berlin")
        #expect(alert.severity == .critical)
        #expect(alert.labels == ["team": "sales"])
        #expect(alert.annotations == ["runbook": "https://example.com", "owner": "sales-data"])
        #expect(alert.judgement == .when(Condition(.compare(column: "value", .greater, .integer(10)))))
        #expect(alert.policy.notifyOn == [.firing, .resolved, .error, .recovered])
        #expect(alert.policy.noData == AlertPolicy.NoData(.error))
        #expect(alert.policy.onError.after == 3)
        #expect(alert.policy.onError.routes?.map(\.receiver) == [ReceiverKey("data-eng")])
        #expect(alert.policy.reminders == [.seconds(4 * 3600)])
        #expect(alert.policy.timeout == .seconds(20))
        #expect(alert.routes.count == 2)
        #expect(alert.routes[0].receiver == ReceiverKey("ops"))
        #expect(alert.routes[1].template == ["subject": "{alert_name}: {status}"])
    }

    @Test("A timeout comes from the alert, else its source, else the defaults")
    func precedenceOfTimeouts() throws {
        let alerts = try configuration(Self.example, Self.environment).alerts
        #expect(alerts.map(\.policy.timeout) == [.seconds(20), .seconds(40), .seconds(30)])
        #expect(try configuration(alert("")).alerts[0].policy.timeout == .seconds(30))
    }

    @Test func defaultsApplyToAlertsThatDoNotSayIt() throws {
        let alerts = try configuration(Self.example, Self.environment).alerts
        #expect(alerts[1].policy.onError == AlertPolicy.OnError(after: 4))
        #expect(alerts[1].routes.map(\.receiver) == [ReceiverKey("ops")])
        #expect(alerts[2].schedule == .every(.seconds(300)))
    }

    @Test func defaultsOfEverything() throws {
        let text = alert(
            "labels: {b: '3'}\nnotify: []",
            top: """
                defaults:
                  timezone: Asia/Tokyo
                  severity: warning
                  labels: {a: '1', b: '2'}
                  annotations: {owner: me}
                  notify_on: [firing]
                  on_no_data: {do: no_data, after: 2}
                  remind: [1h, 4h, 1d]
                  on_silence_end: stay_quiet
                  misfire: run_all
                  misfire_grace: 2m
                  overlap: queue_one
                  splay: 10s
                  history: 90d
                  notify: [{channel: webhook, url: u}]

                """)
        let made = try #require(try configuration(text).alerts.first)
        #expect(made.timezone == "Asia/Tokyo")
        #expect(made.severity == .warning)
        #expect(made.labels == ["a": "1", "b": "3"])
        #expect(made.annotations == ["owner": "me"])
        #expect(made.routes == [])
        let policy = AlertPolicy(
            notifyOn: [.firing], noData: .init(.noData, after: 2),
            reminders: [.seconds(3600), .seconds(4 * 3600), .seconds(86_400)], onSilenceEnd: .stayQuiet,
            misfire: .runAll, misfireGrace: .seconds(120), overlap: .queueOne, splay: .fixed(.seconds(10)),
            history: .fixed(.seconds(90 * 86_400)))
        #expect(made.policy == policy)
    }

    @Test("Version 1 tells everything, the original's format what the original's users expect")
    func defaultsByFormat() throws {
        let current = alert("")
        let original = current.replacing("version: 1\n", with: "")
        #expect(try configuration(current).alerts[0].policy.notifyOn == Set(EventKind.allCases))
        #expect(try configuration(original).alerts[0].policy.notifyOn == [.firing, .error, .recovered])
    }

    @Test(arguments: [
        ("schedule: \"*/5 * * * *\"", "*/5 * * * *"),
        ("schedule: 0 9 * * 1-5", "0 9 * * 1-5"),
        ("schedule: \"@hourly\"", "@hourly"),
        ("schedule: every 90s", "every 1m30s"),
        ("schedule: {every: 1h}", "every 1h"),
        ("every: 5m", "every 5m"),
        ("every: PT5M", "every 5m"),
    ])
    func schedules(_ line: String, _ text: String) throws {
        let source = alert("").replacing("schedule: \"@daily\"", with: line)
        #expect(try configuration(source).alerts[0].schedule.text == text)
    }

    @Test(arguments: [
        ("{exists: true}", Condition(.exists(true))),
        ("{exists: no}", Condition(.exists(false))),
        ("{column: v, op: \"<=\", threshold: -1}", Condition(.compare(column: "v", .lessOrEqual, .integer(-1)))),
        (
            "{column: v, op: \"==\", threshold: a, over: all}",
            Condition(.compare(column: "v", .equal, .text("a")), over: .all)
        ),
        ("{column: v, op: \"!=\", threshold: '5'}", Condition(.compare(column: "v", .notEqual, .text("5")))),
        ("{column: v, op: \"<\", threshold: 0.10}", Condition(.compare(column: "v", .less, .decimal("0.10")))),
        ("{column: v, op: \"<\", threshold: .5}", Condition(.compare(column: "v", .less, .decimal("0.5")))),
        ("{column: v, op: \"<\", threshold: 5.}", Condition(.compare(column: "v", .less, .decimal("5")))),
        ("{column: v, op: \"<\", threshold: 1.0e+3}", Condition(.compare(column: "v", .less, .double(1000)))),
        (
            "{column: v, op: \"<\", threshold: 18446744073709551615}",
            Condition(.compare(column: "v", .less, .decimal("18446744073709551615")))
        ),
        ("{column: v, op: \"==\", threshold: true}", Condition(.compare(column: "v", .equal, .bool(true)))),
        (
            "{over: count, op: \">=\", threshold: 3}",
            Condition(.compare(column: "", .greaterOrEqual, .integer(3)), over: .count)
        ),
        ("{column: v, op: \">\", threshold: \"${T}\"}", Condition(.compare(column: "v", .greater, .integer(7)))),
        ("{column: v, op: \">\", threshold: \"${D}\"}", Condition(.compare(column: "v", .greater, .decimal("7.5")))),
        ("{column: v, op: \"==\", threshold: \"${W}\"}", Condition(.compare(column: "v", .equal, .text("seven")))),
    ])
    func conditions(_ text: String, _ condition: Condition) throws {
        let made = try configuration(alert("when: \(text)"), ["T": "7", "D": "7.5", "W": "seven"]).alerts[0]
        #expect(made.judgement == .when(condition))
    }

    @Test(arguments: [
        ("ok", AlertPolicy.NoData(.ok)),
        ("keep", .init(.keep)),
        ("no_data", .init(.noData)),
        ("{do: alert, after: 3}", .init(.alert, after: 3)),
        ("{do: error, notify: []}", .init(.error, routes: [])),
    ])
    func emptyResults(_ text: String, _ policy: AlertPolicy.NoData) throws {
        #expect(try configuration(alert("on_no_data: \(text)")).alerts[0].policy.noData == policy)
    }

    @Test(arguments: [("auto", AlertPolicy.Choice.automatic), ("0", .fixed(.zero)), ("15s", .fixed(.seconds(15)))])
    func splay(_ text: String, _ choice: AlertPolicy.Choice) throws {
        #expect(try configuration(alert("splay: \(text)")).alerts[0].policy.splay == choice)
    }

    @Test(arguments: [
        ("  SELECT 1  ", "SELECT 1"),
        ("SELECT 1;", "SELECT 1;"),
        ("\\n\\tSELECT 1\\n\\n", "SELECT 1"),
        ("\\u00A0SELECT 1\\u3000", "SELECT 1"),
        ("é", "é"),
        ("SELECT 'é' ", "SELECT 'é'"),
        ("x\\u00A0 ", "x"),
    ])
    func queriesAreTrimmed(_ text: String, _ query: String) throws {
        let source = alert("").replacing("query: SELECT 1", with: "query: \"\(text)\"")
        #expect(try configuration(source).alerts[0].query == query)
    }

    @Test func nullDescriptionIsNone() throws {
        #expect(try configuration(alert("description:")).alerts[0].description == nil)
    }

    @Test(
        "Truth values as the original takes them",
        arguments: [
            ("true", true),
            ("off", false),
            ("\"YES\"", true),
            ("\"f\"", false),
            ("1", true),
            ("0", false),
            ("0.0", false),
            ("\"1\"", true),
        ])
    func truthValuesOfTheOriginal(_ text: String, _ value: Bool) throws {
        let source = alert("enabled: \(text)").replacing("version: 1\n", with: "")
        #expect(try configuration(source).alerts[0].isEnabled == value)
    }

    @Test(arguments: ["2", "-1", "\"maybe\"", "\"\"", "0.5", "null", "[]"])
    func truthValuesTheOriginalRefuses(_ text: String) {
        let source = alert("enabled: \(text)").replacing("version: 1\n", with: "")
        #expect(marks(load(source)) == ["6:14 wrong_type"])
    }

    @Test func timezoneOfTheEnvironment() throws {
        #expect(try configuration(alert(""), ["TIMEZONE": "Asia/Tokyo"]).alerts[0].timezone == "Asia/Tokyo")
        #expect(marks(load(alert(""), ["TIMEZONE": "Moon"])) == ["unknown_zone"])
        #expect(try configuration(alert(""), ["TIMEZONE": ""]).alerts[0].timezone == "UTC")
    }
}
