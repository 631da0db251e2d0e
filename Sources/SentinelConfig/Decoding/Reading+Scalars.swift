internal import SentinelModels

extension Reading {
    /// Reports a value of the wrong type.
    func wrongType(_ node: ConfigNode, _ name: String, _ expected: String, hint: String? = nil) {
        error(.wrongType, "'\(name)' must be \(expected), not \(node.kindName)", at: node.position, hint: hint)
    }

    /// A text. What looks like a number, date or truth value is none, as in the original: quotes make it one.
    func text(_ node: ConfigNode, _ name: String) -> String? {
        guard let scalar = node.scalar, scalar.kind == .string else {
            wrongType(node, name, "a text", hint: node.scalar.flatMap(Self.quotingHint))
            return nil
        }
        return scalar.text
    }

    /// One of a few words.
    func word(_ node: ConfigNode, _ name: String, _ words: [String], anyCase: Bool = false) -> String? {
        guard let text = text(node, name) else { return nil }
        if words.contains(text) { return text }
        if anyCase, let word = words.first(where: { $0.lowercased() == text.lowercased() }) { return word }
        let shown = node.scalar?.shown.map { "\($0) is not a value of '\(name)'" }
        error(
            .invalidValue, shown ?? "the substituted text is not a value of '\(name)'", at: node.position,
            hint: suggestion(for: text, among: words) ?? listing(words))
        return nil
    }

    /// A truth value; in the original's format also the texts and numbers it takes for one.
    func boolean(_ node: ConfigNode, _ name: String) -> Bool? {
        switch node.scalar?.kind {
        case .bool(let value): return value
        case .string:
            guard let scalar = node.scalar, isOriginal || scalar.isSubstituted else { break }
            if let value = Self.boolean(of: scalar.text) { return value }
        case .integer(let value?) where isOriginal && (value == 0 || value == 1): return value == 1
        case .number(let value) where isOriginal && (value == 0 || value == 1): return value == 1
        default: break
        }
        let word = node.scalar.flatMap { $0.isSubstituted ? nil : Self.boolean(of: $0.text) }
        wrongType(node, name, "true or false", hint: word.map { "write \($0) without quotes" })
        return nil
    }

    /// The truth value of a word, as the original reads texts and environment variables.
    static func boolean(of text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "on", "t", "y", "1": true
        case "false", "no", "off", "f", "n", "0": false
        default: nil
        }
    }

    /// A whole number in a range.
    func integer(_ node: ConfigNode, _ name: String, _ range: ClosedRange<Int64>) -> Int64? {
        let value: Int64?
        switch node.scalar?.kind {
        case .integer(let number): value = number
        case .string where node.scalar?.isSubstituted == true:
            guard let number = node.scalar.flatMap({ Int64($0.text) }) else { fallthrough }
            value = number
        default:
            wrongType(node, name, "a whole number")
            return nil
        }
        guard let value, range.contains(value) else {
            error(.outOfRange, "'\(name)' must be \(Self.text(of: range))", at: node.position)
            return nil
        }
        return value
    }

    /// A length of time in a range.
    func duration(_ node: ConfigNode, _ name: String, _ range: ClosedRange<Duration>) -> Duration? {
        guard let scalar = node.scalar, scalar.kind == .string else {
            let isNumber = if case .integer? = node.scalar?.kind { true } else { false }
            wrongType(node, name, "a length of time such as 30s", hint: isNumber ? "add a unit: s, m, h or d" : nil)
            return nil
        }
        guard let duration = Duration(text: scalar.text) else {
            let shown = scalar.shown.map { "\($0) is no length of time" }
            error(
                .invalidValue, shown ?? "'\(name)' is no length of time", at: node.position,
                hint: "write 30s, 5m, 1h30m or 2d")
            return nil
        }
        guard range.contains(duration) else {
            error(
                .outOfRange, "'\(name)' must be from \(range.lowerBound.text) to \(range.upperBound.text)",
                at: node.position)
            return nil
        }
        return duration
    }

    /// The elements of a list.
    func list(_ node: ConfigNode, _ name: String, minimum: Int) -> [ConfigNode]? {
        guard let elements = node.elements else {
            wrongType(node, name, "a list", hint: node.scalar?.kind == .string ? "put it in brackets: [...]" : nil)
            return nil
        }
        guard elements.count >= minimum else {
            error(
                .invalidValue, "'\(name)' needs at least \(minimum) element\(minimum == 1 ? "" : "s")",
                at: node.position)
            return nil
        }
        return elements
    }

    /// The entries of a mapping with free names and texts as values.
    func map(_ node: ConfigNode, _ name: String) -> [IntegrationOptions.Pair]? {
        guard let entries = node.entries else {
            wrongType(node, name, "a mapping")
            return nil
        }
        var pairs: [IntegrationOptions.Pair] = []
        for entry in entries {
            if isOriginal, entry.keyKind != .string {
                error(
                    .wrongType, "a key of '\(name)' must be a text", at: entry.keyPosition,
                    hint: "put it in quotes")
            }
            if let text = text(entry.value, "\(name).\(entry.key.quotable)") {
                pairs.append(IntegrationOptions.Pair(entry.key, text))
            }
        }
        return pairs.count == entries.count ? pairs : nil
    }

    static func text(of range: ClosedRange<Int64>) -> String {
        range.upperBound == .max ? "at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
    }

    private static func quotingHint(_ scalar: ConfigScalar) -> String? {
        switch scalar.kind {
        case .bool, .integer, .number, .timestamp: scalar.shown.map { "put it in quotes: \($0)" }
        case .null, .string: nil
        }
    }
}
