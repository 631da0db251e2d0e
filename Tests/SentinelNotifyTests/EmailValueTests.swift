import SentinelModels
import Testing

@testable import SentinelNotify

@Suite struct EmailValueTests {
    @Test(arguments: [
        ("a@example.com", nil, "a@example.com"), ("  a@b  ", nil, "a@b"), ("Ann <a@b>", "Ann", "a@b"),
        ("\"Doe, Ann\" <a@b>", "Doe, Ann", "a@b"), ("<a@b>", nil, "a@b"), ("Änne <a@b>", "Änne", "a@b"),
        ("a+b.c@sub.example.co", nil, "a+b.c@sub.example.co"), ("a@[192.0.2.1]", nil, "a@[192.0.2.1]"),
        ("a@[IPv6:2001:db8::1]", nil, "a@[IPv6:2001:db8::1]"), ("a@localhost", nil, "a@localhost"),
    ])
    func addresses(text: String, name: String?, address: String) throws {
        let read = try MailAddress(text)
        #expect((read.name, read.address) == (name, address))
    }

    @Test(arguments: [
        "", "@", "a@", "@b", "a", "a@b@c", "a b@c", "a@b c", "a@b\r\n", "a\n@b", "a@b,c@d", "a@b;c@d", "Ann <a@b",
        "Ann a@b>",
        "<a@b> x", "Ann <<a@b>>", "Ann \"x\" <a@b>", "a@b <c@d>", "x, y <a@b>", "a@.b", "a@b..c", "a@-b", "a@b-",
        "a@b_/c",
        "a\u{0}@b", "ä@b", "a@ä.de", "a@[300.1.1.1]", "a@[x]", "a<b@c>@d", "\"a b\"@c", "a\\@b@c",
        String(repeating: "a", count: 65) + "@b", "Ann\u{85} <a@b>",
    ])
    func noAddresses(text: String) {
        #expect(throws: MailAddress.Invalid.self) { try MailAddress(text) }
    }

    @Test(arguments: [
        ("", "X: \r\n"), ("short", "X: short\r\n"), ("Grün", "X: =?UTF-8?B?R3LDvG4=?=\r\n"),
        ("a  b", "X: =?UTF-8?B?YSAgYg==?=\r\n"), ("=?x?=", "X: =?UTF-8?B?PT94Pz0=?=\r\n"),
        ("a\r\nb", "X: a b\r\n"), ("a\0b\u{202e}", "X: ab\r\n"), (" a", "X: =?UTF-8?B?IGE=?=\r\n"),
    ])
    func headerTexts(value: String, expected: String) {
        #expect(HeaderField.text("X", value) == expected)
    }

    @Test(arguments: [
        String(repeating: "word ", count: 100), String(repeating: "x", count: 500), String(repeating: "ü", count: 500),
        String(repeating: "👩‍👩‍👧‍👦", count: 80), "a" + String(repeating: " ", count: 200) + "b",
        String(repeating: "y", count: 5000),
    ])
    func headersAreFolded(value: String) {
        let field = HeaderField.text("X-SQLSentinel-Alert", value)
        #expect(field.hasSuffix("\r\n"))
        let lines = field.utf8.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
        #expect(lines.count > 1)
        #expect(lines.allSatisfy { $0.utf8.count <= 77 && $0.utf8.last == 13 })
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" ") })
        for word in field.split(whereSeparator: \.isWhitespace) where word.hasPrefix("=?") {
            #expect(word.utf8.count <= 75)
        }
    }

    @Test(arguments: [
        ("", "\r\n"), ("a", "a\r\n"), ("a\nb", "a\r\nb\r\n"), ("=", "=3D\r\n"), ("a ", "a=20\r\n"),
        ("a\t\nb", "a=09\r\nb\r\n"),
        ("ü", "=C3=BC\r\n"), (".", ".\r\n"), ("\r", "=0D\r\n"),
        (String(repeating: "x", count: 76), String(repeating: "x", count: 76) + "\r\n"),
        (String(repeating: "x", count: 77), String(repeating: "x", count: 75) + "=\r\nxx\r\n"),
        (String(repeating: "=", count: 26), String(repeating: "=3D", count: 25) + "=\r\n=3D\r\n"),
    ])
    func quotedPrintable(text: String, expected: String) {
        #expect(QuotedPrintable.encoded(text) == expected)
    }

    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (1_795_424_400, "Mon, 23 Nov 2026 09:00:00 +0000"),
        (951_782_399, "Mon, 28 Feb 2000 23:59:59 +0000"), (-86_400, "Wed, 31 Dec 1969 00:00:00 +0000"),
    ])
    func dates(seconds: Int64, expected: String) {
        #expect(MailDate.text(Timestamp(seconds: seconds)) == expected)
    }

    @Test(arguments: [
        ("plain", "plain", "plain"), ("a\r\nb\rc\nd", "a\nb\nc\nd", "a b c d"), ("a\tb", "a\tb", "a b"),
        ("a\u{0}\u{1b}[1m\u{7f}\u{9b}b", "a[1mb", "a[1mb"), ("a\u{202e}b\u{2069}\u{200f}\u{feff}c", "abc", "abc"),
        ("a\u{2028}b\u{85}c\u{b}d", "a\nb\nc\nd", "a b c d"), ("👩‍👩‍👧‍👦 ü", "👩‍👩‍👧‍👦 ü", "👩‍👩‍👧‍👦 ü"),
    ])
    func plainText(text: String, block: String, line: String) {
        #expect(PlainText.block(text) == block)
        #expect(PlainText.line(text) == line)
    }

    @Test func fieldsForTemplates() {
        let message = NotifyScene.message(
            NotifyScene.content("hot\nname") { content in
                content.threshold = .double(2.5)
                content.context = [ContextValue("a", .integer(1)), ContextValue("b", .null)]
                content.severity = .warning
                content.description = "d"
                content.error = RunFailure(code: .query, message: "e\nf")
                content.episode.openedAt = NotifyScene.time.advanced(by: .milliseconds(-61_500))
            })
        let fields = MessageFields(message)
        let expected: [TemplateField: String] = [
            .alertName: "hot name", .status: "ALERT", .actualValue: "None", .threshold: "2.5", .event: "firing",
            .severity: "warning", .description: "d", .time: "2026-11-23T09:00:00Z", .duration: "1m1s",
            .context: "a: 1\nb: None", .error: "e f", .runID: "run-1", .sequence: "7", .messageID: "msg-1",
        ]
        for field in TemplateField.allCases { #expect(fields(field) == expected[field], "\(field)") }
    }
}
