import SentinelConfig
import SentinelModels
import Testing

/// Where each kind of mistake is reported and what is said about it.
@Suite("Diagnostics")
struct DiagnosticTests {
    /// A mistake: the text, what is reported, and a part of the message or hint.
    struct Row: Sendable, CustomTestStringConvertible {
        var text: String
        var marks: [String]
        var word: String
        var environment: [String: String] = ["SMTP_HOST": "h"]
        var testDescription: String { "\(marks.joined(separator: ", ")): \(word)" }

        init(_ text: String, _ marks: String..., saying word: String) {
            self.text = text
            self.marks = marks
            self.word = word
        }
    }

    /// A file around `sources`, `receivers` and the like.
    static func top(_ lines: String) -> String {
        """
        version: 1
        database: {url: "sqlite:///t.db"}
        alerts: [{name: a, query: q, every: 5m}]

        """ + lines + "\n"
    }

    /// Mistakes in an alert; its extra lines start at 7:5.
    static let alerts: [Row] = [
        Row(alert("enabeld: false"), "7:5 unknown_key", saying: "did you mean 'enabled'?"),
        Row(alert("for: 5m"), "7:5 unsupported_key", saying: "not supported yet"),
        Row(alert("identity: [a]\nevidence: 1"), "7:5 unsupported_key", "8:5 unsupported_key", saying: "identity"),
        Row(alert("enabled: \"no\""), "7:14 wrong_type", saying: "write false without quotes"),
        Row(alert("enabled: 1"), "7:14 wrong_type", saying: "true or false"),
        Row(alert("description: 7"), "7:18 wrong_type", saying: "put it in quotes: '7'"),
        Row(alert("description: 2024-01-01"), "7:18 wrong_type", saying: "a date"),
        Row(alert("severity: fatal"), "7:15 invalid_value", saying: "info, warning, error, critical"),
        Row(alert("severity: citical"), "7:15 invalid_value", saying: "did you mean 'critical'?"),
        Row(alert("labels: {1a: x}"), "7:14 invalid_name", saying: "label"),
        Row(alert("labels: {alertname: x}"), "7:14 invalid_name", saying: "alert's name"),
        Row(alert("labels: {team: 5}"), "7:20 wrong_type", saying: "labels.team"),
        Row(alert("labels: [x]"), "7:13 wrong_type", saying: "a mapping"),
        Row(alert("timeout: 30"), "7:14 wrong_type", saying: "add a unit"),
        Row(alert("timeout: soon"), "7:14 invalid_value", saying: "'soon' is no length of time"),
        Row(alert("timeout: 2d"), "7:14 out_of_range", saying: "from 1ms to 1d"),
        Row(alert("timeout: [1s]"), "7:14 wrong_type", saying: "a list"),
        Row(alert("timezone: Europe/Berln"), "7:15 unknown_zone", saying: "Europe/Berlin"),
        Row(alert("source: shop"), "7:13 unknown_source", saying: "default"),
        Row(alert("source: defalt"), "7:13 unknown_source", saying: "did you mean 'default'?"),
        Row(alert("every: 5m"), "6:15 conflicting_keys", saying: "every"),
        Row(alert("id: \"\""), "7:9 invalid_name", saying: "empty"),
        Row(alert("on_no_data: alarm"), "7:17 invalid_value", saying: "ok, alert, keep, error, no_data"),
        Row(alert("on_no_data: {after: 2}"), "7:17 missing_key", saying: "do"),
        Row(alert("on_error: {after: 0}"), "7:23 out_of_range", saying: "1"),
        Row(alert("on_error: 3"), "7:15 wrong_type", saying: "a mapping"),
        Row(alert("remind: 10ms"), "7:13 out_of_range", saying: "1s"),
        Row(alert("remind: [1h, x]"), "7:18 invalid_value", saying: "'x'"),
        Row(alert("notify_on: [fired]"), "7:17 invalid_value", saying: "firing, resolved"),
        Row(alert("notify_on: firing"), "7:16 wrong_type", saying: "brackets"),
        Row(alert("splay: often"), "7:12 invalid_value", saying: "length of time"),
        Row(alert("when: {column: v, op: over, threshold: 1}"), "7:27 invalid_value", saying: ">"),
        Row(alert("when: {op: \">\"}"), "7:11 missing_key", "7:11 missing_key", saying: "threshold"),
        Row(alert("when: {exists: true, column: v}"), "7:26 conflicting_keys", saying: "exists"),
        Row(alert("when: {over: count, op: \">\", threshold: x}"), "7:45 wrong_type", saying: "number"),
        Row(alert("when: {column: v, op: \">\", threshold: .inf}"), "7:43 wrong_type", saying: "threshold"),
        Row(alert("when: {column: v, op: \">\", threshold: 1e5}"), "7:43 wrong_type", saying: "1.0e+5"),
        Row(alert("when: {column: '', op: \">\", threshold: 1}"), "7:20 invalid_value", saying: "empty"),
        Row(alert("notify: ops"), "7:13 wrong_type", saying: "brackets"),
        Row(alert("notify: [ops]"), "7:14 unknown_receiver", saying: "no receiver 'ops'"),
        Row(alert("notify: [slack]"), "7:14 unknown_receiver", saying: "{channel: slack"),
        Row(alert("notify: [5]"), "7:14 wrong_type", saying: "a number"),
        Row(alert("notify: [{subject: x}]"), "7:14 missing_key", saying: "'receiver' or 'channel'"),
        Row(alert("notify: [{channel: sms}]"), "7:24 unknown_type", saying: "email, slack, webhook"),
        Row(alert("notify: [{channel: slak}]"), "7:24 unknown_type", saying: "did you mean 'slack'?"),
        Row(alert("notify: [{channel: slack}]"), "7:14 incomplete", saying: "SLACK_WEBHOOK_URL"),
        Row(
            alert("notify: [{channel: email, to: [a@b]}]"), "7:14 incomplete", "7:31 unknown_key", saying: "recipients"),
        Row(alert("notify: [{channel: email, recipients: a@b}]"), "7:43 wrong_type", saying: "brackets"),
        Row(alert("notify: [{channel: email, recipients: []}]"), "7:43 invalid_value", saying: "at least 1 element"),
        Row(alert("notify: [{channel: email, recipients: [ab]}]"), "7:43 invalid_option", saying: "no '@'"),
        Row(
            alert("notify: [{channel: email, recipients: [a@b], subject: \"{alertname}\"}]"),
            "7:59 invalid_template", saying: "did you mean {alert_name}?"),
        Row(
            alert("notify: [{channel: email, recipients: [a@b], smtp: {hots: x}}]"), "7:57 unknown_key",
            saying: "did you mean 'host'?"),
        Row(alert("notify: [{channel: email, recipients: [a@b], smtp: x}]"), "7:56 wrong_type", saying: "mapping"),
        Row(
            alert("notify: [{channel: slack, webhook_url: 'https://x', admin_only: true}]"), "7:57 unknown_key",
            saying: "under 'receivers'"),
        Row(
            alert("notify: [{channel: slack, webhook_url: 'https://x', webhook_url_file: /f}]"),
            "7:57 conflicting_keys", saying: "exclude"),
        Row(alert("notify: [{channel: webhook, url: u, method: DELETE}]"), "7:49 invalid_value", saying: "GET"),
        Row(alert("notify: [{channel: webhook, url: u, headers: {a: 1}}]"), "7:54 wrong_type", saying: "headers.a"),
        Row(alert("notify: [{channel: webhook, url: ''}]"), "7:38 invalid_value", saying: "empty"),
        Row(alert("notify: [{channel: webhook, url: 5}]"), "7:38 wrong_type", saying: "quotes"),
    ]

