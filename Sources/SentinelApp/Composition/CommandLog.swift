import Logging
import SentinelModels

/// What a command logs about the engine's work: with `-v`, or as LOG_LEVEL, LOG_FORMAT and LOG_FILE say.
enum CommandLog {
    /// The observers that log; only failures unless somebody asked for more.
    static func observers(
        environment: Environment, isVerbose: Bool, console: Console
    ) -> [any EngineObserver] {
        let level = wantedLevel(environment, console) ?? (isVerbose ? .debug : .error)
        let isJSON = environment.variable("LOG_FORMAT")?.lowercased() == "json"
        let output = file(environment, console) ?? environment.standardError
        let clock = environment.clock
        let logger = Logger(label: "sentinel") { label in
            LineLogHandler(label: label, level: level, isJSON: isJSON, sink: output, clock: clock)
        }
        return [LoggingObserver(logger: logger)]
    }

    private static func wantedLevel(_ environment: Environment, _ console: Console) -> Logger.Level? {
        guard let name = environment.variable("LOG_LEVEL") else { return nil }
        let level = level(named: name)
        if level == nil {
            let known = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            console.warning("LOG_LEVEL: '\(name)' is no level (known are: \(known))")
        }
        return level
    }

    private static func file(_ environment: Environment, _ console: Console) -> (any OutputSink)? {
        guard let path = environment.variable("LOG_FILE") else { return nil }
        let file = AppendingFile(path: environment.absolutePath(path))
        if file == nil { console.warning("LOG_FILE: \(path) cannot be written; the log goes to standard error") }
        return file
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
