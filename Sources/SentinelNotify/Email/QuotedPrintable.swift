/// The quoted-printable encoding (RFC 2045): lines of at most 76 characters, all of them ASCII.
enum QuotedPrintable {
    private static let lineLimit = 76

    /// The text with `\n` as line ends, encoded, each line ended by CRLF.
    static func encoded(_ text: String) -> String {
        var result = ""
        for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            var width = 0
            for (index, byte) in line.enumerated() {
                let isLast = index == line.count - 1
                let token = token(byte, isLast: isLast)
                // A soft line break takes one column, which the last token of a line may use itself.
                if width + token.utf8.count > (isLast ? lineLimit : lineLimit - 1) {
                    result += "=\r\n"
                    width = 0
                }
                result += token
                width += token.utf8.count
            }
            result += "\r\n"
        }
        return result
    }

    private static func token(_ byte: UInt8, isLast: Bool) -> String {
        let isBlank = byte == 32 || byte == 9
        if (33...126).contains(byte) && byte != UInt8(ascii: "=") || isBlank && !isLast {
            return String(Unicode.Scalar(byte))
        }
        let digits = Array("0123456789ABCDEF".unicodeScalars)
        return "=\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }
}