    /// Mistakes elsewhere; extra lines start at 4:1.
    static let sections: [Row] = [
        Row(top("alert: []"), "4:1 unknown_key", saying: "did you mean 'alerts'?"),
        Row(top("alerts: []"), "4:1 duplicate_key", "4:1 invalid_value", saying: "c.yaml:3:1"),
        Row("version: 1\ndatabase: {url: 'sqlite://'}\n", "1:1 missing_key", saying: "alerts"),
        Row("version: 1\ndatabase: {url: 'sqlite://'}\nalerts: []\n", "3:1 invalid_value", saying: "at least one"),
        Row("version: 1\ndatabase: {url: 'sqlite://'}\nalerts: x\n", "3:9 wrong_type", saying: "a list"),
        Row("version: 1\nalerts: [{name: a, query: q, every: 5m}]\n", "1:1 missing_key", saying: "DATABASE_URL"),
        Row(
            "version: 1\nsources: {x: {url: 'sqlite://'}}\nalerts: [{name: a, query: q, every: 5m}]\n",
            "3:10 unknown_source", saying: "x"),
        Row(
            "version: 2\ndatabase: {url: 'sqlite://'}\nalerts: [{name: a, query: q, every: 5m}]\n",
            "1:10 unsupported_version", saying: "version 1"),
        Row(
            "version: '1'\ndatabase: {url: 'sqlite://'}\nalerts: [{name: a, query: q, every: 5m}]\n", "1:10 wrong_type",
            saying: "number 1"),
        Row(top("sources: {w: {url: 'postgres://h'}}"), "4:20 unknown_scheme", saying: "sqlite"),
        Row(top("sources: {w: {url: 'sqlit://h'}}"), "4:20 unknown_scheme", saying: "did you mean 'sqlite'?"),
        Row(top("sources: {w: {url: 'not a url'}}"), "4:20 unknown_scheme", saying: "no scheme"),
        Row(top("sources: {w: {url: ''}}"), "4:20 invalid_value", saying: "empty"),
        Row(top("sources: {w: {url: 5}}"), "4:20 wrong_type", saying: "quotes"),
        Row(top("sources: {w: {}}"), "4:14 missing_key", saying: "url"),
        Row(top("sources: {w: {url: 'sqlite://', url_file: x}}"), "4:20 conflicting_keys", saying: "exclude"),
        Row(
            top("sources: {w: {url: 'sqlite://', timeuot: 1s}}"), "4:33 unknown_key", saying: "did you mean 'timeout'?"),
        Row(top("sources: {w: {url: 'sqlite://', max_conections: 1}}"), "4:33 unknown_key", saying: "max_connections"),
        Row(top("sources: {w: {url: 'sqlite://', max_connections: 0}}"), "4:50 out_of_range", saying: "from 1 to 64"),
        Row(top("sources: {w: {url: 'sqlite://', cache: 1TB}}"), "4:40 wrong_type", saying: "bytes"),
        Row(top("sources: {w: {url: 'sqlite://', cache: 2GiB}}"), "4:40 out_of_range", saying: "bytes"),
        Row(top("sources: {w: {url_file: /f, type: oracle}}"), "4:35 unknown_type", saying: "sqlite"),
        Row(top("sources: {default: {url: 'sqlite://'}}"), "4:11 duplicate_name", saying: "c.yaml:2:1"),
        Row(top("sources: {'a:b': {url: 'sqlite://'}}"), "4:11 invalid_name", saying: "a source"),
        Row(top("sources: [x]"), "4:10 wrong_type", saying: "mapping of names"),
        Row(top("sources: {w: x}"), "4:14 wrong_type", saying: "must be a mapping"),
        Row(top("receivers: {ops: {}}"), "4:18 missing_key", saying: "type"),
        Row(top("receivers: {ops: {type: pager}}"), "4:25 unknown_type", saying: "email, slack, webhook"),
        Row(top("receivers: {ops: {type: slack}}"), "4:18 incomplete", saying: "webhook_url"),
        Row(
            top("receivers: {ops: {type: email, recipient: [a@b]}}"), "4:18 incomplete", "4:32 unknown_key",
            saying: "did you mean 'recipients'?"),
        Row(top("receivers: {'o#2': {type: slack, webhook_url: u}}"), "4:13 invalid_name", saying: "a receiver"),
        Row(
            top("receivers: {a: {type: webhook, url: u}, a: {type: webhook, url: v}}"), "4:41 duplicate_key",
            saying: "c.yaml:4:13"),
        Row(top("state: {url: 5}"), "4:14 wrong_type", saying: "url"),
        Row(top("state: {path: x}"), "4:8 missing_key", "4:9 unknown_key", saying: "url"),
        Row(top("egress: {mode: lax}"), "4:16 invalid_value", saying: "strict"),
        Row(top("egress: {allow: x}"), "4:17 wrong_type", saying: "list"),
        Row(top("defaults: {timezone: Mars}"), "4:22 unknown_zone", saying: "Mars"),
        Row(top("defaults: {notify: [ops]}"), "4:21 unknown_receiver", saying: "ops"),
        Row(top("defaults: {query: x}"), "4:12 unknown_key", saying: "the defaults"),
    ]

