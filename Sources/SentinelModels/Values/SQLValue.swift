/// A value as a database gave it, exact: no 64-bit integer or decimal ever passes through a `Double`.
@nonexhaustive public enum SQLValue: Sendable, Hashable {
    /// SQL NULL.
    case null
    /// A truth value.
    case bool(Bool)
    /// An integer of up to 64 bits, signed.
    case integer(Int64)
    /// A binary floating-point number; may be infinite or not a number.
    case double(Double)
    /// An exact number in decimal digits, such as `-12.50` or an unsigned 64-bit integer.
    case decimal(String)
    /// Text.
    case text(String)
    /// Raw bytes.
    case bytes([UInt8])
    /// An instant.
    case timestamp(Timestamp)
    /// A day without a time.
    case date(CalendarDate)
    /// A JSON document, or an array or struct rendered as one.
    case json(String)
}

extension SQLValue {
    /// Whether this is SQL NULL.
    public var isNull: Bool { self == .null }

    /// What a message or a table shows. NULL shows as `None`, as the Python original's messages have it.
    public var displayText: String {
        switch self {
        case .null: "None"
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .double(let value): value.displayText
        case .decimal(let digits): digits
        case .text(let text), .json(let text): text
        case .bytes(let bytes): String(validating: bytes, as: UTF8.self) ?? "0x" + bytes.hexadecimal
        case .timestamp(let instant): instant.description
        case .date(let date): date.description
        }
    }

    /// What the JSON outputs and webhook bodies show: numbers keep every digit, infinities become text.
    public var jsonValue: JSONValue {
        switch self {
        case .null: .null
        case .bool(let value): .bool(value)
        case .integer(let value): .number(String(value))
        case .double(let value): value.isFinite ? .number(value.displayText) : .string(value.displayText)
        case .decimal(let digits): JSONValue.isNumber(digits) ? .number(digits) : .string(digits)
        case .json(let text): (try? JSONValue(parsing: text)) ?? .string(text)
        case .text, .bytes, .timestamp, .date: .string(displayText)
        }
    }

    /// The number this holds, also when it is written as text; nil for anything that is no finite number.
    public var number: ExactNumber? {
        switch self {
        case .integer(let value): ExactNumber(String(value))
        case .double(let value): value.isFinite ? ExactNumber("\(value)") : nil
        case .decimal(let digits), .text(let digits): ExactNumber(digits)
        case .bool(let value): ExactNumber(value ? "1" : "0")
        default: nil
        }
    }
}

extension Double {
    /// The shortest digits that read back as this value; whole numbers keep one decimal (`5.0`), as SQL tools print.
    fileprivate var displayText: String {
        if isNaN { return "NaN" }
        if isInfinite { return self < 0 ? "-Infinity" : "Infinity" }
        return description
    }
}

extension Sequence<UInt8> {
    /// Two lower-case hexadecimal digits for each byte.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
