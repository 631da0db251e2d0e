import ArgumentParser
import SentinelModels

/// How long a silence lasts: whole hours, as the original has it, or a length such as `30m`.
struct SilenceLength: ExpressibleByArgument, Sendable {
    let duration: Duration

    /// More would be a mistake in typing.
    static let longest = SilenceLength(.seconds(3650 * 86_400))

    init(_ duration: Duration) {
        self.duration = duration
    }

    init?(argument: String) {
        guard let duration = Int64(argument).map(Self.hours) ?? Duration(text: argument) else { return nil }
        self.duration = duration
    }

    private static func hours(_ count: Int64) -> Duration {
        // Counts that no duration can hold are too long anyway.
        .seconds(min(max(count, -1), 1_000_000) * 3600)
    }

    var defaultValueDescription: String { duration.text }
}
