internal import SentinelModels

/// Writes JSON values as YAML that reads back as the same values.
enum YAMLWriter {
    /// A document in block form.
    static func document(_ value: JSONValue) -> String {
        var text = ""
        block(value, indent: 0, &text)
        return text
    }

    /// A value on one line.
    static func flow(_ value: JSONValue) -> String {
        switch value {
        case .object(let members):
            "{" + members.map { "\(scalar($0.key, isFlow: true)): \(flow($0.value))" }.joined(separator: ", ") + "}"
        case .array(let elements): "[" + elements.map(flow).joined(separator: ", ") + "]"
        default: leaf(value, isFlow: true)
        }
    }

    private static func block(_ value: JSONValue, indent: Int, _ text: inout String) {
        let margin = String(repeating: " ", count: indent)
        switch value {
        case .object(let members) where !members.isEmpty:
            for member in members {
                entry(margin + scalar(member.key, isFlow: false) + ":", member.value, indent, &text)
            }
        case .array(let elements) where !elements.isEmpty:
            for element in elements { entry(margin + "-", element, indent, &text) }
        default: text += margin + flow(value) + "\n"
        }
    }

    private static func entry(_ head: String, _ value: JSONValue, _ indent: Int, _ text: inout String) {
        switch value {
        case .object(let members) where !members.isEmpty:
            var inner = ""
            block(value, indent: indent + 2, &inner)
            text += head.hasSuffix("-") ? head + inner.dropFirst(indent + 1) : head + "\n" + inner
        case .array(let elements) where !elements.isEmpty:
            var inner = ""
            block(value, indent: indent + 2, &inner)
            text += head + "\n" + inner
        case .string(let lines) where isLiteral(lines):
            let margin = String(repeating: " ", count: indent + 2)
            text += head + (lines.hasSuffix("\n") ? " |\n" : " |-\n")
            for line in lines.split(separator: "\n", omittingEmptySubsequences: false).dropLast(
                lines.hasSuffix("\n") ? 1 : 0)
            {
                text += line.isEmpty ? "\n" : margin + line + "\n"
            }
        default: text += head + " " + flow(value) + "\n"
        }
    }

    /// Whether a text can be a literal block: several lines, none of which YAML would read differently.
    private static func isLiteral(_ text: String) -> Bool {
        guard text.contains("\n"), let first = text.first, first != " ", first != "\n", !text.hasSuffix("\n\n") else {
            return false
        }
        return text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || isPrintable($0) }
    }

    private static func leaf(_ value: JSONValue, isFlow: Bool) -> String {
        switch value {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let digits): digits
        case .string(let text): scalar(text, isFlow: isFlow)
        case .array, .object: flow(value)
        }
    }

    /// A text: plain if that is safe, else in double quotes.
    static func scalar(_ text: String, isFlow: Bool) -> String {
        isPlain(text) ? text : quoted(text)
    }

    private static func isPlain(_ text: String) -> Bool {
        var copy = text
        guard copy.withUTF8(YAMLResolver.kind) == .string, let first = text.utf8.first,
            isWord(first) || first == UInt8(ascii: "/"), text != "<<"
        else { return false }
        return text.utf8.allSatisfy { isWord($0) || "/.-@+ ".utf8.contains($0) } && text.utf8.last != UInt8(ascii: " ")
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        YAMLResolver.isDigit(byte) || (byte | 32) &- 97 < 26 || byte == UInt8(ascii: "_")
    }

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            default:
                if isPrintable(scalar) {
                    result.unicodeScalars.append(scalar)
                } else {
                    let digits = String(scalar.value, radix: 16)
                    result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
                }
            }
        }
        return result + "\""
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
        default: true
        }
    }
}
