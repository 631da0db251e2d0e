import SentinelModels

/// One metric with its samples, written as Prometheus's text exposition format 0.0.4 or as JSON.
struct MetricFamily: Sendable {
    /// A number with what it is about.
    struct Sample: Sendable {
        var suffix = ""
        var labels: [(String, String)]
        /// The number's text: digits, exact.
        var value: String
    }

    var name: String
    var type: String
    var help: String
    var samples: [Sample]

    /// `# HELP`, `# TYPE` and a line for each sample.
    var exposition: String {
        let head = ["# HELP \(name) \(help)", "# TYPE \(name) \(type)"]
        let lines = samples.map { sample in
            let labels = sample.labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
            return name + sample.suffix + (labels.isEmpty ? "" : "{\(labels)}") + " " + sample.value
        }
        return (head + lines).joined(separator: "\n")
    }

    /// `{"name","type","help","samples":[{"name","labels":{},"value"}]}`.
    var json: JSONValue {
        .object([
            .init("name", .string(name)), .init("type", .string(type)), .init("help", .string(help)),
            .init(
                "samples",
                .array(
                    samples.map { sample in
                        .object([
                            .init("name", .string(name + sample.suffix)),
                            .init("labels", .object(sample.labels.map { .init($0.0, .string($0.1)) })),
                            .init("value", .number(sample.value)),
                        ])
                    })),
        ])
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}

extension MetricFamily {
    /// Everything the state database tells; the first three names are the original's.
    static func all(_ statistics: StoreStatistics, alerts: [StatusReport.Line], at now: Timestamp) -> [MetricFamily] {
        let runs = statistics.runs.sorted { ($0.alertName, $0.outcome.rawValue) < ($1.alertName, $1.outcome.rawValue) }
        let messages = statistics.messages.sorted {
            ($0.receiver, $0.state.rawValue) < ($1.receiver, $1.state.rawValue)
        }
        let waiting = messages.filter { $0.state == .pending || $0.state == .sending }.reduce(0) { $0 + $1.count }
        let oldest = statistics.oldestUnsettled.map { max(.zero, $0.duration(to: now)) } ?? .zero
        return [
            MetricFamily(
                name: "sqlsentinel_alerts_total", type: "counter", help: "Runs by alert and how they ended.",
                samples: runs.map {
                    .init(
                        labels: [("alert_name", $0.alertName), ("status", RunStatus($0.outcome).rawValue)],
                        value: "\($0.count)")
                }),
            MetricFamily(
                name: "sqlsentinel_alert_duration_seconds", type: "summary",
                help: "How long the queries of an alert took.",
                samples: Dictionary(grouping: runs, by: \.alertName).sorted { $0.key < $1.key }.flatMap {
                    name, counts in
                    [
                        Sample(
                            suffix: "_sum", labels: [("alert_name", name)],
                            value: seconds(counts.reduce(.zero) { $0 + $1.totalDuration })),
                        Sample(
                            suffix: "_count", labels: [("alert_name", name)],
                            value: "\(counts.reduce(0) { $0 + $1.count })"),
                    ]
                }),
            MetricFamily(
                name: "sqlsentinel_notifications_total", type: "counter",
                help: "Messages by receiver and what became of them.",
                samples: messages.filter { $0.state != .pending && $0.state != .sending }.map {
                    .init(labels: [("channel", "\($0.receiver)"), ("status", $0.state.rawValue)], value: "\($0.count)")
                }),
            MetricFamily(
                name: "sqlsentinel_outbox_pending", type: "gauge", help: "Messages that wait or are being sent.",
                samples: [.init(labels: [], value: "\(waiting)")]),
            MetricFamily(
                name: "sqlsentinel_outbox_oldest_age_seconds", type: "gauge",
                help: "Age of the oldest message that is not settled.",
                samples: [.init(labels: [], value: seconds(oldest))]),
            MetricFamily(
                name: "sqlsentinel_alert_state", type: "gauge", help: "1 for the state each alert shows.",
                samples: alerts.map {
                    .init(labels: [("alert_name", $0.alert.name), ("state", $0.display.rawValue)], value: "1")
                }),
        ]
    }

    private static func seconds(_ duration: Duration) -> String {
        let microseconds = duration.wholeMicroseconds
        return "\(microseconds / 1_000_000).\((microseconds % 1_000_000).padded(to: 6))"
    }
}
