import Foundation
import Testing

/// A mail taken apart by other means than those that made it.
struct ParsedMail {
    var headers: [String: [String]] = [:]
    var lines: [String]
    var text: String
    var html: String

    init(_ bytes: [UInt8]) throws {
        lines = Self.lines(bytes)
        let end = try #require(lines.firstIndex(of: ""))
        headers = Self.headers(lines[..<end])
        let type = try #require(headers["Content-Type"]?.first)
        let boundary = try #require(type.split(separator: "\"").last.map(String.init))
        var parts: [[String]] = []
        for line in lines[(end + 1)...] {
            if line == "--\(boundary)" {
                parts.append([])
            } else if line == "--\(boundary)--" {
                break
            } else if !parts.isEmpty {
                parts[parts.count - 1].append(line)
            }
        }
        try #require(parts.count == 2)
        text = try Self.body(parts[0], "text/plain; charset=utf-8")
        html = try Self.body(parts[1], "text/html; charset=utf-8")
    }

    /// A header with its encoded words decoded.
    func decoded(_ name: String) -> String {
        var bytes: [UInt8] = []
        var wasEncoded = false
        for word in (headers[name]?.first ?? "").split(separator: " ", omittingEmptySubsequences: false) {
            let parts = word.split(separator: "?", omittingEmptySubsequences: false)
            if parts.count == 5, parts[0] == "=", parts[2] == "B", let data = Data(base64Encoded: String(parts[3])) {
                if !wasEncoded, !bytes.isEmpty { bytes.append(32) }
                bytes += data
                wasEncoded = true
            } else {
                if !bytes.isEmpty { bytes.append(32) }
                bytes += Array(word.utf8)
                wasEncoded = false
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        var lines: [String] = []
        var line: [UInt8] = []
        for byte in bytes {
            if byte == 10 {
                lines.append(String(decoding: line.last == 13 ? line.dropLast() : line[...], as: UTF8.self))
                line = []
            } else {
                line.append(byte)
            }
        }
        return lines
    }

    private static func headers(_ lines: ArraySlice<String>) -> [String: [String]] {
        var unfolded: [String] = []
        for line in lines {
            if line.first == " " || line.first == "\t", !unfolded.isEmpty {
                unfolded[unfolded.count - 1] += line
            } else {
                unfolded.append(line)
            }
        }
        return unfolded.reduce(into: [:]) { headers, line in
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            headers[parts[0], default: []].append(String((parts.count > 1 ? parts[1] : "").drop { $0 == " " }))
        }
    }

    private static func body(_ lines: [String], _ type: String) throws -> String {
        let end = try #require(lines.firstIndex(of: ""))
        let headers = headers(lines[..<end])
        #expect(headers["Content-Type"] == [type])
        #expect(headers["Content-Transfer-Encoding"] == ["quoted-printable"])
        var bytes: [UInt8] = []
        for line in lines[(end + 1)...] {
            var rest = Array(line.utf8)[...]
            var isSoft = false
            while let byte = rest.popFirst() {
                guard byte == UInt8(ascii: "=") else {
                    bytes.append(byte)
                    continue
                }
                if rest.isEmpty {
                    isSoft = true
                } else {
                    bytes.append(try #require(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)))
                    rest = rest.dropFirst(2)
                }
            }
            if !isSoft { bytes.append(10) }
        }
        return try #require(String(validating: bytes.dropLast(), as: UTF8.self))
    }
}
