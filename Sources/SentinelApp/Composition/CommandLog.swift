import Logging
import SentinelModels

/// What a command logs about the engine's work: with `-v`, or as LOG_LEVEL, LOG_FORMAT and LOG_FILE say.
enum CommandLog {
    /// The observers that log; only failures unless somebody asked for more.
    static func observers(environment: Environment, isVerbose: Bool) -> [any EngineObserver] {
        let level = environment.variable("LOG_LEVEL").flatMap(level(named:)) ?? (isVerbose ? .debug : .error)
        let isJSON = environment.variable("LOG_FORMAT")?.lowercased() == "json"
        let sink = environment.variable("LOG_FILE").flatMap { AppendingFile(path: environment.absolutePath($0)) }
        let output: any OutputSink = sink ?? environment.standardError
        let clock = environment.clock
        let logger = Logger(label: "sentinel") { label in
            LineLogHandler(label: label, level: level, isJSON: isJSON, sink: output, clock: clock)
        }
        return [LoggingObserver(logger: logger)]
    }

    /// The levels by their names, those of the original included.
    static func level(named name: String) -> Logger.Level? {
        switch name.lowercased() {
        case "warn": .warning
        case "fatal": .critical
        default: Logger.Level(rawValue: name.lowercased())
        }
    }
}