    /// Mistakes in what identifies alerts.
    static let names: [Row] = [
        Row(
            "- {name: a, query: q, every: 1m}\n- {name: a, query: q, every: 1m}", "4:10 duplicate_name",
            saying: "c.yaml:3:10"),
        Row(
            "- {name: a, query: q, every: 1m}\n- {name: a, query: q, every: 1m, enabled: false}", "4:10 duplicate_name",
            saying: "'a'"),
        Row(
            "- {name: a, id: x, query: q, every: 1m}\n- {name: b, id: x, query: q, every: 1m}", "4:17 duplicate_name",
            saying: "c.yaml:3:17"),
        Row(
            "- {name: a, query: q, every: 1m}\n- {name: b, id: a, query: q, every: 1m}", "4:17 duplicate_name",
            saying: "c.yaml:3:10"),
        Row("- {name: '', query: q, every: 1m}", "3:10 invalid_name", saying: "empty"),
        Row("- {name: \"a\\tb\", query: q, every: 1m}", "3:10 invalid_name", saying: "control"),
        Row("- {name: \"a\\u0085b\", query: q, every: 1m}", "3:10 invalid_name", saying: "control"),
        Row("- {name: \(String(repeating: "n", count: 256)), query: q, every: 1m}", "3:10 out_of_range", saying: "255"),
        Row("- {name: a}", "3:3 missing_key", "3:3 missing_key", saying: "schedule"),
        Row("- {name: a, query: ' ', every: 1m}", "3:20 invalid_value", saying: "empty"),
        Row("- {name: a, query: q, schedule: never}", "3:33 invalid_schedule", saying: "'never' is no schedule"),
        Row("- {name: a, query: q, schedule: 0 0 30 2 *}", "3:33 invalid_schedule", saying: "no schedule"),
        Row("- {name: a, query: q, schedule: every week}", "3:33 invalid_schedule", saying: "every 5m"),
        Row(
            "- {name: a, query: q, schedule: {evry: 5m}}", "3:33 missing_key", "3:34 unknown_key",
            saying: "did you mean 'every'?"),
        Row("- {name: a, query: q, schedule: {every: 5}}", "3:41 wrong_type", saying: "unit"),
        Row("- {name: a, query: q, every: 1ms}", "3:30 out_of_range", saying: "1s"),
        Row("- [a, b]\n- text", "3:3 wrong_type", "4:3 wrong_type", saying: "an alert must be a mapping"),
        Row(
            "- {name: ${NO}, query: q, every: 1m}".replacing("${NO}", with: "\"${NO}\""), "3:10 unset_variable",
            saying: "NO is not set"),
        Row("- {name: \"${NO:?say who}\", query: q, every: 1m}", "3:10 unset_variable", saying: "say who"),
        Row("- {name: \"${N O}\", query: q, every: 1m}", "3:10 invalid_variable", saying: "$$"),
    ]

