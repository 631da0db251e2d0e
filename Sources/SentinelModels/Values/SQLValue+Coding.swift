extension SQLValue: Codable {
    /// The names under which values are stored: they never change.
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case null, bool, integer, double, decimal, text, bytes, timestamp, date, json
    }

    /// Reads one key with the value, such as `{"integer": 5}`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard let key = container.allKeys.first, container.allKeys.count == 1 else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: container.codingPath, debugDescription: "a stored value has exactly one key"))
        }
        switch key {
        case .null: self = .null
        case .bool: self = .bool(try container.decode(Bool.self, forKey: key))
        case .integer: self = .integer(try container.decode(Int64.self, forKey: key))
        case .decimal: self = .decimal(try container.decode(String.self, forKey: key))
        case .text: self = .text(try container.decode(String.self, forKey: key))
        case .timestamp: self = .timestamp(try container.decode(Timestamp.self, forKey: key))
        case .date: self = .date(try container.decode(CalendarDate.self, forKey: key))
        case .json: self = .json(try container.decode(String.self, forKey: key))
        case .double:
            let text = try container.decode(String.self, forKey: key)
            self = .double(try Self.required(Double(text), key, in: container))
        case .bytes:
            let text = try container.decode(String.self, forKey: key)
            self = .bytes(try Self.required([UInt8](hexadecimal: text), key, in: container))
        }
    }

    /// Writes one key with the value; floating-point numbers as text, as JSON has no infinity, and bytes as
    /// hexadecimal digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .null: try container.encode(true, forKey: .null)
        case .bool(let value): try container.encode(value, forKey: .bool)
        case .integer(let value): try container.encode(value, forKey: .integer)
        case .double(let value): try container.encode(value.description, forKey: .double)
        case .decimal(let digits): try container.encode(digits, forKey: .decimal)
        case .text(let text): try container.encode(text, forKey: .text)
        case .bytes(let bytes): try container.encode(bytes.hexadecimal, forKey: .bytes)
        case .timestamp(let instant): try container.encode(instant, forKey: .timestamp)
        case .date(let date): try container.encode(date, forKey: .date)
        case .json(let text): try container.encode(text, forKey: .json)
        }
    }

    private static func required<Value>(
        _ value: Value?, _ key: CodingKeys, in container: KeyedDecodingContainer<CodingKeys>
    ) throws -> Value {
        guard let value else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: container, debugDescription: "no \(key.rawValue) is written there")
        }
        return value
    }
}

extension SQLValue {
    /// The type and the exact value, for fingerprints: stable over releases, different for different values.
    package var canonicalText: String {
        switch self {
        case .null: "null"
        case .bool(let value): "bool:\(value)"
        case .integer(let value): "integer:\(value)"
        // Adding zero makes -0.0, which equals 0.0, the same text.
        case .double(let value): "double:\((value + 0).description)"
        case .decimal(let digits): "decimal:\(digits)"
        case .text(let text): "text:\(text)"
        case .bytes(let bytes): "bytes:\(bytes.hexadecimal)"
        case .timestamp(let instant): "timestamp:\(instant.microseconds)"
        case .date(let date): "date:\(date)"
        case .json(let text): "json:\(text)"
        }
    }
}

extension [UInt8] {
    /// The bytes of an even number of hexadecimal digits, else nil.
    package init?(hexadecimal text: String) {
        let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
        self = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
