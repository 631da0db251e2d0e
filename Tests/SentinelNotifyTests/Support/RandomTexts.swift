import SentinelModels
import SentinelTesting

/// Random texts of the characters that receivers stumble over, fixed by a seed.
struct RandomTexts {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    private static let pieces: [String] = [
        "a", "Z", "7", " ", "  ", "\t", "\n", "\r\n", "\r", "\0", "\u{1b}", "\u{7f}", "\u{85}", "\u{9b}", "\u{2028}",
        "\u{202e}", "\u{2066}", "\u{feff}", "&", "<", ">", "\"", "'", "\\", "{", "}", "{status}", "{{", "=", "=?", "?=",
        ":", ";", ",", "@", ".", "..", "*", "_", "`", "%", "ü", "ß", "é", "e\u{301}", "<\u{301}", "漢", "🦉", "👩‍👩‍👧‍👦", "ﷺ",
        "&amp;", "<!here>", "Bcc: x", "word", "another ",
    ]

    mutating func text(upTo count: Int) -> String {
        (0..<Int.random(in: 0...count, using: &generator))
            .map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined()
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    mutating func value() -> SQLValue {
        switch number(0...7) {
        case 0: .null
        case 1: .integer(Int64.random(in: .min ... .max, using: &generator))
        case 2: .double(Double.random(in: -1e9...1e9, using: &generator))
        case 3: .decimal("\(number(0...999_999)).\(number(10...99))0")
        case 4: .bool(number(0...1) == 1)
        case 5: .bytes((0..<number(0...9)).map { _ in UInt8.random(in: 0...255, using: &generator) })
        case 6: .json("{\"k\":[\(number(0...9)),null]}")
        default: .text(text(upTo: number(0...1) == 0 ? 20 : 600))
        }
    }

    /// A message whose every text comes from a monitored table or its author.
    mutating func content() -> NotificationContent {
        let events: [(EventKind, String)] = [
            (.firing, "ALERT"), (.resolved, "OK"), (.error, "ERROR"), (.noData, "NO_DATA"), (.recovered, "OK"),
            (.reminder, "ALERT"),
        ]
        let (event, status) = events[number(0...events.count - 1)]
        var content = NotifyScene.content(text(upTo: 80), event: event, status: status)
        if number(0...1) == 1 { content.description = text(upTo: 900) }
        if number(0...3) > 0 { content.actualValue = value() }
        if number(0...3) > 0 { content.threshold = value() }
        if number(0...1) == 1 { content.error = RunFailure(code: .query, message: text(upTo: 60)) }
        content.context = (0..<number(0...12)).map { _ in ContextValue(text(upTo: 6), value()) }
        content.identity = (0..<number(0...2)).map { _ in IdentityColumn(text(upTo: 4), value()) }
        content.annotations = (0..<number(0...3)).reduce(into: [:]) { made, _ in made[text(upTo: 5)] = text(upTo: 30) }
        content.labels = ["team": text(upTo: 4)]
        content.severity = [nil, .info, .warning, .critical][number(0...3)]
        content.reason = [.transition, .reminder, .retell, .silenceEnded][number(0...3)]
        content.episode.openedAt = NotifyScene.time.advanced(by: .seconds(Int64(-number(0...500_000))))
        content.valueAtOpening = number(0...1) == 1 ? value() : nil
        return content
    }
}