    static let allNames = names.map { row in
        var row = row
        row.text = "version: 1\ndatabase: {url: 'sqlite:///t.db'}\n" + "alerts:\n".dropLast() + "\n" + row.text + "\n"
        row.marks = row.marks.map(Self.oneLineDown)
        return row
    }

    /// The rows above were written for a list that starts at line 3; it starts at 4.
    private static func oneLineDown(_ mark: String) -> String {
        let parts = mark.split(separator: ":", maxSplits: 1)
        return "\((Int(parts[0]) ?? 0) + 1):\(parts[1])"
    }

    @Test(arguments: alerts + sections)
    func mistakeIsReportedAtItsPlace(_ row: Row) {
        check(row)
    }

    @Test(arguments: allNames)
    func mistakesInNamesAndSchedules(_ row: Row) {
        let loaded = load(row.text)
        #expect(marks(loaded) == row.marks)
        expect(loaded, says: row.word, besides: "c.yaml:")
    }

    private func check(_ row: Row) {
        let loaded = load(row.text, row.environment)
        #expect(marks(loaded) == row.marks)
        #expect(loaded.configuration == nil)
        expect(loaded, says: row.word)
    }

    private func expect(_ loaded: LoadedConfiguration, says word: String, besides skipped: String = "\u{0}") {
        let said = loaded.diagnostics.map { $0.message + " " + ($0.hint ?? "") }.joined(separator: "\n")
        #expect(said.contains(word) || word.hasPrefix(skipped), "\(said)")
    }

