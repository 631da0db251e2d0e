import Foundation
import SentinelModels
import SentinelTesting
import TestTools
import Testing

@testable import SentinelNotify

/// Mails read by Python's `email` package: another program's idea of RFC 5322, 2045 and 2047.
@Suite(
    "Mails as another program reads them",
    .enabled(if: ScriptServer.isInstalled(PythonTools.interpreter), "python3 is missing"), .timeLimit(.minutes(2)))
struct MailOracleTests {
    /// Exits with 1 unless each mail has exactly the expected headers and parts and no defect.
    private static let program = """
        import email.policy, email.parser, json, sys
        allowed = {"from", "to", "subject", "date", "message-id", "in-reply-to", "references", "reply-to",
                   "auto-submitted", "list-id", "x-sqlsentinel-alert", "x-sqlsentinel-event", "mime-version",
                   "content-type"}
        def read(part): return part.get_content().replace("\\r\\n", "\\n")
        for number, want in enumerate(json.load(open("expected.json"))):
            raw = open(f"{number}.eml", "rb").read()
            mail = email.parser.BytesParser(policy=email.policy.default).parsebytes(raw)
            names = [name.lower() for name in mail.keys()]
            assert set(names) <= allowed and len(names) == len(set(names)), names
            defects = [d for part in mail.walk() for d in part.defects]
            defects += [d for value in mail.values() for d in getattr(value, "defects", [])]
            assert not defects, (number, defects)
            assert str(mail["subject"]).strip() == want["subject"].strip(), (number, str(mail["subject"]), want)
            assert [a.addr_spec for a in mail["to"].addresses] == want["to"], (number, str(mail["to"]))
            assert [a.display_name for a in mail["from"].addresses] == [want["name"]], (number, str(mail["from"]))
            text, html = mail.iter_parts()
            assert read(text) == want["text"], (number, read(text), want["text"])
            assert read(html) == want["html"], number
            assert max(map(len, raw.split(b"\\r\\n"))) <= 78 and raw.count(b"\\n") == raw.count(b"\\r\\n")
            assert all(byte in (9, 10, 13) or 32 <= byte < 127 for byte in raw)
        """

    @Test("of data and names that are out to confuse it")
    func hostile() throws {
        try read(
            HostileTexts.headers.map { text in
                NotifyScene.content(text) { content in
                    content.description = text
                    content.context = [ContextValue(text, .text(text))]
                    content.annotations = [text: text]
                }
            })
    }

    @Test("of random texts")
    func random() throws {
        var random = RandomTexts(seed: 2026)
        try read((0..<120).map { _ in random.content() })
    }

    private func read(_ contents: [NotificationContent]) throws {
        let folder = try TemporaryFolder()
        // Not longer than one encoded word: of several, Python keeps the blanks between them.
        let names = ["Ann", "Wächter", "Doe, Ann", "a (b) c", "=?x?=", "漢字", String(repeating: "x", count: 60)]
        var expected: [JSONValue] = []
        for (number, content) in contents.enumerated() {
            let name = names[number % names.count]
            let message = NotifyScene.message(content)
            let payload = EmailPayload(
                from: MailAddress(name: name, address: "w@example.org"),
                recipients: [MailAddress(address: "a@example.com"), MailAddress(name: name, address: "b@x.example")])
            let fields = MessageFields(message)
            let body = EmailBody(fields)
            let subject = "[SQL Sentinel] \(fields.headline): \(fields.title)"
            expected.append([
                "subject": .string(PlainText.cut(subject, to: 900) { $0.utf8.count }),
                "to": ["a@example.com", "b@x.example"], "name": .string(name), "text": .string(body.text),
                "html": .string(body.html),
            ])
            try write(
                payload.bytes(message, at: NotifyScene.time, references: ["<m1@example.org>", "<m2@example.org>"]),
                to: folder.file("\(number).eml"))
        }
        try write(JSONValue.array(expected).encodedBytes(), to: folder.file("expected.json"))
        #expect(ScriptServer.run(PythonTools.interpreter, ["-c", Self.program], in: URL(fileURLWithPath: folder.path)))
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
}
