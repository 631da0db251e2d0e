import SentinelModels

/// The last line of a reply of a mail server.
struct SMTPReply: Sendable, Hashable {
    /// The three digits.
    var code: Int
    /// The line, printable characters only, at most 200.
    var text: String

    /// Reads a line; nil unless it is the last one of a reply.
    init?(line: some Collection<UInt8>) {
        let bytes = Array(line.prefix { $0 != 13 && $0 != 10 })
        guard bytes.count >= 3, bytes[..<3].allSatisfy({ (48...57).contains($0) }),
            bytes.count == 3 || bytes[3] == UInt8(ascii: " "),
            let code = Int(String(decoding: bytes[..<3], as: UTF8.self))
        else { return nil }
        self.code = code
        text = String(
            decoding: bytes.prefix(200).map { (32...126).contains($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }

    /// Whether the server refused.
    var isRefusal: Bool { (400..<600).contains(code) }

    /// The error that a refusal stands for: 4yz may pass, 5yz will not, and some codes are about the login.
    func failure(from endpoint: some CustomStringConvertible, hiding secrets: [String]) -> SentinelError {
        let message = "the mail server \(endpoint) answered \(shown(hiding: secrets))"
        switch code {
        case 530, 534, 535, 538: return SentinelError(.authentication, message, isRetryable: false)
        case 400..<500: return SentinelError(.receiverFailed, message, isRetryable: true)
        default: return SentinelError(.rejected, message, isRetryable: false)
        }
    }

    /// The line, or only its code if it repeats a secret.
    func shown(hiding secrets: [String]) -> String {
        let repeatsSecret = secrets.contains { !$0.isEmpty && text.contains($0) }
        return repeatsSecret ? String(code) : text
    }
}
