import SentinelModels

/// Times for people: UTC, to the second or minute.
enum TimeText {
    /// `2026-11-23 09:00Z`, or `-`.
    static func short(_ time: Timestamp?) -> String {
        guard let time else { return "-" }
        let text = Timestamp(seconds: time.seconds).description
        return text.prefix(10) + " " + text.dropFirst(11).prefix(5) + "Z"
    }

    /// `11-23 09:00Z`, with the year if it is another than now, or `-`.
    static func near(_ time: Timestamp?, at now: Timestamp) -> String {
        let (text, today) = (short(time), short(now))
        return text.prefix(5) == today.prefix(5) ? String(text.dropFirst(5)) : text
    }

    /// `5m ago`, `3d ago`; in the largest unit that fits, or `-`.
    static func age(_ time: Timestamp?, at now: Timestamp) -> String {
        guard let time else { return "-" }
        let seconds = max(0, time.duration(to: now).components.seconds)
        return units.first { seconds >= $0.seconds }.map { "\(seconds / $0.seconds)\($0.name) ago" } ?? "now"
    }

    private static let units: [(name: String, seconds: Int64)] = [
        ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1),
    ]

    /// `2026-11-23 09:00:00Z`.
    static func full(_ time: Timestamp) -> String {
        let text = Timestamp(seconds: time.seconds).description
        return text.prefix(10) + " " + text.dropFirst(11)
    }
}
