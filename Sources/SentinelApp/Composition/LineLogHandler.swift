import Logging
import SentinelModels

/// Writes one line for each log message: plain, or a JSON object.
struct LineLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    private let label: String
    private let isJSON: Bool
    private let sink: any OutputSink
    private let clock: any LeaseClock

    init(label: String, level: Logger.Level, isJSON: Bool, sink: any OutputSink, clock: any LeaseClock) {
        self.label = label
        logLevel = level
        self.isJSON = isJSON
        self.sink = sink
        self.clock = clock
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { _, new in new }.sorted { $0.key < $1.key }
        let line = isJSON ? json(event, fields) : plain(event, fields)
        sink.write(Array((line + "\n").utf8))
    }

    private func plain(_ event: LogEvent, _ fields: [(key: String, value: Logger.Metadata.Value)]) -> String {
        let pairs = fields.map { " \($0.key)=\(JSONValue.string("\($0.value)").encoded())" }.joined()
        return "\(clock.now()) \(event.level.rawValue) \(event.message)\(pairs)".visible
    }

    private func json(_ event: LogEvent, _ fields: [(key: String, value: Logger.Metadata.Value)]) -> String {
        let head: [JSONValue.Member] = [
            .init("timestamp", .string(clock.now().description)), .init("level", .string(event.level.rawValue)),
            .init("logger", .string(label)), .init("message", .string("\(event.message)")),
        ]
        return JSONValue.object(head + fields.map { .init($0.key, .string("\($0.value)")) }).encoded()
    }
}
