import Foundation
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelTransport

@Suite("HTTP dates and headers, exhaustively") struct HTTPDateTests {
    @Test(
        "dates of the three forms are read as another calendar writes them",
        arguments: [
            "EEE, dd MMM yyyy HH:mm:ss 'GMT'", "EEEE, dd-MMM-yy HH:mm:ss 'GMT'", "EEE MMM d HH:mm:ss yyyy",
            "EEE MMM  d HH:mm:ss yyyy",
        ])
    func dates(format: String) {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = format
        var random = SeededGenerator(seed: 9)
        for _ in 0..<500 {
            // Two digits of a year mean 1970 to 2069.
            let seconds = Int64.random(in: 0..<3_155_760_000, using: &random)
            let text = formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
            #expect(HTTPDate.timestamp(text) == Timestamp(seconds: seconds), "\(text)")
        }
    }

    @Test("a byte may stand in a header's name only if RFC 9110 calls it a token's", arguments: UInt8(0)...127)
    func nameBytes(byte: UInt8) {
        let text = String(Unicode.Scalar(byte))
        let scalar = Unicode.Scalar(byte)
        let isAlphanumeric = scalar.properties.isAlphabetic || (48...57).contains(byte)
        let isToken = isAlphanumeric || "!#$%&'*+-.^_`|~".contains(text)
        #expect((HTTPHeader.fault(name: "X" + text, value: "") == nil) == isToken)
    }

    @Test("a byte may stand in a header's value unless it controls something", arguments: UInt8(0)...127)
    func valueBytes(byte: UInt8) {
        let isFine = byte == 9 || byte >= 32 && byte != 127
        let fault = HTTPHeader.fault(name: "X", value: "a\(Unicode.Scalar(byte))b")
        #expect(fault == (isFine ? nil : "has a control character in its value"))
    }

    @Test(
        "the error names the header only if the name can be shown",
        arguments: [
            (HTTPHeader("Host", "x"), "the header 'Host' is set by the connection and cannot be given"),
            (HTTPHeader("X-A", "a\nb"), "the header 'X-A' has a control character in its value"),
            (HTTPHeader("X\r\nEvil", "x"), "a header is not a valid header name"),
            (HTTPHeader("", "x"), "a header is not a valid header name"),
        ])
    func messages(header: HTTPHeader, message: String) {
        #expect(throws: SentinelError(.configuration, message)) { try HTTPHeader.check([header]) }
    }
}
