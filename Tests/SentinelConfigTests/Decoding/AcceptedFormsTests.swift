import SentinelConfig
import SentinelModels
import Testing

/// What each form of each key comes to, with the values at the ends of the ranges.
@Suite("Accepted forms")
struct AcceptedFormsTests {
    /// An alert's extra line, and what it changes in an alert that says nothing.
    struct Form: Sendable, CustomTestStringConvertible {
        var line: String
        var change: @Sendable (inout AlertDefinition) -> Void
        var testDescription: String { line }

        init(_ line: String, _ change: @escaping @Sendable (inout AlertDefinition) -> Void) {
            self.line = line
            self.change = change
        }
    }

    private static let ops = NotificationRoute(to: ReceiverKey("ops"))
    private static let day = Duration.seconds(86_400)

    static let forms: [Form] = [
        Form("x-note: {any: thing}") { _ in },
        Form("id: Any Text é 🔔") { $0.key = AlertKey("Any Text é 🔔") },
        Form("id: '5'") { $0.key = AlertKey("5") },
        Form("id: \(String(repeating: "é", count: 255))") { $0.key = AlertKey(String(repeating: "é", count: 255)) },
        Form("description: ''") { $0.description = "" },
        Form("description: ~") { $0.description = nil },
        Form("description: |\n  two\n  lines") { $0.description = "two\nlines\n" },
        Form("description: >-\n  folded\n  lines") { $0.description = "folded lines" },
        Form("description: costs 5$ & more") { $0.description = "costs 5$ & more" },
        Form("source: w") { $0.source = "w" },
        Form("timezone: America/Argentina/Buenos_Aires") { $0.timezone = "America/Argentina/Buenos_Aires" },
        Form("timezone: Etc/GMT+12") { $0.timezone = "Etc/GMT+12" },
        Form("enabled: NO") { $0.isEnabled = false },
        Form("enabled: On") { $0.isEnabled = true },
        Form("severity: info") { $0.severity = .info },
        Form("severity: error") { $0.severity = .error },
        Form("labels: {a: '1', B_2: x y, _: ''}") { $0.labels = ["a": "1", "B_2": "x y", "_": ""] },
        Form("annotations: {'any key: é': '', x-y: z}") { $0.annotations = ["any key: é": "", "x-y": "z"] },
        Form("notify: []") { _ in },
        Form("notify: [ops]") { $0.routes = [ops] },
        Form("notify:\n- ops\n- receiver: ops\n  events: [error]") {
            $0.routes = [ops, NotificationRoute(to: ReceiverKey("ops"), discriminator: "2", events: [.error])]
        },
        Form("notify_on: []") { $0.policy.notifyOn = [] },
        Form("notify_on: [firing, firing, reminder]") { $0.policy.notifyOn = [.firing, .reminder] },
        Form("on_no_data: keep") { $0.policy.noData = .init(.keep) },
        Form("on_no_data: {do: no_data, after: 1000000}") { $0.policy.noData = .init(.noData, after: 1_000_000) },
        Form("on_no_data: {do: alert, notify: []}") { $0.policy.noData = .init(.alert, routes: []) },
        Form("on_error: {}") { _ in },
        Form("on_error: {after: 1}") { $0.policy.onError.after = 1 },
        Form("on_error: {after: 0x10}") { $0.policy.onError.after = 16 },
        Form("on_error: {after: 1_000, notify: [ops]}") { $0.policy.onError = .init(after: 1000, routes: [ops]) },
        Form("remind: 1s") { $0.policy.reminders = [.seconds(1)] },
        Form("remind: [1h, 1h, 366d]") { $0.policy.reminders = [.seconds(3600), .seconds(3600), day * 366] },
        Form("remind: []") { $0.policy.reminders = [] },
        Form("remind: PT1H30M") { $0.policy.reminders = [.seconds(5400)] },
        Form("on_silence_end: stay_quiet") { $0.policy.onSilenceEnd = .stayQuiet },
        Form("timeout: 1ms") { $0.policy.timeout = .milliseconds(1) },
        Form("timeout: 1d") { $0.policy.timeout = day },
        Form("timeout: 1h0m30s500ms") { $0.policy.timeout = .milliseconds(3_630_500) },
        Form("timeout: '20s'") { $0.policy.timeout = .seconds(20) },
        Form("misfire: run_all") { $0.policy.misfire = .runAll },
        Form("misfire_grace: 0s") { $0.policy.misfireGrace = .zero },
        Form("misfire_grace: 366d") { $0.policy.misfireGrace = day * 366 },
        Form("overlap: queue_one") { $0.policy.overlap = .queueOne },
        Form("splay: auto") { $0.policy.splay = .automatic },
        Form("splay: 0") { $0.policy.splay = .fixed(.zero) },
        Form("splay: 0s") { $0.policy.splay = .fixed(.zero) },
        Form("history: 2w") { $0.policy.history = .fixed(day * 14) },
        Form("when: {exists: off}") { $0.judgement = .when(Condition(.exists(false))) },
        Form("when: {over: count, column: id, op: \"<\", threshold: 1.5}") {
            $0.judgement = .when(Condition(.compare(column: "id", .less, .decimal("1.5")), over: .count))
        },
        Form("when: {column: v, op: \">=\", threshold: -0x10}") {
            $0.judgement = .when(Condition(.compare(column: "v", .greaterOrEqual, .integer(-16))))
        },
        Form("when: {column: v, op: \"<\", threshold: -1_000.50}") {
            $0.judgement = .when(Condition(.compare(column: "v", .less, .decimal("-1000.50"))))
        },
        Form("when: {column: v, op: \"<\", threshold: 0.1000000000000000055511151231257827}") {
            $0.judgement = .when(
                Condition(.compare(column: "v", .less, .decimal("0.1000000000000000055511151231257827"))))
        },
        Form("when: {column: v, op: \"==\", threshold: 'true'}") {
            $0.judgement = .when(Condition(.compare(column: "v", .equal, .text("true"))))
        },
        Form("when: {column: v, op: \"!=\", threshold: ''}") {
            $0.judgement = .when(Condition(.compare(column: "v", .notEqual, .text(""))))
        },
    ]

