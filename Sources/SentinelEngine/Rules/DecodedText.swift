/// A text as an encoding hides it, with the way back to the places in the text.
struct DecodedText {
    private(set) var bytes: [UInt8] = []
    /// Where in the text each byte begins, and where the text ends.
    private var origins: [Int] = []

    /// The text as it is.
    init(plain text: String) {
        bytes = Array(text.utf8)
        origins = Array(0...bytes.count)
    }

    /// The text with `%2F` and the like decoded; nil if there is nothing to decode. Encoders differ in what they leave
    /// alone and in the digits' case.
    init?(percentDecoding text: String) {
        let source = Array(text.utf8)
        guard source.contains(UInt8(ascii: "%")) else { return nil }
        var index = 0
        while index < source.count {
            if source[index] == UInt8(ascii: "%"), let byte = Self.hexadecimal(source, at: index + 1, count: 2) {
                append([UInt8(byte)], from: index)
                index += 3
            } else {
                append([source[index]], from: index)
                index += 1
            }
        }
        origins.append(source.count)
    }

    /// The text with JSON's escapes undone; nil if there is none.
    init?(unescapingJSON text: String) {
        let source = Array(text.utf8)
        guard source.contains(UInt8(ascii: "\\")) else { return nil }
        var index = 0
        while index < source.count {
            let (decoded, length) = Self.unescaped(source, at: index)
            append(decoded, from: index)
            index += length
        }
        origins.append(source.count)
    }

    /// Where in the text the decoded bytes contain `needle`.
    func places(of needle: [UInt8]) -> [Range<Int>] {
        guard let first = needle.first, bytes.count >= needle.count else { return [] }
        var places: [Range<Int>] = []
        for start in 0...(bytes.count - needle.count) where bytes[start] == first {
            guard bytes[start..<(start + needle.count)].elementsEqual(needle) else { continue }
            places.append(origins[start]..<origins[start + needle.count])
        }
        return places
    }

    private mutating func append(_ decoded: [UInt8], from index: Int) {
        bytes += decoded
        origins += repeatElement(index, count: decoded.count)
    }

    private static func unescaped(_ source: [UInt8], at index: Int) -> (bytes: [UInt8], length: Int) {
        guard source[index] == UInt8(ascii: "\\"), index + 1 < source.count else { return ([source[index]], 1) }
        switch source[index + 1] {
        case UInt8(ascii: "n"): return ([10], 2)
        case UInt8(ascii: "r"): return ([13], 2)
        case UInt8(ascii: "t"): return ([9], 2)
        case UInt8(ascii: "b"): return ([8], 2)
        case UInt8(ascii: "f"): return ([12], 2)
        case UInt8(ascii: "u"): return unescapedScalar(source, at: index) ?? ([source[index]], 1)
        case let byte where "\"\\/".utf8.contains(byte): return ([byte], 2)
        default: return ([source[index]], 1)
        }
    }

    private static func unescapedScalar(_ source: [UInt8], at index: Int) -> (bytes: [UInt8], length: Int)? {
        guard let high = hexadecimal(source, at: index + 2, count: 4) else { return nil }
        if let scalar = Unicode.Scalar(high) { return (Array(UTF8.encode(scalar).unsafelyUnwrapped), 6) }
        guard index + 7 < source.count, source[index + 6] == UInt8(ascii: "\\"),
            source[index + 7] == UInt8(ascii: "u"), let low = hexadecimal(source, at: index + 8, count: 4),
            (0xD800...0xDBFF).contains(high), (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        else { return nil }
        return (Array(UTF8.encode(scalar).unsafelyUnwrapped), 12)
    }

    private static func hexadecimal(_ source: [UInt8], at index: Int, count: Int) -> UInt32? {
        guard index + count <= source.count else { return nil }
        var value: UInt32 = 0
        for byte in source[index..<(index + count)] {
            switch byte {
            case 48...57: value = value << 4 | UInt32(byte - 48)
            case 65...70, 97...102: value = value << 4 | UInt32((byte | 32) - 87)
            default: return nil
            }
        }
        return value
    }
}
