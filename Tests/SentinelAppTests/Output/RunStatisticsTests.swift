import SentinelModels
import SentinelTesting
import Testing

@testable import SentinelApp

/// Sums over random histories against counting them one by one.
@Suite struct RunStatisticsTests {
    private static func runs(seed: UInt64, alerts: [String] = ["a"]) -> [RunRecord] {
        var random = SeededGenerator(seed: seed)
        return (0..<Int.random(in: 1...60, using: &random)).map { index in
            let name = alerts.randomElement(using: &random)!
            let notices = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                NotificationRecord(
                    receiver: ReceiverKey("r"), sequence: 1, event: .firing,
                    decision: Bool.random(using: &random) ? .notify(.transition) : .suppress(.silenced))
            }
            return RunRecord(
                id: "\(index)", alert: AlertKey(name), alertName: name, trigger: .manual,
                startedAt: Timestamp(seconds: Int64.random(in: 0...1_000_000, using: &random)),
                duration: .microseconds(Int64.random(in: 0...5_000_000, using: &random)),
                outcome: RunOutcome.allCases.randomElement(using: &random)!, notifications: notices)
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `sums are those of the runs`(seed: UInt64) {
        let runs = Self.runs(seed: seed)
        let sums = RunStatistics(alert: "a", runs: runs)
        #expect(sums.runs == runs.count)
        for status in RunStatus.allCases {
            #expect((sums.counts[status] ?? 0) == runs.count { RunStatus($0.outcome) == status })
        }
        #expect(sums.counts.values.reduce(0, +) == runs.count)
        var notices = 0
        for notice in runs.flatMap(\.notifications) { if case .notify = notice.decision { notices += 1 } }
        #expect(sums.notices == notices)
        let sorted = runs.map(\.duration).sorted()
        #expect(sums.shortest == sorted.first)
        #expect(sums.longest == sorted.last)
        let total = runs.reduce(Int64(0)) { $0 + $1.duration.wholeMicroseconds }
        #expect(abs(sums.mean.wholeMicroseconds - total / Int64(runs.count)) <= 1)
        #expect(sums.last == runs.map(\.startedAt).sorted().last)
    }

    @Test func `no runs have no sums`() {
        let sums = RunStatistics(alert: "a", runs: [])
        #expect(sums.json["last_run_at"] == .null)
        #expect(sums.json["duration_ms"] == ["min": 0, "mean": 0, "max": 0])
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `a history's sums are in the order of names, and add up to its summary`(seed: UInt64) {
        let names = ["Zürich", "a", "b", "日本"]
        let runs = Self.runs(seed: seed, alerts: names)
        let json = HistoryReport(runs: runs, showsStatistics: true).json
        let stats = json["stats"]?.arrayValue ?? []
        #expect(stats.compactMap { $0["alert"]?.stringValue } == Set(runs.map(\.alertName)).sorted())
        #expect(json["runs"] == [])
        for (key, sum) in [
            ("total", "runs"), ("ok", "ok"), ("alert", "alerts"), ("error", "errors"), ("no_data", "no_data"),
        ] {
            let added = stats.reduce(Int64(0)) { $0 + ($1[sum]?.integerValue ?? 0) }
            #expect(json["summary"]?[key]?.integerValue == added, "\(key)")
        }
        #expect(HistoryReport(runs: runs, showsStatistics: false).json["summary"] == json["summary"])
        #expect(HistoryReport(runs: runs, showsStatistics: false).json["stats"] == nil)
    }
}
