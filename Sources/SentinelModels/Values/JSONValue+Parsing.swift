extension JSONValue {
    /// What is wrong with a JSON text, and at which byte.
    public struct ParsingError: Error, Sendable, Hashable, CustomStringConvertible {
        /// The offending byte's offset from the start.
        public var offset: Int
        /// What was expected.
        public var reason: String
        /// The reason with its place.
        public var description: String { "\(reason) at byte \(offset)" }
    }

    /// Reads one JSON document (RFC 8259); nesting is limited to 128 levels.
    public init(parsing text: String) throws(ParsingError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Reads one JSON document from UTF-8 bytes; nesting is limited to 128 levels.
    public init(parsing bytes: [UInt8]) throws(ParsingError) {
        var parser = JSONParser(bytes: bytes)
        self = try parser.document()
    }

    /// Whether `text` is a number in JSON's grammar.
    public static func isNumber(_ text: String) -> Bool {
        var parser = JSONParser(bytes: Array(text.utf8))
        return (try? parser.number()) != nil && parser.index == parser.bytes.count
    }
}

private struct JSONParser {
    let bytes: [UInt8]
    var index = 0

    mutating func document() throws(JSONValue.ParsingError) -> JSONValue {
        let value = try value(depth: 0)
        skipBlanks()
        guard index == bytes.count else { throw error("expected the end") }
        return value
    }

    private mutating func value(depth: Int) throws(JSONValue.ParsingError) -> JSONValue {
        skipBlanks()
        switch peek {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func object(depth: Int) throws(JSONValue.ParsingError) -> JSONValue {
        guard depth < 128 else { throw error("nested too deeply") }
        index += 1
        var members: [JSONValue.Member] = []
        skipBlanks()
        if take("}") { return .object(members) }
        repeat {
            skipBlanks()
            guard peek == UInt8(ascii: "\"") else { throw error("expected a key") }
            let key = try string()
            skipBlanks()
            guard take(":") else { throw error("expected ':'") }
            members.append(.init(key, try value(depth: depth + 1)))
            skipBlanks()
        } while take(",")
        guard take("}") else { throw error("expected ',' or '}'") }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(JSONValue.ParsingError) -> JSONValue {
        guard depth < 128 else { throw error("nested too deeply") }
        index += 1
        var elements: [JSONValue] = []
        skipBlanks()
        if take("]") { return .array(elements) }
        repeat {
            elements.append(try value(depth: depth + 1))
            skipBlanks()
        } while take(",")
        guard take("]") else { throw error("expected ',' or ']'") }
        return .array(elements)
    }

    private mutating func string() throws(JSONValue.ParsingError) -> String {
        index += 1
        var text: [UInt8] = []
        while let byte = peek {
            index += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else { throw error("invalid UTF-8") }
                return string
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<32: throw error("control character in a string")
            default: text.append(byte)
            }
        }
        throw error("unterminated string")
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONValue.ParsingError) {
        guard let byte = peek else { throw error("unterminated string") }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "u"):
            var unit = UInt32(try hexadecimal())
            if (0xD800..<0xDC00).contains(unit), take("\\"), take("u") {
                let low = UInt32(try hexadecimal())
                guard (0xDC00..<0xE000).contains(low) else { throw error("lone surrogate") }
                unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(unit) else { throw error("lone surrogate") }
            text += Array(String(scalar).utf8)
        default: throw error("unknown escape")
        }
    }

    private mutating func hexadecimal() throws(JSONValue.ParsingError) -> UInt16 {
        // The initialiser would also take a sign.
        guard index + 4 <= bytes.count, bytes[index] != UInt8(ascii: "+"), bytes[index] != UInt8(ascii: "-"),
            let value = UInt16(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
        else { throw error("expected four hexadecimal digits") }
        index += 4
        return value
    }

    mutating func number() throws(JSONValue.ParsingError) -> String {
        let start = index
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func digits() throws(JSONValue.ParsingError) {
        guard let byte = peek, (48...57).contains(byte) else { throw error("expected a value") }
        while let byte = peek, (48...57).contains(byte) { index += 1 }
    }

    private mutating func literal(_ word: String, _ value: JSONValue) throws(JSONValue.ParsingError) -> JSONValue {
        guard bytes[index...].starts(with: word.utf8) else { throw error("expected a value") }
        index += word.utf8.count
        return value
    }

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: sign) else { return false }
        index += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 32 || byte == 10 || byte == 13 || byte == 9 { index += 1 }
    }

    private func error(_ reason: String) -> JSONValue.ParsingError {
        JSONValue.ParsingError(offset: index, reason: reason)
    }
}
