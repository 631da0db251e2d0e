import ArgumentParser
import SentinelModels

/// A length of time as an option's value: `30s`, `5m`, `PT1H`.
struct LengthOfTime: ExpressibleByArgument, Sendable {
    let duration: Duration

    init(_ duration: Duration) {
        self.duration = duration
    }

    init?(argument: String) {
        guard let duration = Duration(text: argument) ?? Int64(argument).map({ Duration.seconds($0) }),
            duration >= .zero
        else { return nil }
        self.duration = duration
    }

    var defaultValueDescription: String { duration.text }
}
