import Foundation

/// A mail as text: the headers that people look at, and the plain part.
enum MailText {
    private static let shown = ["from:", "to:", "subject:", "date:", "message-id:", "in-reply-to:"]

    static func lines(of message: String) -> [String] {
        let (header, body) = split(message.replacing("\r\n", with: "\n"))
        let headers = unfolded(header)
        let kept = headers.filter { line in shown.contains { line.lowercased().hasPrefix($0) } }
        return kept + [""]
            + plain(headers, body).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The plain part of a body, decoded.
    private static func plain(_ headers: [String], _ body: String) -> String {
        guard let boundary = parameter("boundary", in: headers) else { return decoded(headers, body) }
        for part in body.components(separatedBy: "--" + boundary) {
            let (header, content) = split(part.drop { $0 == "\n" })
            let headers = unfolded(header)
            if value(of: "content-type", in: headers)?.hasPrefix("text/plain") == true {
                return decoded(headers, content)
            }
        }
        return body
    }

    private static func decoded(_ headers: [String], _ body: String) -> String {
        let text: String
        switch value(of: "content-transfer-encoding", in: headers)?.lowercased() {
        case "base64":
            text =
                Data(base64Encoded: body, options: .ignoreUnknownCharacters)
                .map { String(decoding: $0, as: UTF8.self) } ?? body
        case "quoted-printable":
            text = quotedPrintable(body)
        default: text = body
        }
        return text.trimmingCharacters(in: .newlines).replacing("\r", with: "")
    }

    private static func quotedPrintable(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.replacing("=\n", with: "").utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "="), let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                bytes.append(code)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func split(_ text: some StringProtocol) -> (header: String, body: String) {
        guard let gap = text.firstRange(of: "\n\n") else { return (String(text), "") }
        return (String(text[..<gap.lowerBound]), String(text[gap.upperBound...]))
    }

    private static func unfolded(_ header: String) -> [String] {
        header.replacing("\n ", with: " ").replacing("\n\t", with: " ").split(separator: "\n").map(String.init)
    }

    private static func value(of name: String, in headers: [String]) -> String? {
        headers.first { $0.lowercased().hasPrefix(name + ":") }
            .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }

    private static func parameter(_ name: String, in headers: [String]) -> String? {
        guard let type = value(of: "content-type", in: headers), let start = type.firstRange(of: name + "=") else {
            return nil
        }
        return type[start.upperBound...].prefix { $0 != ";" }.trimmingCharacters(in: CharacterSet(charactersIn: "\" "))
    }
}
