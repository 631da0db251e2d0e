#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Writes header fields of a mail: folded lines, other than ASCII as encoded words (RFC 5322, RFC 2047).
enum HeaderField {
    /// What a line may have without its end; encoded words demand it, others prefer it.
    private static let lineLimit = 76
    /// The bytes of text in the longest encoded word: 45 become 60 of base64, which with the frame are 72 of 75.
    private static let wordBytes = 45
    private static let wordFrame = 12
    /// The longest value that is written; longer ones end in an ellipsis.
    private static let valueLimit = 900

    /// A field of free text. The value is one line: whatever could end the line has become a blank.
    static func text(_ name: String, _ value: String) -> String {
        let clean = PlainText.cut(PlainText.line(value), to: valueLimit) { $0.utf8.count }
        let words = clean.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard isPlain(clean), words.allSatisfy({ $0.utf8.count < lineLimit - name.utf8.count - 2 }) else {
            return folded(name, encodedWords(clean, firstLine: lineLimit - name.utf8.count - 2))
        }
        return folded(name, words)
    }

    /// A field of addresses, one recipient after the other.
    static func addresses(_ name: String, _ addresses: [MailAddress]) -> String {
        var words: [String] = []
        for (index, address) in addresses.enumerated() {
            var mailbox = phrase(address, firstLine: lineLimit - name.utf8.count - 2)
            if index < addresses.count - 1 { mailbox[mailbox.count - 1] += "," }
            words += mailbox
        }
        return folded(name, words)
    }

    /// A field whose words are fit to be written as they are.
    static func folded(_ name: String, _ words: [String]) -> String {
        var result = name + ":"
        var width = result.utf8.count
        for (index, word) in words.enumerated() {
            if index > 0, width + 1 + word.utf8.count > lineLimit {
                result += "\r\n"
                width = 0
            }
            result += " " + word
            width += 1 + word.utf8.count
        }
        return result + "\r\n"
    }

    private static func phrase(_ address: MailAddress, firstLine: Int) -> [String] {
        guard let name = address.name else { return [address.address] }
        let words = isPlain(name) ? ["\"\(name)\""] : encodedWords(name, firstLine: firstLine)
        return words + ["<\(address.address)>"]
    }

    /// Whether a text can stand without being encoded: printable ASCII without anything like an encoded word, and
    /// without blanks at its ends or in a row, which folding would lose.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?") && !text.contains("  ")
            && text.first != " " && text.last != " "
    }

    private static func encodedWords(_ text: String, firstLine: Int) -> [String] {
        var words: [String] = []
        var piece: [UInt8] = []
        var limit = max(3, min(wordBytes, (firstLine - wordFrame) / 4 * 3))
        func flush() {
            words.append("=?UTF-8?B?\(Data(piece).base64EncodedString())?=")
            piece = []
            limit = wordBytes
        }
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if piece.count + bytes.count > limit { flush() }
            piece += bytes
        }
        flush()
        return words
    }
}
