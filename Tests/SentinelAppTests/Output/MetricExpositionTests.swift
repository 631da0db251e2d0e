import SentinelEngine
import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelApp

/// Metrics obey the rules of Prometheus's text format 0.0.4, whatever alerts are called.
@Suite struct MetricExpositionTests {
    private static let names = ["plain", "with \"quotes\"", "back\\slash", "line\nbreak", "日本 🔥", "", "a{b=\"c\"} 1"]

    private static func families() async throws -> [MetricFamily] {
        let runs = names.flatMap { name in
            [RunOutcome.ok, .alert, .error].map { outcome in
                StoreStatistics.RunCount(
                    alertName: name, outcome: outcome, count: 3, totalDuration: .microseconds(1_500_001))
            }
        }
        let messages = DeliveryState.allCases.map { state in
            StoreStatistics.MessageCount(receiver: ReceiverKey("ops \"1\""), state: state, count: 2)
        }
        let statistics = StoreStatistics(
            runs: runs, messages: messages, oldestUnsettled: Timestamp(seconds: 100))
        let alerts = names.filter { !$0.isEmpty }.map { AlertDefinition(name: $0, query: "q") }
        let lines = try await StatusReport(
            alerts, store: InMemoryStateStore(clock: ManualClock(at: Timestamp(seconds: 160))),
            at: Timestamp(seconds: 160)
        ).lines
        return MetricFamily.all(statistics, alerts: lines, at: Timestamp(seconds: 160))
    }

    /// One line of samples, read back.
    private struct Sample: Hashable {
        var name: String
        var labels: [String: String]
        var value: String

        /// Reads `name{label="value",…} number`; nil if the line is otherwise.
        init?(_ line: Substring) {
            guard let match = line.wholeMatch(of: /([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)/) else { return nil }
            name = String(match.output.1)
            value = String(match.output.3)
            labels = [:]
            var rest = match.output.2 ?? ""
            while !rest.isEmpty {
                guard let pair = rest.prefixMatch(of: /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\[\\"n])*)",?/) else {
                    return nil
                }
                labels[String(pair.output.1)] = String(pair.output.2).replacing("\\\\", with: "\u{0}")
                    .replacing("\\n", with: "\n").replacing("\\\"", with: "\"").replacing("\u{0}", with: "\\")
                rest = rest[pair.range.upperBound...]
            }
        }
    }

    @Test func `every line is a comment or a sample that reads back`() async throws {
        let families = try await Self.families()
        let text = families.map(\.exposition).joined(separator: "\n")
        var seen: Set<Sample> = []
        var described: Set<String> = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let help = line.wholeMatch(of: /# (HELP|TYPE) (\S+) (.+)/) {
                described.insert("\(help.output.1) \(help.output.2)")
                continue
            }
            let sample = try #require(Sample(line), "\(line)")
            #expect(Double(sample.value) != nil, "\(line)")
            #expect(seen.insert(sample).inserted, "twice: \(line)")
            let family = sample.name.replacing("_sum", with: "").replacing("_count", with: "")
            #expect(described.isSuperset(of: ["HELP \(family)", "TYPE \(family)"]), "\(family)")
        }
        let alerts = Set(seen.filter { $0.name == "sqlsentinel_alerts_total" }.compactMap { $0.labels["alert_name"] })
        #expect(alerts == Set(Self.names))
        #expect(seen.contains { $0.name == "sqlsentinel_outbox_oldest_age_seconds" && $0.value == "60.000000" })
        #expect(seen.contains { $0.name == "sqlsentinel_outbox_pending" && $0.value == "4" })
    }

    @Test func `counters end in total, durations in seconds, and text and JSON agree`() async throws {
        for family in try await Self.families() {
            #expect(family.name.hasPrefix("sqlsentinel_"))
            #expect((family.type == "counter") == family.name.hasSuffix("_total"), "\(family.name)")
            #expect(!family.help.contains("\n") && family.help.hasSuffix("."))
            #expect(family.json["samples"]?.arrayValue?.count == family.samples.count)
            let lines = family.exposition.split(separator: "\n")
            #expect(lines.count == 2 + family.samples.count)
            for (line, json) in zip(lines.dropFirst(2), family.json["samples"]?.arrayValue ?? []) {
                let sample = try #require(Sample(line))
                #expect(json["name"] == .string(sample.name))
                #expect(json["value"] == .number(sample.value))
                for (label, value) in sample.labels { #expect(json["labels"]?[label] == .string(value)) }
            }
        }
    }

    @Test func `sums of durations are exact`() async throws {
        let duration = try #require(try await Self.families().first { $0.name.hasSuffix("duration_seconds") })
        let sums = duration.samples.filter { $0.suffix == "_sum" }
        #expect(sums.count == Self.names.count)
        // Three outcomes of 1.500001 s each.
        #expect(sums.allSatisfy { $0.value == "4.500003" })
        #expect(duration.samples.filter { $0.suffix == "_count" }.allSatisfy { $0.value == "9" })
    }

    @Test func `what is sent or given up is counted, what waits is a gauge`() async throws {
        let family = try #require(try await Self.families().first { $0.name == "sqlsentinel_notifications_total" })
        #expect(
            Set(family.samples.flatMap { $0.labels }.filter { $0.0 == "status" }.map(\.1)) == [
                "sent", "superseded", "dead",
            ])
    }
}
