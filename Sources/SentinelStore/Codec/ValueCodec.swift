import SentinelModels

/// How a value is kept: its type's name and a text that gives it back exactly.
struct StoredValue {
    var type: String
    var text: String

    init(_ value: SQLValue) {
        switch value {
        case .null: (type, text) = ("null", "")
        case .bool(let value): (type, text) = ("bool", value ? "true" : "false")
        case .integer(let value): (type, text) = ("integer", String(value))
        case .double(let value): (type, text) = ("double", value.description)
        case .decimal(let digits): (type, text) = ("decimal", digits)
        case .text(let value): (type, text) = ("text", value)
        case .bytes(let bytes): (type, text) = ("bytes", bytes.hexadecimal)
        case .timestamp(let instant): (type, text) = ("timestamp", String(instant.microseconds))
        case .date(let date): (type, text) = ("date", "\(date.year)/\(date.month)/\(date.day)")
        case .json(let document): (type, text) = ("json", document)
        }
    }

    init(type: String, text: String) {
        self.type = type
        self.text = text
    }

    /// The value; throws if the row was tampered with.
    func value() throws(SentinelError) -> SQLValue {
        let value: SQLValue? =
            switch type {
            case "null": .null
            case "bool": .bool(text == "true")
            case "integer": Int64(text).map { .integer($0) }
            case "double": Double(text).map { .double($0) }
            case "decimal": .decimal(text)
            case "text": .text(text)
            case "bytes": Self.bytes(text).map { .bytes($0) }
            case "timestamp": Int64(text).map { .timestamp(Timestamp(microseconds: $0)) }
            case "date": Self.date(text).map { .date($0) }
            case "json": .json(text)
            default: nil
            }
        guard let value else {
            throw SentinelError.damaged("a value of type '\(type)'", isRetryable: nil)
        }
        return value
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }

    private static func date(_ text: String) -> CalendarDate? {
        let parts = text.split(separator: "/").compactMap { Int($0) }
        return parts.count == 3 ? CalendarDate(year: parts[0], month: parts[1], day: parts[2]) : nil
    }

    /// The value as JSON: numbers and truth values as such where JSON has them, everything else as text.
    var json: JSONValue {
        switch type {
        case "null": .null
        case "bool": .bool(text == "true")
        case "integer": .number(text)
        case "double", "decimal": JSONValue.isNumber(text) ? .number(text) : .string(text)
        default: .string(text)
        }
    }

    init?(type: String?, json: JSONValue?) {
        guard let type, let json else { return nil }
        switch json {
        case .null: self.init(type: type, text: "")
        case .bool(let value): self.init(type: type, text: value ? "true" : "false")
        case .number(let text), .string(let text): self.init(type: type, text: text)
        case .array, .object: return nil
        }
    }
}

/// The three columns of an optional value: type, exact text, and for people's queries the number as far as it is one.
enum ValueColumns {
    static func values(_ value: SQLValue?) -> [SQLValue] {
        guard let value else { return [.null, .null, .null] }
        let stored = StoredValue(value)
        return [.text(stored.type), .text(stored.text), number(value)]
    }

    private static func number(_ value: SQLValue) -> SQLValue {
        switch value {
        case .integer(let number): .double(Double(number))
        case .double(let number): .double(number)
        case .bool(let value): .double(value ? 1 : 0)
        case .decimal(let text), .text(let text): Double(text).map { .double($0) } ?? .null
        default: .null
        }
    }

    /// Reads the first two of the columns.
    static func read(_ row: any StoreRow, _ column: Int) throws(SentinelError) -> SQLValue? {
        guard let type = row.optionalString(column) else { return nil }
        return try StoredValue(type: type, text: row.text(at: column + 1)).value()
    }
}
