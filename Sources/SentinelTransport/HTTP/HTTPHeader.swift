import SentinelModels

/// A header of a request or a response.
public struct HTTPHeader: Sendable, Hashable {
    /// The name, in any letter case.
    public var name: String
    /// The value.
    public var value: String

    /// Makes a header.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Whether `other` is the header's name in any letter case.
    public func isNamed(_ other: String) -> Bool {
        name.lowercased() == other.lowercased()
    }

    /// What keeps the header from being sent, as the end of a sentence that begins with its name; nil if nothing.
    ///
    /// Refused are names that are no tokens, control characters in the value, and headers that belong to the
    /// connection: a caller who could set those could change where the request ends or whom it reaches.
    public static func fault(name: String, value: String) -> String? {
        guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte) else { return "is not a valid header name" }
        if forbidden.contains(name.lowercased()) || name.lowercased().hasPrefix("proxy-") {
            return "is set by the connection and cannot be given"
        }
        let isClean = value.unicodeScalars.allSatisfy { $0 == "\t" || $0.value >= 0x20 && $0.value != 0x7F }
        return isClean ? nil : "has a control character in its value"
    }

    /// Throws ``SentinelError/Code/configuration`` for the first header that may not be sent.
    static func check(_ headers: [HTTPHeader]) throws(SentinelError) {
        for header in headers {
            guard let fault = fault(name: header.name, value: header.value) else { continue }
            let isShowable = !header.name.isEmpty && header.name.utf8.allSatisfy(isTokenByte)
            let subject = isShowable ? "the header '\(header.name)'" : "a header"
            throw SentinelError(.configuration, "\(subject) \(fault)")
        }
    }

    private static let forbidden: Set<String> = [
        "host", "content-length", "transfer-encoding", "connection", "keep-alive", "te", "trailer", "upgrade",
        "expect", "http2-settings",
    ]

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}

extension [HTTPHeader] {
    /// The value of the last header of that name in any letter case.
    public subscript(name: String) -> String? {
        last { $0.isNamed(name) }?.value
    }

    /// Adds a header unless one of that name is there.
    public mutating func addIfAbsent(_ name: String, _ value: @autoclosure () -> String) {
        if self[name] == nil { append(HTTPHeader(name, value())) }
    }
}
