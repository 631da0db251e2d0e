import ArgumentParser
import SentinelModels

/// How long a silence lasts: whole hours, as the original has it, or a length such as `30m`.
struct SilenceLength: ExpressibleByArgument, Sendable {
    let duration: Duration

    init(_ duration: Duration) {
        self.duration = duration
    }

    init?(argument: String) {
        guard let duration = Int64(argument).map({ Duration.seconds($0) * 3600 }) ?? Duration(text: argument) else {
            return nil
        }
        self.duration = duration
    }

    var defaultValueDescription: String { duration.text }
}
