internal import SentinelModels

extension CoreKeys {
    /// The names labels may have.
    static let labelNames = "^[a-zA-Z_][a-zA-Z0-9_]*$"
    /// How long the text of a label may be.
    static let labelLength = 1024

    static let alert = KeyGroup(
        "an alert",
        [
            KeyDescriptor(
                "name", .text(maximum: 255), "What people call the alert. Unique; any text without control characters.",
                isRequired: true),
            KeyDescriptor(
                "id", .text(maximum: 255),
                "What identifies the alert instead of its name, so that renaming it keeps its state and history."),
            KeyDescriptor("description", .optionalText, "What the alert is about, for messages."),
            KeyDescriptor("source", .text(maximum: 255), "The source to ask.", default: "default"),
            KeyDescriptor(
                "query", .text(maximum: nil),
                "One read-only SQL statement that returns `status` (ALERT or OK), or whatever `when` judges. Variables are not substituted.",
                isRequired: true),
            KeyDescriptor(
                "schedule", .either([.text(maximum: 255), .group(every)]),
                "When to ask: a cron expression, `@daily` and the like, or `every 5m`."),
            KeyDescriptor("every", .duration(periods), "How often to ask, instead of `schedule`."),
            KeyDescriptor("timezone", .text(maximum: 64), "The IANA zone the schedule is meant in.", default: "UTC"),
            KeyDescriptor("enabled", .boolean, "Whether the alert runs and tells at all.", default: "true"),
            KeyDescriptor(
                "notify", .list(.route, minimum: 0),
                "Whom to tell: names of receivers, or routes with options of their own."),
            KeyDescriptor(
                "when", .group(when),
                "Judges the result by a column or by the number of rows instead of a status column."),
        ] + judgements + policies, later: laterKeys, alternatives: [["schedule"], ["every"]])

    /// Keys of alerts, and some of them of `defaults`, that a later release brings.
    static let laterKeys = [
        "identity", "for", "after", "recover_after", "recover_when", "keep_firing_for", "depends_on", "rows", "tests",
        "evidence",
    ]

    static let defaults = KeyGroup(
        "the defaults",
        [
            KeyDescriptor("timezone", .text(maximum: 64), "The IANA zone schedules are meant in.", default: "UTC"),
            KeyDescriptor("notify", .list(.route, minimum: 0), "Whom to tell of alerts that do not say it."),
        ] + judgements + policies, later: laterKeys)

    static let every = KeyGroup(
        "a schedule",
        [
            KeyDescriptor(
                "every", .duration(periods), "How often to ask, counted from 1970 so that restarts do not shift it.",
                isRequired: true)
        ])

    static let when = KeyGroup(
        "a condition",
        [
            KeyDescriptor("column", .text(maximum: 255), "The column to compare."),
            KeyDescriptor("op", .word(Comparison.allCases.map(\.rawValue)), "How to compare."),
            KeyDescriptor("threshold", .scalar, "What to compare with: a number, a text or a truth value."),
            KeyDescriptor(
                "over", .word(["any", "all", "count"]),
                "ALERT if any row passes, if all do, or if the number of rows does.", default: "any"),
            KeyDescriptor(
                "exists", .boolean, "ALERT if there are rows (`true`) or none (`false`), instead of comparing."),
        ])

    static let onNoData = KeyGroup(
        "the no-data policy",
        [
            KeyDescriptor("do", .word(noDataWords), "How an empty result is seen.", isRequired: true),
            KeyDescriptor("after", .integer(counts), "How many empty results in a row it takes.", default: "1"),
            KeyDescriptor("notify", .list(.route, minimum: 0), "Whom to tell instead of the alert's routes."),
        ])

    static let onError = KeyGroup(
        "the error policy",
        [
            KeyDescriptor("after", .integer(counts), "How many errors in a row it takes.", default: "3"),
            KeyDescriptor("notify", .list(.route, minimum: 0), "Whom to tell instead of the alert's routes."),
        ])

    static let noDataWords = AlertPolicy.NoData.Action.allCases.map(\.rawValue)

    private static let judgements = [
        KeyDescriptor(
            "severity", .word(Severity.allCases.map(\.rawValue)),
            "How bad it is; a `severity` column of the result wins."),
        KeyDescriptor(
            "labels", .map(.text(maximum: labelLength), names: labelNames), "Names for routing and silences.",
            default: "{}"),
        KeyDescriptor(
            "annotations", .map(.text(maximum: nil), names: nil), "Texts for people, such as runbook and owner.",
            default: "{}"),
    ]

    private static let choice = KeyShape.either([.word(["auto"]), .integer(0...0), .duration(waits)])

    private static let policies = [
        KeyDescriptor(
            "notify_on", .list(.word(EventKind.allCases.map(\.rawValue)), minimum: 0),
            "Of which events to tell. Version 1: all; without `version`: firing, error and recovered."),
        KeyDescriptor(
            "on_no_data", .either([.word(noDataWords), .group(onNoData)]),
            "What an empty result means. Default: `error` with a status column, `ok` with `when`."),
        KeyDescriptor("on_error", .group(onError), "When and whom to tell that the query fails."),
        KeyDescriptor(
            "remind", .either([.duration(periods), .list(.duration(periods), minimum: 0)]),
            "After how long to remind while the problem lasts; of a list the last one repeats. Never unless given.",
            default: "[]"),
        KeyDescriptor(
            "on_silence_end", .word(["notify", "stay_quiet"]),
            "Whether one notice is sent when a silence ends while the alert still fires.", default: "notify"),
        KeyDescriptor("timeout", .duration(timeouts), "How long the query may take.", default: "30s"),
        KeyDescriptor(
            "misfire", .word(AlertPolicy.Misfire.allCases.map(\.rawValue)), "What to do with missed fires.",
            default: "run_once"),
        KeyDescriptor(
            "misfire_grace", .duration(waits), "How late a fire may start before it counts as missed.",
            default: "60s"),
        KeyDescriptor(
            "overlap", .word(AlertPolicy.Overlap.allCases.map(\.rawValue)),
            "What to do with a fire whose predecessor still runs.", default: "skip"),
        KeyDescriptor(
            "splay", choice, "How long after its slot a run starts, so that not all start at once.", default: "auto"),
        KeyDescriptor("history", choice, "How long runs are kept in the history.", default: "auto"),
    ]
}
