import SentinelModels

/// Reads what ``JSONValue`` members hold; throws when a document of the state tables is not as it was written.
struct JSONReader {
    var value: JSONValue

    init(_ value: JSONValue) {
        self.value = value
    }

    init(text: String) throws(SentinelError) {
        do {
            value = try JSONValue(parsing: text)
        } catch {
            throw .damaged("a document", isRetryable: nil, underlying: "\(error)")
        }
    }

    static var damaged: SentinelError { .damaged("a document", isRetryable: nil) }

    func string(_ key: String) throws(SentinelError) -> String {
        guard let text = value[key]?.stringValue else { throw Self.damaged }
        return text
    }

    func optionalString(_ key: String) -> String? { value[key]?.stringValue }

    func integer(_ key: String) throws(SentinelError) -> Int64 {
        guard let number = value[key]?.integerValue else { throw Self.damaged }
        return number
    }

    func time(_ key: String) throws(SentinelError) -> Timestamp { Timestamp(microseconds: try integer(key)) }

    func optionalTime(_ key: String) -> Timestamp? {
        value[key]?.integerValue.map(Timestamp.init(microseconds:))
    }

    func word<Word: RawRepresentable>(_ key: String) throws(SentinelError) -> Word where Word.RawValue == String {
        guard let word = Word(rawValue: try string(key)) else { throw Self.damaged }
        return word
    }

    func optionalWord<Word: RawRepresentable>(_ key: String) -> Word? where Word.RawValue == String {
        optionalString(key).flatMap(Word.init(rawValue:))
    }

    func object(_ key: String) -> JSONReader? {
        guard let member = value[key], member != .null else { return nil }
        return JSONReader(member)
    }

    func elements(_ key: String) -> [JSONReader] { (value[key]?.arrayValue ?? []).map(JSONReader.init) }

    func texts(_ key: String) -> [String: String] {
        guard case .object(let members) = value[key] else { return [:] }
        return Dictionary(members.compactMap { pair in pair.value.stringValue.map { (pair.key, $0) } }) { $1 }
    }

    /// A value kept as [type, json].
    func sqlValue(_ key: String) throws(SentinelError) -> SQLValue? {
        guard let pair = value[key], pair != .null else { return nil }
        return try Self.sqlValue(type: pair[0], json: pair[1])
    }

    static func sqlValue(type: JSONValue?, json: JSONValue?) throws(SentinelError) -> SQLValue {
        guard let stored = StoredValue(type: type?.stringValue, json: json) else { throw damaged }
        return try stored.value()
    }

    /// Pairs kept as [name, type, json].
    static func triples(_ value: JSONValue?) throws(SentinelError) -> [(String, SQLValue)] {
        var pairs: [(String, SQLValue)] = []
        for triple in value?.arrayValue ?? [] {
            guard let name = triple[0]?.stringValue else { throw damaged }
            pairs.append((name, try sqlValue(type: triple[1], json: triple[2])))
        }
        return pairs
    }
}

extension JSONValue {
    /// A value as [type, json]; `null` for nil.
    static func stored(_ value: SQLValue?) -> JSONValue {
        guard let value else { return .null }
        let stored = StoredValue(value)
        return .array([.string(stored.type), stored.json])
    }

    /// A name and a value as [name, type, json].
    static func stored(_ name: String, _ value: SQLValue) -> JSONValue {
        let stored = StoredValue(value)
        return .array([.string(name), .string(stored.type), stored.json])
    }

    static func micros(_ time: Timestamp) -> JSONValue { .number(String(time.microseconds)) }
    static func micros(_ time: Timestamp?) -> JSONValue { time.map { .micros($0) } ?? .null }
}

/// Identity and context, as columns hold them.
enum NamedValues {
    static func text(_ context: [ContextValue]) -> String? {
        context.isEmpty ? nil : json(context).encoded()
    }

    static func json(_ context: [ContextValue]) -> JSONValue {
        .array(context.map { .stored($0.name, $0.value) })
    }

    static func json(_ identity: [IdentityColumn]) -> JSONValue {
        .array(identity.map { .stored($0.name, $0.value) })
    }

    static func text(_ identity: [IdentityColumn]) -> String? {
        identity.isEmpty ? nil : json(identity).encoded()
    }

    static func context(_ value: JSONValue?) throws(SentinelError) -> [ContextValue] {
        try JSONReader.triples(value).map { ContextValue($0.0, $0.1) }
    }

    static func identity(_ value: JSONValue?) throws(SentinelError) -> [IdentityColumn] {
        try JSONReader.triples(value).map { IdentityColumn($0.0, $0.1) }
    }

    static func context(text: String?) throws(SentinelError) -> [ContextValue] {
        guard let text else { return [] }
        return try context(JSONReader(text: text).value)
    }

    static func identity(text: String?) throws(SentinelError) -> [IdentityColumn] {
        guard let text else { return [] }
        return try identity(JSONReader(text: text).value)
    }
}
