import SentinelModels
import Testing

@testable import SentinelNotify

@Suite("Mails, whole") struct EmailGoldenTests {
    private static let payload = EmailPayload(
        from: MailAddress(name: "SQL Sentinel", address: "alerts@example.org"),
        recipients: [MailAddress(address: "a@example.com")])

    @Test("a first mail, to the byte")
    func firing() {
        let content = NotifyScene.content("Täglich <Umsatz>") { content in
            content.actualValue = .decimal("12.50")
            content.threshold = .integer(100)
            content.severity = .critical
        }
        let mail = Self.payload.bytes(NotifyScene.message(content), at: NotifyScene.time, references: [])
        let lines = String(decoding: mail, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
        let text = lines.map(String.init).joined(separator: "\n")
        #expect(
            text
                == """
                From: "SQL Sentinel" <alerts@example.org>
                To: a@example.com
                Subject: =?UTF-8?B?W1NRTCBTZW50aW5lbF0gQWxlcnQ6IFTDpGdsaWNoIDxVbXNhdHo+?=
                Date: Mon, 23 Nov 2026 09:00:00 +0000
                Message-ID: <msg-1@example.org>
                Auto-Submitted: auto-generated
                List-Id: <t-glich-umsatz-ef2a25.alerts.example.org>
                X-SQLSentinel-Alert: =?UTF-8?B?VMOkZ2xpY2ggPFVtc2F0ej4=?=
                X-SQLSentinel-Event: firing
                MIME-Version: 1.0
                Content-Type: multipart/alternative;
                 boundary="=_BOUNDARY"

                --=_BOUNDARY
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                Alert: T=C3=A4glich <Umsatz>
                Status: ALERT
                Actual Value: 12.50
                Threshold: 100

                Severity: critical

                Time: 2026-11-23T09:00:00Z
                Run: run-1

                --=_BOUNDARY
                Content-Type: text/html; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                <!DOCTYPE html>
                <html><head><meta charset=3D"utf-8"></head><body style=3D"font-family:sans-=
                serif">
                <p style=3D"font-size:1.2em"><b>Alert: T=C3=A4glich &lt;Umsatz&gt;</b></p>
                <table cellpadding=3D"4">
                <tr><td><b>Status</b></td><td>ALERT</td></tr>
                <tr><td><b>Actual Value</b></td><td>12.50</td></tr>
                <tr><td><b>Threshold</b></td><td>100</td></tr>
                </table>
                <table cellpadding=3D"4">
                <tr><td><b>Severity</b></td><td>critical</td></tr>
                </table>
                <p style=3D"color:#666;font-size:0.85em">Time: 2026-11-23T09:00:00Z<br>Run:=
                 run-1</p>
                </body></html>

                --=_BOUNDARY--

                """
                .replacing("=_BOUNDARY", with: "=_" + Digest.sha256("msg-1").prefix(24))
                .replacing("ef2a25", with: Digest.sha256("Täglich <Umsatz>").prefix(6)))
    }

    @Test(
        "the label of a list is that of the alert, whatever its name",
        arguments: ["hot", "HOT", "", "漢字", "--a--", "a  b", String(repeating: "x", count: 200), "a.b", "a/b"])
    func lists(name: String) throws {
        let bytes = Self.payload.bytes(
            NotifyScene.message(NotifyScene.content(name)), at: NotifyScene.time, references: [])
        let id = try #require(try ParsedMail(bytes).headers["List-Id"]?.first)
        #expect(id.hasPrefix("<") && id.hasSuffix(".alerts.example.org>"))
        let label = id.dropFirst().prefix { $0 != "." }
        #expect(label.hasSuffix(Digest.sha256(name).prefix(6)))
        #expect(label.utf8.count <= 63 && label.first != "-")
        #expect(label.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 })
    }

    @Test(
        "the thread is named by earlier mails that can be named",
        arguments: [
            ([], nil, nil), (["<a@b>"], "<a@b>", "<a@b>"), (["<a@b>", "<c@d>"], "<c@d>", "<a@b> <c@d>"),
            (["a@b", "<a b@c>", "<a@b", "a@b>", "<ab>", "<a@b>\r\nBcc: x@y", "<ä@b>"], nil, nil),
            (["<a@b>", "garbage"], "<a@b>", "<a@b>"),
            (["<" + String(repeating: "a", count: 300) + "@b>"], nil, nil),
        ] as [([String], String?, String?)])
    func threads(references: [String], reply: String?, all: String?) throws {
        let bytes = Self.payload.bytes(NotifyScene.message(), at: NotifyScene.time, references: references)
        let headers = try ParsedMail(bytes).headers
        #expect(headers["In-Reply-To"]?.first == reply)
        #expect(headers["References"]?.first == all)
    }
}
