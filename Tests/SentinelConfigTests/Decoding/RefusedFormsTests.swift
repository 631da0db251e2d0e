import SentinelConfig
import SentinelModels
import Testing

/// The whole text of messages: place, problem and hint, as people read them.
@Suite("Refused forms, word by word")
struct RefusedFormsTests {
    /// An alert's extra line, which stands at 7:5, and what is said about it.
    static let alerts: [(line: String, said: [String])] = [
        (
            "enabled: \"no\"",
            ["7:14: error: 'enabled' must be true or false, not a string (write false without quotes)"]
        ),
        ("enabled: 0", ["7:14: error: 'enabled' must be true or false, not a number (write false without quotes)"]),
        ("enabled: maybe", ["7:14: error: 'enabled' must be true or false, not a string"]),
        ("enabled: null", ["7:14: error: 'enabled' must be true or false, not null"]),
        ("enabled: [true]", ["7:14: error: 'enabled' must be true or false, not a list"]),
        ("description: yes", ["7:18: error: 'description' must be a text, not a boolean (put it in quotes: 'yes')"]),
        ("description: 12:30", ["7:18: error: 'description' must be a text, not a number (put it in quotes: '12:30')"]),
        ("description: {a: b}", ["7:18: error: 'description' must be a text, not a mapping"]),
        (
            "timeout: 30",
            ["7:14: error: 'timeout' must be a length of time such as 30s, not a number (add a unit: s, m, h or d)"]
        ),
        ("timeout: 30 s", ["7:14: error: '30 s' is no length of time (write 30s, 5m, 1h30m or 2d)"]),
        ("timeout: 1.5h", ["7:14: error: '1.5h' is no length of time (write 30s, 5m, 1h30m or 2d)"]),
        ("timeout: -5s", ["7:14: error: '-5s' is no length of time (write 30s, 5m, 1h30m or 2d)"]),
        ("timeout: 0s", ["7:14: error: 'timeout' must be from 1ms to 1d"]),
        ("timeout: 999us", ["7:14: error: 'timeout' must be from 1ms to 1d"]),
        ("timeout: 86401s", ["7:14: error: 'timeout' must be from 1ms to 1d"]),
        ("misfire_grace: 367d", ["7:20: error: 'misfire_grace' must be from 0s to 52w2d"]),
        ("misfire: never", ["7:14: error: 'never' is not a value of 'misfire' (known are: run_once, skip, run_all)"]),
        ("misfire: run_onse", ["7:14: error: 'run_onse' is not a value of 'misfire' (did you mean 'run_once'?)"]),
        ("misfire: Skip", ["7:14: error: 'Skip' is not a value of 'misfire' (did you mean 'skip'?)"]),
        ("overlap: true", ["7:14: error: 'overlap' must be a text, not a boolean (put it in quotes: 'true')"]),
        ("overlap: kill", ["7:14: error: 'kill' is not a value of 'overlap' (known are: skip, queue_one)"]),
        (
            "on_silence_end: quiet",
            ["7:21: error: 'quiet' is not a value of 'on_silence_end' (known are: notify, stay_quiet)"]
        ),
        ("severity: CRITICAL", ["7:15: error: 'CRITICAL' is not a value of 'severity' (did you mean 'critical'?)"]),
        (
            "splay: 5",
            ["7:12: error: 'splay' must be a length of time such as 30s, not a number (add a unit: s, m, h or d)"]
        ),
        ("splay: 0.0", ["7:12: error: 'splay' must be a length of time such as 30s, not a number"]),
        ("history: forever", ["7:14: error: 'forever' is no length of time (write 30s, 5m, 1h30m or 2d)"]),
        ("remind: 0s", ["7:13: error: 'remind' must be from 1s to 52w2d"]),
        (
            "remind: [1h, 5, x]",
            [
                "7:18: error: 'remind' must be a length of time such as 30s, not a number (add a unit: s, m, h or d)",
                "7:21: error: 'x' is no length of time (write 30s, 5m, 1h30m or 2d)",
            ]
        ),
        (
            "notify_on: [firing, resolve]",
            ["7:25: error: 'resolve' is not a value of 'notify_on' (did you mean 'resolved'?)"]
        ),
        ("notify_on: [1]", ["7:17: error: 'notify_on' must be a text, not a number (put it in quotes: '1')"]),
        ("notify_on: all", ["7:16: error: 'notify_on' must be a list, not a string (put it in brackets: [...])"]),
        ("notify_on: {}", ["7:16: error: 'notify_on' must be a list, not a mapping"]),
        ("on_error: {after: 0}", ["7:23: error: 'after' must be from 1 to 1000000"]),
        ("on_error: {after: 1000001}", ["7:23: error: 'after' must be from 1 to 1000000"]),
        ("on_error: {after: 99999999999999999999}", ["7:23: error: 'after' must be from 1 to 1000000"]),
        ("on_error: {after: 1.0}", ["7:23: error: 'after' must be a whole number, not a number"]),
        ("on_error: {after: '3'}", ["7:23: error: 'after' must be a whole number, not a string"]),
        ("on_error: {aftr: 3}", ["7:16: error: unknown key 'aftr' in the error policy (did you mean 'after'?)"]),
        ("on_error: null", ["7:15: error: the error policy must be a mapping, not null"]),
        (
            "on_no_data: {do: page}",
            ["7:22: error: 'page' is not a value of 'do' (known are: ok, alert, keep, error, no_data)"]
        ),
        ("on_no_data: {}", ["7:17: error: the no-data policy needs 'do'"]),
        ("on_no_data: [ok]", ["7:17: error: 'on_no_data' must be a text, not a list"]),
        ("labels: {a: null}", ["7:17: error: 'labels.a' must be a text, not null"]),
        (
            "labels: {a b: c}",
            ["7:14: error: 'a b' cannot be the name of a label (letters, digits and underscores, no digit first)"]
        ),
        (
            "labels: {'': c}",
            ["7:14: error: '' cannot be the name of a label (letters, digits and underscores, no digit first)"]
        ),
        (
            "labels: {é: c}",
            ["7:14: error: 'é' cannot be the name of a label (letters, digits and underscores, no digit first)"]
        ),
        (
            "annotations: {owner: 5}",
            ["7:26: error: 'annotations.owner' must be a text, not a number (put it in quotes: '5')"]
        ),
        ("timezone: Europe/Berln", ["7:15: error: unknown time zone 'Europe/Berln' (did you mean 'Europe/Berlin'?)"]),
        ("source: warehouse", ["7:13: error: there is no source 'warehouse' (known are: default)"]),
        ("source: 5", ["7:13: error: 'source' must be a text, not a number (put it in quotes: '5')"]),
        ("when: {column: v, op: \">\"}", ["7:11: error: a condition needs 'threshold'"]),
        (
            "when: {column: v, op: gt, threshold: 1}",
            ["7:27: error: 'gt' is not a value of 'op' (known are: >, >=, <, <=, ==, !=)"]
        ),
        (
            "when: {column: v, op: \">\", threshold: null}",
            ["7:43: error: 'threshold' must be a number, a text or a truth value, not null"]
        ),
        (
            "when: {column: v, op: \">\", threshold: 2024-01-01}",
            ["7:43: error: 'threshold' must be a number, a text or a truth value, not a date"]
        ),
        (
            "when: {column: v, op: \">\", threshold: .nan}",
            ["7:43: error: 'threshold' must be a number, a text or a truth value, not a number"]
        ),
        (
            "when: {column: 5, op: \">\", threshold: 1}",
            ["7:20: error: 'column' must be a text, not a number (put it in quotes: '5')"]
        ),
        (
            "when: {exists: 1}",
            ["7:20: error: 'exists' must be true or false, not a number (write true without quotes)"]
        ),
        (
            "when: {exists: true, over: all, op: \">\"}",
            [
                "7:26: error: 'exists' and 'over' exclude each other",
                "7:37: error: 'exists' and 'op' exclude each other",
            ]
        ),
        ("when: {over: count, op: \">\", threshold: yes}", ["7:45: error: a number of rows is compared with a number"]),
        ("when: \"v > 1\"", ["7:11: error: a condition must be a mapping, not a string"]),
        ("keep_firing_for: 5m", ["7:5: error: 'keep_firing_for' is not supported yet"]),
        ("querry: x", ["7:5: error: unknown key 'querry' in an alert (did you mean 'query'?)"]),
        ("cron: x", ["7:5: error: unknown key 'cron' in an alert"]),
        ("12: x", ["7:5: error: unknown key '12' in an alert"]),
        ("timeout: 5s\ntimeout: 6s", ["8:5: error: the key 'timeout' is already at c.yaml:7:5"]),
        ("name: b", ["7:5: error: the key 'name' is already at c.yaml:4:5"]),
        ("id: \"a\\u0007\"", ["7:9: error: 'id' contains control characters"]),
        ("id: null", ["7:9: error: 'id' must be a text, not null"]),
    ]

