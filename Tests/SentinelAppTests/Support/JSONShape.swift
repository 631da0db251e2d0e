import SentinelModels

/// What a JSON value must look like: every key there, in this order, each of a kind. More keys are more than was promised
/// and have to be added here, too.
indirect enum JSONShape: Sendable {
    /// A text, a whole or decimal number, a yes or no, an RFC 3339 time in UTC.
    case text, integer, number, bool, time
    /// One of these texts.
    case oneOf([String])
    /// A scalar of any kind, also null.
    case scalar
    /// The same, or null.
    case orNull(JSONShape)
    /// A list, each element so.
    case list(JSONShape)
    /// An object with exactly these keys.
    case object([(String, JSONShape)])
    /// An object with any keys, each value so.
    case map(JSONShape)

    /// The places where a value is otherwise, with the reason.
    func faults(in value: JSONValue, at path: String = "$") -> [String] {
        switch (self, value) {
        case (.orNull, .null), (.scalar, .null), (.scalar, .string), (.scalar, .number), (.scalar, .bool),
            (.text, .string), (.number, .number), (.bool, .bool):
            return []
        case (.integer, .number): return value.integerValue == nil ? ["\(path): \(value) is not whole"] : []
        case (.time, .string(let text)):
            return text.hasSuffix("Z") && Timestamp(text) != nil ? [] : ["\(path): '\(text)' is no time in UTC"]
        case (.oneOf(let words), .string(let text)):
            return words.contains(text) ? [] : ["\(path): '\(text)' is none of \(words)"]
        case (.orNull(let shape), _): return shape.faults(in: value, at: path)
        case (.list(let shape), .array(let elements)):
            return elements.enumerated().flatMap { shape.faults(in: $1, at: "\(path)[\($0)]") }
        case (.map(let shape), .object(let members)):
            return members.flatMap { shape.faults(in: $0.value, at: "\(path).\($0.key)") }
        case (.object(let shapes), .object(let members)):
            guard members.map(\.key) == shapes.map(\.0) else {
                return ["\(path): the keys are \(members.map(\.key)), not \(shapes.map(\.0))"]
            }
            return zip(shapes, members).flatMap { $0.1.faults(in: $1.value, at: "\(path).\($1.key)") }
        default: return ["\(path): \(value) is of another kind"]
        }
    }
}

extension JSONShape {
    static let conditions = JSONShape.oneOf(["ok", "pending", "firing", "recovering"])

    static let failure = JSONShape.object([("code", .text), ("message", .text)])

    static let transition = JSONShape.object([
        ("seq", .integer), ("from", .text), ("to", .text), ("kind", .text),
    ])

    static let instance = JSONShape.object([
        ("identity", .map(.scalar)), ("fingerprint", .text), ("condition", conditions), ("actual_value", .scalar),
        ("transition", .orNull(transition)),
    ])

    static let notification = JSONShape.object([
        ("receiver", .text), ("event", .text), ("decision", .oneOf(["notify", "suppress"])), ("reason", .text),
        ("delivery", .orNull(.oneOf(["pending", "sending", "sent", "superseded", "dead"]))),
        ("message_id", .orNull(.text)),
    ])

    /// A run of `run` and `history`.
    static let run = JSONShape.object([
        ("id", .orNull(.text)), ("alert", .text), ("trigger", .oneOf(["schedule", "manual", "api"])),
        ("fire_at", .orNull(.time)), ("started_at", .orNull(.time)), ("duration_ms", .orNull(.number)),
        ("status", .oneOf(["OK", "ALERT", "ERROR", "NO_DATA", "NOT_RUN"])), ("outcome", .text),
        ("actual_value", .scalar), ("threshold", .scalar), ("severity", .orNull(.text)), ("context", .map(.scalar)),
        ("transition", .orNull(transition)), ("instances", .list(instance)), ("notifications", .list(notification)),
        ("error", .orNull(failure)),
    ])

    static let diagnostic = JSONShape.object([
        ("file", .orNull(.text)), ("line", .orNull(.integer)), ("column", .orNull(.integer)),
        ("severity", .oneOf(["error", "warning"])), ("code", .text), ("message", .text), ("hint", .orNull(.text)),
    ])

    /// What a program reads instead of the result.
    static let commandFailure = JSONShape.object([
        ("error", .object([("code", .text), ("message", .text), ("hint", .orNull(.text))])),
        ("diagnostics", .list(diagnostic)),
    ])

    static let counts: [(String, JSONShape)] = ["ok", "alert", "error", "no_data", "not_run"].map { ($0, .integer) }

    static let message: [(String, JSONShape)] = [
        ("id", .text), ("alert", .text), ("event", .text), ("sequence", .integer), ("receiver", .text),
        ("state", .oneOf(["pending", "sending", "sent", "superseded", "dead"])), ("attempts", .integer),
        ("created_at", .time), ("not_before", .time), ("expires_at", .time), ("settled_at", .orNull(.time)),
        ("last_error", .orNull(failure)),
    ]

    static let silence = JSONShape.object([
        ("id", .text), ("matchers", .list(.text)), ("starts_at", .time), ("ends_at", .time), ("author", .text),
        ("comment", .text),
    ])
}
