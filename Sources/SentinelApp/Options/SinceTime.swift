import SentinelModels

/// The start of a span of time: an instant, or how long ago.
enum SinceTime: Sendable, Hashable {
    case instant(Timestamp)
    case ago(Duration)

    /// Reads `2026-11-23`, RFC 3339, or a length of time such as `24h`.
    init?(_ text: String) {
        if let duration = Duration(text: text) {
            self = .ago(duration)
        } else if let instant = Timestamp(text) {
            self = .instant(instant)
        } else {
            return nil
        }
    }

    /// The instant it means.
    func time(at now: Timestamp) -> Timestamp {
        switch self {
        case .instant(let instant): instant
        case .ago(let duration): now.advanced(by: .zero - duration)
        }
    }
}
