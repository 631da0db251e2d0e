import SentinelModels
import Testing

@testable import SentinelConfig

/// The schema, which editors check files with, and the loader, which decides: they must say the same.
@Suite("Schema and loader agree")
struct SchemaAgreementTests {
    private static let validator = SchemaValidator(root: SchemaTests.schema)

    private func fault(_ text: String) throws -> String? {
        Self.validator.fault(SchemaTests.json(try read(text)))
    }

    /// Lines of an alert that are fine.
    static let good: [String] = [
        "id: x", "description: text", "description: null", "description: ''", "source: default", "timezone: Asia/Tokyo",
        "enabled: false", "enabled: off", "enabled: \"${ON}\"", "notify: []", "notify: [ops]",
        "notify: [{receiver: ops}]", "notify: [{receiver: ops, events: [firing, no_data], body: x}]",
        "notify: [{channel: webhook, url: u}]", "notify: [{type: webhook, url: u, method: put}]",
        "notify: [{channel: webhook, url_file: /f, headers: {A: b}}]",
        "notify: [{channel: email, recipients: [a@b], subject: null}]",
        "notify: [{channel: slack, webhook_url: u, username: null}]",
        "notify: [{type: slack, webhook_url: u, channel: '#ops'}]",
        "notify: [{channel: webhook, url: u, x-note: 1}]",
        "when: {exists: true}", "when: {column: v, op: \">\", threshold: 1}",
        "when: {column: v, op: \"==\", threshold: text, over: all}",
        "when: {over: count, op: \">=\", threshold: 3}",
        "severity: warning", "severity: \"${SEVERITY}\"", "labels: {}", "labels: {team: ''}",
        "labels: {a: b, _c: d}", "annotations: {'any key': text}",
        "notify_on: []", "notify_on: [firing, resolved, error, recovered, no_data, reminder]",
        "on_no_data: ok", "on_no_data: {do: keep}", "on_no_data: {do: no_data, after: 2, notify: [ops]}",
        "on_error: {}", "on_error: {after: 3}", "on_error: {notify: [ops], after: \"${N}\"}",
        "remind: 4h", "remind: [1h, 4h, 1d]", "remind: []", "on_silence_end: stay_quiet", "timeout: 20s",
        "timeout: PT20S", "timeout: \"${T}\"", "misfire: skip", "misfire_grace: 0s", "overlap: queue_one",
        "splay: auto", "splay: 0", "splay: 10s", "history: auto", "history: 30d", "x-anything: [1, {a: b}]",
    ]

    private static let receivers = "receivers: {ops: {type: webhook, url: u}, x-note: {free: text}}\n"
    private static let environment = [
        "ON": "true", "SEVERITY": "info", "N": "2", "T": "5s", "SMTP_HOST": "h",
    ]

    @Test(arguments: good)
    func bothAccept(_ line: String) throws {
        let text = alert(line, top: Self.receivers)
        #expect(try fault(text) == nil)
        #expect(load(text, Self.environment).diagnostics.map(\.description) == [])
    }

    /// Lines of an alert with a mistake that can be seen without knowing the rest of the file.
    static let bad: [String] = [
        "id: 5", "id: ''", "description: 5", "source: [a]", "timezone: 5", "enabled: 2", "enabled: null",
        "notify: ops", "notify: [5]", "notify: [{}]", "notify: [{channel: sms}]", "notify: [{receiver: 5}]",
        "notify: [{receiver: ops, url: u}]", "notify: [{channel: webhook, url: 5}]",
        "notify: [{channel: webhook, url: u, headers: [a]}]", "notify: [{channel: webhook, url: u, headers: {a: 5}}]",
        "notify: [{channel: email, recipients: []}]", "notify: [{channel: email, recipients: a@b}]",
        "notify: [{channel: email, recipients: [a@b], subject: 5}]", "notify: [{channel: slack, admin_only: true}]",
        "notify: [{channel: webhook, url_file: ''}]", "notify: [{receiver: ops, events: []}]",
        "notify: [{receiver: ops, events: [fired]}]",
        "when: 5", "when: {colum: v}", "when: {exists: maybe}", "when: {column: v, op: '=', threshold: 1}",
        "when: {column: v, op: \">\", threshold: [1]}", "when: {over: some, op: \">\", threshold: 1}",
        "severity: fatal", "severity: 1", "labels: [a]", "labels: {1a: b}", "labels: {a: 5}",
        "labels: {a-b: c}", "annotations: {a: null}", "notify_on: firing", "notify_on: [fired]",
        "on_no_data: alarm", "on_no_data: {after: 2}", "on_no_data: {do: ok, after: 0}", "on_error: 3",
        "on_error: {after: many}", "on_error: {notfy: []}", "remind: 5", "remind: [1h, 5]", "remind: never",
        "on_silence_end: wait", "timeout: 30", "timeout: soon", "misfire: later", "misfire_grace: 1",
        "overlap: both", "splay: 5", "history: 30", "every: 5m", "enabeld: no", "for: 5m",
    ]