    @Test(arguments: alerts.indices)
    func linesOfAnAlert(_ index: Int) {
        let loaded = load(alert(Self.alerts[index].line))
        #expect(loaded.diagnostics.map(\.description) == Self.alerts[index].said.map { "c.yaml:" + $0 })
        #expect(loaded.configuration == nil)
    }

    /// A route in the list of an alert, which starts at 7:14, and what is said about it.
    static let routes: [(route: String, said: [String])] = [
        ("ops", ["7:14: error: there is no receiver 'ops'"]),
        (
            "slack",
            ["7:14: error: there is no receiver 'slack' (write {channel: slack, ...}, or a name under 'receivers')"]
        ),
        ("null", ["7:14: error: a route must be the name of a receiver or a mapping, not null"]),
        ("[slack]", ["7:14: error: a route must be the name of a receiver or a mapping, not a list"]),
        ("{}", ["7:14: error: a route needs 'receiver' or 'channel'"]),
        ("{channel: emial}", ["7:24: error: 'emial' is no kind of receiver (did you mean 'email'?)"]),
        ("{channel: pager}", ["7:24: error: 'pager' is no kind of receiver (known are: email, slack, webhook)"]),
        ("{channel: [slack]}", ["7:24: error: 'channel' must be a text, not a list"]),
        (
            "{channel: webhook}",
            ["7:14: error: a webhook route needs 'url' (write 'url' or set the variable WEBHOOK_URL)"]
        ),
        (
            "{channel: email, recipients: [a@b]}",
            ["7:14: error: an email route needs 'smtp.host' (write 'smtp.host' or set the variable SMTP_HOST)"]
        ),
        ("{channel: email, smtp: {host: h}}", ["7:14: error: an email route needs 'recipients'"]),
        ("{channel: email, recipients: [], smtp: {host: h}}", ["7:43: error: 'recipients' needs at least 1 element"]),
        (
            "{channel: email, recipients: a@b, smtp: {host: h}}",
            ["7:43: error: 'recipients' must be a list, not a string (put it in brackets: [...])"]
        ),
        (
            "{channel: email, recipients: [a@b, 5], smtp: {host: h}}",
            ["7:49: error: 'recipients' must be a text, not a number (put it in quotes: '5')"]
        ),
        ("{channel: email, recipients: [a], smtp: {host: h}}", ["7:43: error: an email route: a recipient has no '@'"]),
        ("{channel: email, recipients: [a@b], smtp: h}", ["7:56: error: 'smtp' must be a mapping, not a string"]),
        ("{channel: email, recipients: [a@b], smtp: {host: ''}}", ["7:63: error: 'smtp.host' is empty"]),
        (
            "{channel: email, recipients: [a@b], smtp: {host: h, port: 65536}}",
            ["7:72: error: 'smtp.port' must be from 1 to 65535"]
        ),
        (
            "{channel: email, recipients: [a@b], smtp: {host: h, prot: 25}}",
            ["7:66: error: unknown key 'prot' in 'smtp' (did you mean 'port'?)"]
        ),
        (
            "{channel: email, recipients: [a@b], smtp: {host: h, timeout: 10m}}",
            ["7:75: error: 'smtp.timeout' must be from 1s to 5m"]
        ),
        (
            "{channel: email, recipients: [a@b], smtp: {host: h}, subject: '{nme}'}",
            ["7:76: error: unknown placeholder '{nme}'"]
        ),
        (
            "{channel: webhook, url: u, method: FETCH}",
            ["7:49: error: 'FETCH' is not a value of 'method' (known are: GET, POST, PUT, PATCH)"]
        ),
        ("{channel: webhook, url: ''}", ["7:38: error: 'url' is empty"]),
        ("{channel: webhook, url: 5}", ["7:38: error: 'url' must be a text, not a number (put it in quotes)"]),
        (
            "{channel: webhook, url: u, headers: {A: 5}}",
            ["7:54: error: 'headers.A' must be a text, not a number (put it in quotes)"]
        ),
        ("{channel: webhook, url: u, headers: [A]}", ["7:50: error: 'headers' must be a mapping, not a list"]),
        (
            "{channel: webhook, url: u, hedaers: {}}",
            ["7:41: error: unknown key 'hedaers' in a webhook route (did you mean 'headers'?)"]
        ),
        ("{channel: webhook, url: u, url_file: /f}", ["7:41: error: 'url' and 'url_file' exclude each other"]),
        ("{channel: webhook, url_file: ''}", ["7:43: error: 'url_file' is empty"]),
        ("{channel: webhook, url_file: [f]}", ["7:43: error: 'url_file' must be a text, not a list"]),
        (
            "{channel: slack, webhook_url: u, admin_only: true}",
            [
                "7:47: error: 'admin_only' cannot be written in a route (configure the receiver under 'receivers')"
            ]
        ),
        ("{channel: webhook, url: u, events: []}", ["7:49: error: 'events' needs at least 1 element"]),
        (
            "{channel: webhook, url: u, events: [fireing]}",
            ["7:50: error: 'fireing' is not a value of 'events' (did you mean 'firing'?)"]
        ),
    ]

