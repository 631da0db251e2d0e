import SentinelModels

/// Silences for people and programs.
struct SilenceReport: Sendable {
    let silences: [Silence]
    let now: Timestamp

    /// `{"silences":[{"id","matchers":["alertname=x"],"starts_at","ends_at","author","comment"}]}`.
    var json: JSONValue {
        .object([
            .init(
                "silences",
                .array(
                    silences.map { silence in
                        .object([
                            .init("id", .string(silence.id)),
                            .init("matchers", .strings(silence.matchers.map(Self.text))),
                            .init("starts_at", .string("\(silence.startsAt)")),
                            .init("ends_at", .string("\(silence.endsAt)")),
                            .init("author", .string(silence.author)), .init("comment", .string(silence.comment)),
                        ])
                    }))
        ])
    }

    var table: TextTable {
        var table = TextTable([
            .init("SILENCED", flexibility: 2), .init("UNTIL"), .init("BY"), .init("COMMENT", flexibility: 1),
            .init("ID", flexibility: 0),
        ])
        table.rows = silences.map { silence in
            [
                .init(silence.matchers.map(Self.text).joined(separator: ", ")),
                .init(TimeText.short(silence.endsAt), silence.isActive(at: now) ? .plain : .dim), .init(silence.author),
                .init(silence.comment.isEmpty ? "-" : silence.comment), .init(silence.id),
            ]
        }
        return table
    }

    /// What a silence is about: `Alert 'x'`, or its matchers.
    static func subject(of silence: Silence) -> String {
        if silence.matchers.count == 1, silence.matchers[0].label == "alertname",
            silence.matchers[0].operation == .equal
        {
            return "Alert '\(silence.matchers[0].value)'"
        }
        return "Alerts with " + silence.matchers.map(text).joined(separator: ", ")
    }

    private static func text(_ matcher: Silence.Matcher) -> String {
        matcher.label + matcher.operation.rawValue + matcher.value
    }
}