    @Test(arguments: bad)
    func bothRefuse(_ line: String) throws {
        let text = alert(line, top: Self.receivers)
        #expect(try fault(text) != nil)
        #expect(load(text, Self.environment).configuration == nil)
    }

    /// Top-level lines that are fine, and such that are not.
    @Test(arguments: [
        ("sources: {w: {url: 'sqlite://'}}", true),
        ("sources: {w: {url_file: /f, type: sqlite, password_file: /p}}", true),
        ("sources: {w: {url: 'sqlite://', type: sqlite, timeout: 1s, max_rows: 5, cache: 1MiB}}", true),
        ("sources: {x-note: 5}", true),
        ("sources: {w: {}}", false),
        ("sources: {w: {url_file: /f}}", false),
        ("sources: {w: {url: 'sqlite://', url_file: /f, type: sqlite}}", false),
        ("sources: {w: {url: ''}}", false),
        ("sources: {w: {url: 'sqlite://', max_rows: 0}}", false),
        ("sources: {w: {url: 'sqlite://', max_connections: 65}}", false),
        ("sources: {w: {url: 'sqlite://', cache: 1TB}}", false),
        ("sources: {w: {url: 'sqlite://', speed: fast}}", false),
        ("sources: [w]", false),
        ("state: {url: 'sqlite:///s.db'}", true),
        ("state: {url_file: /run/s}", true),
        ("state: {}", false),
        ("state: {url: a, url_file: b}", false),
        ("state: {url_file: ''}", false),
        ("state: x", false),
        ("egress: {}", true),
        ("egress: {mode: strict, allow: [10.0.0.0/8]}", true),
        ("egress: {mode: lax}", false),
        ("egress: {allow: 10.0.0.0/8}", false),
        ("egress: {allow: [5]}", false),
        ("defaults: {}", true),
        ("defaults: {timezone: UTC, timeout: 5s, labels: {a: b}, remind: [1h], splay: 0}", true),
        ("defaults: {name: x}", false),
        ("defaults: {timeout: 5}", false),
        ("receivers: {a: {type: slack, webhook_url: u, channel: c, admin_only: true}}", true),
        ("receivers: {a: {type: email, recipients: [a@b], smtp: {port: 25, timeout: 5s, password_file: /p}}}", true),
        ("receivers: {a: {type: pager}}", false),
        ("receivers: {a: {}}", false),
        ("receivers: {a: slack}", false),
        ("receivers: {a: {type: email, recipients: [a@b], smtp: {prot: 25}}}", false),
        ("receivers: {a: {type: email, recipients: [a@b], smtp: {port: 0}}}", false),
        ("x-anything: {a: [b]}", true),
        ("alert: []", false),
    ])
    func topLevel(_ line: String, _ isFine: Bool) throws {
        let text = alert("", top: line + "\n")
        #expect(try (fault(text) == nil) == isFine)
        #expect((load(text, Self.environment).configuration != nil) == isFine)
    }

    @Test(
        "An alert needs its name, query, and one of schedule and every",
        arguments: [
            ("{name: a, query: q, schedule: '@daily'}", true),
            ("{name: a, query: q, every: 5m}", true),
            ("{name: a, query: q, schedule: {every: 5m}}", true),
            ("{name: a, query: q}", false),
            ("{name: a, query: q, schedule: '@daily', every: 5m}", false),
            ("{name: a, query: q, schedule: {}}", false),
            ("{name: a, every: 5m}", false),
            ("{query: q, every: 5m}", false),
            ("{}", false),
            ("text", false),
        ])
    func required(_ text: String, _ isFine: Bool) throws {
        let text = "version: 1\ndatabase: {url: 'sqlite://'}\nalerts: [\(text)]\n"
        #expect(try (fault(text) == nil) == isFine)
        #expect((load(text).configuration != nil) == isFine)
    }

    @Test(
        "The parts of a directory are fine each, with alerts or without",
        arguments: [
            "version: 1\ndatabase: {url: 'sqlite://'}\n", "receivers: {ops: {type: webhook, url: u}}\n",
            "defaults: {timeout: 5s}\nsources: {b: {url: 'sqlite://'}}\n",
            "alerts: [{name: a, query: q, schedule: '@daily', notify: [ops]}]\n",
        ])
    func parts(_ text: String) throws {
        #expect(try fault(text) == nil)
        #expect(try fault(text + "alert: []\n") != nil, "keys are still checked")
    }

    @Test("What the loader takes of the example and of migrated files of the original, the schema takes")
    func largerFiles() throws {
        #expect(try fault(AlertDecodingTests.example) == nil)
        #expect(try fault(RedactionTests.secretive) == nil)
        for (index, item) in OriginalCaseTests.migratable.enumerated() where index.isMultiple(of: 9) {
            let migration = ConfigurationMigration(
                integrations: TestIntegrations.all, environment: item.environmentWithMail)
            let text = migration.migrate(item.text)
            #expect(try fault(text) == nil, "\(text)")
        }
    }
}
