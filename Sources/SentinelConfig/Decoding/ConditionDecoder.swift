internal import SentinelModels

/// Decodes `when`.
struct ConditionDecoder {
    let reading: Reading

    func condition(_ node: ConfigNode) -> Condition? {
        guard let fields = Fields(node, CoreKeys.when, reading) else { return nil }
        if fields["exists"] != nil { return existence(fields) }
        let scope: Condition.Scope
        switch fields.word("over") ?? (fields["over"] == nil ? "any" : nil) {
        case "any": scope = .any
        case "all": scope = .all
        case "count": scope = .count
        default: return nil
        }
        let column = column(fields, scope)
        let comparison = fields.required("op").flatMap { _ in fields.word("op") }.flatMap(Comparison.init)
        let threshold = fields.required("threshold").flatMap(value)
        if scope == .count, let node = fields["threshold"], let threshold, !threshold.isNumber {
            reading.error(.wrongType, "a number of rows is compared with a number", at: node.position)
            return nil
        }
        guard let column, let comparison, let threshold else { return nil }
        return Condition(.compare(column: column, comparison, threshold), over: scope)
    }

    private func existence(_ fields: Fields) -> Condition? {
        for entry in fields.entries where entry.key != "exists" && fields.group.contains(entry.key) {
            reading.error(.conflictingKeys, "'exists' and '\(entry.key)' exclude each other", at: entry.keyPosition)
        }
        return fields.boolean("exists").map { Condition(.exists($0)) }
    }

    /// The column; a number of rows has none.
    private func column(_ fields: Fields, _ scope: Condition.Scope) -> String? {
        guard scope != .count || fields["column"] != nil else { return "" }
        guard let node = fields.required("column"), let text = fields.text(node, "column") else { return nil }
        guard !text.isEmpty else {
            reading.error(.invalidValue, "'column' is empty", at: node.position)
            return nil
        }
        return text
    }

    /// The threshold as written: no digit of a decimal is lost.
    private func value(_ node: ConfigNode) -> SQLValue? {
        switch node.scalar?.kind {
        case .integer(let value?): return .integer(value)
        case .integer(nil), .number: return node.scalar.flatMap { decimal($0.text) } ?? refused(node)
        case .bool(let value): return .bool(value)
        case .string:
            guard let scalar = node.scalar else { return nil }
            if scalar.isSubstituted { return number(scalar.text) ?? .text(scalar.text) }
            guard
                scalar.text.utf8.first.map(YAMLResolver.isDigit) != true || Double(scalar.text) == nil
                    || !scalar.text.lowercased().contains("e")
            else { return unsigned(node) }
            return .text(scalar.text)
        default: return refused(node)
        }
    }

    /// `1e5` is a text in YAML 1.1, which nobody expects.
    private func unsigned(_ node: ConfigNode) -> SQLValue? {
        reading.wrongType(node, "threshold", "a number", hint: "write 1.0e+5 or all the digits instead of 1e5")
        return nil
    }

    private func refused(_ node: ConfigNode) -> SQLValue? {
        reading.wrongType(node, "threshold", "a number, a text or a truth value")
        return nil
    }

    private func number(_ text: String) -> SQLValue? {
        var text = text
        switch text.withUTF8(YAMLResolver.kind) {
        case .integer(let value?): return .integer(value)
        case .number, .integer(nil): return decimal(text)
        default: return nil
        }
    }

    /// A number by its digits; a double if it has an exponent, nil if it is infinite or in another base.
    private func decimal(_ text: String) -> SQLValue? {
        var digits = text.filter { $0 != "_" && $0 != "+" }
        if digits.contains("e") || digits.contains("E") {
            return Double(digits).flatMap { $0.isFinite ? .double($0) : nil }
        }
        if digits.hasPrefix(".") { digits = "0" + digits }
        if digits.hasSuffix(".") { digits.removeLast() }
        let isDecimal = digits.utf8.allSatisfy { YAMLResolver.isDigit($0) || $0 == 0x2D || $0 == 0x2E }
        return isDecimal ? .decimal(digits) : nil
    }
}

extension SQLValue {
    fileprivate var isNumber: Bool {
        switch self {
        case .integer, .decimal, .double: true
        default: false
        }
    }
}