    @Test func allMistakesAreReportedAtOnce() {
        let text = alert("enabeld: 1\ntimeout: 5\nnotify: [x]", top: "zzz: 1\nstate: {}\n")
        #expect(
            marks(load(text)) == [
                "7:5 unknown_key", "8:14 wrong_type", "9:14 unknown_receiver", "10:1 unknown_key", "11:8 missing_key",
            ])
    }

    @Test func alertsAreCountedEvenIfTheyAreFaulty() {
        let loaded = load("version: 1\ndatabase: {url: 'sqlite://'}\nalerts: [{}, 5, {name: a, query: q, every: 1m}]\n")
        #expect(loaded.alertCount == 3)
        #expect(loaded.configuration == nil)
    }

    @Test("A mistake in what an alias stands for is reported once")
    func mistakesBehindAliases() {
        let text = alert("notify: &n [{channel: sms}]", top: "  - {name: b, query: q, every: 1m, notify: *n}\n")
        #expect(marks(load(text)) == ["7:27 unknown_type"])
    }

    @Test("Every code is in some table of these tests")
    func everyCodeIsTested() {
        let rows = (Self.alerts + Self.sections + Self.names).flatMap(\.marks)
        let elsewhere =
            YAMLStructureTests.faults.map(\.1) + [
                "variable_in_query", "file_unreadable", "no_files", "repeated_section", "empty_file", "yaml_limit",
            ]
        let tested = Set((rows + elsewhere).compactMap { $0.split(separator: " ").last.map(String.init) })
        #expect(Set(ConfigurationProblem.allCases.map(\.rawValue)).subtracting(tested) == [])
    }

    @Test func textsInMessagesAreShortAndClean() {
        let name = "k\\e[31m" + String(repeating: "x", count: 200)
        let loaded = load(alert("\"\(name)\": 1"))
        #expect(marks(loaded) == ["7:5 unknown_key"])
        #expect(loaded.diagnostics[0].message.utf8.count < 120)
        #expect(!loaded.diagnostics[0].message.unicodeScalars.contains("\u{1B}"))
    }
}