    @Test(arguments: routes.indices)
    func routesOfAnAlert(_ index: Int) {
        let loaded = load(alert("notify: [\(Self.routes[index].route)]"))
        let said = loaded.diagnostics.map { String($0.description.prefix { $0 != "\n" }) }
        let wanted = Self.routes[index].said.map { "c.yaml:" + $0 }
        #expect(said.count == wanted.count)
        for (text, start) in zip(said, wanted) {
            #expect(text == start || start.hasSuffix("'{nme}'") && text.hasPrefix(start), "\(text)")
        }
        #expect(loaded.configuration == nil)
    }

    @Test("A label's text may be 1,024 characters long")
    func lengthOfLabels() throws {
        let longest = String(repeating: "é", count: 1024)
        #expect(try configuration(alert("labels: {a: \(longest)}")).alerts[0].labels == ["a": longest])
        let loaded = load(alert("labels: {a: \(longest)x}"))
        #expect(
            loaded.diagnostics.map(\.description) == ["c.yaml:7:17: error: 'labels.a' is longer than 1024 characters"])
    }

    @Test("A message that quotes the file is told to its end")
    func longMessages() {
        let subject = "{actual_value:>12,.2f}"
        let loaded = load(
            alert("notify: [{channel: email, recipients: [a@b], smtp: {host: h}, subject: '\(subject)'}]"))
        #expect(
            loaded.diagnostics.map(\.message) == ["'\(subject)' has a format rule, which is not supported"])
        let message = "ask the operators for the address of the mail server, room 5, and put it into the file .env"
        let unset = load(alert("description: \"${NO:?\(message)}\""))
        #expect(unset.diagnostics.map(\.message) == ["the variable NO is not set: \(message)"])
    }

    @Test("Very long texts of the file are cut in messages all the same")
    func cutMessages() throws {
        let long = String(repeating: "z", count: 5000)
        for line in ["timezone: \(long)", "severity: \(long)", "\(long): 1", "source: \(long.prefix(200))"] {
            let said = try #require(load(alert(line)).diagnostics.first)
            #expect(said.message.utf8.count < 400, "\(line.prefix(20))")
        }
    }
}
