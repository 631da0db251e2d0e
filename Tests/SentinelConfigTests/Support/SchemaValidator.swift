import SentinelModels

/// As much of JSON Schema as the configuration's schema uses, so that tests need no Python.
struct SchemaValidator {
    let root: JSONValue

    /// Where a value breaks the schema first, as a path; nil if it keeps to it.
    func fault(_ value: JSONValue, _ schema: JSONValue? = nil, at path: String = "$") -> String? {
        let schema = schema ?? root
        guard case .object(let keywords) = schema else { return path }
        for keyword in keywords {
            if let fault = fault(value, keyword, in: schema, at: path) { return fault }
        }
        return nil
    }

    private func fault(
        _ value: JSONValue, _ keyword: JSONValue.Member, in schema: JSONValue, at path: String
    ) -> String? {
        let wanted = keyword.value
        switch keyword.key {
        case "$ref":
            let name = String(wanted.stringValue?.dropFirst("#/$defs/".count) ?? "")
            return root["$defs"]?[name].flatMap { fault(value, $0, at: path) }
        case "anyOf": return count(value, wanted, path) > 0 ? nil : "\(path) anyOf"
        case "oneOf": return count(value, wanted, path) == 1 ? nil : "\(path) oneOf"
        case "type": return types(wanted).contains { isType($0, value) } ? nil : "\(path) type"
        case "enum": return wanted.arrayValue?.contains(value) == true ? nil : "\(path) enum"
        case "const": return wanted == value ? nil : "\(path) const"
        case "minLength", "maxLength": return length(value, keyword, path)
        case "pattern": return matches(value.stringValue, wanted) ? nil : "\(path) pattern"
        case "minimum": return number(value).map { $0 >= number(wanted) ?? 0 } == false ? "\(path) minimum" : nil
        case "maximum": return number(value).map { $0 <= number(wanted) ?? 0 } == false ? "\(path) maximum" : nil
        case "minItems": return value.arrayValue.map { $0.count < Int(wanted.integerValue ?? 0) } == true ? path : nil
        case "items": return first(value.arrayValue ?? []) { fault($1, wanted, at: "\(path)[\($0)]") }
        case "required": return missing(wanted, in: value).map { "\(path) needs \($0)" }
        case "propertyNames": return first(members(value)) { fault(.string($1.key), wanted, at: path) }
        case "properties": return first(members(value)) { property($1, wanted, path) }
        case "patternProperties": return first(members(value)) { patternProperty($1, wanted, path) }
        case "additionalProperties": return first(members(value)) { additional($1, wanted, schema, path) }
        case "$schema", "$defs", "$comment", "title", "description": return nil
        case let note where note.hasPrefix("x-"): return nil
        default: return "\(path) has an unknown keyword \(keyword.key)"
        }
    }

    private func first<Element>(_ elements: [Element], _ check: (Int, Element) -> String?) -> String? {
        for (index, element) in elements.enumerated() { if let fault = check(index, element) { return fault } }
        return nil
    }

    private func members(_ value: JSONValue) -> [JSONValue.Member] {
        if case .object(let members) = value { members } else { [] }
    }

    private func count(_ value: JSONValue, _ schemas: JSONValue, _ path: String) -> Int {
        (schemas.arrayValue ?? []).count { fault(value, $0, at: path) == nil }
    }

    // MARK: Objects

    private func property(_ member: JSONValue.Member, _ properties: JSONValue, _ path: String) -> String? {
        properties[member.key].flatMap { fault(member.value, $0, at: "\(path).\(member.key)") }
    }

    private func patternProperty(_ member: JSONValue.Member, _ patterns: JSONValue, _ path: String) -> String? {
        first(members(patterns)) { _, pattern in
            matches(member.key, .string(pattern.key)) ? fault(member.value, pattern.value, at: path) : nil
        }
    }

    private func additional(
        _ member: JSONValue.Member, _ wanted: JSONValue, _ schema: JSONValue, _ path: String
    ) -> String? {
        let isNamed = schema["properties"]?[member.key] != nil
        let isPattern = members(schema["patternProperties"] ?? .null).contains { matches(member.key, .string($0.key)) }
        guard !isNamed, !isPattern else { return nil }
        if let allowed = wanted.boolValue { return allowed ? nil : "\(path) knows no \(member.key)" }
        return fault(member.value, wanted, at: "\(path).\(member.key)")
    }

    private func missing(_ names: JSONValue, in value: JSONValue) -> String? {
        guard case .object = value else { return nil }
        return names.arrayValue?.compactMap(\.stringValue).first { value[$0] == nil }
    }

    // MARK: Scalars

    private func types(_ wanted: JSONValue) -> [String] {
        wanted.stringValue.map { [$0] } ?? wanted.arrayValue?.compactMap(\.stringValue) ?? []
    }

    private func isType(_ type: String, _ value: JSONValue) -> Bool {
        switch (type, value) {
        case ("string", .string), ("number", .number), ("boolean", .bool), ("null", .null), ("array", .array),
            ("object", .object):
            true
        case ("integer", .number): value.integerValue != nil
        default: false
        }
    }

    private func number(_ value: JSONValue) -> Double? {
        if case .number(let digits) = value { Double(digits) } else { nil }
    }

    private func length(_ value: JSONValue, _ keyword: JSONValue.Member, _ path: String) -> String? {
        guard let count = value.stringValue?.unicodeScalars.count, let limit = keyword.value.integerValue else {
            return nil
        }
        let isFine = keyword.key == "minLength" ? count >= limit : count <= limit
        return isFine ? nil : "\(path) \(keyword.key)"
    }

    private func matches(_ text: String?, _ pattern: JSONValue) -> Bool {
        guard let text, let source = pattern.stringValue else { return true }
        return (try? Regex(source))?.firstMatchString(in: text) ?? false
    }
}

extension Regex {
    fileprivate func firstMatchString(in text: String) -> Bool { (try? firstMatch(in: text)) != nil }
}
