extension JSONValue {
    /// The document as text: compact, or indented by two blanks when `pretty`.
    ///
    /// Only what JSON demands is escaped, plus U+2028 and U+2029, which end lines in JavaScript.
    public func encoded(pretty: Bool = false) -> String {
        String(decoding: encodedBytes(pretty: pretty), as: UTF8.self)
    }

    /// The bytes of ``encoded(pretty:)``.
    public func encodedBytes(pretty: Bool = false) -> [UInt8] {
        var output: [UInt8] = []
        write(to: &output, indentation: pretty ? 0 : nil)
        return output
    }

    private func write(to output: inout [UInt8], indentation: Int?) {
        switch self {
        case .null: output += "null".utf8
        case .bool(let value): output += (value ? "true" : "false").utf8
        case .number(let digits): output += digits.utf8
        case .string(let text): Self.write(text, to: &output)
        case .array(let elements):
            Self.writeList(elements, brackets: ("[", "]"), to: &output, indentation: indentation) {
                $1.write(to: &$0, indentation: $2)
            }
        case .object(let members):
            Self.writeList(members, brackets: ("{", "}"), to: &output, indentation: indentation) {
                Self.write($1.key, to: &$0)
                $0 += (indentation == nil ? ":" : ": ").utf8
                $1.value.write(to: &$0, indentation: $2)
            }
        }
    }

    private static func writeList<Element>(
        _ elements: [Element], brackets: (String, String), to output: inout [UInt8], indentation: Int?,
        element write: (inout [UInt8], Element, Int?) -> Void
    ) {
        output += brackets.0.utf8
        let inner = indentation.map { $0 + 2 }
        for (index, element) in elements.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            newLine(inner, to: &output)
            write(&output, element, inner)
        }
        if !elements.isEmpty { newLine(indentation, to: &output) }
        output += brackets.1.utf8
    }

    private static func newLine(_ indentation: Int?, to output: inout [UInt8]) {
        guard let indentation else { return }
        output.append(UInt8(ascii: "\n"))
        output += repeatElement(UInt8(ascii: " "), count: indentation)
    }

    private static func write(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { bytes in
            var written = 0
            var index = 0
            while index < bytes.count {
                // Nearly all bytes stand for themselves and are copied in runs.
                guard mayNeedEscape(bytes[index]), let (escape, length) = escape(bytes, at: index) else {
                    index += 1
                    continue
                }
                output += bytes[written..<index]
                output += escape.utf8
                index += length
                written = index
            }
            output += bytes[written...]
        }
        output.append(UInt8(ascii: "\""))
    }

    /// Control signs, the quote, the backslash, delete, and the first byte of the two line separators.
    private static func mayNeedEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F || byte == 0xE2
    }

    /// The escape of the sign at `index` and the sign's length in bytes; nil if it stands for itself.
    private static func escape(
        _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> (text: String, length: Int)? {
        switch bytes[index] {
        case 0x22: return (#"\""#, 1)
        case 0x5C: return (#"\\"#, 1)
        case 0x0A: return (#"\n"#, 1)
        case 0x0D: return (#"\r"#, 1)
        case 0x09: return (#"\t"#, 1)
        case 0xE2:
            guard index + 2 < bytes.count, bytes[index + 1] == 0x80 else { return nil }
            if bytes[index + 2] == 0xA8 { return (#"\u2028"#, 3) }
            return bytes[index + 2] == 0xA9 ? (#"\u2029"#, 3) : nil
        case let byte:
            return (#"\u00"# + [byte].hexadecimal, 1)
        }
    }
}
