import SentinelModels

/// A mail with headers, ready for a server: ASCII lines of at most 78 characters, ended by CRLF.
struct EmailPayload: Sendable {
    var from: MailAddress
    var recipients: [MailAddress]
    var replyTo: MailAddress?
    var subject: MessageTemplate?

    /// The `Message-ID` of a message: the same in every attempt, so that mail programs drop repeats.
    func messageID(_ message: NotificationMessage) -> String {
        "<\(Self.token(message.id))@\(domain)>"
    }

    /// The mail as bytes. `references` are the `Message-ID`s of earlier mails of the episode, oldest first.
    func bytes(_ message: NotificationMessage, at time: Timestamp, references: [String]) -> [UInt8] {
        let fields = MessageFields(message)
        let body = EmailBody(fields)
        // The two signs cannot follow each other in quoted-printable text.
        let boundary = "=_\(Digest.sha256(message.id).prefix(24))"
        let parts = [("text/plain", body.text), ("text/html", body.html)].map { type, text in
            "--\(boundary)\r\nContent-Type: \(type); charset=utf-8\r\n"
                + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + QuotedPrintable.encoded(text)
        }
        let head = headers(message, fields, at: time, references: references).joined()
        let type = "MIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"\r\n\r\n"
        return Array((head + type + parts.joined() + "--\(boundary)--\r\n").utf8)
    }

    private func headers(
        _ message: NotificationMessage, _ fields: MessageFields, at time: Timestamp, references: [String]
    ) -> [String] {
        var headers = [
            HeaderField.addresses("From", [from]), HeaderField.addresses("To", recipients),
            HeaderField.text("Subject", subjectText(fields)), HeaderField.folded("Date", [MailDate.text(time)]),
            HeaderField.folded("Message-ID", [messageID(message)]),
        ]
        if let replyTo { headers.append(HeaderField.addresses("Reply-To", [replyTo])) }
        let thread = references.filter(Self.isMessageID)
        if let last = thread.last {
            headers.append(HeaderField.folded("In-Reply-To", [last]))
            // The first and the newest are enough to find the thread; the field must not grow for ever.
            let kept = thread.count > 10 ? [thread[0]] + thread.suffix(9) : thread
            headers.append(HeaderField.folded("References", kept))
        }
        headers += [
            HeaderField.folded("Auto-Submitted", ["auto-generated"]),
            HeaderField.folded("List-Id", ["<\(listLabel(message.content.alert)).alerts.\(domain)>"]),
            HeaderField.text("X-SQLSentinel-Alert", fields.alertName),
            HeaderField.text("X-SQLSentinel-Event", message.content.event.rawValue),
        ]
        return headers
    }

    private func subjectText(_ fields: MessageFields) -> String {
        let text = subject?.rendered(fields.callAsFunction) ?? "[SQL Sentinel] \(fields.headline): \(fields.title)"
        let isBlank = text.allSatisfy(\.isWhitespace)
        return isBlank ? fields.title : text
    }

    private var domain: String { from.domain.map { Self.token($0) } ?? "localhost" }

    /// A label that is the same for all mails of an alert, so that mail programs can sort by it.
    private func listLabel(_ alert: AlertKey) -> String {
        var label = ""
        for scalar in alert.description.lowercased().unicodeScalars.prefix(40) {
            let isKept = (97...122).contains(scalar.value) || (48...57).contains(scalar.value)
            if isKept { label.unicodeScalars.append(scalar) } else if label.last != "-", !label.isEmpty { label += "-" }
        }
        while label.last == "-" { label.removeLast() }
        // Names that are spelled alike without their signs are told apart by a hash.
        return [label, String(Digest.sha256(alert.description).prefix(6))].filter { !$0.isEmpty }.joined(separator: "-")
    }

    /// The characters of a text that may stand in an identifier.
    private static func token(_ text: String) -> String {
        String(text.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }.prefix(100))
    }

    private static func isMessageID(_ text: String) -> Bool {
        text.hasPrefix("<") && text.hasSuffix(">") && text.contains("@") && text.utf8.count <= 250
            && text.dropFirst().dropLast().utf8.allSatisfy { (33...126).contains($0) && $0 != 60 && $0 != 62 }
    }
}
