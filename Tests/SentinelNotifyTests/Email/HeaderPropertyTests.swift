import Foundation
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelNotify

@Suite("Mail headers and bodies, random") struct HeaderPropertyTests {
    /// Decodes a field as RFC 2047 says, by other means than those that made it.
    private func decoded(_ field: String, name: String) throws -> String {
        try #require(field.hasPrefix(name + ":") && field.hasSuffix("\r\n"))
        let unfolded = field.dropFirst(name.count + 1).dropLast().replacing("\r\n", with: "")
        let value = unfolded.hasPrefix(" ") ? unfolded.dropFirst() : unfolded[...]
        guard value.hasPrefix("=?UTF-8?B?") else { return String(value) }
        var bytes: [UInt8] = []
        for word in value.split(separator: " ") {
            #expect(word.utf8.count <= 75)
            let data = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
            // Each encoded word must be whole characters by itself.
            #expect(String(validating: Array(data), as: UTF8.self) != nil)
            bytes += data
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("a text comes back as it was, on one line", arguments: 0..<30)
    func texts(seed: Int) throws {
        var random = RandomTexts(seed: UInt64(seed))
        for name in ["Subject", "X-SQLSentinel-Alert", "X"] {
            for _ in 0..<20 {
                let text = random.text(upTo: 60)
                let field = HeaderField.text(name, text)
                let lines = field.dropLast().components(separatedBy: "\r\n")
                #expect(lines.allSatisfy { $0.utf8.count <= 78 })
                #expect(field.utf8.allSatisfy { (32...126).contains($0) || $0 == 13 || $0 == 10 })
                #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" ") && $0.contains { $0 != " " } })
                #expect(try Array(decoded(field, name: name).utf8) == Array(PlainText.line(text).utf8))
            }
        }
    }

    @Test("quoted-printable comes back as it was", arguments: 0..<30)
    func quotedPrintable(seed: Int) throws {
        var random = RandomTexts(seed: UInt64(seed) &+ 1000)
        for _ in 0..<10 {
            let text = random.text(upTo: 200)
            let encoded = QuotedPrintable.encoded(text)
            var bytes: [UInt8] = []
            for line in encoded.utf8.split(separator: 10, omittingEmptySubsequences: false).dropLast() {
                #expect(line.last == 13 && line.count <= 77)
                #expect(line.dropLast().last != 32 && line.dropLast().last != 9)
                var rest = line.dropLast()
                while let byte = rest.popFirst() {
                    #expect(byte == 9 || (32...126).contains(byte))
                    if byte != UInt8(ascii: "=") { bytes.append(byte) }
                    guard byte == UInt8(ascii: "=") else { continue }
                    guard !rest.isEmpty else { break }
                    bytes.append(try #require(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)))
                    rest = rest.dropFirst(2)
                }
                if line.dropLast().last != UInt8(ascii: "=") { bytes.append(10) }
            }
            #expect(bytes == Array(text.utf8) + [10])
        }
    }

    @Test("dates are those of another calendar", arguments: 0..<20)
    func dates(seed: Int) {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss +0000"
        var random = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<50 {
            let seconds = Int64.random(in: -60_000_000_000...250_000_000_000, using: &random)
            // Before 1582 the calendars differ: ours counts on backwards.
            guard seconds > -12_000_000_000 else { continue }
            let expected = formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
            #expect(MailDate.text(Timestamp(seconds: seconds)) == expected)
        }
    }

    @Test("addresses of words and signs: read as one mailbox, or not at all", arguments: 0..<40)
    func addresses(seed: Int) {
        var random = RandomTexts(seed: UInt64(seed) &+ 77)
        for _ in 0..<60 {
            let shapes = [
                "a@b.example" + random.text(upTo: 4), random.text(upTo: 3) + "@b.example",
                random.text(upTo: 4) + " <a@b.example>", "\"\(random.text(upTo: 4))\" <a@b.example>",
                "<a@\(random.text(upTo: 3))>",
            ]
            for text in shapes {
                guard let address = try? MailAddress(text) else { continue }
                #expect(address.address.utf8.allSatisfy { (33...126).contains($0) })
                #expect(address.address.count { $0 == "@" } == 1)
                let field = HeaderField.addresses("To", [address])
                #expect(field.count { $0 == "<" } == (address.name == nil ? 0 : 1), "\(field)")
                #expect(field.dropLast().components(separatedBy: "\r\n").dropFirst().allSatisfy { $0.hasPrefix(" ") })
                #expect(field.utf8.allSatisfy { (32...126).contains($0) || $0 == 13 || $0 == 10 })
            }
        }
    }
}