    private static let top = "sources: {w: {url: 'sqlite://'}}\nreceivers: {ops: {type: webhook, url: u}}\n"

    @Test(arguments: forms)
    func lineOfAnAlert(_ form: Form) throws {
        var expected = AlertDefinition(name: "a", query: "SELECT 1")
        expected.schedule = try configuration(alert("")).alerts[0].schedule
        form.change(&expected)
        #expect(try configuration(alert(form.line, top: Self.top)).alerts == [expected])
    }

    @Test(
        "The same line in `defaults` says the same for alerts that do not say it",
        arguments: forms.filter { form in
            !["id", "description", "source", "enabled", "when", "x-"].contains { form.line.hasPrefix($0) }
        })
    func lineOfTheDefaults(_ form: Form) throws {
        let line = form.line.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)\n" }.joined()
        let text = alert("", top: Self.top + "defaults:\n" + line)
        var expected = AlertDefinition(name: "a", query: "SELECT 1")
        expected.schedule = try configuration(alert("")).alerts[0].schedule
        form.change(&expected)
        #expect(try configuration(text).alerts == [expected])
    }

    @Test("An alert's own line wins over that of the defaults, key by key")
    func ownLinesWin() throws {
        let defaults =
            "defaults: {timeout: 5s, remind: 1h, labels: {a: d, b: d}, on_error: {after: 7, notify: [ops]}, splay: 9s}\n"
        let own = "timeout: 6s\nremind: []\nlabels: {b: own}\non_error: {after: 2}"
        let made = try configuration(alert(own, top: Self.top + defaults)).alerts[0]
        #expect(made.policy.timeout == .seconds(6))
        #expect(made.policy.reminders == [])
        #expect(made.labels == ["a": "d", "b": "own"])
        #expect(made.policy.onError == .init(after: 2, routes: [Self.ops]))
        #expect(made.policy.splay == .fixed(.seconds(9)))
    }

    @Test(
        "Names of 255 characters are taken, of 256 not; control characters never",
        arguments: [
            (String(repeating: "n", count: 255), true), (String(repeating: "n", count: 256), false),
            (String(repeating: "é", count: 255), true), (String(repeating: "🔔", count: 256), false),
            (" ", true), ("a  b", true), ("#1: [x] {y}", true), ("'\"\\", true), ("\u{A0}", true), ("a\u{1F}b", false),
            ("a\u{7F}b", false),
            ("a\u{9F}b", false), ("a\u{200B}b", true), ("e\u{301}", true), ("", false),
        ])
    func names(_ name: String, _ isFine: Bool) throws {
        let text = alert("").replacing("name: a", with: "name: " + YAMLWriterAccess.quoted(name))
        let loaded = load(text)
        #expect((loaded.configuration?.alerts.first?.name == name) == isFine)
        #expect(loaded.diagnostics.allSatisfy { $0.position?.line == 4 && $0.position?.column == 11 })
    }

    /// Decision 0016.
    @Test("Two spellings of one character are two names", arguments: [("\u{E9}", "e\u{301}"), ("\u{C5}", "A\u{30A}")])
    func spellingsOfOneCharacter(_ one: String, _ two: String) {
        func text(_ one: String, _ two: String) -> String {
            "version: 1\ndatabase: {url: 'sqlite://'}\nalerts:\n  - {name: \(one), query: q, every: 1m}\n"
                + "  - {name: \(two), query: q, every: 1m}\n"
        }
        #expect(marks(load(text(one, two))) == [])
        #expect(marks(load(text(one, one))) == ["5:12 duplicate_name"])
        #expect(marks(load(text(two, two))) == ["5:12 duplicate_name"])
    }
}
